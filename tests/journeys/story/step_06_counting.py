"""Steps 5 and 8, between samlinger: attendance, a month at a time on a phone, reminders, a gap, a correction, an event."""

from datetime import date

from playwright.sync_api import Locator, expect

from accounts.models import User
from measurements.models import PlannedIndicator
from measurements.services import deliver_month, record_measurement
from reports.tasks import plan_reminders
from tests.journeys.post import link_in
from tests.journeys.story.cast import INGRID, MARTE, Story


def team_counts(story: Story) -> None:
    """From samling 1 to the autumn."""
    attend(story)
    deliver_may(story)
    record(story, "2026-07-04", date(2026, 6, 1), 13, 12)
    skip_july(story)
    be_late_with_august(story)
    correct_june(story)
    note_event(story)


def attend(story: Story) -> None:
    """The organiser ticks who came."""
    story.day("2026-05-06", "15:40")
    hanne = story.hanne
    hanne.go(story.network("samlinger/1/oppmote/"))
    hanne.look()
    with hanne.next_page():
        hanne.page.locator(".attendance-team", has_text="Lørenskog").get_by_role("button").click()
    hanne.look("one team")


def number(story: Story, row: int, part: str) -> Locator:
    """A field of the month page: the first number (n) or what it is counted from (d)."""
    return story.ingrid.page.locator("[data-row]").nth(row).locator(f"input[name$='-{part}']")


def deliver_may(story: Story) -> None:
    """Reminded on the third, the month is entered on a phone between two shifts: saved while typed, then delivered."""
    story.day("2026-06-03", "06:30")
    plan_reminders.delay()
    story.day("2026-06-03", "07:05")
    plan_reminders.delay()
    ingrid = story.ingrid
    ingrid.go(link_in(story.post.mail(INGRID, "Nå kan dere registrere mai")))
    ingrid.heading("Registrer mai 2026")
    ingrid.look()
    with ingrid.saving():
        number(story, 0, "n").fill("21")
        number(story, 0, "d").fill("20")
    name = number(story, 0, "n").get_attribute("name")
    ingrid.error_beside(name, "21 er flere enn 20.")
    ingrid.press("Lever mai")
    ingrid.look("errors")
    expect(number(story, 0, "n")).to_have_value("21")
    with ingrid.saving():
        number(story, 0, "n").fill("12")
        number(story, 1, "n").fill("11")
        number(story, 1, "d").fill("20")
    ingrid.says("2 av 2 klare.")
    # Another day on another device the draft is there.
    ingrid.go(ingrid.path)
    expect(number(story, 1, "n")).to_have_value("11")
    ingrid.press("Lever mai")
    ingrid.says("Mai er levert. Takk.", "Levert 3. juni")
    ingrid.look("delivered")


def record(story: Story, day: str, month: date, *numerators: int) -> None:
    """A month nobody needs to watch: entered and delivered through the services."""
    story.day(day)
    ingrid = User.objects.get(email=INGRID)
    planned = PlannedIndicator.objects.filter(plan__team__slug=story.team).select_related(
        "plan__team__network", "indicator"
    )
    for row, numerator in zip(planned.order_by("position"), numerators, strict=True):
        record_measurement(row, month=month, numerator=numerator, denominator=20, by=ingrid)
    deliver_month(planned[0].plan.team, month=month, by=ingrid)


def skip_july(story: Story) -> None:
    """A month without figures needs a reason, and becomes a gap."""
    story.day("2026-08-05")
    ingrid = story.ingrid
    ingrid.go(story.at("malinger/2026-07/"))
    ingrid.press("Hopp over en indikator og oppgi grunn")
    ingrid.look()
    ingrid.page.get_by_label("Hele juli").check()
    ingrid.press("Hopp over")
    ingrid.look("errors")
    ingrid.error_beside("reason", "Skriv kort hvorfor dere ikke har tall.")
    ingrid.fill(reason="Fellesferie, ingen ble talt.")
    ingrid.press("Hopp over")
    ingrid.go(story.at("malinger/"))
    ingrid.look("counting")
    ingrid.go(story.at("diagram/sam-p1/"))
    ingrid.look("gap")
    ingrid.says("Juli er ikke målt (fellesferie, ingen ble talt).")
    ingrid.go(story.at("malinger/2026-07/"))
    ingrid.look("skipped")
    ingrid.says("Hoppet over: Fellesferie, ingen ble talt.")


def be_late_with_august(story: Story) -> None:
    """Due, late, and late enough for the leader to know: one mail each, each with the link."""
    for day, email, subject in (
        ("2026-09-07", INGRID, "august har snart frist"),
        ("2026-09-12", INGRID, "august mangler"),
        ("2026-09-17", MARTE, "august mangler"),
    ):
        story.day(day)
        plan_reminders.delay()
        mail = story.post.mail(email, subject)
        assert link_in(mail).endswith(story.at("malinger/2026-08/"))
    record(story, "2026-09-18", date(2026, 8, 1), 15, 14)


def correct_june(story: Story) -> None:
    """One wrong figure is put right; what stood before, who and why stay readable."""
    ingrid = story.ingrid
    ingrid.go(story.at("malinger/sam-p1/2026-06/"))
    ingrid.look()
    ingrid.fill(**{"tall-n": "14"})
    ingrid.press("Lagre tallet")
    ingrid.look("errors")
    ingrid.error_beside("tall-reason", "Skriv kort hvorfor tallet rettes.")
    expect(ingrid.field("tall-n")).to_have_value("14")
    ingrid.fill(**{"tall-reason": "Ett skjema manglet."})
    ingrid.press("Lagre tallet")
    ingrid.go(story.at("malinger/sam-p1/2026-06/"))
    ingrid.look("history")
    ingrid.says("13 av 20", "14 av 20", "Ett skjema manglet.", "Ingrid Sæther")


def note_event(story: Story) -> None:
    """What happened is put on the chart."""
    marte = story.marte
    marte.go(story.at("diagram/sam-p1/"))
    marte.look("autumn")
    marte.follow("Legg til merknad")
    marte.look()
    marte.press("Lagre merknaden")
    marte.look("errors")
    marte.fill(text="Farmasøyt med hver onsdag", happened_on="2026-06-10")
    marte.page.get_by_label("På alle diagrammene våre").check()
    marte.press("Lagre merknaden")
    marte.says("Farmasøyt med hver onsdag")
