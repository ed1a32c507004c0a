"""The twelve pitfalls of the statistics, one by one: where other programs have gone wrong."""

from decimal import Decimal
from random import Random

import pytest

from measurements.spc import ChartType, GoalStatus, Point, RuleSet, Series, SeriesError, Verdict, analyse, explain
from measurements.spc.limits.subgroups import c4
from measurements.spc.runs import crossings_min, longest_run_max
from tests.measurements.spc.building import build, month


def limits(values, chart, **options):
    analysis = analyse(build(values, chart=chart, **options))
    return [(point.lower, point.upper) for point in analysis.points]


def counts(values, chart=ChartType.RUN, **options):
    phase = analyse(build(values, chart=chart, **options)).phases[-1]
    return phase.n_useful, phase.longest_run, phase.crossings, phase.runs_signal


def test_1_screening_is_on_unless_told_otherwise():
    values = [2, 3, 2, 3, 2, 3, 2, 3, 12, 3, 2, 3]
    screened, not_screened = limits(values, ChartType.I)[0], limits(values, ChartType.I, is_screened=False)[0]
    # Ten ranges, of which 9 and 9 are more than 3.267 times the mean 27/11; nine of 1 are left.
    assert screened == pytest.approx((40 / 12 - 3 / 1.128, 40 / 12 + 3 / 1.128))
    assert not_screened == pytest.approx((40 / 12 - 3 * 27 / 11 / 1.128, 40 / 12 + 3 * 27 / 11 / 1.128))


def test_1_screening_leaves_out_a_range_on_the_border_and_looks_only_once():
    # Eleven ranges whose mean is 1000, and one is exactly 3267.
    values = [Decimal(0)]
    for place, size in enumerate([Decimal(3267), *[Decimal("773.3")] * 10]):
        values.append(values[-1] + (size if place % 2 else -size))
    low, high = limits(values, ChartType.I)[0]
    assert high - low == pytest.approx(6 * 773.3 / 1.128, rel=1e-12)
    # Without 90 the mean range of the rest is 3; a second look would take 12 and 9 out too.
    low, high = limits([0, 90, *[90 + step for step in (1, 2, 3, 4, 5, 6, 18, 19, 20, 29)]], ChartType.I)[0]
    assert high - low == pytest.approx(6 * 29 / 10 / 1.128)


@pytest.mark.parametrize("chart", [ChartType.I, ChartType.T, ChartType.PP, ChartType.UP])
@pytest.mark.parametrize("rules", [RuleSet.ANHOEJ, RuleSet.MDC])
def test_2_constant_series_has_its_centre_line_for_limits(chart, rules):
    if rules is RuleSet.MDC and chart is not ChartType.I:
        return
    value = (1, 4) if chart in (ChartType.PP, ChartType.UP) else 3
    analysis = analyse(build([value] * 12, chart=chart, rules=rules, multiplier=100, target=Decimal(20)))
    for point in analysis.points:
        assert (point.lower, point.upper) == pytest.approx((point.center, point.center))
        assert not point.is_outside
    assert (analysis.verdict, analysis.goal_status) == (Verdict.CONSTANT, GoalStatus.MET)
    assert explain(analysis).in_one_sentence.startswith("Mål nådd, ingen variasjon: alle tolv målinger er ")


@pytest.mark.parametrize("chart", [ChartType.RUN, ChartType.I, ChartType.C, ChartType.G, ChartType.T, ChartType.MR])
def test_3_ties_of_tenths_are_found_in_every_chart(chart):
    assert counts(["0.1"] * 10, chart)[0] == 0


def test_3_two_of_three_tenths_are_useful():
    assert [counts(["0.1", "0.2", "0.3"] * 8, chart)[0] for chart in (ChartType.RUN, ChartType.I)] == [16, 16]


@pytest.mark.parametrize("chart", [ChartType.RUN, ChartType.P, ChartType.PP, ChartType.U, ChartType.UP, ChartType.IP])
def test_4_ties_after_division_are_found(chart):
    thirds = [(1, 3), (2, 6), (5, 15), (100, 300), (33, 99)] * 3
    assert counts(thirds, chart, multiplier=100)[0] == 0
    assert counts([*thirds, (34, 99)], chart, multiplier=100, baseline_length=15)[0] == 1


