"""The planner: each message once, whatever runs when; in the morning; asked again before it leaves; Norwegian."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from measurements.services import record_measurement
from networks.models import Network
from notifications.models import OutboxMessage
from notifications.registry import still_applies
from reports.services.reminders import RULES, plan_reminders
from reports.services.reminders.planner import due_reminders, next_send_time
from teams.models import Team
from tests.factories.measurements import make_plan, planned, record_series
from tests.factories.networks import PLANNED_ON, make_network
from tests.factories.registrations import make_draft
from tests.factories.teams import make_team, user_in
from tests.reports.reminding import at, only_message
from tests.reports.reminding import planned as planned_days

OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture
def team(db) -> Team:
    """A team that has its baseline and has not counted May."""
    with time_machine.travel(at(PLANNED_ON), tick=False):
        network = make_network("Akershus 2026–27")
    with time_machine.travel(at(date(2026, 5, 4)), tick=False):
        team = make_team(network, municipality="Lørenskog")
        make_plan(team, by=user_in(team))
        record_series(planned(team), [(9, 20)] * 6, by=user_in(team))
    return team


def test_planning_again_adds_nothing(team: Team) -> None:
    with time_machine.travel(at(date(2026, 6, 3)), tick=False):
        assert [plan_reminders() for _round in range(3)] == [1, 0, 0]


def test_machine_that_slept_sends_what_still_helps_and_nothing_else(team: Team) -> None:
    assert planned_days(date(2026, 6, 9), date(2026, 6, 9)) == [("2026-06-09", "month_due", "Ingrid Sæther")]
    assert planned_days(date(2026, 6, 20), date(2026, 6, 20)) == [
        ("2026-06-20", "month_late", "Ingrid Sæther"),
        ("2026-06-20", "month_late", "Marte Solbakken"),
    ]


def test_clock_set_back_does_not_double(team: Team) -> None:
    assert len(planned_days(date(2026, 6, 3), date(2026, 6, 8))) == 2
    assert planned_days(date(2026, 6, 3), date(2026, 6, 8)) == []


def test_new_address_does_not_double(team: Team) -> None:
    planned_days(date(2026, 6, 3), date(2026, 6, 3))
    lead = only_message("month_open").recipient
    lead.email = "ny@example.no"
    lead.save()
    assert planned_days(date(2026, 6, 4), date(2026, 6, 4)) == []


@pytest.mark.parametrize(
    ("now", "sent"),
    [
        ("2026-06-03T06:59", "2026-06-03T07:00+02:00"),
        ("2026-06-03T07:00", "2026-06-03T07:00+02:00"),
        ("2026-06-03T15:59", "2026-06-03T15:59+02:00"),
        ("2026-06-03T16:00", "2026-06-04T07:00+02:00"),
        ("2026-06-03T23:59", "2026-06-04T07:00+02:00"),
        # The night clocks go back, and the night they go forward.
        ("2026-10-24T22:00", "2026-10-25T07:00+01:00"),
        ("2026-10-25T02:30", "2026-10-25T07:00+01:00"),
        ("2027-03-27T22:00", "2027-03-28T07:00+02:00"),
        ("2027-03-28T03:30", "2027-03-28T07:00+02:00"),
        ("2026-12-31T20:00", "2027-01-01T07:00+01:00"),
        ("2028-02-28T20:00", "2028-02-29T07:00+01:00"),
    ],
)
def test_reminders_wait_for_the_morning(now: str, sent: str) -> None:
    local = datetime.fromisoformat(now).replace(tzinfo=OSLO)
    assert next_send_time(local).isoformat(timespec="minutes") == sent


def test_message_planned_at_night_waits_for_seven(team: Team) -> None:
    with time_machine.travel(at(date(2026, 6, 3), "22:15"), tick=False):
        plan_reminders()
    assert only_message("month_open").send_after == at(date(2026, 6, 4), "07:00")


@pytest.mark.parametrize(
    ("first", "last", "sent"),
    [
        (date(2026, 10, 24), date(2026, 10, 25), date(2026, 10, 25)),
        (date(2027, 3, 27), date(2027, 3, 28), date(2027, 3, 27)),
    ],
)
def test_no_day_is_skipped_or_doubled_when_clocks_change(team: Team, first: date, last: date, sent: date) -> None:
    """Every hour over the nights in which an hour comes twice, or not at all."""
    Network.objects.filter(pk=team.network_id).update(measurement_due_day=28)
    start, end = at(first, "00:00").timestamp(), at(last, "23:45").timestamp()
    counts = {}
    for moment in range(int(start), int(end) + 1, 3600):
        with time_machine.travel(moment, tick=False):
            counts[moment] = plan_reminders()
    keys = list(OutboxMessage.objects.values_list("key", flat=True))
    assert sum(counts.values()) == len(keys) == len(set(keys))
    assert only_message("month_due").send_after == at(sent, "07:00")


def test_reminder_that_no_longer_applies_is_taken_back_before_it_leaves(team: Team) -> None:
    with time_machine.travel(at(date(2026, 6, 3)), tick=False):
        plan_reminders()
        message = only_message("month_open")
        assert still_applies(message)
        record_measurement(planned(team), month=date(2026, 5, 1), numerator=12, denominator=20, by=user_in(team))
        assert not still_applies(message)


def test_reminder_of_a_network_that_closed_is_taken_back(team: Team) -> None:
    with time_machine.travel(at(date(2026, 6, 3)), tick=False):
        plan_reminders()
        Network.objects.filter(pk=team.network_id).update(closed_at=at(date(2026, 6, 3)))
        assert not still_applies(only_message("month_open"))


def test_one_reminder_that_cannot_be_stored_keeps_no_other_back(team: Team) -> None:
    with time_machine.travel(at(PLANNED_ON), tick=False):
        odd = make_network("Et annet nettverk")
        make_draft(odd)
        make_draft(team.network)
    Network.objects.filter(pk=odd.pk).update(name="Skjult\x07tegn")
    planned_days(date(2026, 4, 8), date(2026, 4, 8), "registration_deadline")
    assert only_message("registration_deadline").scope == team.network.scope


def test_number_of_questions_does_not_grow_with_the_teams(team: Team) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            list(due_reminders(date(2026, 6, 4)))
        return len(captured)

    before = questions()
    for number in range(5):
        make_team(team.network, municipality=f"Kommune {number}")
    assert questions() == before


def test_every_kind_of_reminder_is_norwegian_with_one_link_that_exists(team: Team) -> None:
    with time_machine.travel(at(PLANNED_ON), tick=False):
        make_draft(team.network)
    make_team(team.network, municipality="Uten måleplan")
    for first, last in (((2026, 4, 7), (2026, 4, 8)), ((2026, 6, 3), (2026, 6, 12)), ((2026, 10, 3), (2026, 10, 6))):
        planned_days(date(*first), date(*last))
    planned_days(date(2027, 3, 24), date(2027, 3, 24))
    rows = OutboxMessage.objects.filter(kind__in=RULES)
    assert set(rows.values_list("kind", flat=True)) == set(RULES)
    for row in rows:
        assert resolve(row.link), row.kind
        assert row.link_label, row.kind
        assert "http" not in row.body, row.kind
        assert not re.search(r"%\(|\bNone\b|\b(?:the|and|is|your)\b|!", f"{row.subject} {row.body}"), row.kind
        assert re.search(r"[.]$", row.body), row.kind
