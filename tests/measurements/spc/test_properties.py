"""What must hold for any series: the counts, the mirror, the median, the words."""

from dataclasses import astuple, replace
from decimal import Decimal
from fractions import Fraction
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measurements.spc import ChartType, Direction, Mark, Point, RuleSet, Series, Verdict, analyse, explain
from tests.measurements.spc.building import build, month

quick = settings(max_examples=50, deadline=None, database=None, derandomize=True)

ratios = st.tuples(st.integers(0, 12), st.integers(1, 12))
scattered = st.lists(st.one_of(ratios, ratios, ratios, st.none()), max_size=40)
# Levels held for a while, so that long runs, slides and ties are as common as chance.
levels = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 12)), max_size=6)
stepped = levels.map(lambda steps: [(4 * level + number % 2, 20) for level, held in steps for number in range(held)])
counted = st.one_of(scattered, stepped.map(lambda values: values[:40]))
lengths = st.one_of(st.none(), st.integers(1, 12))
directions = st.sampled_from(list(Direction))


def series_of(values, **options):
    return build(values, multiplier=100, **options)


def findings(analysis):
    return [
        (phase.n_useful, phase.longest_run, phase.crossings, phase.runs_signal, phase.longest_run_max)
        for phase in analysis.phases
    ]


def counts_by_definition(values, baseline_length):
    """The counts of statistics as they are defined, with fractions and no cleverness."""
    fractions = [Fraction(*value) if value else None for value in values]
    base = [value for value in fractions[:baseline_length] if value is not None]
    if not base:
        return 0, 0, 0
    center = median(base)
    sides = [value > center for value in fractions if value is not None and value != center]
    longest = current = crossings = 0
    for number, side in enumerate(sides):
        is_same = number > 0 and side == sides[number - 1]
        current = current + 1 if is_same else 1
        crossings += number > 0 and not is_same
        longest = max(longest, current)
    return len(sides), longest, crossings


@quick
@given(counted, lengths)
def test_counts_are_those_of_the_definition(values, length):
    analysis = analyse(series_of(values, baseline_length=length))
    assert (analysis.n_useful, analysis.longest_run, analysis.crossings) == counts_by_definition(values, length)


@quick
@given(counted, lengths, st.randoms(use_true_random=False))
def test_order_of_the_points_does_not_matter(values, length, random):
    series = series_of(values, baseline_length=length)
    shuffled = list(series.points)
    random.shuffle(shuffled)
    again = analyse(replace(series, points=tuple(shuffled)))
    assert (again.points, again.phases) == (analyse(series).points, analyse(series).phases)


@quick
@given(counted, lengths, st.integers(2, 10**12))
def test_larger_samples_with_the_same_shares_say_the_same(values, length, factor):
    larger = [value and (value[0] * factor, value[1] * factor) for value in values]
    options = {"baseline_length": length, "target": Decimal(60)}
    first, second = (explain(analyse(series_of(counts, **options))) for counts in (values, larger))
    assert first == second


@quick
@given(counted, lengths, st.integers(2, 10**12))
def test_scaling_all_values_changes_no_finding(values, length, factor):
    scaled = [value and (value[0] * factor, value[1]) for value in values]
    first, second = (analyse(series_of(counts, baseline_length=length)) for counts in (values, scaled))
    assert (findings(first), first.verdict) == (findings(second), second.verdict)


@quick
@given(counted, lengths, directions)
def test_mirrored_values_with_the_opposite_direction_say_the_same(values, length, direction):
    opposite = {Direction.INCREASE: Direction.DECREASE, Direction.DECREASE: Direction.INCREASE}
    mirrored = [value and (-value[0], value[1]) for value in values]
    first = analyse(series_of(values, baseline_length=length, direction=direction))
    second = analyse(series_of(mirrored, baseline_length=length, direction=opposite.get(direction, direction)))
    assert (findings(first), first.verdict, first.run_start) == (findings(second), second.verdict, second.run_start)
    assert [point.side for point in first.points] == [
        None if point.side is None else -point.side for point in second.points
    ]


@quick
@given(counted, st.integers(1, 12))
def test_point_on_a_frozen_median_changes_no_finding(values, length):
    series = series_of(values, baseline_length=length)
    before = analyse(series)
    if before.center is None or len(values) < length:
        return
    center = median(Fraction(*value) for value in values[:length] if value)
    on_it = Point(month(len(values)), center.numerator, center.denominator)
    after = analyse(replace(series, points=(*series.points, on_it)))
    assert after.points[-1].side == 0
    assert findings(after) == findings(before)
    if not before.phases[0].is_constant:
        assert after.verdict == before.verdict


