"""Every rule of the network's life: who is told what, on which day, exactly once, with the one link that does it.

Samling 1 is 5–6 May 2026, samling 2 on 20 October; figures are due on the 10th.
"""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.roles import TeamRole
from measurements.services import record_measurement, skip_month
from networks.models import Network
from notifications.models import OutboxMessage
from reports.services import open_due_reports
from teams.models import Team
from teams.services import submit_registration
from tests.factories.measurements import make_plan, record_series
from tests.factories.measurements import planned as planned_indicator
from tests.factories.networks import PLANNED_ON, make_network
from tests.factories.registrations import make_draft, make_registration
from tests.factories.reports import deadline_of, make_report, make_returned, make_submitted
from tests.factories.teams import make_team, session_of, user_in
from tests.reports.reminding import at, only_message, planned

LEADER, LEAD = "Marte Solbakken", "Ingrid Sæther"
ATTENDING = sorted(
    ["Arne Holth", "Farida Rahimi", "Ingrid Sæther", "Jonas Ekeli", "Linda Moen", LEADER, "Tor Arne Vik"]
)


@pytest.fixture
def network(db) -> Network:
    """Published in February 2026, deadline for registrations 15 April."""
    with time_machine.travel(at(PLANNED_ON), tick=False):
        return make_network("Akershus 2026–27")


@pytest.fixture
def team(network: Network) -> Team:
    """Seven people with accounts; no måleplan yet."""
    with time_machine.travel(at(date(2026, 4, 20)), tick=False):
        return make_team(network, municipality="Lørenskog")


@pytest.fixture
def measuring_team(team: Team) -> Team:
    """With a måleplan: baseline November 2025 to April 2026, all six months counted."""
    with time_machine.travel(at(date(2026, 5, 4)), tick=False):
        make_plan(team, by=user_in(team))
        record_series(planned_indicator(team), [(9, 20)] * 6, by=user_in(team))
    return team


def test_draft_registration_is_asked_for_a_week_and_a_day_before_the_deadline(network: Network) -> None:
    draft, _token = make_draft(network, contact_name="Kari Holm")
    make_registration(network, contact_name="Har sendt")
    assert network.registration_deadline_on == date(2026, 4, 15)
    assert planned(date(2026, 4, 6), date(2026, 4, 16)) == [
        ("2026-04-08", "registration_deadline", "Kari Holm"),
        ("2026-04-14", "registration_deadline", "Kari Holm"),
    ]
    message = OutboxMessage.objects.filter(kind="registration_deadline").earliest("pk")
    assert message.subject == "Påmeldingen til Akershus 2026–27 er ikke sendt"
    assert "Fristen er 15. april 2026." in message.body
    assert (message.recipient_email, message.has_secret_link) == (draft.contact_email, True)
    assert Client().get(message.link).status_code == 200


def test_registration_that_is_sent_meanwhile_is_not_asked_for_again(network: Network) -> None:
    draft, _token = make_draft(network)
    planned(date(2026, 4, 8), date(2026, 4, 8))
    draft.people.create(
        position=1, role=TeamRole.TEAM_LEADER, name="Kari Holm", email="kari@example.no", profession="x"
    )
    submit_registration(draft, now=at(date(2026, 4, 9)))
    assert planned(date(2026, 4, 9), date(2026, 4, 15), "registration_deadline") == []


def test_samling_is_near_two_weeks_and_two_days_before_for_all_it_expects(
    team: Team, client_for: Callable[..., Client]
) -> None:
    first_day = session_of(team.network, 2).starts_on
    assert first_day == date(2026, 10, 20)
    told = planned(date(2026, 10, 5), date(2026, 10, 20), "session_near")
    assert told == [("2026-10-06", "session_near", name) for name in ATTENDING] + [
        ("2026-10-18", "session_near", name) for name in ATTENDING
    ]
    message = OutboxMessage.objects.filter(kind="session_near", recipient=user_in(team)).earliest("pk")
    assert message.subject == "Samling 2 er 20. oktober 2026"
    with time_machine.travel(at(date(2026, 10, 6)), tick=False):
        assert client_for(user_in(team)).get(message.link).status_code == 200


