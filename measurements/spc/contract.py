"""The engine for other programs: a JSON object asks for a chart, a JSON object answers.

What may be asked and what is answered is set out in README.md. Numbers are read as they were typed: 0.1 is a tenth, not the
float beside it. What cannot be computed is refused with a reason, never guessed at. Unknown names in the object are ignored.
"""

import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import pairwise
from math import isfinite
from typing import Any, NoReturn, TypeVar

from measurements.spc.analysis import analyse
from measurements.spc.exact import LARGEST_POWER, exact_ratio
from measurements.spc.explain import explain
from measurements.spc.findings import AnalysedPoint, Analysis
from measurements.spc.series import (
    ChartType,
    Direction,
    HeldTarget,
    Number,
    Period,
    Point,
    RuleSet,
    Series,
    SeriesError,
)

Request = dict[str, Any]
Name = TypeVar("Name", bound=StrEnum)

# No number that people count or measure needs more characters.
_LONGEST_NUMBER = 100
_NUMBERS = {int, Decimal, type(None)}
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
TOO_LARGE = "a number is too large to be computed with"
UNFORESEEN = "the chart cannot be computed"
_LARGEST = 10**LARGEST_POWER


def _refuse(constant: str) -> NoReturn:
    raise SeriesError(f"{constant} is not a number")


def _decimal(text: str) -> Decimal:
    if len(text) > _LONGEST_NUMBER:
        raise SeriesError("a number has more digits than can be counted")
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise SeriesError("a number has more digits than can be counted") from error
    exact_ratio(number)
    return number


_DECODE = json.JSONDecoder(parse_float=_decimal, parse_constant=_refuse).decode
_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def answer(line: bytes) -> str:
    """The answer to one line of JSON, as one line of JSON; a line that is refused gets {"error": …}."""
    try:
        analysis = analyse(series_of(_request(line)))
        return described(analysis)
    except SeriesError as error:
        return _ENCODE({"error": str(error)})
    except (ValueError, ArithmeticError):
        # A float beyond the finite ones.
        return _ENCODE({"error": TOO_LARGE})
    except Exception:
        # Whatever is wrong with the engine, the next line is still answered.
        return _ENCODE({"error": UNFORESEEN})


def _request(line: bytes) -> Request:
    try:
        request = _DECODE(line.decode("utf-8-sig"))
    except SeriesError:
        raise
    except UnicodeDecodeError as error:
        raise SeriesError("the line is not UTF-8") from error
    except json.JSONDecodeError as error:
        raise SeriesError(f"the line is not JSON: {error.msg} at character {error.pos + 1}") from error
    except ValueError as error:
        raise SeriesError("a number has more digits than can be counted") from error
    except RecursionError as error:
        raise SeriesError("the line is nested too deeply") from error
    if not isinstance(request, dict):
        raise SeriesError("the line is not a JSON object")
    return request


def series_of(request: Request) -> Series:
    """The series a request describes. Raises SeriesError for anything but what the contract allows."""
    numerators = _numbers(request, "y")
    if not numerators:
        raise SeriesError("y is missing or empty")
    denominators = _numbers(request, "n", len(numerators))
    periods = _periods(request, len(numerators))
    center = request.get("center")
    centers = _numbers(request, "center", len(numerators)) if isinstance(center, list) else None
    target, earlier_targets = _targets(request, periods)
    if denominators is None:
        denominators = [None] * len(numerators)
    else:
        # With denominators, an observation without one is missing, even where none has any.
        numerators = [over if under is not None else None for over, under in zip(numerators, denominators, strict=True)]
    excluded = _excluded(_positions(request, "exclude"), periods)
    observed = map(Point, periods, numerators, denominators, [period in excluded for period in periods])
    return Series(
        tuple([point for point in observed if point.period is not None]),
        direction=_name(request, "direction", Direction, Direction.INCREASE),
        multiplier=_multiplier(request),
        target=target,
        baseline_length=_whole(request, "baseline", 1, None),
        phases=_positions(request, "phases"),
        chart=_name(request, "chart", ChartType, None),
        rules=_name(request, "rules", RuleSet, RuleSet.ANHOEJ),
        center=_number(request, "center") if centers is None else tuple(_of_each(periods, centers).values()),
        is_screened=_flag(request, "screen", True),
        shift_length=_whole(request, "shift", 2, 6),
        trend_length=_whole(request, "trend", 2, 5),
        earlier_targets=earlier_targets,
    )


def described(analysis: Analysis) -> str:
    """The answer of the contract as JSON text."""
    rest = {
        "phases": [
            {
                "start": phase.start,
                "end": phase.end,
                "n_useful": phase.n_useful,
                "longest_run": phase.longest_run,
                "longest_run_max": phase.longest_run_max,
                "crossings": phase.crossings,
                "crossings_min": phase.crossings_min,
                "runs_signal": phase.runs_signal,
            }
            for phase in analysis.phases
        ],
        "shifts": [[shift.start + 1, shift.end + 1] for shift in analysis.shifts],
        "trends": [[trend.start + 1, trend.end + 1] for trend in analysis.trends],
        "variation": analysis.variation,
        "assurance": analysis.assurance,
        "goal_status": analysis.goal_status,
        "reading": explain(analysis).in_one_sentence,
    }
    return f'{{"points": [{_points_text(analysis.points)}], {_ENCODE(rest)[1:]}'


