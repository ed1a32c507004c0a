"""Min oppgave nå, from rows to the page."""

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
from accounts.roles import NetworkRole, TeamRole
from measurements.services import deliver_month
from networks.models import Network
from networks.services import close_network
from reports.services import open_report, return_report, save_report, submit_report
from teams.models import Team
from teams.services import add_member, answer_invitation, record_meeting, update_team
from tests.factories.accounts import make_user
from tests.factories.measurements import make_plan, planned, record_series
from tests.factories.networks import coordinator_of, make_network, make_network_member
from tests.factories.registrations import make_registration
from tests.factories.reports import answers
from tests.factories.teams import attend, make_cycle, make_plan_item, make_team, member, session_of, user_in

NOVEMBER = datetime(2026, 11, 4, 9, tzinfo=UTC)
TODAY = date(2026, 11, 4)
TO_SEPTEMBER = [(over, 20) for over in (9, 7, 8, 7, 9, 10, 10, 12, 13, 14, 16)]
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
    """Lørenskog hjemmetjeneste with everything in order but October."""
    team = make_team(network, municipality="Lørenskog")
    leader = user_in(team)
    update_team(team, by=leader, version=team.version, aim="95 % har en samstemt liste.", has_agreement=True)
    make_plan(team)
    for row in record_series(planned(team), TO_SEPTEMBER, by=leader):
        deliver_month(team, month=row.month, by=leader)
    make_plan_item(team)
    deadline = network.report_deadlines.get(kind="status", number=1)
    report = open_report(team, deadline=deadline, by=leader)
    save_report(report, texts=answers(report), version=report.version, by=leader)
    submit_report(report, version=report.version, by=leader)
    return team


def words(html: str) -> str:
    """What stands on the page, white space evened out."""
    main = html[html.index("<main") :]
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", main, flags=re.DOTALL).split())


def open_page(client_for: ClientFor, user: User) -> str:
    """The page as this person gets it."""
    response = client_for(user).get(reverse("reports:task_now"))
    assert response.status_code == 200
    return response.content.decode()


def heading(html: str) -> str:
    """The page's only h1."""
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", html)
    assert len(found) == 1
    return found[0]


def test_measurement_lead_registers_the_month(client_for: ClientFor, team: Team) -> None:
    record_meeting(team, held_on=date(2026, 11, 18), topic="Se på oktober sammen", by=user_in(team))
    html = open_page(client_for, user_in(team, TeamRole.MEASUREMENT_LEAD))
    assert heading(html) == "Registrer oktober"
    text = words(html)
    for expected in (
        "Frist tirsdag 10. november, om seks dager",
        "Én indikator, om lag ett minutt. Tallene lagres mens du skriver.",
        "Kort SAM-P1 20 brukere",
        "Vi har ikke tall for oktober",
        "Slik går det: kort SAM-P1",
        "18. nov. Teammøte: se på oktober sammen",
        "10. des. Registrer november",
        "17. feb. Statusrapport 2 Marte skriver, diagrammene hentes fra tallene dine",
        "onsdag 3. mars 2027, om 17 uker",
        "Ingen fra teamet har svart ennå",
        "Svar på invitasjonen",
    ):
        assert expected in text


def test_delivered_month_leaves_calm(client_for: ClientFor, team: Team) -> None:
    lead = user_in(team, TeamRole.MEASUREMENT_LEAD)
    rows = record_series(planned(team), [(17, 20)], first=date(2026, 10, 1), by=lead)
    assert heading(open_page(client_for, lead)) == "Lever oktober"
    deliver_month(team, month=rows[0].month, by=lead)
    html = open_page(client_for, lead)
    assert heading(html) == "Ingenting haster"
    assert "Neste er å registrere november." in words(html)


def test_new_team_starts_with_its_measurement_plan(client_for: ClientFor, network: Network) -> None:
    new = make_team(network)
    assert heading(open_page(client_for, user_in(new, TeamRole.MEASUREMENT_LEAD))) == "Sett opp måleplanen"


