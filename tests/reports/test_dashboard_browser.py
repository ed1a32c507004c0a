"""The dashboards in a real browser: accessible and whole at both widths, for each who opens them, without JavaScript too."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.roles import NetworkRole, TeamRole
from networks.models import Network
from networks.services import close_network
from teams.models import Team
from tests.browser import PHONE, assert_accessible, resize, sign_in
from tests.factories.networks import coordinator_of, make_network, make_network_member
from tests.factories.registrations import make_registration
from tests.factories.reports import make_reporting_team
from tests.factories.teams import make_team, user_in

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "Omsorgs- og rehabiliteringsenheten for hjemmeboende med sammensatte behov i Nordre Follo"


@pytest.fixture(autouse=True)
def _november() -> Iterator[None]:
    with time_machine.travel("2026-11-04T09:00:00+00:00", tick=True):
        yield


@pytest.fixture
def network() -> Network:
    return make_network("Akershus 2026–27")


@pytest.fixture
def team(network: Network) -> Team:
    return make_reporting_team(network, municipality="Lørenskog")


def test_coordinator_rings_the_first_on_the_list(network: Network, team: Team, page: Page, site: str) -> None:
    other = make_team(network, municipality="Nordre Follo", service=LONG)
    leader = user_in(other)
    leader.phone = "412 34 567"
    leader.save()
    sign_in(page, site, coordinator_of(network))
    page.goto(site + reverse("reports:task_now"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Ring Marte Solbakken")
    assert_accessible(page)
    page.get_by_role("link", name="Se hele lista").click()
    first = page.locator(".calls > li").first
    expect(first).to_contain_text("Statusrapport 1 mangler, og måleplanen er ikke satt opp")
    expect(first.get_by_role("link", name="Ring Marte Solbakken")).to_have_attribute("href", "tel:41234567")
    assert_accessible(page)
    # The phone shows the list before the year; the drawing of the year gives way to its lines.
    resize(page, PHONE)
    assert page.locator(".calls").bounding_box()["y"] < page.locator(".phase-list").bounding_box()["y"]
    expect(page.locator(".phase-band")).to_be_hidden()
    first.get_by_role("link", name="Nordre Follo").click()
    expect(page.get_by_role("heading", name="Derfor trenger teamet en telefon")).to_be_visible()
    assert_accessible(page)


def test_pages_of_a_team_are_accessible(network: Network, team: Team, page: Page, site: str) -> None:
    shared = reverse("reports:team_shared", args=[network.slug, make_team(network, municipality="Asker").slug])
    sign_in(page, site, user_in(team))
    for address in (reverse("reports:task_now"), team.get_absolute_url(), network.get_absolute_url(), shared):
        page.goto(site + address)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert_accessible(page)
    page.context.clear_cookies()
    sign_in(page, site, user_in(team, TeamRole.PATIENT_REPRESENTATIVE))
    for address in (reverse("reports:task_now"), team.get_absolute_url()):
        page.goto(site + address)
        assert_accessible(page)


def test_charts_are_there_without_javascript(team: Team, open_page: Callable[..., Page], site: str) -> None:
    page = open_page(javascript=False)
    sign_in(page, site, user_in(team, TeamRole.MEASUREMENT_LEAD))
    page.goto(site + reverse("reports:task_now"))
    expect(page.get_by_role("img", name="Samstemt legemiddelliste")).to_be_visible()
    page.goto(site + team.get_absolute_url())
    expect(page.locator(".indicator-card").get_by_role("img")).to_have_count(2)


def test_new_team_and_long_names_keep_the_page_whole(network: Network, page: Page, site: str) -> None:
    team = make_team(network, municipality="Nordre Follo", service=LONG)
    sign_in(page, site, user_in(team))
    page.goto(site + team.get_absolute_url())
    expect(page.get_by_role("heading", name="Ingen indikatorer ennå")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("role", [NetworkRole.OBSERVER, NetworkRole.ORGANIZER])
def test_those_who_look_on_have_accessible_pages(
    network: Network, team: Team, page: Page, site: str, role: NetworkRole
) -> None:
    sign_in(page, site, make_network_member(network, role).user)
    for address in (reverse("reports:task_now"), network.get_absolute_url()):
        page.goto(site + address)
        assert_accessible(page)


def test_network_that_starts_and_one_that_ended_are_accessible(
    network: Network, team: Team, page: Page, site: str
) -> None:
    coordinator = coordinator_of(network)
    coming = make_network("Akershus 2027–28", coordinator=coordinator, starts_on=network.ends_on)
    make_registration(coming)
    close_network(network, by=coordinator)
    sign_in(page, site, coordinator)
    for address in (coming.get_absolute_url(), network.get_absolute_url(), team.get_absolute_url()):
        page.goto(site + address)
        assert_accessible(page)
