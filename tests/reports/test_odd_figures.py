"""The nightly question about odd figures: to the måleansvarlig, once, and only while it helps."""

from datetime import date

import pytest
import time_machine

from measurements.services import lock_months, record_cells, record_measurement
from measurements.services.cells import Cell
from notifications.models import OutboxMessage
from reports.services.reminders import NIGHTLY_RULES, plan_reminders, still_applies
from tests.factories.measurements import make_plan, record_series
from tests.factories.measurements import planned as planned_indicator
from tests.factories.networks import PLANNED_ON, make_network
from tests.factories.teams import make_team
from tests.reports.reminding import at

COUNTED_ON, NIGHT = date(2026, 11, 3), date(2026, 11, 4)
OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)


@pytest.fixture
def planned(db):
    """Six months of about twenty, counted in spring."""
    with time_machine.travel(at(PLANNED_ON), tick=False):
        network = make_network("Akershus 2026–27")
    with time_machine.travel(at(date(2026, 5, 4)), tick=False):
        team = make_team(network, municipality="Lørenskog")
        make_plan(team)
        record_series(planned_indicator(team), [(9, 20), (8, 21), (7, 19), (9, 20), (10, 20), (8, 20)])
    return planned_indicator(team)


def count(planned, *, month=OCTOBER, numerator=30, denominator=200, on=COUNTED_ON, **more):
    with time_machine.travel(at(on), tick=False):
        return record_measurement(planned, month=month, numerator=numerator, denominator=denominator, by=None, **more)


def ask(on=NIGHT):
    with time_machine.travel(at(on, "03:40"), tick=False):
        return plan_reminders(rules=NIGHTLY_RULES)


def test_an_odd_figure_is_asked_about_the_night_after(planned):
    count(planned)
    assert ask() == 1
    message = OutboxMessage.objects.get()
    assert (message.kind, message.recipient_name, message.subject) == (
        "figures_odd",
        "Ingrid Sæther",
        "Stemmer disse tallene?",
    )
    assert message.body == (
        "Vi så på tallene dere registrerte 3. november. Ett av dem skiller seg ut:\n\n"
        "– Kort SAM-P1, oktober: et tall er langt fra det dere pleier å ha.\n\n"
        "Stemmer det, trenger dere ikke gjøre noe, og vi spør ikke igjen. Er noe feil, retter dere det på siden."
    )
    assert message.link == f"/team/{planned.plan.team.slug}/malinger/2026-10/"
    assert message.send_after == at(NIGHT, "07:00")


def test_it_is_asked_once_however_many_nights_go_by(planned):
    count(planned)
    assert [ask(date(2026, 11, day)) for day in (4, 5, 6, 7)] == [1, 0, 0, 0]


def test_a_night_without_a_machine_is_made_up_for_and_an_old_figure_is_left(planned):
    count(planned)
    assert ask(date(2026, 11, 7)) == 0
    assert ask(date(2026, 11, 6)) == 1


def test_figures_of_today_wait_for_the_night(planned):
    count(planned)
    assert ask(COUNTED_ON) == 0


@pytest.mark.parametrize(
    "answer", [{"is_confirmed": True}, {"comment": "To soner talte sammen"}], ids=["yes", "comment"]
)
def test_what_was_answered_is_not_asked_about(planned, answer):
    count(planned, **answer)
    assert ask() == 0


def test_an_ordinary_figure_is_not_asked_about(planned):
    count(planned, numerator=12, denominator=20)
    assert ask() == 0


def test_a_locked_month_is_not_asked_about(planned):
    with time_machine.travel(at(COUNTED_ON), tick=False):
        cell = Cell(planned, OCTOBER, 30, 200, None)
        record_cells(planned.plan.team, cells=[cell], by=None)
        lock_months([planned.plan.team], last=OCTOBER, by=None)
    assert ask() == 0


def test_several_figures_of_a_day_are_one_message_to_the_list(planned):
    for month in (SEPTEMBER, OCTOBER):
        count(planned, month=month, numerator=2, denominator=2)
    assert ask() == 1
    message = OutboxMessage.objects.get()
    assert "Kort SAM-P1, september: et tall er langt fra" in message.body
    assert "Kort SAM-P1, oktober: svært få er talt." in message.body
    assert message.link == f"/team/{planned.plan.team.slug}/malinger/"


def test_the_question_is_taken_back_when_the_figure_was_corrected_before_it_left(planned):
    figure = count(planned)
    ask()
    with time_machine.travel(at(NIGHT), tick=False):
        assert still_applies(OutboxMessage.objects.get()) is True
        record_measurement(
            planned, month=OCTOBER, numerator=3, denominator=20, version=figure.version, reason="Slurv", by=None
        )
        assert still_applies(OutboxMessage.objects.get()) is False


@pytest.mark.parametrize("teams", [3, 30])
def test_many_teams_take_no_more_queries_than_few(planned, django_assert_num_queries, teams):
    count(planned)
    for number in range(teams - 1):
        with time_machine.travel(at(COUNTED_ON), tick=False):
            team = make_team(planned.plan.team.network, municipality=f"Kommune {number}")
            make_plan(team, planned.indicator)
            record_measurement(planned_indicator(team), month=OCTOBER, numerator=2, denominator=2, by=None)
    networks = [planned.plan.team.network]
    with django_assert_num_queries(3):
        asked = list(NIGHTLY_RULES["figures_odd"](networks, NIGHT))
    assert len(asked) == teams