def test_missing_baseline_is_asked_for_three_times_before_samling_1(
    team: Team, client_for: Callable[..., Client]
) -> None:
    assert planned(date(2026, 4, 6), date(2026, 5, 5), "baseline_missing") == [
        ("2026-04-07", "baseline_missing", LEAD),
        ("2026-04-21", "baseline_missing", LEAD),
        ("2026-05-02", "baseline_missing", LEAD),
    ]
    message = OutboxMessage.objects.filter(kind="baseline_missing").earliest("pk")
    assert message.subject == "Utgangspunktet mangler før samling 1"
    assert message.body.startswith("Samling 1 er 5. mai 2026. Måleplanen er ikke satt opp.")
    with time_machine.travel(at(date(2026, 4, 21)), tick=False):
        page = client_for(user_in(team, TeamRole.MEASUREMENT_LEAD)).get(message.link, follow=True)
        assert page.status_code == 200


def test_month_that_is_not_over_is_not_missing_from_the_baseline(team: Team) -> None:
    with time_machine.travel(at(date(2026, 4, 21)), tick=False):
        make_plan(team, by=user_in(team))
        record_series(planned_indicator(team), [(9, 20)] * 4, by=user_in(team))
    assert planned(date(2026, 4, 22), date(2026, 4, 22), "baseline_missing") == [
        ("2026-04-22", "baseline_missing", LEAD)
    ]
    assert "1 av 5 måneder mangler tall." in only_message("baseline_missing").body
    with time_machine.travel(at(date(2026, 4, 23)), tick=False):
        record_measurement(
            planned_indicator(team), month=date(2026, 3, 1), numerator=9, denominator=20, by=user_in(team)
        )
    assert planned(date(2026, 4, 24), date(2026, 4, 30), "baseline_missing") == []


def test_month_is_asked_for_when_it_opens_is_due_and_is_late(
    measuring_team: Team, client_for: Callable[..., Client]
) -> None:
    assert planned(date(2026, 6, 2), date(2026, 6, 25)) == [
        ("2026-06-03", "month_open", LEAD),
        ("2026-06-07", "month_due", LEAD),
        ("2026-06-12", "month_late", LEAD),
        ("2026-06-17", "month_late", LEADER),
    ]
    opened, due = only_message("month_open"), only_message("month_due")
    assert opened.subject == "Nå kan dere registrere mai"
    assert opened.body == "Mai er over. Én indikator, om lag tre minutter. Fristen er 10. juni 2026."
    assert due.subject == "Tallene for mai har snart frist"
    late = OutboxMessage.objects.filter(kind="month_late").earliest("pk")
    assert late.body.startswith("Fristen for mai var 10. juni 2026. Én indikator mangler.")
    with time_machine.travel(at(date(2026, 6, 3)), tick=False):
        page = client_for(user_in(measuring_team, TeamRole.MEASUREMENT_LEAD)).get(opened.link)
        assert page.status_code == 200
        assert "mai" in page.content.decode()


@pytest.mark.parametrize("how", ["recorded", "skipped"])
def test_month_that_is_complete_is_not_asked_for(measuring_team: Team, how: str) -> None:
    with time_machine.travel(at(date(2026, 6, 1)), tick=False):
        row, by = planned_indicator(measuring_team), user_in(measuring_team)
        if how == "recorded":
            record_measurement(row, month=date(2026, 5, 1), numerator=12, denominator=20, by=by)
        else:
            skip_month(row, month=date(2026, 5, 1), reason="Ferie", by=by)
    assert planned(date(2026, 6, 2), date(2026, 6, 18)) == []


