"""Believable figures: what a series looks like when a team improves, stands still, slides back or forgets to count."""

import random
from collections.abc import Callable
from enum import StrEnum

# Months before samling 1 in both networks.
BASELINE_MONTHS = 8


class Shape(StrEnum):
    """How a team's main indicator goes."""

    IMPROVES = "improves"
    UNCHANGED = "unchanged"
    CONSTANT = "constant"
    TOO_SHORT = "too_short"
    SLIDES_BACK = "slides_back"
    HAS_GAPS = "has_gaps"


def shares(shape: Shape, months: int, rng: random.Random) -> list[float | None]:
    """Give one share (0–1) a month from the first month of the baseline, None where nothing was counted.

    `months` counts baseline and follow-up together.
    """
    following = months - BASELINE_MONTHS
    return _MAKERS[shape](following, rng)


def _improves(following: int, rng: random.Random) -> list[float | None]:
    baseline = [0.45, 0.35, 0.42, 0.50, 0.36, 0.48, 0.38, 0.44]
    rise = [min(0.52 + 0.045 * step, 0.93) + rng.choice((-0.02, 0.0, 0.02)) for step in range(following)]
    return [*baseline, *rise]


def _unchanged(following: int, rng: random.Random) -> list[float | None]:
    baseline = [0.50, 0.44, 0.52, 0.46, 0.51, 0.43, 0.47, 0.53]
    return [*baseline, *([0.44, 0.52, 0.46, 0.54, 0.51, 0.45, 0.53, 0.42, 0.55, 0.46, 0.52] * 2)[:following]]


def _constant(following: int, rng: random.Random) -> list[float | None]:
    return [1.0] * (BASELINE_MONTHS + following)


def _too_short(following: int, rng: random.Random) -> list[float | None]:
    """Began to count the month before samling 1, and stopped after half a year."""
    counted = [0.30, 0.36, 0.28, 0.38, 0.34, 0.42, 0.40]
    started = [None] * (BASELINE_MONTHS - 1)
    stopped = [None] * (following + 1 - len(counted))
    return [*started, *counted, *stopped]


def _slides_back(following: int, rng: random.Random) -> list[float | None]:
    baseline = [0.42, 0.36, 0.44, 0.38, 0.40, 0.35, 0.46, 0.48]
    rise = [0.55 + 0.035 * step for step in range(following - 3)]
    return [*baseline, *rise, 0.38, 0.35, 0.36]


def _has_gaps(following: int, rng: random.Random) -> list[float | None]:
    baseline: list[float | None] = [0.40, 0.46, None, 0.38, 0.44, 0.50, 0.42, 0.36]
    rise: list[float | None] = [min(0.46 + 0.03 * step, 0.8) for step in range(following)]
    for gap in (2, 5):
        if gap < following:
            rise[gap] = None
    return [*baseline, *rise]


_MAKERS: dict[Shape, Callable[[int, random.Random], list[float | None]]] = {
    Shape.IMPROVES: _improves,
    Shape.UNCHANGED: _unchanged,
    Shape.CONSTANT: _constant,
    Shape.TOO_SHORT: _too_short,
    Shape.SLIDES_BACK: _slides_back,
    Shape.HAS_GAPS: _has_gaps,
}
