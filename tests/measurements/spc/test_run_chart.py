"""Medians, counts and phases of the run chart."""

from decimal import Decimal

import pytest

from measurements.spc import Direction, GoalStatus, Series, Verdict, analyse
from tests.measurements.spc.building import AROUND_50, LISTS, build, lists

TWO_LEVELS = [42, 38, 45, 40, 44, 39, 41, 55, 58, 60, 57, 62, 66, 64, 70, 71, 69, 74]
RANDOM = [8, 3, 9, 6, 12, 0, 4, 10, 7, 5]


def counts(analysis):
    return (
        analysis.center,
        analysis.n_useful,
        analysis.longest_run,
        analysis.longest_run_max,
        analysis.crossings,
        analysis.crossings_min,
        analysis.runs_signal,
    )


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        (build(TWO_LEVELS, baseline_length=7), (41.0, 17, 11, 7, 6, 5, True)),
        (build(TWO_LEVELS), (57.5, 18, 8, 7, 3, 5, True)),
        (build([100] * 14), (100.0, 0, 0, None, 0, None, False)),
        (build(RANDOM), (6.5, 10, 2, 6, 7, 2, False)),
        (lists(), (42.5, 11, 7, 6, 2, 2, True)),
        (build([]), (None, 0, 0, None, 0, None, False)),
        (build([None, None]), (None, 0, 0, None, 0, None, False)),
    ],
)
def test_counts_are_those_done_by_hand(series, expected):
    assert counts(analyse(series)) == expected


def test_ties_of_ten_times_a_tenth_are_exact():
    assert analyse(build(["0.1"] * 10)).n_useful == 0


def test_ties_of_tenths_are_exact():
    assert analyse(build(["0.1", "0.2", "0.3"] * 8)).n_useful == 16


def test_ties_of_thirds_are_exact_whatever_the_denominator():
    thirds = [(1, 3), (2, 6), (7, 21), (33, 99), ("0.1", "0.3"), (10**17, 3 * 10**17)]
    analysis = analyse(build(thirds * 2, multiplier=100))
    assert (analysis.n_useful, analysis.verdict) == (0, Verdict.CONSTANT)


def test_nearly_a_tie_is_no_tie():
    huge = 10**17
    assert analyse(build([(1, 3), (huge, 3 * huge), (huge + 1, 3 * huge)])).n_useful == 1


def test_median_of_an_even_number_is_the_mean_of_the_two_middle_values():
    assert [analyse(build(values)).center for values in ([1, 2, 4, 9], [9, 1, 4])] == [3.0, 4.0]


def test_missing_points_keep_their_place_in_the_baseline():
    analysis = analyse(build([10, None, 30, 50, 70], baseline_length=3))
    assert (analysis.center, analysis.phases[0].baseline_measured) == (20.0, 2)
    assert [point.side for point in analysis.points] == [-1, None, 1, 1, 1]


def test_missing_points_do_not_break_a_run():
    assert analyse(build([*AROUND_50, 60, None, 61, None, None, 62], baseline_length=6)).current_length == 3


@pytest.mark.parametrize("length", [None, 0, -1, 3, 40])
def test_baseline_without_a_usable_length_is_all_points(length):
    analysis = analyse(build([1, 2, 6], baseline_length=length))
    assert (analysis.center, analysis.phases[0].baseline_end, analysis.phases[0].is_frozen) == (2.0, 3, False)


def test_excluded_point_is_drawn_and_counts_nowhere():
    with_it = analyse(build([*AROUND_50, 99, 55, 54], excluded=[1, 7], baseline_length=6, target=Decimal(90)))
    point = with_it.points[6]
    assert (point.value, point.side, point.is_excluded) == (99.0, None, True)
    assert (with_it.center, with_it.n_useful, with_it.measured) == (51.0, 6, 9)
    assert (with_it.phases[0].measured, with_it.phases[0].baseline_measured) == (7, 5)


def test_phases_have_their_own_median_and_counts():
    analysis = analyse(build([1, 2, 3, 11, 12, 13, 14], phases=(3,)))
    first, second = analysis.phases
    assert (first.start, first.end, first.center, first.n_useful) == (1, 3, 2.0, 2)
    assert (second.start, second.end, second.center, second.n_useful) == (4, 7, 12.5, 4)
    assert [point.phase for point in analysis.points] == [0, 0, 0, 1, 1, 1, 1]
    assert (analysis.center, analysis.n_useful, analysis.phase) == (12.5, 4, second)


def test_phases_and_baseline_together_give_each_phase_its_own_baseline():
    analysis = analyse(build([1, 3, 9, 9, 20, 22, 40, 40], baseline_length=2, phases=(4,)))
    assert [(phase.center, phase.baseline_end) for phase in analysis.phases] == [(2.0, 2), (21.0, 6)]
    assert [point.side for point in analysis.points] == [-1, 1, 1, 1, -1, 1, 1, 1]