def test_deadline_late_in_the_month_is_still_followed_up_in_the_next(measuring_team: Team) -> None:
    Network.objects.filter(pk=measuring_team.network_id).update(measurement_due_day=28)
    told = planned(date(2026, 6, 25), date(2026, 7, 14), "month_late")
    assert told == [("2026-06-30", "month_late", LEAD), ("2026-07-05", "month_late", LEADER)]


def test_leader_gets_what_a_team_without_measurement_lead_would_miss(measuring_team: Team) -> None:
    measuring_team.memberships.filter(role=TeamRole.MEASUREMENT_LEAD).update(ended_on=date(2026, 5, 20))
    assert planned(date(2026, 6, 3), date(2026, 6, 20)) == [
        ("2026-06-03", "month_open", LEADER),
        ("2026-06-07", "month_due", LEADER),
        ("2026-06-12", "month_late", LEADER),
    ]


def test_status_report_is_asked_for_before_and_after_its_deadline(
    team: Team, client_for: Callable[..., Client]
) -> None:
    deadline = deadline_of(team.network)
    assert deadline.due_on == date(2026, 10, 6)
    assert planned(date(2026, 9, 21), date(2026, 10, 14), "status_report_due") == [
        ("2026-09-22", "status_report_due", LEADER),
        ("2026-10-03", "status_report_due", LEADER),
        ("2026-10-08", "status_report_due", LEADER),
        ("2026-10-13", "status_report_due", LEADER),
    ]
    rows = OutboxMessage.objects.filter(kind="status_report_due").order_by("pk")
    assert [row.subject for row in rows] == [
        "Statusrapport 1 har frist 6. oktober 2026",
        "Statusrapport 1 har frist 6. oktober 2026",
        "Statusrapport 1 mangler",
        "Statusrapport 1 mangler",
    ]
    with time_machine.travel(at(date(2026, 9, 22)), tick=False):
        open_due_reports(timezone.localdate())
        page = client_for(user_in(team)).get(rows[0].link, follow=True)
        assert page.status_code == 200
        assert "Lever rapporten" in page.content.decode()


def test_final_report_is_asked_for_a_month_and_a_week_before_and_once_after(team: Team) -> None:
    assert deadline_of(team.network, "final").due_on == date(2027, 3, 31)
    assert planned(date(2027, 2, 28), date(2027, 4, 4), "final_report_due") == [
        ("2027-03-01", "final_report_due", LEADER),
        ("2027-03-24", "final_report_due", LEADER),
        ("2027-04-03", "final_report_due", LEADER),
    ]
    subjects = OutboxMessage.objects.filter(kind="final_report_due").order_by("pk").values_list("subject", flat=True)
    assert list(subjects) == ["Sluttrapport har frist 31. mars 2027"] * 2 + ["Sluttrapport mangler"]


@pytest.mark.parametrize("make", [make_submitted, make_returned])
def test_report_that_was_handed_in_is_not_asked_for(team: Team, make: Callable[[Team], object]) -> None:
    with time_machine.travel(at(date(2026, 9, 21)), tick=False):
        make(team)
    assert planned(date(2026, 9, 22), date(2026, 10, 14), "status_report_due") == []


def test_draft_is_still_asked_for(team: Team) -> None:
    with time_machine.travel(at(date(2026, 9, 21)), tick=False):
        make_report(team, figures="Bedre.")
    assert len(planned(date(2026, 9, 22), date(2026, 9, 22), "status_report_due")) == 1


@pytest.mark.parametrize("field", ["published_at", "closed_at"])
def test_network_that_is_not_running_reminds_nobody(measuring_team: Team, field: str) -> None:
    value = None if field == "published_at" else at(date(2026, 5, 20))
    Network.objects.filter(pk=measuring_team.network_id).update(**{field: value})
    assert planned(date(2026, 6, 2), date(2026, 6, 18)) == []


def test_team_that_has_withdrawn_is_left_alone(measuring_team: Team) -> None:
    Team.objects.filter(pk=measuring_team.pk).update(withdrawn_on=date(2026, 5, 20))
    assert planned(date(2026, 6, 2), date(2026, 6, 18)) == []