@pytest.mark.parametrize("chart", [ChartType.P, ChartType.PP, ChartType.U, ChartType.UP])
def test_5_nothing_of_nothing_is_a_gap_without_limits(chart):
    analysis = analyse(build([(1, 4), (0, 0), (2, 4), (3, 5), (2, None)], chart=chart))
    assert [analysis.points[place].value for place in (1, 4)] == [None, None]
    assert [analysis.points[place].upper for place in (1, 4)] == [None, None]
    assert analysis.points[1].center == pytest.approx(6 / 13)
    with pytest.raises(SeriesError, match="3/0 has no value"):
        analyse(build([(3, 0)], chart=chart))


def test_6_limits_are_not_off_by_one():
    assert (longest_run_max(13), crossings_min(10), crossings_min(24)) == (7, 2, 8)
    seven = [1, 9, 1, 9, 1, 9, *[9] * 6, 1]
    assert counts(seven, center=5) == (13, 7, 6, False)
    assert counts([1, 9, 1, 9, 1, *[9] * 8, 1], center=5) == (14, 8, 6, True)


def test_7_runs_are_counted_over_all_points_against_the_frozen_line():
    assert counts([48, 52] * 6 + [60] * 8, ChartType.I, baseline_length=12) == (20, 9, 11, True)


@pytest.mark.parametrize("share", [0, 1])
def test_8_shares_of_none_or_all_have_limits_on_the_line_and_no_signal(share):
    values = [(share * 20, 20)] * 12
    assert limits(values, ChartType.P) == [(share, share)] * 12
    assert limits(values, ChartType.PP) == [(None, None)] * 12
    assert not any(point.is_outside for point in analyse(build(values, chart=ChartType.P)).points)


def test_9_one_point_has_no_limits_and_two_have():
    for chart in (ChartType.I, ChartType.MR):
        assert limits([5], chart) == [(None, None)]
    assert limits([5], ChartType.T) == [(0.0, None)]
    assert limits([5, 7], ChartType.I)[0] == pytest.approx((6 - 6 / 1.128, 6 + 6 / 1.128))
    assert [counts(values)[0] for values in ([5], [5, 7])] == [0, 2]


def test_10_subgroup_of_one_counts_in_the_centre_and_not_in_the_spread():
    observed = {1: [4, 5, 6], 2: [9], 3: [6, 8, 10]}
    points = tuple(Point(period, value) for period, values in observed.items() for value in values)
    means = analyse(Series(points, chart=ChartType.XBAR))
    assert means.center == pytest.approx(48 / 7)
    assert (means.points[1].lower, means.points[1].upper) == (None, None)
    spread = ((2 * 1 + 2 * 4) / 4) ** 0.5
    assert means.points[0].upper == pytest.approx(48 / 7 + 3 * spread / (c4(3) * 3**0.5))
    spreads = analyse(Series(points, chart=ChartType.S))
    assert (spreads.points[1].value, spreads.center) == (None, pytest.approx(spread))


def test_10_size_is_judged_over_the_whole_phase():
    observed = {1: [4, 5, 6], 2: [6, 8, 10], 3: [1, 2]}
    points = tuple(Point(period, value) for period, values in observed.items() for value in values)
    frozen = analyse(Series(points, chart=ChartType.S, baseline_length=2))
    assert frozen.center == pytest.approx(2.5**0.5)
    assert analyse(Series(points[:6], chart=ChartType.S)).center == 1.5


def test_10_c4_is_known_for_small_and_huge_subgroups():
    assert [round(c4(size), 4) for size in (2, 3, 5, 25)] == [0.7979, 0.8862, 0.9400, 0.9896]
    assert c4(10_000) == pytest.approx(1 - 1 / 40_000, abs=1e-8)


def test_11_points_are_sorted_and_repeated_periods_are_one_point():
    straight = build([1, 5, 2, 4, 3, 6], chart=ChartType.I)
    shuffled = list(straight.points)
    Random(1).shuffle(shuffled)
    assert analyse(Series(tuple(shuffled), chart=ChartType.I)).points == analyse(straight).points
    twice = (Point(month(0), 1, 2), Point(month(0), 2, 8), Point(month(1), 1, 1))
    assert [point.value for point in analyse(Series(twice, chart=ChartType.P)).points] == [0.3, 1.0]


