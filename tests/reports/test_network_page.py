"""The network page by who looks at it: calls and matrix for the coordinator, what is shared for the rest."""

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
from measurements.models import PlannedIndicator
from measurements.services import deliver_month, record_measurement
from networks.models import Network
from networks.services import close_network, update_network
from notifications.models import OutboxMessage
from reports.models import Report
from reports.queries.network_page.calendar import read_calendar
from reports.queries.network_page.facts import team_rows
from reports.services import open_report, save_report, submit_report
from teams.models import Team
from teams.queries import network_attendance, plan_overviews
from teams.services import log_contact
from tests.factories.accounts import make_user
from tests.factories.measurements import make_indicator, make_plan, planned, record_series
from tests.factories.networks import coordinator_of, make_network, make_network_member
from tests.factories.notifications import make_message
from tests.factories.registrations import make_draft, make_registration
from tests.factories.reports import answers
from tests.factories.teams import attend, make_cycle, make_plan_item, make_team, user_in

NOVEMBER = datetime(2026, 11, 4, 9, tzinfo=UTC)
TODAY = date(2026, 11, 4)
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


def measure(team: Team, *figures: tuple[int, int], is_delivered: bool = True) -> PlannedIndicator:
    """A måleplan and figures from November 2025 on; the last month is delivered."""
    make_plan(team)
    rows = record_series(planned(team), figures, by=user_in(team))
    if is_delivered:
        deliver_month(team, month=rows[-1].month, by=user_in(team))
    return planned(team)


def open_page(client_for: ClientFor, user: User, network: Network) -> str:
    """The page as this person gets it."""
    response = client_for(user).get(reverse("reports:network_detail", args=[network.slug]))
    assert response.status_code == 200
    return response.content.decode()


def words(html: str) -> str:
    """What stands on the page, white space evened out."""
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def test_coordinator_reads_who_needs_a_call_and_why(client_for: ClientFor, network: Network) -> None:
    team = make_team(network, municipality="Eidsvoll")
    measure(team, *IMPROVING[:8])
    make_team(network, municipality="Asker")
    text = words(open_page(client_for, coordinator_of(network), network))
    assert "Alle teamene trenger en telefon. Ingen har levert oktober, fristen er 10. november." in text
    graver = text.index("Ingen måling siden juni, og statusrapport 1 mangler")
    assert graver < text.index("Statusrapport 1 mangler, og måleplanen er ikke satt opp")
    assert "Ingen kontakt ført Skriv til Marte Solbakken" in text


def test_reminders_without_answer_are_counted(client_for: ClientFor, network: Network) -> None:
    team = make_team(network, municipality="Eidsvoll")
    deadline = network.report_deadlines.get(kind="status", number=1)
    for stage in (-2, -7):
        key = f"status_report_due|team/{team.pk}/deadline/{deadline.pk}/{stage}|{deadline.due_on}|a@example.no"
        message = make_message(key=key, kind="status_report_due", scope=network.scope)
        OutboxMessage.objects.filter(pk=message.pk).update(
            state=OutboxMessage.State.SENT, sent_at=message.created_at, due_on=deadline.due_on
        )
    text = words(open_page(client_for, coordinator_of(network), network))
    assert "To påminnelser er sendt uten svar." in text


def test_team_rung_this_week_leaves_the_list_but_not_the_top_of_the_matrix(
    client_for: ClientFor, network: Network
) -> None:
    team = make_team(network, municipality="Eidsvoll")
    make_team(network, municipality="Asker")
    log_contact(team=team, note="Snakket.", channel="phone", contacted_on=TODAY, by=coordinator_of(network))
    html = open_page(client_for, coordinator_of(network), network)
    calls = words(html[html.index('class="calls"') : html.index("</ol>", html.index('class="calls"'))])
    assert "Asker" in calls
    assert "Eidsvoll" not in calls
    assert "Snakket med siste uke: Eidsvoll." in words(html)


def test_matrix_tells_each_team_in_words(client_for: ClientFor, network: Network) -> None:
    team = make_team(network, municipality="Lørenskog")
    measure(team, *IMPROVING)
    make_plan_item(team)
    make_plan_item(team, title="Avtale med legene", due_on=date(2026, 10, 15))
    attend(team, 1)
    attend(team, 2, absent=1)
    html = open_page(client_for, coordinator_of(network), network)
    row = words(html[html.index("<tbody>") : html.index("</tbody>")])
    assert "Forbedring 8 på rad over" in row
    assert "oktober levert i dag" in row
    assert "Oppmøte: S1 7 av 7 , S2 6 av 7" in row
    assert "Statusrapport 1 Mangler frist" in row


