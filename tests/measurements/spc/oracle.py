"""The tables of the statistics again, as slowly and plainly as they are written down; shares no line with the engine.

`expected(request)` takes what the contract takes (numbers as they come, whole or Decimal) and gives points and phases.
"""

from fractions import Fraction
from itertools import pairwise
from math import comb, exp, gamma, isclose, lgamma, log2, pi, sqrt
from statistics import fmean, mean, median, stdev

D2, D4 = 1.128, 3.267


def anhoej_limits(useful):
    """Longest run allowed, fewest crossings allowed."""
    if not useful:
        return None, None
    least = next(k for k in range(useful) if 20 * sum(comb(useful - 1, j) for j in range(k + 1)) >= 2 ** (useful - 1))
    return round(log2(useful)) + 3, least


def expected(request):
    """Points and phases of the chart."""
    chart = request["chart"]
    subgroups = _subgroups(request)
    multiply = float(request.get("multiply") or 1)
    count = len(subgroups)
    cuts = sorted({cut for cut in request.get("phases") or [] if 0 < cut < count})
    points, phases = [], []
    for number, (start, end) in enumerate(pairwise([0, *cuts, count] if count else [])):
        part = subgroups[start:end]
        excluded = [start + k + 1 in (request.get("exclude") or []) for k in range(len(part))]
        baseline = request.get("baseline") or len(part)
        y, compared, center, drawn, limits = _lines(chart, part, excluded, baseline, request)
        signs = [
            None if v is None or out or center is None else (v > center) - (v < center)
            for v, out in zip(compared, excluded, strict=True)
        ]
        phases.append({"start": start + 1, "end": end} | _runs(signs, chart))
        for value, (low, high), out in zip(y, limits, excluded, strict=True):
            beyond = value is not None and not out
            points.append(
                {
                    "y": None if value is None else float(value) * multiply,
                    "cl": None if drawn is None else float(drawn) * multiply,
                    "lcl": None if low is None else low * multiply,
                    "ucl": None if high is None else high * multiply,
                    "outside": beyond and (_over(value, high) or _over(low, value)),
                    "excluded": out,
                    "phase": number,
                }
            )
    return {"points": points, "phases": phases}


def _over(one, other):
    """A time may be off by its last digit after it was raised to a power and back; that is not outside."""
    return None not in (one, other) and float(one) > float(other) and not isclose(one, other, rel_tol=1e-13)


def _subgroups(request):
    chart, y, n = request["chart"], request["y"], request.get("n")
    x = request.get("x") or list(range(len(y)))
    groups = {}
    for k, key in enumerate(x):
        if key is None:
            continue
        over, under = y[k], n[k] if n else None
        if over is not None and n and (under is None or (under == 0 and over == 0)):
            over = None
        groups.setdefault(key, []).append((over, under))
    found = []
    for key in sorted(groups):
        rows = groups[key]
        kept = [(Fraction(over), under) for over, under in rows if over is not None]
        values = [over for over, _ in kept]
        total = sum(values, Fraction(0))
        size = sum((Fraction(under) for _, under in kept), Fraction(0)) if n else None
        plotted = None
        if chart == "c":
            plotted = total if kept or len(rows) > 1 else None
        elif chart == "s":
            plotted = stdev(values) if len(values) > 1 else None
        elif kept:
            plotted = total / size if n and chart != "xbar" else total / len(kept)
        spread = stdev(values) if len(values) > 1 else None
        found.append({"y": plotted, "sum": total, "n": size, "k": len(values), "sd": spread})
    return found


def _amr(values, screen):
    ranges = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    if not ranges:
        return None
    average = sum(ranges) / len(ranges)
    if screen:
        kept = [size for size in ranges if size < Fraction("3.267") * Fraction(average)]
        average = sum(kept) / len(kept) if kept else average
    return average


def c4(k):
    """By gamma itself while it lasts."""
    ratio = gamma(k / 2) / gamma((k - 1) / 2) if k < 300 else exp(lgamma(k / 2) - lgamma((k - 1) / 2))
    return sqrt(2 / (k - 1)) * ratio


