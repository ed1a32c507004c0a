"""Rare events: cases between two events (G) and time between them (T).

G: CL = median(y), used for runs too; limits m ± 3·√(m(m+1)) about the mean m, not below 0 (in practice always 0).
   Montgomery p. 319; the median as in qicharts2. A centre that is given takes the place of m, and the line is drawn at
   0.693 times it, the theoretical median (Provost & Murray, p. 228).
T: x = y^(1/3.6), an I chart of x, and CL and limits raised to 3.6 again (Nelson 1994). A negative or undefined lower
   limit is 0. A given centre is taken on the scale of x: 2 is drawn at 2^3.6 = 12.1.
"""

from math import sqrt

from measurements.spc.exact import Center, center_at, mean_of
from measurements.spc.limits.part import D2, NOTHING, SIGMAS, Lines, Part, mean_range, moving_ranges
from measurements.spc.series import SeriesError

POWER = 3.6
# Of an exponential distribution, median / mean = ln 2.
MEDIAN_OF_MEAN = 0.693


def cases_between(part: Part) -> Lines:
    """The G chart."""
    mean, means = part.given(part.mean())
    if mean is None:
        return NOTHING
    every = [one.value for one in means or [mean] * len(part)]
    if min(every) < 0:
        raise SeriesError("the centre line of counts is negative")
    deviations = [sqrt(one * (one + 1)) for one in every]
    center, centers = part.median(), None
    if part.series.center is not None and (means or not isinstance(part.series.center, tuple)):
        center = _at_median(mean, part.unit)
        centers = [_at_median(one, part.unit) for one in means] if means else None
    return Lines(
        center,
        centers,
        lower=[max(one - SIGMAS * deviation, 0.0) for one, deviation in zip(every, deviations, strict=True)],
        upper=[one + SIGMAS * deviation for one, deviation in zip(every, deviations, strict=True)],
    )


def _at_median(mean: Center, unit: int) -> Center:
    if type(mean.over) is not int:
        return center_at(mean.value * MEDIAN_OF_MEAN * unit, 1, unit)
    return center_at(mean.over * unit * 693, mean.under * 1000, unit)


def time_between(part: Part) -> Lines:
    """The T chart."""
    excluded = part.columns.excluded
    values = [None if value is None else value ** (1 / POWER) for value in part.floats()]
    track = [values[place] for place in range(part.baseline_end - part.start) if not excluded[part.start + place]]
    base = [value for value in track if value is not None]
    center, centers = part.given(None)
    if centers is None:
        if center is not None:
            center = center_at(center.value, 1, 1)
        elif base:
            center = center_at(*mean_of(base), 1)
        else:
            return NOTHING
    else:
        centers = [center_at(one.value, 1, 1) for one in centers]
        center = centers[-1]
        track = [
            None if values[place] is None else values[place] - centers[place].value
            for place in range(part.baseline_end - part.start)
            if not excluded[part.start + place]
        ]
    every = [one.value for one in centers or [center] * len(part)]
    if min(every) < 0:
        raise SeriesError("the centre line of times is negative")
    amr = mean_range(moving_ranges(track), part.series.is_screened)
    distance = None if amr is None else SIGMAS * amr / D2
    return Lines(
        center,
        centers,
        lower=[0.0 if distance is None else max(one - distance, 0.0) for one in every],
        upper=[None if distance is None else one + distance for one in every],
        transformed=values,
        power=POWER,
    )
