"""A funnel: which units lie further from the others than chance alone puts them."""

from math import sqrt

import pytest

from measurements.spc import SeriesError
from measurements.spc.funnel import FEWEST_FOR_PRIME, funnel

UNITS = [(40, 60), (30, 40), (70, 80), (5, 30), (12, 16), (20, 25)]


def test_limits_of_shares_are_those_of_a_p_chart() -> None:
    found = funnel(UNITS, multiplier=100, is_share=True)
    center = 177 / 251
    assert found.center == pytest.approx(100 * center)
    assert [unit.side for unit in found.units] == [0, 0, 1, -1, 0, 0]
    largest = found.curve[-1]
    spread = 3 * sqrt(center * (1 - center) / 80)
    assert largest == (80, pytest.approx(100 * (center - spread)), pytest.approx(100 * (center + spread)))


def test_limits_of_rates_are_those_of_a_u_chart() -> None:
    found = funnel([(4, 600), (13, 400), (2, 900)], multiplier=1000, is_share=False)
    center = 19 / 1900
    assert [unit.side for unit in found.units] == [0, 1, 0]
    upper = 1000 * (center + 3 * sqrt(center / 900))
    assert found.curve[-1].upper == pytest.approx(upper)


def test_curve_narrows_with_size() -> None:
    curve = funnel(UNITS, multiplier=100, is_share=True).curve
    assert (curve[0].size, curve[-1].size) == (16, 80)
    widths = [one.upper - one.lower for one in curve]
    assert widths == sorted(widths, reverse=True)


def test_units_of_one_size_have_a_curve_too() -> None:
    found = funnel([(5, 20), (6, 20), (7, 20)], multiplier=100, is_share=True)
    assert [one.size for one in found.curve] == [18, 22]


def test_many_units_that_differ_by_more_than_chance_get_wider_limits() -> None:
    spread = [(share, 1000) for share in (300, 340, 380, 420, 460, 500, 540, 580, 620, 660, 700, 740)]
    assert len(spread) == FEWEST_FOR_PRIME
    assert [unit.side for unit in funnel(spread, multiplier=100, is_share=True).units] == [0] * 12
    few = funnel(spread[:-1], multiplier=100, is_share=True)
    assert {unit.side for unit in few.units} == {-1, 0, 1}


def test_order_of_units_does_not_matter() -> None:
    there = funnel(UNITS, multiplier=100, is_share=True)
    back = funnel(UNITS[::-1], multiplier=100, is_share=True)
    assert there.units == back.units[::-1]
    assert there.center == back.center


def test_more_than_all_is_refused() -> None:
    with pytest.raises(SeriesError):
        funnel([(21, 20), (3, 20)], multiplier=100, is_share=True)
