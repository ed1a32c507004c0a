"""The three tasks of the three people without a script: register a team, deliver a month, submit a report."""

import pytest
from playwright.sync_api import expect

from measurements.models import MonthDelivery
from reports.models import Report
from teams.models import Registration
from tests.browser import PHONE
from tests.factories.reports import deadline_of
from tests.journeys.autumn import Autumn
from tests.journeys.conftest import Visit
from tests.journeys.visiting import Visitor


@pytest.fixture
def site(server: str) -> str:
    """The pages of this module show one world."""
    return server


@pytest.fixture
def visitor(visit: Visit) -> Visitor:
    """Somebody with a phone and no scripts."""
    return visit(PHONE, javascript=False)


def test_team_is_registered(autumn: Autumn, visitor: Visitor) -> None:
    visitor.go(f"/invitasjoner/{autumn.enrolling.slug}/")
    visitor.choose("municipality", "lørenskog")
    visitor.fill(
        service="Sykehjem",
        sponsor_name="Siri Dalen",
        contact_name="Marte Solbakken",
        contact_function="Avdelingsleder",
        contact_email="marte@lorenskog.example.no",
    )
    visitor.choose("change_package", "sam")
    visitor.press("Neste: teamet")
    visitor.fill(**{"people-0-name": "Marte Solbakken", "people-0-profession": "Avdelingsleder"})
    visitor.press("Lagre og fortsett senere")
    visitor.heading("Utkastet er lagret")
    visitor.follow("Fortsett påmeldingen")
    visitor.says("Marte Solbakken")
    visitor.press("Send inn påmeldingen")
    visitor.heading("Påmeldingen er mottatt")
    assert Registration.objects.get(network=autumn.enrolling).status == Registration.Status.SUBMITTED


def test_month_is_delivered(autumn: Autumn, visitor: Visitor) -> None:
    visitor.sign_in(autumn.counter)
    visitor.go("/min-oppgave/")
    with visitor.next_page():
        visitor.page.locator(".task-button").click()
    rows = visitor.page.locator("[data-row]")
    rows.first.locator("input[name$='-n']").fill("16")
    visitor.press("Lagre utkast", exact=True)
    expect(rows.first.locator("input[name$='-n']")).to_have_value("16")
    expect(rows.first.locator("svg.run-chart")).to_be_visible()
    rows.nth(1).locator("input[name$='-n']").fill("4")
    month = visitor.path.rstrip("/").split("/")[-1]
    visitor.press("Lever ", exact=False)
    visitor.says("er levert. Takk.")
    assert f"{MonthDelivery.objects.latest('delivered_at').month:%Y-%m}" == month


def test_report_is_submitted(autumn: Autumn, visitor: Visitor) -> None:
    visitor.sign_in(autumn.leader)
    visitor.go(autumn.at(f"rapporter/{deadline_of(autumn.network).pk}/apne/"))
    visitor.press("Åpne statusrapport 1")
    visitor.fill(figures="Flere lister stemmer.")
    visitor.press("Lagre utkast")
    visitor.press("Lever rapporten")
    visitor.error_beside("learning", "Skriv")
    expect(visitor.field("figures")).to_have_value("Flere lister stemmer.")
    visitor.fill(learning="Det hjalp å ta det opp på onsdagsmøtet.", coaching="Ingen")
    visitor.press("Lever rapporten")
    visitor.says("Venter på koordinatoren.")
    assert Report.objects.get(team=autumn.team).state == Report.State.SUBMITTED
