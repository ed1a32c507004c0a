"""Step 11: the coordinator's network page: every team, sorted by who needs a call, with why."""

from datetime import date

from playwright.sync_api import expect

from accounts.models import User
from measurements.models import Indicator, PlannedIndicator
from teams.models import Team
from tests.factories.measurements import make_plan, record_series
from tests.journeys.story.cast import OTHERS, Story
from tests.journeys.story.step_06_counting import record

# Most urgent first, each with its reason.
CALLS = (
    ("Eidsvoll", "Måleplanen er ikke satt opp"),
    ("Lørenskog", "Teamet ber om hjelp"),
    ("Asker", "Teamet har ingen plan"),
)


def coordinator_sees_who_needs_a_call(story: Story) -> None:
    """Eidsvoll has nothing, Asker counts, Lørenskog is where it should be."""
    asker_counts(story)
    record(story, "2026-10-05", date(2026, 9, 1), 16, 15)
    story.day("2026-10-08")
    hanne = story.hanne
    hanne.go("/min-oppgave/")
    hanne.look("coordinator")
    hanne.go(story.network())
    hanne.look("calls")
    calls = hanne.page.locator("ol.calls > li")
    for call, (team, why) in zip(calls.all(), CALLS, strict=True):
        expect(call.locator(".call-team")).to_contain_text(team)
        expect(call.locator(".call-reason")).to_contain_text(why)
    rows = hanne.page.locator("table.matrix tbody tr")
    expect(rows).to_contain_text(["Eidsvoll", "Lørenskog", "Asker"])
    expect(rows.nth(1)).to_contain_text("Godkjent")
    expect(rows.nth(1)).to_contain_text("S1 7 av 7")
    hanne.go(story.at())
    hanne.look("coordinator")
    hanne.go(story.at("veiledning/"))
    hanne.look()


def asker_counts(story: Story) -> None:
    """A second team of the network with figures of its own."""
    story.day("2026-10-01")
    team = Team.objects.get(organization__name="Asker")
    petter = User.objects.get(email=OTHERS[0][2])
    make_plan(team, Indicator.objects.get(code="SAM-P1"), by=petter)
    planned = PlannedIndicator.objects.select_related("indicator", "plan__team__network").get(plan__team=team)
    record_series(planned, [(n, 20) for n in (8, 10, 7, 11, 9, 10, 8, 11, 10, 7, 12)], by=petter)
