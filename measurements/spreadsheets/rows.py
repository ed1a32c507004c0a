"""A team's figures as rows of a table, in the layout that is read back."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from measurements.models import PlannedIndicator
from measurements.queries.imports import Stored, TeamFacts
from measurements.spreadsheets.formulas import neutral

HEADINGS = ("Måned", "Kode", "Indikator", "Avdeling", "Teller", "Nevner", "Ikke målt fordi", "Kommentar")


class FigureRow(NamedTuple):
    """One line of the table; texts are safe to stand in a cell. unit: the avdeling, "" for the whole team."""

    month: date
    code: str
    name: str
    unit: str
    numerator: Decimal | None
    denominator: Decimal | None
    skip_reason: str
    comment: str
    has_denominator: bool


def recorded_rows(facts: TeamFacts) -> Iterator[FigureRow]:
    """Every figure and every reason the team has, those of indicators it follows no more included."""
    months: dict[int, list[date]] = {}
    for planned_id, month in sorted(facts.stored):
        months.setdefault(planned_id, []).append(month)
    for item in facts.planned:
        for month in months.get(item.pk, ()):
            yield _row(item, month, facts.stored[(item.pk, month)])


def template_rows(facts: TeamFacts, months: Sequence[date]) -> Iterator[FigureRow]:
    """Every month of every indicator the team follows, unit by unit where it counts so, with the figures that stand."""
    for item in facts.active:
        for month in months:
            yield _row(item, month, facts.stored.get((item.pk, month)))


def _row(item: PlannedIndicator, month: date, stored: Stored | None) -> FigureRow:
    indicator = item.indicator
    figure = stored[:4] if stored else (None, None, "", "")
    numerator, denominator, skip_reason, comment = figure
    return FigureRow(
        month,
        neutral(indicator.code),
        neutral(indicator.short_name),
        neutral(item.unit.name) if item.unit_id else "",
        numerator,
        denominator,
        neutral(skip_reason),
        neutral(comment),
        indicator.has_denominator,
    )
