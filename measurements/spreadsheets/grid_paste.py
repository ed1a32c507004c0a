"""Finds which fields of the grid a copied part of a spreadsheet belongs in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from accounts.months import format_month_key
from accounts.norwegian import format_month
from measurements.models import PlannedIndicator
from measurements.spreadsheets.layout import Layout
from measurements.spreadsheets.long_layout import find_headings
from measurements.spreadsheets.reading import read_layout
from measurements.spreadsheets.tables import Table, is_blank
from measurements.spreadsheets.text import read_text
from measurements.spreadsheets.wide_layout import find_months, turned


@dataclass(slots=True)
class Placed:
    """Field name → text, and what found no place: a sentence each."""

    fields: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def place_in_grid(text: str, planned: Sequence[PlannedIndicator], months: Sequence[date], at: str) -> Placed:
    """The fields for the copied cells: by their months and headings when they have some, else from the field `at` on.

    FileRefused for a fødselsnummer and for more than any grid holds.
    """
    table = read_text(text, separator="\t")
    if find_headings(table) or find_months(table) or find_months(turned(table)):
        return _by_names(read_layout(table, planned, ""), months)
    return _from_field(table, planned, months, at)


def _by_names(layout: Layout, months: Sequence[date]) -> Placed:
    placed = Placed(left_out=[f"{problem.cell}: {problem.message}" for problem in layout.problems])
    outside: dict[date, None] = {}
    for spot in layout.spots:
        if spot.month not in months:
            outside[spot.month] = None
            continue
        for part, place in (("n", spot.numerator), ("d", spot.denominator)):
            if place is not None and not is_blank(layout.cell(place)):
                placed.fields[_name(spot.planned, spot.month, part)] = str(layout.cell(place)).strip()
    for month in outside:
        placed.left_out.append(_("%(month)s er ikke med her.") % {"month": format_month(month).capitalize()})
    return placed


def _from_field(table: Table, planned: Sequence[PlannedIndicator], months: Sequence[date], at: str) -> Placed:
    columns = [(item, part) for item in planned for part in ("n", "d") if part == "n" or item.indicator.has_denominator]
    names = {
        _name(item, month, part): (y, x) for y, month in enumerate(months) for x, (item, part) in enumerate(columns)
    }
    placed = Placed()
    if at not in names:
        return placed
    top, left = names[at]
    is_cut = False
    for down, row in enumerate(table.rows):
        for right, cell in enumerate(row):
            if top + down < len(months) and left + right < len(columns):
                item, part = columns[left + right]
                placed.fields[_name(item, months[top + down], part)] = str(cell).strip()
            else:
                is_cut |= not is_blank(cell)
    if is_cut:
        placed.left_out.append(_("Det du limte inn, er større enn tabellen. Resten er ikke tatt med."))
    return placed


def _name(item: PlannedIndicator, month: date, part: str) -> str:
    return f"{item.pk}-{format_month_key(month)}-{part}"
