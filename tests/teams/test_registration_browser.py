"""The påmeldingsskjema in a real browser: saved while it is written, on a phone too, and never against oneself."""

from datetime import UTC, datetime

import pytest
import time_machine
from playwright.sync_api import Page, expect

from networks.models import Network
from teams.models import Registration
from tests.browser import PHONE, assert_accessible, sign_in
from tests.factories.accounts import make_organization
from tests.factories.networks import coordinator_of, make_network
from tests.factories.registrations import make_draft, make_registration

pytestmark = pytest.mark.django_db(transaction=True)
SPRING = datetime(2026, 4, 1, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _spring():
    with time_machine.travel(SPRING, tick=True):
        yield


@pytest.fixture
def network(transactional_db, site) -> Network:
    """A network that takes registrations."""
    make_organization("Lørenskog")
    return make_network("Akershus")


def test_invitation_and_its_form_are_accessible_with_and_without_errors(page: Page, network: Network):
    page.goto("/invitasjoner/akershus/")
    assert_accessible(page)
    page.get_by_role("button", name="Neste: teamet").click()
    expect(page.get_by_text("Velg kommunen dere er fra.").first).to_be_visible()
    assert_accessible(page)


def test_team_is_saved_while_it_is_written_and_the_advice_follows(page: Page, network: Network):
    _draft, token = make_draft(network)
    page.goto(f"/pamelding/{token}/team/")
    page.get_by_label("Navn, Teamleder").fill("Marte Solbakken")
    expect(page.locator("[data-advice-list]")).to_contain_text("Én fagperson så langt.")
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    page.get_by_label("Navn, Måleansvarlig").fill("Ingrid Sæther")
    expect(page.locator("[data-advice-list]")).to_contain_text("To fagpersoner så langt.")
    # The page carries on from its own drafts: sending it is no conflict.
    page.get_by_label("E-post, Teamleder").fill("marte@example.no")
    page.get_by_role("button", name="Neste: bakgrunn").click()
    page.wait_for_url("**/bakgrunn/")
    assert Registration.objects.get().people.count() == 2
    assert_accessible(page)


def test_sending_while_a_draft_is_on_its_way_is_no_conflict(page: Page, network: Network):
    _draft, token = make_draft(network)
    page.goto(f"/pamelding/{token}/bakgrunn/")
    page.get_by_label("Hva er bakgrunnen").fill("Første utkast")
    with page.expect_request("**/lagre/"):
        pass
    page.get_by_label("Hva er bakgrunnen").fill("Andre utkast")
    page.get_by_role("button", name="Neste: se over").click()
    page.wait_for_url("**/kontroll/")
    assert Registration.objects.get().background == "Andre utkast"


def test_empty_members_wait_until_asked_for_on_a_phone(open_page, network: Network):
    _draft, token = make_draft(network)
    phone = open_page(PHONE)
    phone.goto(f"/pamelding/{token}/team/")
    expect(phone.get_by_label("Navn, Teammedlem 1")).to_be_visible()
    expect(phone.get_by_label("Navn, Teammedlem 2")).to_be_hidden()
    phone.get_by_role("button", name="Legg til et teammedlem").click()
    expect(phone.get_by_label("Navn, Teammedlem 2")).to_be_focused()
    plain = open_page(PHONE, javascript=False)
    plain.goto(f"/pamelding/{token}/team/")
    expect(plain.get_by_label("Navn, Teammedlem 6")).to_be_visible()


def test_whole_form_without_javascript(open_page, network: Network):
    page = open_page(javascript=False)
    page.goto("/invitasjoner/akershus/")
    page.get_by_label("Kommune").select_option(label="Lørenskog")
    for label, text in (
        ("Virksomhet eller tjeneste", "Hjemmetjenesten"),
        ("Ansvarlig leder", "Siri Dalen"),
        ("Kontaktperson", "Marte Solbakken"),
        ("Funksjon", "Avdelingsleder"),
        ("E-post", "marte@example.no"),
    ):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("Tiltakspakke").select_option(index=1)
    page.get_by_role("button", name="Neste: teamet").click()
    page.get_by_label("Navn, Teamleder").fill("Marte Solbakken")
    page.get_by_role("button", name="Neste: bakgrunn").click()
    page.get_by_role("button", name="Neste: se over").click()
    page.get_by_role("button", name="Send inn påmeldingen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Påmeldingen er mottatt")


def test_coordinators_pages_are_accessible(page: Page, network: Network, site: str):
    registration = make_registration(network)
    sign_in(page, site, coordinator_of(network))
    for path in (
        "/nettverk/",
        "/nettverk/nytt/",
        "/nettverk/akershus/oppsett/",
        "/nettverk/akershus/invitasjon/",
        "/nettverk/akershus/samlinger/",
        "/nettverk/akershus/samlinger/1/",
        "/nettverk/akershus/meldinger/",
        "/nettverk/akershus/pameldinger/",
        f"/nettverk/akershus/pameldinger/{registration.pk}/",
        "/nettverk/akershus/pameldinger/ny/",
        "/tiltakspakker/",
    ):
        page.goto(path)
        assert_accessible(page)