def test_matrix_counts_like_the_plan_page_and_the_attendance_page(network: Network) -> None:
    for number in range(3):
        team = make_team(network)
        make_plan_item(team, due_on=date(2026, 10, 1 + number))
        make_plan_item(team, starts_on=date(2026, 10, 1), due_on=date(2026, 12, 1))
        make_plan_item(team, starts_on=date(2026, 12, 1), due_on=date(2026, 12, 20))
        attend(team, 1, absent=number)
    calendar = read_calendar(Network.objects.get(pk=network.pk), TODAY)
    rows = team_rows(calendar)
    plans, attendance = plan_overviews(network, TODAY), network_attendance(network, TODAY)
    assert {row.facts.pk: (row.plan.total, row.plan.on_track, row.plan.late) for row in rows} == {
        pk: (plan.total, plan.on_track, plan.late) for pk, plan in plans.items()
    }
    assert {row.facts.pk: [(seat.number, seat.present, seat.invited) for seat in row.seats] for row in rows} == {
        pk: [(one.number, one.present, one.invited) for one in seen if one.has_been] for pk, seen in attendance.items()
    }


def test_submitted_report_waits_for_the_coordinator(client_for: ClientFor, network: Network) -> None:
    team = make_team(network, municipality="Nittedal")
    deadline = network.report_deadlines.get(kind="status", number=1)
    report = open_report(team, deadline=deadline, by=user_in(team))
    save_report(report, texts=answers(report), version=report.version, by=user_in(team))
    submit_report(report, version=report.version, by=user_in(team))
    html = open_page(client_for, coordinator_of(network), network)
    assert "Levert venter på deg" in words(html)
    assert reverse("reports:report_detail", args=[report.pk]) in html


def test_report_that_came_back_is_not_missing(network: Network) -> None:
    team = make_team(network)
    deadline = network.report_deadlines.get(kind="status", number=1)
    report = open_report(team, deadline=deadline, by=user_in(team))
    calendar = read_calendar(Network.objects.get(pk=network.pk), TODAY)
    assert [len(row.facts.late_reports) for row in team_rows(calendar)] == [1]
    Report.objects.filter(pk=report.pk).update(state="returned", submitted_at=NOVEMBER)
    assert [len(row.facts.late_reports) for row in team_rows(calendar)] == [0]


@pytest.mark.parametrize("role", [NetworkRole.ORGANIZER, NetworkRole.FACULTY])
def test_organizer_and_faculty_see_the_teams_without_calls_and_reports(
    client_for: ClientFor, network: Network, role: NetworkRole
) -> None:
    make_team(network, municipality="Eidsvoll")
    member = make_network_member(network, role)
    text = words(open_page(client_for, member.user, network))
    assert "Alle team" in text
    assert "Eidsvoll" in text
    assert "telefon" not in text
    assert "Ring " not in text
    assert "Statusrapport 1 Oppmøte" not in text


def test_observer_sees_sums_and_no_team(client_for: ClientFor, network: Network) -> None:
    shared = make_indicator(network.change_packages.order_by("code").last())
    for name in ("Eidsvoll", "Asker", "Nittedal"):
        team = make_team(network, municipality=name)
        make_plan(team, shared)
        record_series(planned(team), IMPROVING, by=user_in(team))
    observer = make_network_member(network, NetworkRole.OBSERVER).user
    text = words(open_page(client_for, observer, network))
    assert "oktober 2026, 51 av 60" in text
    assert "Alle tre team har levert" in text
    assert not {"Eidsvoll", "Asker", "Nittedal"} & set(text.replace(",", " ").split())


def test_sum_of_two_teams_is_not_shown_to_an_observer(client_for: ClientFor, network: Network) -> None:
    shared = make_indicator(network.change_packages.order_by("code").last())
    for _number in range(2):
        team = make_team(network)
        make_plan(team, shared)
        record_series(planned(team), IMPROVING, by=user_in(team))
    observer = make_network_member(network, NetworkRole.OBSERVER).user
    text = words(open_page(client_for, observer, network))
    assert "For få tall til å vises To team følger indikatoren" in text
    assert "av 40" not in text


def test_administrator_sees_no_team(client_for: ClientFor, network: Network) -> None:
    make_team(network, municipality="Eidsvoll")
    text = words(open_page(client_for, make_user(is_administrator=True), network))
    assert "Eidsvoll" not in text
    assert "Oppsett" in text


