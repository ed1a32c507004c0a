"""The team's pages in a real browser: accessible at both widths, empty, full and with errors; useful without JavaScript."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from playwright.sync_api import Page, expect

from accounts.roles import TeamRole
from teams.models import Team
from teams.services import add_member, log_contact, record_meeting, update_plan_item
from tests.browser import PHONE, assert_accessible, sign_in
from tests.factories.networks import coordinator_of
from tests.factories.teams import attend, make_cycle, make_plan_item, make_team, member, user_in

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "Rutine for hvem som følger opp legemiddellista når en bruker kommer hjem fra korttidsopphold " * 2


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel("2026-11-04T09:00:00+00:00", tick=True):
        yield


@pytest.fixture
def team() -> Team:
    """A team in the middle of its work, with something in every state."""
    team = make_team()
    by = user_in(team)
    make_plan_item(team, "Sjekkliste", status="done", responsible=member(team))
    make_plan_item(team, "Farmasøyt med", status="ongoing")
    make_plan_item(team, LONG[:190], due_on=date(2026, 10, 15), note=LONG)
    make_cycle(team, stage="study", plan=LONG, prediction="Det går.", observations="Elleve av tolv.")
    make_cycle(team, "Ringe fastlegen", stage="finished", decision="abandon", learning="Sekretæren satte ikke over.")
    record_meeting(team, held_on=date(2026, 10, 21), topic="Oktober", attendee_count=5, note=LONG, by=by)
    add_member(team, name="Nina Berg", role=TeamRole.TEAM_MEMBER, email="nina.berg@example.no", by=by)
    attend(team, 1)
    coordinator = coordinator_of(team.network)
    log_contact(team=team, note=LONG, channel="phone", contacted_on=date(2026, 10, 21), by=coordinator)
    return team


def paths(team: Team) -> list[str]:
    """Every page of a team's work."""
    base = f"/team/{team.slug}"
    pages = ["plan/", "plan/nytt/", "tester/", "tester/ny/", "moter/", "endre/", "medlemmer/nytt/", "samlinger/3/svar/"]
    return [f"{base}/{page}" for page in pages]


def test_pages_are_accessible_with_data_and_without(team: Team, page: Page, site: str) -> None:
    sign_in(page, site, user_in(team))
    item, person, meeting = team.plan_items.first(), member(team), team.meetings.get()
    own = [f"plan/{item.pk}/", "tester/1/", "tester/2/", f"medlemmer/{person.pk}/", f"moter/{meeting.pk}/"]
    for path in [*paths(team), *(f"/team/{team.slug}/{each}" for each in own)]:
        page.goto(path)
        assert_accessible(page)
    empty = make_team(team.network)
    sign_in(page, site, user_in(empty))
    for path in (each for each in paths(empty) if not each.endswith(("nytt/", "ny/", "svar/"))):
        page.goto(path)
        assert_accessible(page)


def test_pages_of_the_coordinator_are_accessible(team: Team, page: Page, site: str) -> None:
    sign_in(page, site, coordinator_of(team.network))
    samlinger = f"/nettverk/{team.network.slug}/samlinger"
    for path in (f"/team/{team.slug}/veiledning/", f"{samlinger}/1/oppmote/", f"{samlinger}/3/oppmote/"):
        page.goto(path)
        assert_accessible(page)


def test_errors_and_a_conflict_take_focus_and_stay_accessible(team: Team, page: Page, site: str) -> None:
    sign_in(page, site, user_in(team))
    item = team.plan_items.first()
    page.goto(f"/team/{team.slug}/plan/{item.pk}/")
    page.get_by_label("Frist").fill("2026-08-01")
    page.get_by_role("button", name="Lagre endringen").click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert_accessible(page)
    update_plan_item(item, by=user_in(team, TeamRole.MEASUREMENT_LEAD), version=item.version, note="Fra Ingrid")
    page.get_by_label("Frist").fill("2026-12-20")
    page.get_by_label("Merknad").fill("Fra Marte")
    page.get_by_role("button", name="Lagre endringen").click()
    box = page.locator(".conflict")
    expect(box).to_be_focused()
    expect(box).to_contain_text("Ingrid Sæther lagret kl. 10.00")
    expect(box).to_contain_text("Fra Ingrid")
    expect(page.get_by_label("Merknad")).to_have_value("Fra Marte")
    assert_accessible(page)


def test_plan_and_attendance_work_on_a_phone_without_javascript(
    team: Team, open_page: Callable[..., Page], site: str
) -> None:
    phone = open_page(PHONE, javascript=False)
    sign_in(phone, site, user_in(team))
    phone.goto(f"/team/{team.slug}/plan/")
    expect(phone.locator(".plan-chart")).to_be_hidden()
    phone.get_by_role("link", name="Nytt tiltak").click()
    phone.get_by_label("Tiltak").fill("Opplæring av alle i sonen")
    phone.get_by_role("button", name="Legg i planen").click()
    expect(phone.get_by_role("link", name="Opplæring av alle i sonen")).to_be_visible()
    phone.get_by_role("link", name="Opplæring av alle i sonen").click()
    phone.get_by_role("button", name="Slett tiltaket").click()
    phone.get_by_role("button", name="Angre").click()
    expect(phone.get_by_role("link", name="Opplæring av alle i sonen")).to_be_visible()

    sign_in(phone, site, coordinator_of(team.network))
    phone.goto(f"/nettverk/{team.network.slug}/samlinger/2/oppmote/")
    phone.get_by_role("button", name="Hele teamet møtte").click()
    expect(phone.get_by_text("7 av 7 møtte")).to_be_visible()
