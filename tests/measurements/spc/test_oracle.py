"""Random charts of every type against the slow transcription of the tables."""

import json
from decimal import Decimal
from random import Random

import pytest

from measurements.spc import ChartType
from measurements.spc.contract import answer
from tests.measurements.spc.oracle import anhoej_limits, expected

CHARTS = [str(chart) for chart in ChartType]


def ask(request):
    """The answer to a request, Decimals written as they are."""
    text = json.dumps(request, default=lambda number: f"<{number}>").replace('"<', "").replace('>"', "")
    return json.loads(answer(text.encode()))


def some_request(chart, random):
    """Short, long, tied, constant, with gaps, phases, baselines, exclusions and repeated periods."""
    length = random.choice([1, 2, 3, 6, 12, 13, 24, 40])
    rows = length * random.choice([1, 1, 2, 4]) if chart in ("xbar", "s") else length
    request = {"chart": chart} | some_values(chart, rows, random)
    if rows > length or random.random() < 0.15:
        request["x"] = [random.randint(1, length) for _ in range(rows)]
        request["x"][0] = random.choice([None, 1, 1, 1])
    wishes = {
        "phases": [random.randint(-1, length + 2) for _ in range(2)],
        "baseline": random.randint(1, length + 2),
        "exclude": [random.randint(0, length + 2) for _ in range(2)],
        "multiply": random.choice([100, 1000, Decimal("0.5")]),
        "center": random.choice([Decimal("0.5"), Decimal("0.25"), 1]),
        "screen": False,
    }
    return request | {name: wish for name, wish in wishes.items() if random.random() < 0.25}


def some_values(chart, rows, random):
    """y, and n where the chart has it."""
    highest = random.choice([1, 3, 20, 1000])
    found = {}
    if chart in ("p", "pp", "u", "up", "ip") or (chart in ("run", "i") and random.random() < 0.3):
        n = [random.choice([1, 3, 10, 20, 7 * highest, 999_999]) for _ in range(rows)]
        y = [random.randint(0, size) if random.random() < 0.8 else 1 for size in n]
        found["n"] = [size if random.random() < 0.95 else None for size in n]
    elif chart in ("c", "g"):
        y = [random.randint(0, highest) for _ in range(rows)]
    else:
        least = 1 if chart == "t" else -5 * highest
        y = [Decimal(random.randint(least, 10 * highest)) / random.choice([1, 10]) for _ in range(rows)]
    if random.random() < 0.15:
        y = [y[0]] * rows
        found = {"n": [max(1, int(y[0]))] * rows} if "n" in found else {}
    return found | {"y": [value if random.random() < 0.93 else None for value in y]}


@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_agrees_with_the_tables(chart):
    random = Random(f"charts {chart}")
    for _ in range(60):
        request = some_request(chart, random)
        found, wanted = ask(request), expected(request)
        assert found["phases"] == wanted["phases"], request
        assert len(found["points"]) == len(wanted["points"])
        for place, (one, other) in enumerate(zip(found["points"], wanted["points"], strict=True)):
            for name in ("y", "cl", "lcl", "ucl"):
                close = other[name] if other[name] is None else pytest.approx(other[name], rel=1e-9, abs=1e-9)
                assert one[name] == close, (request, place, name)
            for name in ("outside", "excluded", "phase"):
                assert one[name] == other[name], (request, place, name)


@pytest.mark.parametrize(
    ("useful", "limits"),
    [
        (10, (6, 2)),
        (12, (7, 3)),
        (20, (7, 6)),
        (23, (8, 7)),
        (24, (8, 8)),
        (30, (8, 10)),
        (46, (9, 17)),
        (100, (10, 41)),
    ],
)
def test_the_tables_themselves_pass_the_published_checks(useful, limits):
    assert anhoej_limits(useful) == limits