@pytest.mark.parametrize(
    ("sharing", "sees_name", "sees_sum"),
    [
        (Network.Sharing.OPEN, True, False),
        (Network.Sharing.AGGREGATES, False, True),
        (Network.Sharing.CLOSED, False, False),
    ],
)
def test_sharing_decides_what_teams_see_of_each_other(
    client_for: ClientFor, sharing: str, sees_name: bool, sees_sum: bool
) -> None:
    network = make_network(sharing=sharing)
    shared = make_indicator(network.change_packages.order_by("code").last())
    own, other, *_rest = [make_team(network, municipality=name) for name in ("Lørenskog", "Asker", "Nittedal")]
    for team in network.teams.all():
        make_plan(team, shared)
        record_series(planned(team), IMPROVING, by=user_in(team))
    member = user_in(own, TeamRole.TEAM_MEMBER)
    text = words(open_page(client_for, member, network))
    address = reverse("reports:team_shared", args=[network.slug, other.slug])
    status = client_for(member).get(address).status_code
    assert ("Asker hjemmetjeneste" in text, "51 av 60" in text, status) == (
        sees_name,
        sees_sum,
        200 if sees_name else 404,
    )
    assert "Lørenskog hjemmetjeneste" in text


def test_preparing_coordinator_sees_what_remains(client_for: ClientFor) -> None:
    network = make_network(starts_on=date(2027, 5, 4), today=TODAY, is_published=False)
    html = open_page(client_for, coordinator_of(network), network)
    assert "Alt er klart. Se over invitasjonen og publiser den." in words(html)
    assert reverse("networks:invitation_preview", args=[network.slug]) in html
    network.learning_sessions.all().delete()
    text = words(open_page(client_for, coordinator_of(network), network))
    assert "Én ting gjenstår før invitasjonen kan publiseres." in text
    assert "Fortsett oppsettet" in text


def test_enrolling_coordinator_sees_the_registrations(client_for: ClientFor) -> None:
    network = make_network(starts_on=date(2027, 5, 4), today=TODAY)
    make_registration(network, today=TODAY)
    make_draft(network, today=TODAY)
    text = words(open_page(client_for, coordinator_of(network), network))
    assert "Én påmelding venter på deg." in text
    assert "Venter på deg sendt i dag" in text
    assert "Én til har begynt, men ikke sendt." in text
    organizer = make_network_member(network, NetworkRole.ORGANIZER).user
    assert "sendt i dag" not in words(open_page(client_for, organizer, network))


def test_closed_network_asks_for_nothing(client_for: ClientFor, network: Network) -> None:
    measure(make_team(network, municipality="Lørenskog"), *IMPROVING)
    close_network(network, by=coordinator_of(network))
    text = words(open_page(client_for, coordinator_of(network), network))
    assert "Nettverket ble avsluttet 4. november 2026. Ett av ett team viste forbedring eller nådde målet." in text
    assert "trenger en telefon" not in text


def test_names_are_text_and_never_markup(client_for: ClientFor, network: Network) -> None:
    make_team(network, municipality="Lørenskog <b>kommune</b>", service="<script>alert(1)</script>")
    html = open_page(client_for, coordinator_of(network), network)
    assert "<b>kommune</b>" not in html
    assert "<script>alert" not in html
    assert "Lørenskog &lt;b&gt;kommune" in html


def test_network_without_teams_says_what_will_come(client_for: ClientFor, network: Network) -> None:
    assert "Team kommer hit når en påmelding er godkjent." in words(
        open_page(client_for, coordinator_of(network), network)
    )


@pytest.mark.parametrize("teams", [3, 30])
def test_network_page_asks_as_often_for_3_and_30_teams(client_for: ClientFor, network: Network, teams: int) -> None:
    leader = [{"name": "Kari Nordby", "role": TeamRole.TEAM_LEADER, "profession": "", "email": ""}]
    indicators = [make_indicator(network.change_packages.order_by("code").last(), code=f"X-{n}") for n in range(2)]
    for number in range(teams):
        members = [{**leader[0], "email": f"leader{number}@example.no"}]
        team = make_team(network, members=members, is_activated=False)
        make_plan(team, *indicators)
        record_series(planned(team), IMPROVING[:2], by=user_in(team))
        make_plan_item(team)
        make_cycle(team)
    client = client_for(coordinator_of(network))
    address = reverse("reports:network_detail", args=[network.slug])
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) == 14
    assert len({query["sql"] for query in queries}) == 14


def test_what_was_computed_before_is_never_shown_after_a_change(client_for: ClientFor, network: Network) -> None:
    team = make_team(network)
    measured = measure(team, *IMPROVING[:8], is_delivered=False)
    coordinator = coordinator_of(network)

    def change_figure() -> None:
        by, month = user_in(team), date(2026, 5, 1)
        seen = measured.measurements.get(month=month)
        record_measurement(measured, month=month, numerator=1, denominator=20, by=by, version=seen.version)

    def change_target() -> None:
        make_plan(team, measured.indicator, target=55)

    def change_due_day() -> None:
        update_network(Network.objects.get(pk=network.pk), by=coordinator, measurement_due_day=3)

    pages = [open_page(client_for, coordinator, network)]
    for change in (change_figure, change_target, lambda: make_plan_item(team), change_due_day):
        change()
        pages.append(open_page(client_for, coordinator, network))
    assert len({page[page.index("<tbody>") :] for page in pages}) == len(pages)
