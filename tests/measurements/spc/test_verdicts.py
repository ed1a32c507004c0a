"""What may be said: one verdict for each kind of series, and the borders between them."""

from decimal import Decimal

import pytest

from measurements.spc import Direction, Verdict, analyse
from tests.measurements.spc.building import AROUND_50, LISTS, build, lists

HIGH = [56] * 8
LOW = [45] * 8


def verdict(values, **options):
    return analyse(build(values, **{"baseline_length": 6} | options)).verdict


def run(analysis):
    return analysis.run_start, analysis.run_end, analysis.run_length, analysis.run_side, analysis.run_against


@pytest.mark.parametrize("values", [[], [None], [(0, 0), None]])
def test_nothing_measured_is_no_data(values):
    assert verdict(values) == Verdict.NO_DATA


def test_fewer_than_ten_useful_points_are_too_few_however_clear_they_look():
    assert verdict([*AROUND_50, 99, 99, 99]) == Verdict.TOO_FEW
    assert verdict([*AROUND_50, 50, 50, 50, 99, 99, 99]) == Verdict.TOO_FEW
    assert verdict([1, 1, 1, 1, 9, 9, 9, 9, 9], baseline_length=None) == Verdict.TOO_FEW


def test_baseline_without_measurements_is_too_few():
    assert verdict([None] * 6 + list(range(10))) == Verdict.TOO_FEW


def test_only_excluded_points_are_too_few_not_missing():
    assert verdict([50, 51], excluded=[1, 2]) == Verdict.TOO_FEW


def test_equal_points_are_constant_from_six_on():
    assert [verdict([100] * count) for count in (1, 5, 6, 14)] == [
        Verdict.TOO_FEW,
        Verdict.TOO_FEW,
        Verdict.CONSTANT,
        Verdict.CONSTANT,
    ]


def test_points_that_alternate_are_no_change():
    analysis = analyse(build([*AROUND_50, 49, 52, 48, 51, 53, 47], baseline_length=6))
    assert (analysis.verdict, run(analysis)) == (Verdict.NO_CHANGE, (None, None, 0, 0, 0))


def test_four_in_a_row_are_uncertain_and_three_are_no_change():
    assert verdict([*AROUND_50, 53, 48, 51, 52, 53]) == Verdict.NO_CHANGE
    assert verdict([*AROUND_50, 53, 48, 51, 52, 53, 54]) == Verdict.UNCERTAIN


def test_one_too_few_in_a_row_is_uncertain():
    analysis = analyse(build(LISTS[:-1], multiplier=100, baseline_length=6))
    assert (analysis.verdict, run(analysis)) == (Verdict.UNCERTAIN, (4, 10, 6, 1, 0))


def test_long_run_on_the_wanted_side_is_improvement():
    analysis = analyse(lists())
    assert (analysis.verdict, run(analysis)) == (Verdict.IMPROVEMENT, (4, 11, 7, 1, 0))


@pytest.mark.parametrize(
    ("direction", "high", "low"),
    [
        (Direction.INCREASE, Verdict.IMPROVEMENT, Verdict.DETERIORATION),
        (Direction.DECREASE, Verdict.DETERIORATION, Verdict.IMPROVEMENT),
        (Direction.NEUTRAL, Verdict.CHANGE, Verdict.CHANGE),
    ],
)
def test_direction_decides_what_a_long_run_means(direction, high, low):
    assert [verdict([*AROUND_50, *later], direction=direction) for later in (HIGH, LOW)] == [high, low]


def test_provisional_baseline_claims_nothing_even_where_the_rule_is_met():
    analysis = analyse(build([48, 52, 47, 53, *HIGH], baseline_length=4))
    assert (analysis.runs_signal, analysis.verdict, analysis.run_length) == (True, Verdict.UNCERTAIN, 0)


def test_one_point_on_the_other_side_leaves_the_improvement_standing():
    analysis = analyse(build([*AROUND_50, *HIGH, 49], baseline_length=6))
    assert (analysis.verdict, run(analysis)) == (Verdict.IMPROVEMENT, (6, 13, 8, 1, 1))


def test_two_latest_points_on_the_other_side_are_a_slide_back():
    analysis = analyse(build([*AROUND_50, *HIGH, 49, None, 48, 50], baseline_length=6))
    assert (analysis.verdict, run(analysis)) == (Verdict.SLID_BACK, (6, 13, 8, 1, 2))
    assert (analysis.current_length, analysis.current_side) == (2, -1)


def test_slide_back_in_the_other_direction_is_a_change():
    assert verdict([*AROUND_50, *HIGH, 49, 48], direction=Direction.DECREASE) == Verdict.CHANGE


def test_improvement_that_gave_way_to_both_sides_is_a_change():
    assert verdict([*AROUND_50, *HIGH, 49, 48, 53]) == Verdict.CHANGE


def test_slide_that_becomes_a_long_run_itself_is_a_deterioration():
    analysis = analyse(build([*AROUND_50, *[56] * 9, *[45] * 9], baseline_length=6))
    assert (analysis.verdict, analysis.run_side) == (Verdict.DETERIORATION, -1)


def test_few_crossings_without_a_long_run_are_a_change_without_a_side():
    analysis = analyse(build([*[1] * 5, *[9] * 5] * 2))
    assert (analysis.verdict, analysis.longest_run, analysis.crossings) == (Verdict.CHANGE, 5, 3)
    assert run(analysis) == (None, None, 0, 0, 0)


def test_new_phase_starts_from_nothing():
    assert verdict([*AROUND_50, *HIGH], phases=(9,)) == Verdict.TOO_FEW
    assert verdict([*AROUND_50, *HIGH, 60, 64, 61, 65, 62, 63, 60, 64, 61, 66], phases=(14,)) == Verdict.NO_CHANGE


def test_goal_does_not_change_the_verdict():
    values = [*AROUND_50, *HIGH, 49, 48]
    assert verdict(values, target=Decimal(1)) == verdict(values, target=Decimal(99)) == Verdict.SLID_BACK
