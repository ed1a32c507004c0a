"""IHI and Making Data Count: each rule at its border, and the latter against its published steps on random series."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random
from statistics import mean

import pytest

from measurements.spc import Basis, ChartType, Direction, Mark, RuleSet, SeriesError, Verdict, analyse
from tests.measurements.spc.building import build

CALM = [50, 52, 49, 51, 48, 53, 50, 49, 52, 51]
LEVEL = [52, 48] * 6


def ihi(values, **options):
    return analyse(build(values, **{"rules": RuleSet.IHI, "center": 50} | options))


def mdc(values, **options):
    return analyse(build(values, **{"rules": RuleSet.MDC, "chart": ChartType.I} | options))


def spans(patterns):
    return [(pattern.start + 1, pattern.end + 1) for pattern in patterns]


def marks(analysis):
    return [point.marks[0].value if point.marks else None for point in analysis.points]


def test_ihi_shift_is_six_on_one_side_of_the_line():
    assert spans(ihi([48, *[51] * 5, 48]).shifts) == []
    assert spans(ihi([48, *[51] * 6, 48]).shifts) == [(2, 7)]


def test_ihi_shift_skips_points_on_the_line_and_gaps():
    analysis = ihi([48, 51, 50, 51, 51, None, 51, 50, 51, 99, 48], excluded=[10])
    assert spans(analysis.shifts) == []
    analysis = ihi([48, 51, 50, 51, 51, None, 51, 50, 51, 99, 51, 48], excluded=[10])
    assert spans(analysis.shifts) == [(2, 11)]
    assert [place + 1 for place, point in enumerate(analysis.points) if Mark.SHIFT in point.marks] == [
        2,
        4,
        5,
        7,
        9,
        11,
    ]


def test_ihi_trend_counts_points_not_steps():
    assert spans(ihi([1, 2, 3, 4]).trends) == []
    assert spans(ihi([1, 2, 3, 4, 5]).trends) == [(1, 5)]
    assert spans(ihi([5, 4, 3, 2, 1]).trends) == [(1, 5)]


def test_ihi_trend_counts_one_of_equal_successive_values():
    assert spans(ihi([1, 2, 2, 3, 4, 4]).trends) == []
    assert spans(ihi([1, 2, 2, 3, None, 4, 4, 5]).trends) == [(1, 8)]


def test_ihi_turning_point_belongs_to_both_trends():
    assert spans(ihi([1, 2, 3, 4, 5, 4, 3, 2, 1]).trends) == [(1, 5), (5, 9)]


def test_ihi_lengths_can_be_chosen():
    values = [48, *[51] * 7, 48, *range(40, 46), 51]
    assert (len(ihi(values, shift_length=8).shifts), len(ihi(values, trend_length=8).trends)) == (0, 0)
    assert spans(ihi(values, shift_length=7).shifts) == [(2, 8), (9, 15)]
    assert spans(ihi(values, trend_length=7).trends) == [(10, 16)]


def test_ihi_patterns_stay_inside_a_phase():
    values = [51] * 8 + [1, 2, 3, 4, 5, 6]
    analysis = ihi(values, phases=(4, 11))
    assert (spans(analysis.shifts), spans(analysis.trends)) == ([], [])


def test_ihi_marks_a_point_with_every_rule_that_speaks_of_it():
    analysis = ihi([*LEVEL, 51, 52, 53, 54, 55, 56], chart=ChartType.I)
    assert analysis.points[-2].marks == (Mark.SHIFT, Mark.TREND)


@pytest.mark.parametrize(
    ("values", "verdict", "basis"),
    [
        ([*LEVEL, *[51] * 5], Verdict.UNCERTAIN, None),
        ([*LEVEL, 48, 51, 49, *[51] * 6], Verdict.IMPROVEMENT, Basis.RUN),
        ([*LEVEL, 51, *[47] * 6], Verdict.DETERIORATION, Basis.RUN),
        ([*LEVEL, 46, 47, 48, 49, 51], Verdict.IMPROVEMENT, Basis.TREND),
        ([*LEVEL, 54, 53, 52, 51, 49], Verdict.DETERIORATION, Basis.TREND),
        ([*LEVEL, 46, 47, 48, 49, 51, 47], Verdict.CHANGE, Basis.TREND),
        (LEVEL, Verdict.NO_CHANGE, None),
        ([51] * 6, Verdict.CONSTANT, None),
        ([48, 53, 51, 52, 51, 52, 51, 52, 51], Verdict.TOO_FEW, None),
    ],
)
def test_ihi_verdicts(values, verdict, basis):
    analysis = ihi(values)
    assert (analysis.verdict, analysis.basis) == (verdict, basis)


def test_mdc_limits_use_the_literal_2_66():
    points = mdc([1, 2, 1, 2]).points
    assert (points[0].lower, points[0].upper) == (1.5 - 2.66, 1.5 + 2.66)


def test_mdc_is_always_an_i_chart():
    assert mdc(CALM, chart=ChartType.RUN).points == mdc(CALM).points
    with pytest.raises(SeriesError, match="Making Data Count reads an I chart"):
        mdc([(1, 2)] * 3, chart=ChartType.P)


def test_mdc_shift_is_broken_by_a_point_on_the_mean():
    low, high = [40, 48, 41, 47, 42, 46, 43], [60, 52, 59, 53, 58, 54, 57]
    assert marks(mdc([*low, *high])) == ["shift"] * 14
    broken = marks(mdc([*low[:6], 50, 53, *high[1:]]))
    assert ("shift" in broken[:7], broken[7:]) == (False, ["shift"] * 7)


def test_mdc_trend_is_broken_by_equality_and_needs_seven_points():
    values = [50, 30, 70, 30, 70, 30, 70, 40, 41, 42, 43, 44, 45]
    assert "trend" not in marks(mdc(values))
    assert marks(mdc([*values, 46]))[-7:] == ["trend"] * 7
    assert "trend" not in marks(mdc([*values, 45, 46]))


def test_mdc_turning_point_of_two_trends_takes_the_later_direction():
    rise_and_fall = [60, 10, 90, 10, 90, 10, *range(43, 50), *range(48, 42, -1)]
    assert mdc(rise_and_fall).variation == "concern_low"
    assert marks(mdc(rise_and_fall))[6:] == ["trend"] * 13


def test_mdc_outside_comes_before_everything_else():
    analysis = mdc([*CALM, 80])
    assert (marks(analysis)[-1], analysis.verdict, analysis.basis) == ("outside", Verdict.IMPROVEMENT, Basis.OUTSIDE)


def test_mdc_two_in_three_does_not_count_points_beyond_the_limit():
    # Baseline 49, 51: mean 50, ranges 2, process limits 50 ± 5.32, warning limits 50 ± 3.55.
    base = [49, 51] * 6
    near = mdc([*base, 54, 51, 54], baseline_length=12)
    assert marks(near)[-3:] == ["two_in_three", None, "two_in_three"]
    beyond = mdc([*base, 54, 51, 60], baseline_length=12)
    assert marks(beyond)[-3:] == [None, None, "outside"]
    other_side = mdc([*base, 54, 49, 54], baseline_length=12)
    assert marks(other_side)[-3:] == [None] * 3


@pytest.mark.parametrize(
    ("direction", "target", "assurance"),
    [
        (Direction.INCREASE, "55.33", "fail"),
        (Direction.INCREASE, "44.67", "pass"),
        (Direction.INCREASE, "50", "inconsistent"),
        (Direction.INCREASE, "55.32", "inconsistent"),
        (Direction.DECREASE, "55.33", "pass"),
        (Direction.DECREASE, "44.67", "fail"),
        (Direction.NEUTRAL, "60", None),
        (Direction.INCREASE, None, None),
    ],
)
def test_assurance_compares_the_target_with_the_last_limits(direction, target, assurance):
    target = None if target is None else Decimal(target)
    assert mdc([49, 51] * 6, direction=direction, target=target).assurance == assurance


def test_assurance_does_not_multiply_the_target():
    series = {"multiplier": 100, "target": Decimal(40)}
    assert mdc([Decimal("0.49"), Decimal("0.51")] * 6, **series).assurance == "pass"


@pytest.mark.parametrize(
    ("direction", "high", "low"),
    [
        (Direction.INCREASE, "improvement_high", "concern_low"),
        (Direction.DECREASE, "concern_high", "improvement_low"),
        (Direction.NEUTRAL, "neutral_high", "neutral_low"),
    ],
)
def test_variation_is_the_type_of_the_last_point(direction, high, low):
    assert [mdc([*CALM, last], direction=direction).variation for last in (80, 50, 20)] == [high, "common_cause", low]


def test_mdc_skips_an_excluded_last_point():
    assert mdc([*CALM, 80], excluded=[11]).variation == "common_cause"


def published_steps(values, cuts, fixed, direction):
    """NHSRplotthedots' own steps: sums over padded windows, one label a point. Its last label decides the icon."""
    found = []
    for start, end in pairwise([0, *cuts, len(values)]):
        y = values[start:end]
        base = y[:fixed]
        middle = mean(base)
        ranges = [abs(b - a) for a, b in pairwise(base)]
        amr = mean(ranges)
        amr = mean([size for size in ranges if size < Fraction("3.267") * amr] or ranges)
        low, high = float(middle) - 2.66 * float(amr), float(middle) + 2.66 * float(amr)
        edge = 2 * (2.66 / 3) * float(amr)
        outside = [float(v) > high or float(v) < low for v in y]
        side = [(v > middle) - (v < middle) for v in y]
        near = [
            not out and (float(v) < float(middle) - edge or float(v) > float(middle) + edge)
            for v, out in zip(y, outside, strict=True)
        ]
        step = [(b > a) - (b < a) for a, b in pairwise(y)]
        for k in range(len(y)):
            windows = [range(first, first + 7) for first in range(k - 6, k + 1) if first >= 0 and first + 7 <= len(y)]
            shift = any(abs(sum(side[p] for p in window)) == 7 for window in windows)
            trend = [sum(step[p] for p in window[:-1]) for window in windows]
            direction_of = [total // 6 for total in trend if abs(total) == 6]
            threes = [range(first, first + 3) for first in range(k - 2, k + 1) if first >= 0 and first + 3 <= len(y)]
            close = near[k] and any(
                sum(near[p] for p in three) >= 2 and abs(sum(side[p] for p in three)) == 3 for three in threes
            )
            if outside[k]:
                found.append(("outside", side[k], low, high))
            elif direction_of:
                found.append(("trend", direction_of[-1], low, high))
            elif close:
                found.append(("two_in_three", side[k], low, high))
            elif shift:
                found.append(("shift", side[k], low, high))
            else:
                found.append((None, 0, low, high))
    last = found[-1][1] * direction
    icon = {1: "improvement", -1: "concern"}.get(last, "common_cause")
    return found, icon if not last else f"{icon}_{'high' if found[-1][1] > 0 else 'low'}"


def test_making_data_count_agrees_with_its_published_steps():
    random = Random("plot the dots")
    seen = set()
    for _ in range(200):
        length = random.choice([13, 24, 40])
        values = [random.randint(0, random.choice([2, 6, 30])) for _ in range(length)]
        for _ in range(random.randint(0, 2)):
            first, slope = random.randrange(length), random.choice([-1, 1, 1, 2])
            for k in range(first, min(length, first + random.randint(6, 10))):
                values[k] = 10 + slope * (k - first) + random.choice([0, 0, 0, 10])
        cuts = random.choice([[], [], [length // 2]])
        fixed = random.choice([None, None, 12])
        direction = random.choice([Direction.INCREASE, Direction.DECREASE])
        analysis = mdc(values, phases=tuple(cuts), baseline_length=fixed, direction=direction)
        wanted, icon = published_steps(values, cuts, fixed, 1 if direction is Direction.INCREASE else -1)
        assert marks(analysis) == [mark for mark, *_ in wanted]
        assert [point.lower for point in analysis.points] == pytest.approx([low for _, _, low, _ in wanted])
        assert [point.upper for point in analysis.points] == pytest.approx([high for *_, high in wanted])
        assert analysis.variation == icon
        seen.update(mark for mark, *_ in wanted)
    assert seen == {None, "outside", "trend", "two_in_three", "shift"}
