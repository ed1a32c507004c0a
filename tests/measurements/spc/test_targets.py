"""A target with a history: what the engine says of it, and what it leaves alone."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measurements.spc import ChartType, GoalStatus, HeldTarget, analyse
from measurements.spc.contract import series_of
from tests.measurements.spc.building import LISTS, build, lists, month

GIVEN_UP = (HeldTarget(month(3), 60), HeldTarget(month(6), None), HeldTarget(month(9), Decimal("82.5")))
targets = st.one_of(st.none(), st.integers(0, 100))


def test_each_target_holds_until_the_next():
    series = lists(earlier_targets=GIVEN_UP)
    held = [series.target_at(point.period) for point in series.points]
    assert held == [*[60] * 3, *[None] * 3, *[Decimal("82.5")] * 3, *[95] * 3]


@pytest.mark.parametrize(("last", "target", "before"), [(2, 60, 0), (3, None, 1), (8, Decimal("82.5"), 2), (11, 95, 3)])
def test_a_series_up_to_a_month_has_the_target_of_then(last, target, before):
    series = lists(earlier_targets=GIVEN_UP).up_to(month(last))
    assert (len(series.points), series.target, series.earlier_targets) == (last + 1, target, GIVEN_UP[:before])


def test_the_latest_measurement_is_held_against_the_target_of_now():
    raised = build([80, 82, 84, 86], target=90, earlier_targets=(HeldTarget(month(3), 75),))
    lowered = build([80, 82, 84, 86], target=81, earlier_targets=(HeldTarget(month(3), 90),))
    assert [(found.goal_status, found.goal_streak) for found in map(analyse, (raised, lowered))] == [
        (GoalStatus.NOT_MET, 0),
        (GoalStatus.MET, 3),
    ]


@settings(max_examples=50, deadline=None, database=None, derandomize=True)
@given(
    st.dictionaries(st.integers(-2, 14), targets, max_size=4), targets, st.sampled_from([ChartType.RUN, ChartType.P])
)
def test_what_was_aimed_at_before_moves_nothing(given_up, target, chart):
    history = tuple(HeldTarget(month(before), given_up[before]) for before in sorted(given_up))
    plain = build(LISTS, multiplier=100, target=target, baseline_length=6, chart=chart)
    found = analyse(replace(plain, earlier_targets=history))
    assert replace(found, series=plain) == analyse(plain)


@settings(max_examples=50, deadline=None, database=None, derandomize=True)
@given(st.lists(targets, min_size=1, max_size=12))
def test_a_list_of_targets_is_read_as_it_was_written(given_targets):
    series = series_of({"chart": "run", "y": list(range(len(given_targets))), "target": given_targets})
    assert [series.target_at(point.period) for point in series.points] == given_targets
