"""Single values: I, MR and I' charts.

I: CL = mean(y); limits CL ± 3·R/1.128, R the screened mean moving range. A negative lower limit is kept.
   Montgomery, *Introduction to SQC*, 6.33; screening: Nelson 1982. Under Making Data Count the factor is the literal 2.66.
MR: points |y_k − y_{k−1}|, CL = their mean, limits 0 and 3.267·CL, nothing screened. Montgomery 6.4.
I': CL = Σ(y·n)/Σn; s_k = √(π/2)·|y_k − y_{k−1}| / √(1/n_k + 1/n_{k−1}) over the whole phase, those of 3.2665 times their
   mean or more left out; limits CL ± 3·mean(s)/√n_k. As qicharts2 has it, excluded points take part in s.
"""

from itertools import pairwise
from math import pi, sqrt

from measurements.spc.exact import center_at, mean_of
from measurements.spc.limits.part import D4, NOTHING, SIGMAS, Lines, Part, mean_range, moving_ranges, spread


def individuals(part: Part) -> Lines:
    """The I chart."""
    center, centers = part.given(part.mean())
    if center is None:
        return NOTHING
    if centers is None:
        amr = mean_range(moving_ranges(part.track), part.series.is_screened)
        scaled = None if amr is None else amr / part.unit
    else:
        scaled = mean_range(moving_ranges(_residuals(part, [one.value for one in centers])), part.series.is_screened)
    distance = None if scaled is None else part.sigma_factor * scaled
    limits = [spread(one.value, distance) for one in centers or [center] * len(part)]
    return Lines(
        center,
        centers,
        lower=[low for low, _ in limits],
        upper=[high for _, high in limits],
        warning=None if distance is None else 2 * (part.sigma_factor / 3) * scaled,
    )


def _residuals(part: Part, centers: list[float]) -> list[float | None]:
    values, excluded = part.floats(), part.columns.excluded
    return [
        None if values[place] is None else values[place] - centers[place]
        for place in range(part.baseline_end - part.start)
        if not excluded[part.start + place]
    ]


def moving_range(part: Part) -> Lines:
    """The MR chart. The ranges follow the full series; an excluded point's own range is left out of the mean."""
    values = part.values
    ranges = [None]
    for earlier, later in pairwise(values):
        ranges.append(None if earlier is None or later is None else abs(later - earlier))
    excluded = part.columns.excluded
    own = [
        ranges[position - part.start]
        for position in range(part.start, part.baseline_end)
        if not excluded[position] and ranges[position - part.start] is not None
    ]
    default = center_at(*mean_of(own), part.unit) if own else None
    center, centers = part.given(default)
    if center is None:
        return Lines(None, ranges=ranges)
    every = centers or [center] * len(part)
    return Lines(center, centers, lower=[0.0] * len(part), upper=[D4 * one.value for one in every], ranges=ranges)


def individuals_by_size(part: Part) -> Lines:
    """The I' chart (Taylor 2018): single values that stand on different numbers."""
    columns = part.columns
    if columns.denominators.count(None) < len(columns.denominators):
        every = columns.denominators
    else:
        every = columns.counts or [None if value is None else 1 for value in columns.values]
    sizes = [
        None if value is None else size for value, size in zip(part.values, every[part.start : part.end], strict=True)
    ]
    center, centers = part.given(part.pooled(every))
    if center is None:
        return NOTHING
    values = part.floats()
    steps = []
    for place in range(1, len(part)):
        earlier, later = values[place - 1], values[place]
        if earlier is not None and later is not None:
            per = sqrt(1 / float(sizes[place - 1]) + 1 / float(sizes[place]))
            steps.append(sqrt(pi / 2) * abs(later - earlier) / per)
    if part.series.is_screened and steps:
        mean = sum(steps) / len(steps)
        steps = [step for step in steps if step < 3.2665 * mean] or steps
    sigma = sum(steps) / len(steps) if steps else None
    limits = [
        spread(one.value, SIGMAS * sigma / sqrt(size) if sigma is not None and size else None)
        for one, size in zip(centers or [center] * len(part), sizes, strict=True)
    ]
    return Lines(center, centers, lower=[low for low, _ in limits], upper=[high for _, high in limits])
