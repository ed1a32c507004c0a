"""What a chart is, before it is drawn."""

from datetime import date

import pytest

from measurements.charts import Note, Preview, SessionMark
from measurements.charts.axis import nice_axis
from measurements.spc import Direction
from tests.measurements.charts.building import chart_of, deviations, lists, mockup, percent
from tests.measurements.spc.building import LISTS, build

NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [(7.4, (0, 3, 6, 9)), (4, (0, 2, 4, 6)), (0.4, (0, 0.2, 0.4, 0.6)), (130, (0, 50, 100, 150)), (42, (0, 25, 50))],
)
def test_nice_axis_holds_the_highest_value_in_round_steps(highest, ticks):
    assert nice_axis([0, highest]).ticks == ticks


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([-1, 3.5], (-2, 0, 2, 4)),
        ([-0.4, 2], (-1, 0, 1, 2, 3)),
        ([-5, -2], (-6, -4, -2, 0)),
        ([-12, 40], (-20, 0, 20, 40, 60)),
    ],
)
def test_axis_of_values_below_zero_has_zero_among_its_ticks(values, ticks):
    axis = nice_axis(values)
    assert axis.ticks == ticks
    assert (axis.minimum, axis.maximum) == (ticks[0], ticks[-1])


def test_nice_axis_of_counts_has_whole_ticks():
    assert nice_axis([1, 0, 1], has_whole_numbers=True).ticks == (0, 1, 2)


def test_nice_axis_of_nothing_is_still_an_axis():
    assert nice_axis([]).ticks == (0, 0.5, 1)


def test_axis_of_percent_is_always_0_to_100():
    assert chart_of(percent([3, 4, 5])).axis.ticks == (0, 25, 50, 75, 100)


def test_axis_of_a_rate_reaches_over_a_goal_above_all_values():
    assert chart_of(build([1, 2, 1], target=40), unit="").axis.maximum == 50


@pytest.mark.parametrize(
    ("on", "position"),
    [
        (date(2026, 5, 15), 6),
        (date(2026, 5, 16), 7),
        (date(2025, 11, 1), 0),
        (date(2025, 10, 16), 0),
        (date(2026, 10, 20), 12),
        (date(2026, 11, 15), 12),
    ],
)
def test_session_stands_before_its_month_until_the_15th_and_after_it_from_the_16th(on, position):
    assert [border.position for border in mockup(sessions=[SessionMark(on, "S")]).borders] == [position]


@pytest.mark.parametrize("on", [date(2025, 10, 15), date(2026, 11, 16), date(2019, 3, 6), date(2031, 1, 1)])
def test_session_outside_the_axis_is_not_drawn(on):
    assert mockup(sessions=[SessionMark(on, "S")]).borders == ()


def test_note_belongs_to_the_point_of_its_month():
    notes = [Note(1, date(2026, 5, 31), "a"), Note(2, date(2024, 1, 1), "b")]
    assert mockup(notes=notes).note_slots == (6, None)


def test_preview_adds_a_slot_after_the_last():
    chart = mockup(preview=Preview(date(2026, 11, 1), 90.0))
    assert (chart.preview, chart.latest, chart.values[-1], len(chart.values)) == (12, 12, 90.0, 13)


def test_preview_takes_the_place_of_its_months_value():
    chart = chart_of(build([*LISTS[:11], None], multiplier=100), preview=Preview(date(2026, 10, 1), 80.0))
    assert (chart.preview, chart.values[11], len(chart.values)) == (11, 80.0, 12)


def test_figure_has_the_percent_sign_and_leaves_out_a_worded_unit():
    assert mockup().figure(42.5) == f"42,5{NB}%"
    rate = chart_of(deviations(), unit="per 100")
    assert (rate.figure(2.6), rate.value_text(2.6)) == ("2,6", f"2,6{NB}per 100")


@pytest.mark.parametrize(
    ("direction", "text"),
    [(Direction.INCREASE, "Høyere er bedre"), (Direction.DECREASE, "Lavere er bedre"), (Direction.NEUTRAL, "")],
)
def test_direction_is_said_in_words(direction, text):
    assert chart_of(lists(direction=direction)).direction_text == text


def test_median_of_a_later_phase_is_a_new_baseline():
    assert mockup().median_name == "Utgangspunkt"
    assert chart_of(lists(phases=(6,))).median_name == "Nytt utgangspunkt"
