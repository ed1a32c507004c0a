"""Reports in a real browser: the editor saves itself and says how far it has come; accessible in every state."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import time_machine
from playwright.sync_api import Page, expect

from networks.models import Network
from reports.models import Report
from reports.services import save_report
from teams.models import Team
from tests.browser import PHONE, assert_accessible, resize, sign_in
from tests.factories.networks import coordinator_of, make_network
from tests.factories.reports import (
    LONG_TEXT,
    WRITING_AT,
    answers,
    deadline_of,
    make_approved,
    make_report,
    make_reporting_team,
    make_returned,
    make_submitted,
)
from tests.factories.teams import make_team, user_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _october() -> Iterator[None]:
    with time_machine.travel(WRITING_AT, tick=True):
        yield


@pytest.fixture
def network() -> Network:
    return make_network("Akershus 2026–27")


@pytest.fixture
def team(network: Network) -> Team:
    return make_reporting_team(network, municipality="Lørenskog")


def field(page: Page, name: str):
    """The field of one question."""
    return page.locator(f"#id_{name}")


def test_editor_saves_itself_and_says_how_far_the_report_has_come(team: Team, page: Page, site: str) -> None:
    report = make_report(team)
    sign_in(page, site, user_in(team))
    page.goto(report.get_absolute_url())
    outline = page.get_by_role("navigation", name="Deler av rapporten")
    expect(outline.get_by_role("heading")).to_have_text("Fire av sju deler er klare")
    expect(page.locator(".card-current h2")).to_contain_text("Hva viser tallene?")
    field(page, "learning").fill("Det hjalp å ta det opp på onsdagsmøtet.")
    expect(page.locator(".card-current h2")).to_contain_text("Hva har vi lært?")
    page.get_by_label("Fastlege").check()
    expect(outline.get_by_role("heading")).to_have_text("Fem av sju deler er klare")
    expect(page.locator("[data-progress]")).to_contain_text("To deler igjen: 3 Tallene, 6 Veiledning")
    expect(page.locator("[data-saved-text]")).to_have_text(re.compile(r"Utkast lagret \d\d\.\d\d"))
    field(page, "coaching").fill("Ingen.")
    expect(outline.get_by_role("heading")).to_have_text("Seks av sju deler er klare")
    report.refresh_from_db()
    assert (report.texts["learning"], report.texts["obstacles_tags"]) == (
        "Det hjalp å ta det opp på onsdagsmøtet.",
        ["doctor"],
    )


def test_team_leader_hands_in_and_coordinator_answers(team: Team, page: Page, phone: Page, site: str) -> None:
    report = make_report(team)
    sign_in(page, site, user_in(team))
    page.goto(report.get_absolute_url())
    field(page, "figures").fill("Flere lister stemmer.")
    page.get_by_role("button", name="Lever rapporten").click()
    expect(page.get_by_role("heading", name="To ting må rettes")).to_be_visible()
    expect(field(page, "figures")).to_have_value("Flere lister stemmer.")
    assert_accessible(page)
    field(page, "learning").fill("Det hjalp.")
    field(page, "coaching").fill("Hvordan får vi fastlegene med?")
    page.get_by_role("button", name="Lever rapporten").click()
    expect(page.get_by_text("Rapporten er levert.")).to_be_visible()
    sign_in(phone, site, coordinator_of(team.network))
    phone.goto(f"/nettverk/{team.network.slug}/rapporter/")
    phone.get_by_role("link", name="Les rapporten").click()
    expect(phone.get_by_role("heading", name="Dette vil teamet ha hjelp til")).to_be_visible()
    phone.get_by_label("Kommentar til teamet").fill("Skriv mer om august.")
    phone.get_by_role("button", name="Send tilbake").click()
    expect(phone.get_by_text("Rapporten er sendt tilbake. Teamlederen")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Skriv mer om august.")).to_be_visible()
    page.get_by_role("button", name="Lever rapporten").click()
    phone.reload()
    phone.get_by_role("button", name="Godkjenn rapporten").click()
    expect(phone.get_by_text("Godkjent 1. oktober 2026 av Hanne Brekke.")).to_be_visible()
    report.refresh_from_db()
    assert (report.state, report.versions.count()) == ("approved", 2)


def test_two_windows_see_each_others_text_and_lose_none(team: Team, page: Page, site: str) -> None:
    report = make_report(team)
    sign_in(page, site, user_in(team))
    page.goto(report.get_absolute_url())
    save_report(report, texts={"figures": "Fra telefonen."}, version=report.version, by=user_in(team))
    field(page, "figures").fill("Fra kontoret.")
    expect(page.locator("[data-failed-text]")).to_contain_text("Rapporten er lagret et annet sted")
    page.get_by_role("button", name="Lagre utkast").click()
    expect(page.get_by_text("Dette står lagret nå:")).to_be_visible()
    expect(page.get_by_text("Fra telefonen.")).to_be_visible()
    expect(field(page, "figures")).to_have_value("Fra kontoret.")
    assert_accessible(page)
    field(page, "figures").fill("Fra kontoret og telefonen.")
    page.get_by_role("button", name="Lagre utkast").click()
    expect(page.get_by_text("Utkastet er lagret.")).to_be_visible()
    assert Report.objects.get().texts["figures"] == "Fra kontoret og telefonen."


def test_pdf_waits_for_the_last_words(team: Team, page: Page, site: str) -> None:
    report = make_report(team)
    sign_in(page, site, user_in(team))
    page.goto(report.get_absolute_url())
    field(page, "figures").fill("De siste ordene.")
    with page.expect_request(lambda request: request.url.endswith("rapport.pdf")):
        page.get_by_role("link", name="Se som PDF").click()
    assert Report.objects.get().texts["figures"] == "De siste ordene."


def test_report_is_written_and_handed_in_without_javascript(team: Team, open_page, site: str) -> None:
    page = open_page(PHONE, javascript=False)
    sign_in(page, site, user_in(team))
    page.goto(f"/team/{team.slug}/rapporter/{deadline_of(team.network).pk}/apne/")
    page.get_by_role("button", name="Åpne statusrapport 1").click()
    field(page, "figures").fill("Flere lister stemmer.")
    page.get_by_role("button", name="Lagre utkast").click()
    expect(page.get_by_text("Utkastet er lagret.")).to_be_visible()
    field(page, "learning").fill("Det hjalp.")
    field(page, "coaching").fill("Ingen")
    page.get_by_role("button", name="Lever rapporten").click()
    expect(page.get_by_text("Rapporten er levert.")).to_be_visible()
    assert Report.objects.get().state == "submitted"


def test_pages_are_accessible_in_every_state(network: Network, team: Team, page: Page, site: str) -> None:
    coordinator = coordinator_of(network)
    empty = make_team(network)
    reports = {
        "filled": make_report(team, figures=LONG_TEXT, obstacles_tags=["time"]),
        "empty": make_report(empty),
        "returned": make_returned(make_reporting_team(network), comment=LONG_TEXT[:1900]),
        "final": make_report(team, kind="final"),
        "approved": make_approved(make_reporting_team(network), kind="final", **answers("final", summary=LONG_TEXT)),
        "submitted": make_submitted(make_reporting_team(network), experience_tags=["time"]),
    }
    for report in reports.values():
        for person in (user_in(report.team), coordinator):
            sign_in(page, site, person)
            answer = page.goto(report.get_absolute_url())
            if answer.status == 200:
                assert_accessible(page)
    for path in (f"/nettverk/{network.slug}/rapporter/", f"/team/{team.slug}/rapporter/"):
        page.goto(path)
        assert_accessible(page)
    later = make_team(network)
    sign_in(page, site, user_in(later))
    for path in (f"/team/{later.slug}/rapporter/", f"/team/{later.slug}/rapporter/{deadline_of(network).pk}/apne/"):
        page.goto(path)
        assert_accessible(page)
        assert urlsplit(page.url).path == path


def test_charts_are_drawn_at_their_size(team: Team, page: Page, site: str) -> None:
    report = make_submitted(team)
    sign_in(page, site, user_in(team))
    for path in (report.get_absolute_url(), make_report(team, kind="final").get_absolute_url()):
        for width, drawing, size in ((1280, "report", 346), (390, "phone", 324)):
            resize(page, (width, 900))
            page.goto(path)
            chart = page.locator(f".run-chart-{drawing}").first
            assert chart.bounding_box()["width"] == size