def _points_text(points: Sequence[AnalysedPoint]) -> str:
    """The points as JSON. What follows the value is alike for many points, and is written once for each kind."""
    endings: dict[tuple, str] = {}
    texts = []
    for _, value, _, _, _, is_excluded, _, phase, center, lower, upper, is_outside, marks in points:
        kind = (center, lower, upper, is_outside, is_excluded, phase, marks)
        ending = endings.get(kind)
        if ending is None:
            names = ("cl", "lcl", "ucl", "outside", "excluded", "phase", "marks")
            ending = endings[kind] = _ENCODE(dict(zip(names, kind, strict=True)))[1:]
        if value is None:
            text = "null"
        elif isfinite(value):
            text = repr(value)
        else:
            raise SeriesError(TOO_LARGE)
        texts.append(f'{{"y": {text}, {ending}')
    return ", ".join(texts)


def _check_number(value: Any, name: str) -> None:
    if type(value) is Decimal:
        return
    if type(value) is not int:
        raise SeriesError(f"{name} has {_shown(value)} where a number should be")
    if not -_LARGEST < value < _LARGEST:
        raise SeriesError("a number has more digits than can be counted")


def _numbers(request: Request, name: str, length: int | None = None) -> list[Number | None] | None:
    values = request.get(name)
    if values is None:
        return None
    if not isinstance(values, list):
        raise SeriesError(f"{name} is not a list")
    if length is not None and len(values) != length:
        raise SeriesError(f"{name} has {len(values)} entries and y has {length}")
    if not _NUMBERS.issuperset(map(type, values)) or any(type(one) is int and abs(one) >= _LARGEST for one in values):
        for value in values:
            if value is not None:
                _check_number(value, name)
    return values


def _number(request: Request, name: str) -> Number | None:
    value = request.get(name)
    if value is not None:
        _check_number(value, name)
    return value


def _multiplier(request: Request) -> Number:
    value = _number(request, "multiply")
    if value is None:
        return 1
    if value <= 0:
        raise SeriesError("multiply is not above zero")
    return value


def _whole(request: Request, name: str, least: int, default: int | None) -> int | None:
    value = _number(request, name)
    if value is None:
        return default
    if value != int(value) or value < least:
        raise SeriesError(f"{name} is not a whole number of at least {least}")
    return int(value)


def _positions(request: Request, name: str) -> tuple[int, ...]:
    values = _numbers(request, name) or []
    if any(value is None or value != int(value) for value in values):
        raise SeriesError(f"{name} is not a list of positions")
    return tuple([int(value) for value in values])


def _flag(request: Request, name: str, default: bool) -> bool:
    value = request.get(name)
    if value is None:
        return default
    if not isinstance(value, bool):
        raise SeriesError(f"{name} is neither true nor false")
    return value


def _name(request: Request, name: str, kind: Callable[[str], Name], default: Name | None) -> Name:
    value = request.get(name)
    if value is None and default is not None:
        return default
    if not isinstance(value, str) or value not in list(kind):
        raise SeriesError(f"{name} is {_shown(value)}, not one of {', '.join(kind)}")
    return kind(value)


def _periods(request: Request, length: int) -> list[Period | None]:
    """x, or 1, 2, 3 …; months («2026-03») as dates, so that sentences can name them."""
    values = request.get("x")
    if values is None:
        return list(range(1, length + 1))
    if not isinstance(values, list) or len(values) != length:
        raise SeriesError("x is not a list with one entry for each of y")
    known = [value for value in values if value is not None]
    if all(isinstance(value, str) for value in known):
        months = [_MONTH.fullmatch(value) for value in known]
        if all(months) and "0000" not in {month[1] for month in months}:
            return [None if value is None else date(int(value[:4]), int(value[5:]), 1) for value in values]
        return values
    for value in known:
        _check_number(value, "x")
    return values


def _excluded(positions: tuple[int, ...], periods: list[Period | None]) -> set[Period]:
    """The periods at these 1-based positions among the points of the chart."""
    if not positions:
        return set()
    ordered = sorted({period for period in periods if period is not None})
    return {ordered[position - 1] for position in positions if 0 < position <= len(ordered)}


def _of_each(periods: list[Period | None], given: list[Number | None]) -> dict[Period, Number | None]:
    """What was given with the first observation of each point, in time order."""
    first: dict[Period, Number | None] = {}
    for period, number in zip(periods, given, strict=True):
        if period is not None:
            first.setdefault(period, number)
    return {period: first[period] for period in sorted(first)}


def _targets(request: Request, periods: list[Period | None]) -> tuple[Number | None, tuple[HeldTarget, ...]]:
    """The target of the last point, and those given up before it: one number for all, or one an observation."""
    if not isinstance(request.get("target"), list):
        return _number(request, "target"), ()
    held = _of_each(periods, _numbers(request, "target", len(periods)))
    changes = [(later, before) for (_, before), (later, after) in pairwise(held.items()) if before != after]
    return next(reversed(held.values()), None), tuple([HeldTarget(*change) for change in changes])


def _shown(value: Any) -> str:
    text = ascii(value)
    return text if len(text) <= 40 else text[:37] + "…"
