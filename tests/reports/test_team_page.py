"""The team's page for each who sees it, and what other teams see."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import TeamRole
from measurements.models import PlannedIndicator
from networks.models import Network
from networks.services import close_network
from teams.models import Team
from teams.services import log_contact, update_team
from tests.factories.measurements import make_indicator, make_plan, make_rate, planned, record_series
from tests.factories.networks import coordinator_of, make_network
from tests.factories.teams import attend, make_cycle, make_plan_item, make_team, user_in

NOVEMBER = datetime(2026, 11, 4, 9, tzinfo=UTC)
IMPROVING = [(over, 20) for over in (9, 7, 8, 7, 9, 10, 10, 12, 13, 14, 16, 17)]
ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    """Wednesday 4 November 2026, in the second action period."""
    with time_machine.travel(NOVEMBER, tick=False):
        yield


@pytest.fixture
def network() -> Network:
    """Samlinger 5 May and 20 October 2026 and 3 March 2027."""
    return make_network("Akershus 2026–27")


@pytest.fixture
def team(network: Network) -> Team:
    """Lørenskog hjemmetjeneste, which has done nothing yet."""
    return make_team(network, municipality="Lørenskog")


def words(html: str) -> str:
    """What stands on the page, white space evened out."""
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def open_page(client_for: ClientFor, user: User, team: Team) -> str:
    """The page as this person gets it."""
    response = client_for(user).get(reverse("reports:team_detail", args=[team.slug]))
    assert response.status_code == 200
    return response.content.decode()


def test_leader_sees_the_whole_team_on_one_page(client_for: ClientFor, team: Team) -> None:
    leader = user_in(team)
    update_team(team, by=leader, version=team.version, aim="95 % har en samstemt liste.", has_agreement=True)
    share, rate = make_indicator(team.change_package), make_rate(team.change_package)
    make_plan(team, share, rate, target=4)
    record_series(planned(team), IMPROVING, by=leader)
    make_plan_item(team)
    make_cycle(team, stage="study", observations="Lista var lik hos elleve av tolv.")
    attend(team, 1)
    text = words(open_page(client_for, leader, team))
    for expected in (
        "95 % har en samstemt liste.",
        "6 fagpersoner og brukerrepresentant",
        "Samarbeidsavtale signert",
        "Kort SAM-P1 85 % mål 4 %",
        "Farmasøyt med hver onsdag",
        "1 Sjekkliste i journalen Planlegg Utfør Studer, nå Korriger Lista var lik hos elleve av tolv.",
        "Marte Solbakken teamleder, avdelingsleder",
        "Samling 1 , 5.–6. mai 7 av 7 møtte",
        "Samling 3 , 3. mars 2027 0 av 7 har svart",
        "Ny PDSA-test",
    ):
        assert expected in text


def test_new_team_is_told_what_to_do_next(client_for: ClientFor, team: Team) -> None:
    html = open_page(client_for, user_in(team), team)
    text = words(html)
    for expected in (
        "Målet er ikke skrevet ennå. Skriv målet",
        "Ingen indikatorer ennå",
        "Sett opp måleplanen",
        "Ingen tiltak er planlagt ennå.",
        "Ingen tester ennå.",
        "Samarbeidsavtale ikke signert",
    ):
        assert expected in text
    assert html.count('class="ds-button"') - html.count('data-variant="secondary"') == 1


def test_measured_team_without_figures_has_its_cards(client_for: ClientFor, team: Team) -> None:
    make_plan(team)
    text = words(open_page(client_for, user_in(team), team))
    assert "Kort SAM-P1 mål 95 % Ingen målinger, ikke startet" in text


@pytest.mark.parametrize(
    ("role", "sees_button"),
    [
        (TeamRole.TEAM_LEADER, True),
        (TeamRole.MEASUREMENT_LEAD, True),
        (TeamRole.TEAM_MEMBER, True),
        (TeamRole.PATIENT_REPRESENTATIVE, False),
    ],
)
def test_only_professionals_start_tests(client_for: ClientFor, team: Team, role: TeamRole, sees_button: bool) -> None:
    assert ("Ny PDSA-test" in open_page(client_for, user_in(team, role), team)) == sees_button


def test_patient_representative_reads_plain_words(client_for: ClientFor, team: Team) -> None:
    make_plan(team)
    record_series(planned(team), IMPROVING, by=user_in(team))
    text = words(open_page(client_for, user_in(team, TeamRole.PATIENT_REPRESENTATIVE), team))
    assert "Det teamet prøver ut" in text
    assert "Dette skal teamet gjøre" in text
    assert "Slik leser du diagrammene" in text
    assert "PDSA" not in text


def test_coordinator_sees_why_and_what_was_said(client_for: ClientFor, network: Network, team: Team) -> None:
    coordinator = coordinator_of(network)
    log_contact(team=team, note="Ringer igjen.", channel="phone", contacted_on=date(2026, 10, 1), by=coordinator)
    text = words(open_page(client_for, coordinator, team))
    assert "Derfor trenger teamet en telefon Statusrapport 1 mangler" in text
    assert "Måleplanen er ikke satt opp" in text
    assert "Ringer igjen. 1. oktober, telefon" in text
    assert "Skriv til Marte Solbakken" in text


def test_contact_log_is_the_coordinators_alone(client_for: ClientFor, network: Network, team: Team) -> None:
    log_contact(
        team=team, note="Ringer igjen.", channel="phone", contacted_on=date(2026, 10, 1), by=coordinator_of(network)
    )
    for role in TeamRole.TEAM_LEADER, TeamRole.PATIENT_REPRESENTATIVE:
        assert "Ringer igjen." not in open_page(client_for, user_in(team, role), team)


def test_closed_network_is_kept_and_not_changed(client_for: ClientFor, network: Network, team: Team) -> None:
    close_network(network, by=coordinator_of(network))
    text = words(open_page(client_for, user_in(team), team))
    assert "Nettverket er avsluttet. Alt er tatt vare på, men kan ikke endres." in text
    assert "Ny PDSA-test" not in text
    assert "Derfor trenger" not in words(open_page(client_for, coordinator_of(network), team))


def test_member_of_another_team_does_not_see_the_page(client_for: ClientFor, network: Network, team: Team) -> None:
    other = user_in(make_team(network, municipality="Asker"))
    assert client_for(other).get(reverse("reports:team_detail", args=[team.slug])).status_code == 404


def test_other_team_sees_charts_without_people_and_small_numbers(
    client_for: ClientFor, network: Network, team: Team
) -> None:
    make_plan(team)
    record_series(planned(team), [*IMPROVING[:-1], (3, 4)], by=user_in(team))
    make_cycle(team, title="Sjekkliste i journalen")
    other = user_in(make_team(network, municipality="Asker"))
    response = client_for(other).get(reverse("reports:team_shared", args=[network.slug, team.slug]))
    html = response.content.decode()
    assert "Kort SAM-P1 80 % mål 95 %" in words(html)
    assert "75 %" not in html
    for hidden in ("Marte Solbakken", "Ingrid Sæther", "Sjekkliste i journalen"):
        assert hidden not in words(html).replace("Marte Solbakken Teamleder, Asker", "")


def add_indicators(team: Team, indicators: int, months: int) -> None:
    """So many indicators with so many months each."""
    package = team.change_package
    chosen = [make_indicator(package, code=f"X-{number}") for number in range(indicators)]
    first = date(2023, 11, 1) if months > 12 else date(2025, 11, 1)
    make_plan(team, *chosen, starts_on=first)
    for one in PlannedIndicator.objects.filter(plan__team=team).select_related("indicator", "plan__team__network"):
        record_series(one, [(10, 20)] * months, first=first, by=user_in(team))


@pytest.mark.parametrize(("indicators", "months"), [(1, 12), (10, 2), (1, 36)])
@pytest.mark.parametrize(("person", "count"), [("leader", 12), ("coordinator", 16)])
def test_team_page_asks_as_often_for_any_number_of_indicators_and_months(
    client_for: ClientFor, network: Network, team: Team, indicators: int, months: int, person: str, count: int
) -> None:
    add_indicators(team, indicators, months)
    for _number in range(indicators):
        make_plan_item(team)
        make_cycle(team)
    client = client_for(user_in(team) if person == "leader" else coordinator_of(network))
    address = reverse("reports:team_detail", args=[team.slug])
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) == count


@pytest.mark.parametrize("indicators", [1, 10])
def test_shared_page_asks_as_often_for_any_number_of_indicators(
    client_for: ClientFor, network: Network, team: Team, indicators: int
) -> None:
    add_indicators(team, indicators, 2)
    client = client_for(user_in(make_team(network, municipality="Asker")))
    address = reverse("reports:team_shared", args=[network.slug, team.slug])
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) == 7