def _lines(chart, part, excluded, baseline, request):  # noqa: C901 — one branch a row of the table
    screen = request.get("screen", True)
    y = [one["y"] for one in part]
    inside = [k for k in range(len(part)) if k < baseline and not excluded[k]]
    base = [k for k in inside if y[k] is not None]
    values = [y[k] for k in base]
    nothing = [(None, None)] * len(part)
    given = request.get("center")
    given = None if given is None else Fraction(given)
    if chart == "run":
        center = given if given is not None else median(values) if values else None
        return y, y, center, center, nothing
    if chart == "mr":
        y = [None] + [None if None in (a, b) else abs(b - a) for a, b in pairwise(y)]
        own = [y[k] for k in inside if y[k] is not None]
        center = given if given is not None else mean(own) if own else None
        return y, y, center, center, nothing if center is None else [(0.0, D4 * float(center))] * len(part)
    if chart == "t":
        x = [None if v is None else float(v) ** (1 / 3.6) for v in y]
        if not base and given is None:
            return y, x, None, None, nothing
        center = float(given) if given is not None else _careful_mean([x[k] for k in base])
        amr = _amr([x[k] for k in inside], screen)
        high = None if amr is None else (center + 3 * amr / D2) ** 3.6
        low = 0.0 if amr is None or center - 3 * amr / D2 < 0 else (center - 3 * amr / D2) ** 3.6
        return y, x, center, center**3.6, [(low, high)] * len(part)
    if chart in ("i", "mdc"):
        center = given if given is not None else mean(values) if values else None
        amr = _amr([y[k] for k in inside], screen)
        if center is None or amr is None:
            return y, y, center, center, nothing
        distance = 3 * float(amr) / D2
        return y, y, center, center, [(float(center) - distance, float(center) + distance)] * len(part)
    if chart == "c":
        center = given if given is not None else mean(values) if values else None
        if center is None:
            return y, y, None, None, nothing
        m = float(center)
        return y, y, center, center, [(max(0.0, m - 3 * sqrt(m)), m + 3 * sqrt(m))] * len(part)
    if chart == "g":
        if given is None and not values:
            return y, y, None, None, nothing
        m = float(given if given is not None else mean(values))
        center = given * Fraction("0.693") if given is not None else median(values)
        distance = 3 * sqrt(m * (m + 1))
        return y, y, center, center, [(max(0.0, m - distance), m + distance)] * len(part)
    if chart in ("xbar", "s"):
        return _subgrouped(chart, part, y, base, given)
    return _by_size(chart, part, y, inside, base, given, screen)


def _careful_mean(values):
    return values[0] if len(set(values)) == 1 else fmean(values)


def _subgrouped(chart, part, y, base, given):
    nothing = [(None, None)] * len(part)
    spreads = [part[k]["sd"] for k in base if part[k]["sd"] is not None]
    pooled = None
    if spreads:
        if len({one["k"] for one in part if one["k"]}) == 1:
            pooled = _careful_mean(spreads)
        else:
            squares = sum((part[k]["k"] - 1) * part[k]["sd"] ** 2 for k in base if part[k]["sd"] is not None)
            pooled = sqrt(squares / sum(part[k]["k"] - 1 for k in base))
            pooled = spreads[0] if len(set(spreads)) == 1 else pooled
    if chart == "s":
        center = float(given) if given is not None else pooled
        if center is None:
            return y, y, None, None, nothing
        limits = []
        for one in part:
            factor = 3 * sqrt(1 - c4(one["k"]) ** 2) / c4(one["k"]) if one["k"] > 1 else None
            limits.append((None, None) if factor is None else (max(0, 1 - factor) * center, (1 + factor) * center))
        return y, y, center, center, limits
    total = sum(part[k]["k"] for k in base)
    center = given if given is not None else sum(part[k]["k"] * y[k] for k in base) / total if total else None
    if center is None or pooled is None:
        return y, y, center, center, nothing
    limits = []
    for one in part:
        distance = 3 * pooled / (c4(one["k"]) * sqrt(one["k"])) if one["k"] > 1 else None
        limits.append((None, None) if distance is None else (float(center) - distance, float(center) + distance))
    return y, y, center, center, limits


def _by_size(chart, part, y, inside, base, given, screen):
    nothing = [(None, None)] * len(part)
    n = [one["n"] if one["n"] is not None else Fraction(one["k"]) for one in part]
    total = sum(n[k] for k in base)
    center = given if given is not None else Fraction(sum(part[k]["sum"] for k in base)) / total if total else None
    if center is None:
        return y, y, None, None, nothing
    m = float(center)
    if chart == "ip":
        steps = [
            sqrt(pi / 2) * abs(float(y[k] - y[k - 1])) / sqrt(float(1 / n[k] + 1 / n[k - 1]))
            for k in range(1, len(part))
            if y[k] is not None and y[k - 1] is not None
        ]
        if screen and steps:
            steps = [step for step in steps if step < 3.2665 * fmean(steps)] or steps
        sigma = [sqrt(1 / size) * fmean(steps) if steps and size else None for size in n]
        return y, y, center, center, [(None, None) if s is None else (m - 3 * s, m + 3 * s) for s in sigma]
    variance = m * (1 - m) if chart in ("p", "pp") else m
    sigma = [sqrt(variance / size) if y[k] is not None else None for k, size in enumerate(n)]
    if chart in ("pp", "up"):
        if not variance:
            return y, y, center, center, nothing
        z = [None if y[k] is None else (float(y[k]) - m) / sigma[k] for k in inside]
        amr = _amr(z, screen)
        if amr is None:
            return y, y, center, center, nothing
        sigma = [None if s is None else s * amr / D2 for s in sigma]
    highest = 1.0 if chart in ("p", "pp") else float("inf")
    limits = [(None, None) if s is None else (max(0.0, m - 3 * s), min(highest, m + 3 * s)) for s in sigma]
    return y, y, center, center, limits


def _runs(signs, chart):
    useful = [sign for sign in signs if sign]
    lengths = []
    for k, sign in enumerate(useful):
        if k and sign == useful[k - 1]:
            lengths[-1] += 1
        else:
            lengths.append(1)
    longest, crossings = max(lengths, default=0), max(len(lengths) - 1, 0)
    most, least = anhoej_limits(len(useful))
    signal = bool(useful) and chart != "mr" and (longest > most or crossings < least)
    return {
        "n_useful": len(useful),
        "longest_run": longest,
        "longest_run_max": most,
        "crossings": crossings,
        "crossings_min": least,
        "runs_signal": signal,
    }
