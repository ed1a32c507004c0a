"""Counts over denominators: P, P', U, U' and, without denominators, C charts.

P: CL = Σy/Σn; limits CL ± 3·s_k, s_k = √(CL(1−CL)/n_k), clipped to 0..1. Montgomery 7.6-7.8.
U: CL = Σy/Σn; limits CL ± 3·s_k, s_k = √(CL/n_k), not below 0. Montgomery 7.19.
P', U' (Laney 2002): z_k = (y_k/n_k − CL)/s_k; limits CL ± 3·s_k·R/1.128, R the screened mean moving range of z. They may be
   narrower than P and U. Units side by side have no order to take ranges in; the sample deviation of z is used.
C: points are counts, CL = their mean, limits CL ± 3·√CL, not below 0. Montgomery 7.17.
"""

from collections.abc import Callable
from math import fsum, sqrt

from measurements.spc.exact import Center, mean_of
from measurements.spc.limits.part import D2, NOTHING, SIGMAS, Limit, Lines, Part, mean_range, moving_ranges
from measurements.spc.series import SeriesError


def share(part: Part) -> Lines:
    """The P chart."""
    return _by_size(part, _share_deviation, highest=1.0)


def share_prime(part: Part) -> Lines:
    """Laney's P' chart."""
    return _by_size(part, _share_deviation, highest=1.0, is_prime=True)


def rate(part: Part) -> Lines:
    """The U chart."""
    return _by_size(part, _rate_deviation)


def rate_prime(part: Part) -> Lines:
    """Laney's U' chart."""
    return _by_size(part, _rate_deviation, is_prime=True)


def count(part: Part) -> Lines:
    """The C chart."""
    center, centers = part.given(part.mean())
    if center is None:
        return NOTHING
    every = [one.value for one in centers or [center] * len(part)]
    return _lines(center, centers, every, [sqrt(_not_negative(one)) for one in every])


def _share_deviation(center: float, size: float) -> float:
    if not 0 <= center <= 1:
        raise SeriesError(f"the centre line {center:g} of shares is not between 0 and 1")
    return sqrt(center * (1 - center) / size)


def _rate_deviation(center: float, size: float) -> float:
    return sqrt(_not_negative(center) / size)


def _not_negative(center: float) -> float:
    if center < 0:
        raise SeriesError(f"the centre line {center:g} of counts is negative")
    return center


def _by_size(
    part: Part, deviation: Callable[[float, float], float], highest: Limit = None, is_prime: bool = False
) -> Lines:
    center, centers = part.given(part.pooled(part.columns.denominators))
    if center is None:
        return NOTHING
    every = [one.value for one in centers or [center] * len(part)]
    sizes = part.columns.denominators[part.start : part.end]
    measured = [value is not None for value in part.values]
    deviations = [
        deviation(one, float(size)) if is_there else None
        for one, size, is_there in zip(every, sizes, measured, strict=True)
    ]
    if is_prime:
        factor = _between(part, every, deviations)
        deviations = [None if one is None or factor is None else one * factor for one in deviations]
    return _lines(center, centers, every, deviations, highest)


def _between(part: Part, centers: list[float], deviations: list[Limit]) -> float | None:
    """How much the points spread compared with what their sizes alone would give; None where that is undefined."""
    values, excluded = part.floats(), part.columns.excluded
    track = []
    for place in range(part.baseline_end - part.start):
        if excluded[part.start + place]:
            continue
        value, scale = values[place], deviations[place]
        if value is not None and not scale:
            # At 0 or 1 the sizes give no spread at all, and z is undefined.
            return None
        track.append(None if value is None else (value - centers[place]) / scale)
    if not part.series.is_ordered:
        return _deviation([value for value in track if value is not None])
    amr = mean_range(moving_ranges(track), part.series.is_screened)
    return None if amr is None else amr / D2


def _deviation(values: list[float]) -> float | None:
    if len(values) < 2:
        return None
    mean, _ = mean_of(values)
    return sqrt(fsum((value - mean) ** 2 for value in values) / (len(values) - 1))


def _lines(
    center: Center,
    centers: list[Center] | None,
    every: list[float],
    deviations: list[Limit],
    highest: Limit = None,
) -> Lines:
    lower, upper = [], []
    for one, deviation in zip(every, deviations, strict=True):
        if deviation is None:
            lower.append(None)
            upper.append(None)
            continue
        low, high = one - SIGMAS * deviation, one + SIGMAS * deviation
        lower.append(max(low, 0.0))
        upper.append(high if highest is None else min(high, highest))
    return Lines(center, centers, lower=lower, upper=upper)
