"""Understands how a table is laid out: which cells belong to one figure, of which indicator and month."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from measurements.models import PlannedIndicator
from measurements.spreadsheets.months import read_month
from measurements.spreadsheets.names import normal
from measurements.spreadsheets.problems import CellError, CellProblem, FileRefused
from measurements.spreadsheets.tables import Table

SHEET = "Tall"
HELP_SHEET = "Hjelp"
# Stands over the headings of our own files, with the team's name after it.
TEAM_MARK = "Team:"

Place = tuple[int, int]


@dataclass(slots=True)
class Spot:
    """Where the parts of one figure stand."""

    planned: PlannedIndicator
    month: date
    at_month: Place
    numerator: Place
    denominator: Place | None
    unit: Place | None = None
    skip_reason: Place | None = None
    comment: Place | None = None


@dataclass(slots=True)
class Layout:
    """What was found in a table. blank_rows: empty rows between others; unfilled: rows and cells nobody has filled in."""

    table: Table
    spots: list[Spot] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    blank_rows: int = 0
    unfilled: int = 0

    def cell(self, place: Place | None) -> object:
        """What stands at a place, "" outside the table."""
        if place is None:
            return ""
        row, column = place
        cells = self.table.rows[row]
        return cells[column] if column < len(cells) else ""

    def complain(self, place: Place, message: str) -> None:
        """Put a complaint at a cell."""
        name = self.table.name_of(*place)
        self.problems.append(CellProblem(place, name, written(self.cell(place)), message))

    def month_at(self, place: Place) -> date | None:
        """The month in a cell; None, with a complaint there, when it cannot be read."""
        try:
            return read_month(self.cell(place))
        except CellError as error:
            self.complain(place, error.message)
            return None


def written(cell: object) -> str:
    """A cell as it is shown to the person who wrote it."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        cell = int(cell)
    text = " ".join(str(cell).split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def refuse_other_team(table: Table, first_row: int, team_name: str) -> None:
    """Raise FileRefused when the lines over the headings say that the file is another team's."""
    for row in table.rows[:first_row]:
        for cell in row:
            if isinstance(cell, str) and cell.startswith(TEAM_MARK):
                theirs = cell.removeprefix(TEAM_MARK).strip()
                if normal(theirs) != normal(team_name):
                    words = _(
                        "Filen er laget for teamet «%(theirs)s», ikke for «%(ours)s». Hent malen her og bruk den."
                    )
                    raise FileRefused(words % {"theirs": theirs[:80], "ours": team_name})


def merged_rows(layout: Layout, first_row: int, columns: Sequence[int]) -> set[int]:
    """The rows, headings aside, with cells that are merged; each area gets its complaint."""
    rows: set[int] = set()
    for (top, left), (bottom, right) in layout.table.merged:
        touches = any(left <= column <= right for column in columns)
        if bottom < first_row or not touches or (top, left) == (bottom, right):
            continue
        names = f"{layout.table.name_of(top, left)}:{layout.table.name_of(bottom, right)}"
        message = _("Cellene %(cells)s er slått sammen. Del dem opp, og skriv verdien i hver celle.") % {"cells": names}
        layout.complain((max(top, 0), max(left, 0)), message)
        rows.update(range(top, bottom + 1))
    return rows
