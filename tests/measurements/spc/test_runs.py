"""The two limits of the Anhøj rules, and runs that skip what does not count."""

from math import comb, log2

import pytest

from measurements.spc.runs import Run, crossings_min, find_runs, longest_run_max

# Computed with qicharts2 and printed in Anhøj's tables.
LIMITS = {
    10: (6, 2),
    12: (7, 3),
    14: (7, 4),
    15: (7, 4),
    17: (7, 5),
    18: (7, 5),
    20: (7, 6),
    22: (7, 7),
    23: (8, 7),
    24: (8, 8),
    27: (8, 9),
    30: (8, 10),
    34: (8, 12),
    36: (8, 13),
    40: (8, 14),
    46: (9, 17),
    100: (10, 41),
}


@pytest.mark.parametrize(("useful", "limits"), LIMITS.items())
def test_limits_are_the_published_ones(useful, limits):
    assert (longest_run_max(useful), crossings_min(useful)) == limits


def test_limits_follow_their_formulas_for_every_length():
    for useful in range(1, 150):
        assert longest_run_max(useful) == round(log2(useful)) + 3
        probabilities = [comb(useful - 1, k) / 2 ** (useful - 1) for k in range(useful)]
        assert crossings_min(useful) == next(k for k in range(useful) if sum(probabilities[: k + 1]) >= 0.05)


def test_limits_of_very_long_series_are_the_exact_ones():
    for useful in (2001, 2002, 2500):
        trials, least, below = useful - 1, 0, 1
        while 20 * below < 2**trials:
            least += 1
            below += comb(trials, least)
        assert crossings_min(useful) == least
    # Mean less 1.645 deviations of a half root of n.
    assert crossings_min(1_000_001) == pytest.approx(500_000 - 1.6449 * 500, abs=1.5)


def test_limits_do_not_exist_without_useful_points():
    assert (longest_run_max(0), crossings_min(0)) == (None, None)


def test_run_skips_points_on_the_median_and_points_without_a_side():
    sides = [1, 0, 1, None, 1, -1, -1, 0, 1]
    assert find_runs(sides) == [Run(1, 0, 4, 3), Run(-1, 5, 6, 2), Run(1, 8, 8, 1)]


def test_positions_of_a_later_phase_are_those_of_the_whole_series():
    assert find_runs([1, 1, -1], 12) == [Run(1, 12, 13, 2), Run(-1, 14, 14, 1)]


def test_runs_are_none_when_everything_lies_on_the_median():
    assert find_runs([0, None, 0]) == []
