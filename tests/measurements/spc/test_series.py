"""What goes in: values kept exactly, missing kept as missing, and what entry should have refused."""

from datetime import date
from decimal import Decimal

import pytest

from measurements.spc import Point, Series, SeriesError, analyse
from tests.measurements.spc.building import build, month


def values(series):
    return [point.value for point in analyse(series).points]


def test_value_is_numerator_over_denominator_times_multiplier():
    assert values(build([(9, 20), (7, 19)], multiplier=100)) == [45.0, 700 / 19]


def test_value_is_the_numerator_alone_without_denominators():
    assert values(build([7, "2.5", 0], multiplier=10)) == [70.0, 25.0, 0.0]


def test_value_takes_decimals_on_both_sides():
    assert values(build([("0.5", "2.5"), (1, "0.4"), ("1.5", 3)])) == [0.2, 2.5, 0.5]


def test_value_may_be_negative_without_denominators():
    assert values(build([-3, "-0.5"])) == [-3.0, -0.5]


@pytest.mark.parametrize("gap", [None, (None, 20), (5, None), (0, 0), ("0.0", 0)])
def test_missing_point_keeps_its_place(gap):
    points = analyse(build([(1, 2), gap, (2, 2)])).points
    assert [(point.value, point.side) for point in points] == [(0.5, -1), (None, None), (1.0, 1)]
    assert points[1].period == month(1)


def test_numerator_alone_is_no_gap_in_a_series_without_denominators():
    assert analyse(build([1, 2, None, 3])).measured == 3


def test_points_are_put_in_time_order():
    straight = build([1, 2, None, 4])
    assert analyse(Series(straight.points[::-1])).points == analyse(straight).points


def test_observations_of_one_period_are_one_point():
    march, april = date(2026, 3, 1), date(2026, 4, 1)
    series = Series((Point(april, 7), Point(march, 1), Point(march, Decimal("2.5")), Point(march, None)))
    assert [(point.period, point.value) for point in analyse(series).points] == [(march, 1.75), (april, 7.0)]


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ((3, 0), "3/0 has no value"),
        ((3, -2), "the denominator -2 is negative"),
        (("NaN",), "is not a finite number"),
        (("Infinity",), "is not a finite number"),
        ((3, "NaN"), "is not a finite number"),
        ((0.1,), "0.1 is neither an integer nor a decimal"),
        ((3, 0.5), "0.5 is neither an integer nor a decimal"),
    ],
)
def test_value_that_entry_should_have_refused_is_an_error(counts, message):
    with pytest.raises(SeriesError, match=message):
        analyse(build([counts]))


def test_target_that_is_no_number_is_an_error():
    with pytest.raises(SeriesError, match="not a finite number"):
        analyse(build([1], target=Decimal("NaN")))