def test_11_sum_over_missing_observations_is_zero_in_a_c_chart_alone():
    missing = (Point(month(0), None), Point(month(0), None), Point(month(1), 4), Point(month(2), None))
    assert [point.value for point in analyse(Series(missing, chart=ChartType.C)).points] == [0.0, 4.0, None]
    assert [point.value for point in analyse(Series(missing, chart=ChartType.I)).points] == [None, 4.0, None]


def test_12_huge_denominators_keep_their_precision():
    size = 10**9
    shares = [(size // 2 + step, size) for step in (0, 1, -1, 0, 2, -2)]
    analysis = analyse(build(shares, chart=ChartType.P))
    assert (analysis.center, analysis.n_useful) == (0.5, 4)
    assert analysis.points[0].upper == pytest.approx(0.5 + 1.5 / size**0.5, rel=1e-12)


def test_denominators_without_a_common_one_are_still_computed():
    random = Random(3)
    sizes = [random.randrange(10**17, 10**18) for _ in range(2000)]
    analysis = analyse(build([(size // 3, size) for size in sizes], chart=ChartType.P))
    assert analysis.center == pytest.approx(1 / 3)
    assert len(analysis.points) == 2000


def test_excluded_point_is_bridged_drawn_with_limits_and_never_flagged():
    values = [5, 6, 90, 5, 6, 5, 6]
    analysis = analyse(build(values, chart=ChartType.I, excluded=[3]))
    assert (analysis.points[2].lower, analysis.points[2].upper) == pytest.approx(
        (5.5 - 3 / 1.128, 5.5 + 3 / 1.128), abs=0.6
    )
    assert (analysis.points[2].is_outside, analysis.points[2].is_excluded) == (False, True)
    assert limits([5, 6, 5, 6, 5, 6], ChartType.I)[0] == (analysis.points[0].lower, analysis.points[0].upper)


def test_missing_point_takes_both_of_its_ranges():
    low, high = limits([1, 2, None, 12, 13], ChartType.I)[0]
    assert (high - low) / 2 == pytest.approx(3 / 1.128)


def test_moving_range_chart_leaves_out_the_excluded_points_own_range_alone():
    analysis = analyse(build([1, 2, 9, 3], chart=ChartType.MR, excluded=[3]))
    assert ([point.value for point in analysis.points], analysis.center) == ([None, 1.0, 7.0, 6.0], 3.5)
    assert not analyse(build([1, 2] * 3 + [9, 1] * 9, chart=ChartType.MR)).runs_signal


@pytest.mark.parametrize(
    ("chart", "values", "center", "drawn", "upper"),
    [
        (ChartType.G, [5, 9], 10, 6.93, 10 + 3 * 110**0.5),
        (ChartType.T, [1, 1], 2, 2**3.6, 2**3.6),
        (ChartType.C, [5, 9], 9, 9, 18),
        (ChartType.RUN, [5, 9], 9, 9, None),
    ],
)
def test_given_centre_takes_the_place_of_the_computed_one(chart, values, center, drawn, upper):
    point = analyse(build(values, chart=chart, center=center)).points[0]
    assert (point.center, point.upper) == (pytest.approx(drawn), upper if upper is None else pytest.approx(upper))


def test_centre_for_each_point_follows_it():
    analysis = analyse(build([2, 5, 8, 12], chart=ChartType.I, center=(1, 4, 7, 10)))
    assert [point.center for point in analysis.points] == [1.0, 4.0, 7.0, 10.0]
    # The ranges are those of what is left: 1, 1, 1, 2.
    assert analysis.points[0].upper == pytest.approx(1 + 3 * (1 / 3) / 1.128)


def test_units_side_by_side_have_no_runs_and_spread_instead_of_ranges():
    values = [(2, 20), (8, 20), (5, 20), (5, 20)]
    analysis = analyse(build(values, chart=ChartType.PP, is_ordered=False))
    assert (analysis.runs_signal, analysis.longest_run) == (False, 0)
    # z is proportional to −3, 3, 0, 0 of twenty: sample variance 6.
    assert analysis.points[0].upper == pytest.approx(0.25 + 3 * 6**0.5 / 20)