@quick
@given(counted, st.data())
def test_missing_and_excluded_points_change_no_finding(values, data):
    series = series_of(values)
    extra = data.draw(st.lists(st.integers(0, len(values)), max_size=5))
    points = [(number, 0, point.numerator, point.denominator, False) for number, point in enumerate(series.points)]
    points += [(place, 1, 5 if place % 2 else None, 7, True) for place in extra]
    points = sorted(points, key=lambda point: point[:2])
    wider = Series(tuple(Point(month(number), *point[2:]) for number, point in enumerate(points)), multiplier=100)
    first, second = analyse(series), analyse(wider)
    if values:
        assert (findings(first), first.center) == (findings(second), second.center)


@quick
@given(counted, st.integers(1, 39), lengths)
def test_phase_is_analysed_as_if_it_were_alone(values, cut, length):
    whole = analyse(series_of(values, baseline_length=length, phases=(cut,)))
    parts = [part for part in (values[:cut], values[cut:]) if part]
    alone = [analyse(series_of(part, baseline_length=length)) for part in parts]
    assert findings(whole) == [finding for analysis in alone for finding in findings(analysis)]
    assert [phase.center for phase in whole.phases] == [analysis.center for analysis in alone]


@quick
@given(counted)
def test_time_run_backwards_gives_the_same_counts(values):
    assert findings(analyse(series_of(values))) == findings(analyse(series_of(values[::-1])))


@quick
@given(counted, lengths, directions, st.one_of(st.none(), st.integers(0, 100)), st.lists(st.integers(1, 40)))
def test_words_never_claim_more_than_the_rule(values, length, direction, target, excluded):
    options = {
        "baseline_length": length,
        "direction": direction,
        "target": None if target is None else Decimal(target),
        "excluded": excluded,
        "phases": tuple(excluded[:1]),
    }
    analysis = analyse(series_of(values, **options))
    reading = explain(analysis, "%")
    words = " ".join(astuple(reading)).lower()
    assert not any(forbidden in words for forbidden in ("signifikant", "signal", "!", "none", ".."))
    assert all(sentence.endswith(".") for sentence in (reading.sentence, reading.why, reading.next_step))
    assert reading.mark in {"improvement", "goal", "uncertain", "missing", "attention"}
    claims = {Verdict.IMPROVEMENT, Verdict.DETERIORATION, Verdict.CHANGE, Verdict.SLID_BACK}
    may_claim = analysis.runs_signal and analysis.n_useful >= 10 and not analysis.is_provisional
    assert (analysis.verdict in claims) == (may_claim and analysis.verdict != Verdict.CONSTANT)
    assert analysis.verdict in claims or "tegn på" not in reading.headline.lower()


# -- every chart type --------------------------------------------------------------------------------------------------

plain = st.lists(st.one_of(st.integers(1, 30), st.integers(1, 30), st.none()), min_size=1, max_size=30)
shares = st.lists(st.one_of(ratios.filter(lambda ratio: ratio[0] <= ratio[1]), st.none()), min_size=1, max_size=30)
WITH_SIZES = (ChartType.P, ChartType.PP, ChartType.U, ChartType.UP, ChartType.IP)
ALONE = tuple(chart for chart in ChartType if chart not in (*WITH_SIZES, ChartType.XBAR, ChartType.S))
charts = st.one_of(
    st.tuples(st.sampled_from(ALONE), plain), st.tuples(st.sampled_from((*WITH_SIZES, ChartType.RUN)), shares)
)


def picture(analysis):
    """What is drawn of each point."""
    return [(point.value, point.center, point.lower, point.upper, point.is_outside) for point in analysis.points]


@quick
@given(charts, lengths, st.randoms(use_true_random=False))
def test_every_chart_is_the_same_whatever_the_order_of_its_points(chart_and_values, length, random):
    chart, values = chart_and_values
    series = build(values, chart=chart, baseline_length=length)
    shuffled = list(series.points)
    random.shuffle(shuffled)
    assert picture(analyse(replace(series, points=tuple(shuffled)))) == picture(analyse(series))


@quick
@given(charts, st.integers(0, 20))
def test_every_baseline_that_holds_the_whole_series_is_none_at_all(chart_and_values, more):
    chart, values = chart_and_values
    whole = analyse(build(values, chart=chart))
    frozen = analyse(build(values, chart=chart, baseline_length=len(values) + more))
    assert (picture(frozen), findings(frozen)) == (picture(whole), findings(whole))


@quick
@given(charts, st.integers(1, 29), lengths)
def test_every_phase_is_drawn_as_if_it_were_alone(chart_and_values, cut, length):
    chart, values = chart_and_values
    whole = analyse(build(values, chart=chart, baseline_length=length, phases=(cut,)))
    alone = []
    for part in (values[:cut], values[cut:]):
        if part:
            alone += picture(analyse(build(part, chart=chart, baseline_length=length)))
    assert picture(whole) == alone


