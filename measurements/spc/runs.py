"""Runs about a centre line, and how long and how few they may be when nothing has changed (Anhøj & Olesen 2014).

Source of both limits: PLoS ONE 2014, 10.1371/journal.pone.0113825; as computed by qicharts2 0.8.1.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import exp, lgamma, log, sqrt
from typing import NamedTuple

# Integers of more bits than this are not worth their exactness.
_EXACT_TRIALS = 2000


class Run(NamedTuple):
    """Useful points in a row on one side. start and end are the 0-based positions of its first and last point."""

    side: int
    start: int
    end: int
    length: int


def find_runs(sides: Sequence[int | None], offset: int = 0) -> list[Run]:
    """The runs in sides (-1 under, +1 over the centre line), the first of which has the position offset.

    Points on the centre line (0) and points without a side (None: missing, excluded) neither break nor lengthen a run.
    """
    runs: list[Run] = []
    side = first = last = length = 0
    for position, here in enumerate(sides, offset):
        if not here:
            continue
        if here == side:
            length += 1
        else:
            if length:
                runs.append(Run(side, first, last, length))
            side, first, length = here, position, 1
        last = position
    if length:
        runs.append(Run(side, first, last, length))
    return runs


@lru_cache(maxsize=1024)
def longest_run_max(useful: int) -> int | None:
    """The longest run expected among so many useful points, round(log2 n) + 3; None when there are none."""
    if useful < 1:
        return None
    whole = useful.bit_length() - 1
    # log2 n rounds up when n > 2^(whole + 1/2); squared, so that it is decided in integers (equality cannot happen).
    return whole + (useful * useful > 2 ** (2 * whole + 1)) + 3


@lru_cache(maxsize=1024)
def crossings_min(useful: int) -> int | None:
    """The fewest crossings expected: the smallest k with P(Bin(n - 1, 1/2) <= k) >= 5 %; None when there are none."""
    if useful < 1:
        return None
    trials = useful - 1
    if trials > _EXACT_TRIALS:
        return _crossings_min_of_many(trials)
    crossings, ways, below = 0, 1, 1
    while 20 * below < 2**trials:
        ways = ways * (trials - crossings) // (crossings + 1)
        crossings += 1
        below += ways
    return crossings


def _crossings_min_of_many(trials: int) -> int:
    """The same in floats, from twelve deviations below the mean, where next to nothing lies further down."""
    crossings = max(0, int(trials / 2 - 6 * sqrt(trials)))
    share = exp(lgamma(trials + 1) - lgamma(crossings + 1) - lgamma(trials - crossings + 1) - trials * log(2))
    below = share
    while below < 0.05:
        share *= (trials - crossings) / (crossings + 1)
        crossings += 1
        below += share
    return crossings
