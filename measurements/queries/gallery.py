"""Worked examples of what a series says, from a reviewed file: for «Vis verdien av målinger»."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from accounts.months import add_months
from measurements import spc
from measurements.charts import Chart, build_chart

FILE = Path(__file__).parent.parent / "content" / "gallery" / "examples.yaml"
# The made-up months begin here.
FIRST_MONTH = date(2025, 1, 1)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to the exercise, and what it gets in return."""

    text: str
    reply: str
    is_right: bool


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One example: the story, the chart, a question with choices, and what to take along. `number` counts from one."""

    number: int
    slug: str
    title: str
    story: str
    chart: Chart
    question: str
    choices: tuple[Choice, ...]
    lesson: str


@cache
def gallery_examples() -> tuple[Example, ...]:
    """All of them in the order of the file, which is read once. Raises ValueError when an example is not whole."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(_example(number, row) for number, row in enumerate(rows, start=1))


def find_example(slug: str) -> Example | None:
    """The example at this address."""
    return next((example for example in gallery_examples() if example.slug == slug), None)


def following(example: Example) -> Example | None:
    """The one after it, None after the last."""
    return next((one for one in gallery_examples() if one.number == example.number + 1), None)


def _example(number: int, row: dict[str, Any]) -> Example:
    choices = tuple(Choice(one["text"], one["reply"], one.get("is_right", False)) for one in row["choices"])
    if sum(choice.is_right for choice in choices) != 1:
        raise ValueError(f"{row['slug']}: one of the choices must be right")
    return Example(
        number, row["slug"], row["title"], row["story"], _chart(row), row["question"], choices, row["lesson"]
    )


def _chart(row: dict[str, Any]) -> Chart:
    points = tuple(
        spc.Point(add_months(FIRST_MONTH, step), *(figure or (None, None)))
        for step, figure in enumerate(row["figures"])
    )
    series = spc.Series(points, multiplier=100, target=row["target"], baseline_length=row["baseline"])
    return build_chart(
        spc.analyse(series),
        title=row["indicator"],
        unit=row["unit"],
        numerator_label=row["indicator"],
        denominator_label=row["denominator"],
    )