@quick
@given(plain, st.integers(2, 1000))
def test_scaling_individual_values_scales_their_lines(values, factor):
    for chart in (ChartType.RUN, ChartType.I, ChartType.MR):
        first = analyse(build(values, chart=chart))
        second = analyse(build([value and value * factor for value in values], chart=chart))
        assert findings(first) == findings(second)
        for one, other in zip(picture(first), picture(second), strict=True):
            for line, scaled in zip(one[:4], other[:4], strict=True):
                assert scaled == (None if line is None else pytest.approx(line * factor, rel=1e-9, abs=1e-6))


@quick
@given(charts, st.sampled_from([Decimal("0.5"), 100, 1000]))
def test_multiplier_changes_the_scale_and_nothing_else(chart_and_values, multiplier):
    chart, values = chart_and_values
    first = analyse(build(values, chart=chart))
    second = analyse(build(values, chart=chart, multiplier=multiplier))
    assert (findings(first), first.outside) == (findings(second), second.outside)
    for one, other in zip(picture(first), picture(second), strict=True):
        for line, scaled in zip(one[:4], other[:4], strict=True):
            assert scaled == (None if line is None else pytest.approx(line * float(multiplier), rel=1e-12))


@quick
@given(plain, lengths, st.sampled_from(list(RuleSet)))
def test_mirrored_values_mirror_lines_marks_and_icons(values, length, rules):
    options = {"chart": ChartType.I, "rules": rules, "baseline_length": length}
    first = analyse(build(values, direction=Direction.INCREASE, **options))
    mirrored = [value and -value for value in values]
    second = analyse(build(mirrored, direction=Direction.DECREASE, **options))
    assert (first.verdict, first.basis) == (second.verdict, second.basis)
    for one, other in zip(first.points, second.points, strict=True):
        assert (one.is_outside, one.marks) == (other.is_outside, other.marks)
        assert one.lower == (None if other.upper is None else pytest.approx(-other.upper, abs=1e-9))
    turned = {"high": "low", "low": "high"}
    expected = first.variation and "_".join(turned.get(word, word) for word in first.variation.split("_"))
    assert second.variation == expected


@quick
@given(plain)
def test_mdc_marks_at_most_one_rule_a_point_and_only_what_it_claims(values):
    analysis = analyse(build(values, rules=RuleSet.MDC))
    for point in analysis.points:
        assert len(point.marks) <= 1
        assert point.is_outside == (point.marks == (Mark.OUTSIDE,))


@quick
@given(plain)
def test_ihi_patterns_are_as_long_as_they_must_be_and_stay_on_their_side(values):
    analysis = analyse(build(values, rules=RuleSet.IHI))
    for shift in analysis.shifts:
        assert shift.length >= 6
        assert {analysis.points[position].side for position in shift.positions} == {shift.side}
    for trend in analysis.trends:
        path = [analysis.points[position].value * trend.side for position in trend.positions]
        assert (len(path) >= 5, path) == (True, sorted(set(path)))


@quick
@given(
    charts,
    st.sampled_from(list(RuleSet)),
    directions,
    st.one_of(st.none(), st.integers(0, 30)),
    st.lists(st.integers(1, 30)),
)
def test_words_of_every_chart_and_rule_set_are_whole_and_claim_no_more(
    chart_and_values, rules, direction, target, excluded
):
    chart, values = chart_and_values
    if rules is RuleSet.MDC:
        chart = ChartType.I
    target = None if target is None else Decimal(target)
    options = {"chart": chart, "rules": rules, "direction": direction, "target": target, "excluded": excluded[:2]}
    analysis = analyse(build(values, **options))
    reading = explain(analysis, "%")
    words = " ".join(filter(None, astuple(reading))).lower()
    assert not any(forbidden in words for forbidden in ("signifikant", "signal", "!", "none", "..", "  "))
    assert all(text.endswith(".") for text in (reading.headline, reading.sentence, reading.why, reading.next_step))
    is_read = analysis.n_useful >= 10 and not analysis.is_provisional
    claims = {Verdict.IMPROVEMENT, Verdict.DETERIORATION, Verdict.CHANGE, Verdict.SLID_BACK, Verdict.UNUSUAL}
    assert (analysis.verdict in claims) <= (is_read and analysis.basis is not None)
    assert ("foreløpige grenser" in reading.in_one_sentence) == analysis.has_provisional_limits
    if analysis.n_useful < 10 and analysis.verdict is not Verdict.CONSTANT:
        assert reading.in_one_sentence.startswith("For få punkter til å tolke (trenger 10)")