def test_runs_do_not_cross_a_phase():
    analysis = analyse(build([1, 3, 3, 3, 3, 5], baseline_length=2, phases=(4,)))
    assert [phase.longest_run for phase in analysis.phases] == [3, 1]


@pytest.mark.parametrize("cuts", [(2,), (2, 2), (0, 2, 5, 9, -1)])
def test_cuts_outside_the_series_and_duplicates_are_ignored(cuts):
    assert [phase.end for phase in analyse(build([1, 2, 3, 4, 5], phases=cuts)).phases] == [2, 5]


def test_cuts_may_come_in_any_order():
    assert [phase.end for phase in analyse(build([1, 2, 3, 4, 5], phases=(4, 1))).phases] == [1, 4, 5]


def test_baseline_below_six_measured_points_is_provisional():
    short = analyse(build([50, 51, None, 49, 48, 52, 60], baseline_length=6))
    long = analyse(build([50, 51, 47, 49, 48, 52, 60], baseline_length=6))
    assert (short.is_provisional, long.is_provisional) == (True, False)


def test_run_the_sentence_speaks_of_is_marked_without_points_on_the_median():
    values = [*AROUND_50, 55, 56, 50, None, 57, 58, 59, 60, 61, 62]
    analysis = analyse(build(values, baseline_length=6))
    assert (analysis.run_start, analysis.run_end, analysis.run_length, analysis.run_side) == (6, 15, 8, 1)
    assert [number for number, point in enumerate(analysis.points) if point.is_in_run] == [6, 7, *range(10, 16)]


@pytest.mark.parametrize(
    ("direction", "target", "values", "expected"),
    [
        (Direction.INCREASE, "95", [90, 95, 96], (GoalStatus.MET, 2)),
        (Direction.INCREASE, "95", [96, 94], (GoalStatus.NOT_MET, 0)),
        (Direction.INCREASE, "95", [96, None, 97, None], (GoalStatus.MET, 2)),
        (Direction.DECREASE, "4.4", [5, "4.4", "2.6"], (GoalStatus.MET, 2)),
        (Direction.DECREASE, "4.4", [2, "4.5"], (GoalStatus.NOT_MET, 0)),
        (Direction.NEUTRAL, "4.4", [5], (None, 0)),
        (Direction.INCREASE, "95", [None], (None, 0)),
    ],
)
def test_goal_is_judged_by_the_latest_measurements(direction, target, values, expected):
    analysis = analyse(build(values, direction=direction, target=Decimal(target)))
    assert (analysis.goal_status, analysis.goal_streak) == expected


def test_goal_is_met_exactly_in_the_displayed_unit():
    assert analyse(build([(19, 20)], multiplier=100, target=Decimal(95))).goal_status == GoalStatus.MET
    assert analyse(build([(1, 3)], multiplier=100, target=Decimal("33.4"))).goal_status == GoalStatus.NOT_MET


def test_goal_passes_over_an_excluded_point():
    analysis = analyse(build([96, 97, 10], excluded=[3], target=Decimal(95)))
    assert (analysis.latest, analysis.goal_status, analysis.goal_streak) == (1, GoalStatus.MET, 2)


def test_goal_is_unknown_without_a_target():
    assert analyse(build([96])).goal_status is None


def test_latest_is_the_last_measured_point():
    assert [analyse(build(values)).latest for values in ([1, 2, None], [None], [])] == [1, None, None]


@pytest.mark.parametrize(
    ("values", "baseline", "counted"),
    [
        ([50], 6, 1),  # inside the baseline every measurement counts
        ([50, 50, 51], 6, 3),
        ([*AROUND_50, 50], 6, 6),  # the median stands: a point on it brings ten no nearer
        ([*AROUND_50, 50, 57, 58, 59], 6, 9),
        ([50, 50, 50, 51, 50, 50, 50, 50, 50, 50], None, 1),  # ten measured: only useful ones help now
        ([40, None, 42, 44, 46], 2, 4),  # provisional baseline
    ],
)
def test_number_of_ten_counts_what_brings_ten_nearer(values, baseline, counted):
    assert analyse(build(values, baseline_length=baseline)).phases[0].counted == counted


def test_needed_length_follows_the_growing_limit():
    # With ten or eleven useful points six in a row are allowed, from the twelfth on seven.
    six_of_ten = analyse(build(LISTS[:-1], baseline_length=6))
    six_of_eleven = analyse(build([48, 52, 47, 53, 51, 49, 47, 48, 46, 45, 44], baseline_length=6))
    assert (six_of_ten.run_length, six_of_ten.run_needed) == (6, 7)
    assert (six_of_eleven.run_length, six_of_eleven.run_needed) == (6, 8)


def test_needed_length_is_not_promised_while_the_median_moves():
    analysis = analyse(build([1, 9, 2, 8, 3, 7, 4, 16, 17, 18, 19, 0]))
    assert analysis.run_needed is None


def test_analysis_of_nothing_has_no_phase():
    analysis = analyse(Series(()))
    assert (analysis.phase, analysis.phases, analysis.points, analysis.verdict) == (None, (), (), Verdict.NO_DATA)
