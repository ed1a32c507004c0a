"""The statistics engine on the size of a network: 300 series of 36 months, and one chart of two years."""

import json
import random
import time
from collections.abc import Callable
from datetime import date

from measurements.spc import Point, Series, analyse
from measurements.spc.contract import answer

SERIES, MONTHS, SHORT = 300, 36, 24
# Milliseconds of CPU; for all series, and for one short one.
GOAL_ALL, GOAL_ONE = 50, 0.2


def measure_engine(rounds: int) -> str:
    """A table of the engine's CPU; the quickest of the rounds, for nothing but the machine makes the others slower."""
    chance = random.Random("engine")
    network = [some_series(chance, MONTHS) for _ in range(SERIES)]
    short = [some_series(chance, SHORT) for _ in range(SERIES)]
    lines = [request(one) for one in network]
    every = quickest(rounds, lambda: [analyse(one) for one in network])
    one = quickest(rounds, lambda: [analyse(one) for one in short]) / SERIES
    texts = quickest(rounds, lambda: [answer(line) for line in lines])
    return "\n".join(
        [
            "| statistics engine, run chart with the Anhøj rules | CPU ms | goal |",
            "|---|---|---|",
            f"| {SERIES} series of {MONTHS} months | {every:.0f} | ≤ {GOAL_ALL} |",
            f"| One series of {SHORT} months | {one:.2f} | ≤ {GOAL_ONE} |",
            f"| {SERIES} series of {MONTHS} months from JSON to JSON, the sentence included | {texts:.0f} | |",
        ]
    )


def some_series(chance: random.Random, months: int) -> Series:
    """Counts of twenty that drift upwards, in percent, with a year of baseline."""
    counts = [min(20, max(0, 8 + month // 6 + chance.randint(-4, 4))) for month in range(months)]
    points = [Point(date(2023 + month // 12, month % 12 + 1, 1), count, 20) for month, count in enumerate(counts)]
    return Series(tuple(points), multiplier=100, baseline_length=12)


def request(series: Series) -> bytes:
    """The same series as another program would ask for it."""
    numerators, denominators = zip(*[(point.numerator, point.denominator) for point in series.points], strict=True)
    asked = {"chart": "run", "y": numerators, "n": denominators, "multiply": 100, "baseline": 12}
    return json.dumps(asked).encode()


def quickest(rounds: int, work: Callable[[], object]) -> float:
    """Milliseconds of CPU of the quickest call."""
    times = []
    for _ in range(rounds):
        before = time.process_time()
        work()
        times.append(time.process_time() - before)
    return min(times) * 1000