def test_baseline_is_asked_for_before_samling_1(client_for: ClientFor, network: Network) -> None:
    with time_machine.travel(datetime(2026, 4, 20, 9, tzinfo=UTC), tick=False):
        team = make_team(network, started_on=date(2026, 4, 20))
        make_plan(team)
        record_series(planned(team), TO_SEPTEMBER[:2], by=user_in(team))
        html = open_page(client_for, user_in(team, TeamRole.MEASUREMENT_LEAD))
    assert heading(html) == "Fyll inn utgangspunktet"
    assert "Samling 1 er tirsdag 5. mai, om 15 dager" in words(html)
    assert "Januar 2026 Februar 2026 Mars 2026" in words(html)


def test_leader_answers_a_returned_report_first(client_for: ClientFor, network: Network, team: Team) -> None:
    assert heading(open_page(client_for, user_in(team))) == "Ingenting haster"
    report = team.reports.get()
    return_report(report, comment="Skriv mer om legene.", by=coordinator_of(network))
    html = open_page(client_for, user_in(team))
    assert heading(html) == "Rett statusrapport 1"
    assert "Koordinatoren skriver: «Skriv mer om legene.»" in words(html)
    assert reverse("reports:report_detail", args=[report.pk]) in html


def test_member_follows_up_own_tiltak_and_studies_tests(client_for: ClientFor, team: Team) -> None:
    user = user_in(team, TeamRole.TEAM_MEMBER)
    make_cycle(team, stage="study")
    assert heading(open_page(client_for, user)) == "Skriv hva test 1 viste"
    make_plan_item(team, title="Ringe legene", responsible=member(team, TeamRole.TEAM_MEMBER), due_on=date(2026, 11, 2))
    html = open_page(client_for, user)
    assert heading(html) == "Følg opp tiltaket ditt"
    assert "Ringe legene frist var 2. nov." in words(html)
    assert "Skriv hva test 1 viste" in words(html)


def test_patient_representative_reads_when_and_how(client_for: ClientFor, team: Team) -> None:
    html = open_page(client_for, user_in(team, TeamRole.PATIENT_REPRESENTATIVE))
    assert heading(html) == "Ingenting haster"
    assert "Neste samling er 3. mars 2027, om 17 uker." in words(html)
    assert "Sluttrapport" not in words(html)


def test_answer_is_remembered(client_for: ClientFor, network: Network, team: Team) -> None:
    user = user_in(team, TeamRole.TEAM_MEMBER)
    membership = member(team, TeamRole.TEAM_MEMBER)
    answer_invitation(membership, session_of(network, 3), answer="yes", by=user)
    text = words(open_page(client_for, user))
    assert "1 av 7 fra teamet har svart" in text
    assert "Du har svart Endre svaret ditt" in text


def test_sponsor_sees_one_chart_and_one_obstacle(client_for: ClientFor, network: Network, team: Team) -> None:
    sponsor = make_user("Siri Dalen")
    add_member(team, name=sponsor.name, role=TeamRole.SPONSOR, email=sponsor.email, by=coordinator_of(network))
    html = open_page(client_for, sponsor)
    report = team.reports.get()
    if report.texts.get("obstacles"):
        assert heading(html) == "Hjelp teamet forbi en hindring"
    else:
        assert heading(html) == "Teamet har ikke meldt noen hindring"
    assert "Slik går det: kort SAM-P1" in words(html)
    assert "Svar på invitasjonen" not in words(html)


def test_coordinator_gets_the_gravest_call_and_the_rest_below(
    client_for: ClientFor, network: Network, team: Team
) -> None:
    make_team(network, municipality="Eidsvoll")
    html = open_page(client_for, coordinator_of(network))
    assert heading(html) == "Skriv til Marte Solbakken"
    text = words(html)
    assert "Eidsvoll: statusrapport 1 mangler, og måleplanen er ikke satt opp." in text
    assert "Les statusrapport 1 fra Lørenskog" in text
    assert "Ikke sikkert ennå" in text or "Forbedring" in text


def test_coordinator_handles_registrations_while_they_come_in(client_for: ClientFor) -> None:
    network = make_network(starts_on=date(2027, 5, 4), today=TODAY)
    coordinator = coordinator_of(network)
    assert heading(open_page(client_for, coordinator)) == "Ingenting haster"
    make_registration(network, today=TODAY)
    html = open_page(client_for, coordinator)
    assert heading(html) == "Behandle én ny påmelding"
    assert reverse("teams:registration_list", args=[network.slug]) in html


