"""Several observations a point: Xbar (their means) and S (their spread) charts.

S̄ = mean(s) where all subgroups of the phase are of one size (also those outside the baseline), else
√(Σ(k−1)s²/Σ(k−1)). A subgroup of one has no s, and its mean counts in CL. c4(k) = √(2/(k−1))·Γ(k/2)/Γ((k−1)/2).
Xbar: CL = Σ(k·mean)/Σk; limits CL ± 3·S̄/(c4(k)·√k). Montgomery 6.27-6.31.
S: CL = S̄; limits (1 ± 3·c5/c4)·S̄, c5 = √(1 − c4²), the lower not below 0. No limits for a subgroup of one.
"""

from functools import lru_cache
from math import exp, lgamma, sqrt

from measurements.spc.exact import center_at, mean_of
from measurements.spc.limits.part import NOTHING, SIGMAS, Lines, Part, spread


@lru_cache(maxsize=1024)
def c4(size: int) -> float:
    """Mean of s in units of sigma, in subgroups of the size; by logarithms, since gamma overflows at 343."""
    return sqrt(2 / (size - 1)) * exp(lgamma(size / 2) - lgamma((size - 1) / 2))


def subgroup_means(part: Part) -> Lines:
    """The Xbar chart."""
    center, centers = part.given(part.pooled(part.columns.counts))
    if center is None:
        return NOTHING
    deviation = _deviation(part)
    limits = [
        spread(one.value, None if deviation is None or size < 2 else SIGMAS * deviation / (c4(size) * sqrt(size)))
        for one, size in zip(centers or [center] * len(part), _sizes(part), strict=True)
    ]
    return Lines(center, centers, lower=[low for low, _ in limits], upper=[high for _, high in limits])


def subgroup_deviations(part: Part) -> Lines:
    """The S chart."""
    deviation = _deviation(part)
    center, centers = part.given(None if deviation is None else center_at(deviation, 1, 1))
    if center is None:
        return NOTHING
    lower, upper = [], []
    for one, size in zip(centers or [center] * len(part), _sizes(part), strict=True):
        distance = SIGMAS * sqrt(1 - c4(size) ** 2) / c4(size) if size > 1 else None
        lower.append(None if distance is None else max(0.0, 1 - distance) * one.value)
        upper.append(None if distance is None else (1 + distance) * one.value)
    return Lines(center, centers, lower=lower, upper=upper)


def _sizes(part: Part) -> list[int]:
    return part.columns.counts[part.start : part.end]


def _deviation(part: Part) -> float | None:
    """S̄; None where no subgroup of the base has two observations."""
    measured = [
        (size, deviation)
        for size, deviation in zip(
            part.of_base(part.columns.counts), part.of_base(part.columns.deviations), strict=True
        )
        if deviation is not None
    ]
    if not measured:
        return None
    deviations = {deviation for _, deviation in measured}
    if len(deviations) == 1:
        # Pooling equal spreads would only round them.
        return deviations.pop()
    if len({size for size in _sizes(part) if size}) == 1:
        over, under = mean_of([deviation for _, deviation in measured])
        return over / under
    squares = sum((size - 1) * deviation**2 for size, deviation in measured)
    return sqrt(squares / sum(size - 1 for size, _ in measured))