def test_coordinator_publishes_what_is_planned(client_for: ClientFor) -> None:
    network = make_network(starts_on=date(2027, 5, 4), today=TODAY, is_published=False)
    assert heading(open_page(client_for, coordinator_of(network))) == "Publiser invitasjonen"


def test_organizer_writes_attendance_after_a_samling(client_for: ClientFor, network: Network, team: Team) -> None:
    organizer = make_network_member(network, NetworkRole.ORGANIZER).user
    assert heading(open_page(client_for, organizer)) == "Før oppmøtet på samling 2"
    attend(team, 2)
    assert heading(open_page(client_for, organizer)) == "Ingenting haster"


def test_observer_sees_no_team(client_for: ClientFor, network: Network, team: Team) -> None:
    observer = make_network_member(network, NetworkRole.OBSERVER).user
    html = open_page(client_for, observer)
    assert heading(html) == "Her er tallene samlet"
    assert "Lørenskog" not in words(html)


def test_person_in_two_teams_sees_where_each_task_belongs(client_for: ClientFor, network: Network, team: Team) -> None:
    other = make_team(network, municipality="Asker")
    lead = user_in(team, TeamRole.MEASUREMENT_LEAD)
    add_member(other, name=lead.name, role=TeamRole.TEAM_MEMBER, email=lead.email, by=coordinator_of(network))
    membership = other.memberships.get(user=lead)
    make_plan_item(other, title="Ringe legene", responsible=membership, due_on=date(2026, 11, 9))
    text = words(open_page(client_for, lead))
    assert "Registrer oktober" in text
    assert "Følg opp tiltaket ditt Asker hjemmetjeneste" in text


def test_closed_network_thanks(client_for: ClientFor, network: Network, team: Team) -> None:
    close_network(network, by=coordinator_of(network))
    assert heading(open_page(client_for, user_in(team))) == "Nettverket er avsluttet"
    assert heading(open_page(client_for, coordinator_of(network))) == "Nettverket er avsluttet"


def test_person_without_a_role_is_told_so(client_for: ClientFor) -> None:
    assert heading(open_page(client_for, make_user())) == "Du er ikke med i et nettverk nå"


@pytest.mark.parametrize("teams", [1, 3])
@pytest.mark.parametrize(
    ("role", "count"),
    [(TeamRole.MEASUREMENT_LEAD, 12), (TeamRole.TEAM_LEADER, 13), (TeamRole.PATIENT_REPRESENTATIVE, 11)],
)
def test_task_page_asks_as_often_for_any_number_of_teams(
    client_for: ClientFor, network: Network, team: Team, teams: int, role: TeamRole, count: int
) -> None:
    user = user_in(team, role)
    for number in range(1, teams):
        people = [{"name": user.name, "role": role, "profession": "", "email": user.email}]
        if role != TeamRole.TEAM_LEADER:
            leader = {"name": "Kari", "role": TeamRole.TEAM_LEADER, "profession": "", "email": f"k{number}@example.no"}
            people.insert(0, leader)
        other = make_team(network, members=people)
        make_plan(other, planned(team).indicator)
        record_series(planned(other), TO_SEPTEMBER[:2], by=user)
    client = client_for(user)
    client.get(reverse("reports:task_now"))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("reports:task_now")).status_code == 200
    assert len(queries) == count


@pytest.mark.parametrize("teams", [1, 6])
def test_coordinators_task_page_asks_as_often_for_any_number_of_teams(
    client_for: ClientFor, network: Network, team: Team, teams: int
) -> None:
    for number in range(1, teams):
        leader = {"name": "Kari", "role": TeamRole.TEAM_LEADER, "profession": "", "email": f"k{number}@example.no"}
        make_team(network, members=[leader])
    make_team(network, municipality="Eidsvoll")
    client = client_for(coordinator_of(network))
    client.get(reverse("reports:task_now"))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("reports:task_now")).status_code == 200
    assert len(queries) == 18
