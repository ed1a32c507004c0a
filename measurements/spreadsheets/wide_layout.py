"""The layout of most people's own sheets: the months down one side, the indicators along the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from measurements.models import PlannedIndicator
from measurements.spreadsheets.layout import TEAM_MARK, Layout, Place, Spot, merged_rows
from measurements.spreadsheets.months import looks_like_month
from measurements.spreadsheets.names import IndicatorNames, normal
from measurements.spreadsheets.tables import Table, is_blank, is_empty

_SEARCHED = 30
_NUMERATOR, _DENOMINATOR = ("teller", "teljar", "antall"), ("nevner", "nemnar", "i alt")


@dataclass(slots=True)
class Pair:
    """The columns of one indicator."""

    planned: PlannedIndicator
    numerator: int | None = None
    denominator: int | None = None


def find_months(table: Table) -> tuple[int, int] | None:
    """The first row and the column of the months that stand below each other; None when no column has any."""
    for column in range(min(_SEARCHED, max(map(len, table.rows)))):
        rows = [number for number, row in enumerate(table.rows) if column < len(row) and looks_like_month(row[column])]
        filled = sum(column < len(row) and not is_blank(row[column]) for row in table.rows[rows[0] :]) if rows else 0
        if rows and len(rows) * 2 >= filled:
            return rows[0], column
    return None


def turned(table: Table) -> Table:
    """The table with its rows as columns; the cells keep their names."""
    width = max(map(len, table.rows))
    rows = [[row[column] if column < len(row) else "" for row in table.rows] for column in range(width)]
    merged = [((left, top), (right, bottom)) for (top, left), (bottom, right) in table.merged]
    return Table(rows, (table.start[1], table.start[0]), merged, not table.is_turned)


def read_wide(
    table: Table, first_row: int, column: int, names: IndicatorNames, order: Sequence[PlannedIndicator]
) -> Layout:
    """The figures beside the months. `order`: what the columns are when nothing stands over them."""
    layout = Layout(table)
    pairs = _pairs(layout, first_row, column, names, order)
    used = [number for pair in pairs for number in (pair.numerator, pair.denominator) if number is not None]
    skipped = merged_rows(layout, first_row, [column, *used])
    for number in range(first_row, len(table.rows)):
        if number in skipped:
            continue
        if is_empty(table.rows[number]):
            layout.blank_rows += 1
        elif all(is_blank(layout.cell((number, other))) for other in used):
            layout.unfilled += 1
        else:
            _read_row(layout, number, column, pairs)
    return layout


def _read_row(layout: Layout, number: int, column: int, pairs: list[Pair]) -> None:
    month = layout.month_at((number, column))
    if month is None:
        return
    for pair in pairs:
        places: list[Place | None] = [
            None if part is None else (number, part) for part in (pair.numerator, pair.denominator)
        ]
        if all(is_blank(layout.cell(place)) for place in places):
            layout.unfilled += 1
        elif places[0] is not None:
            layout.spots.append(Spot(pair.planned, month, (number, column), places[0], places[1]))


def _pairs(
    layout: Layout, first_row: int, months: int, names: IndicatorNames, order: Sequence[PlannedIndicator]
) -> list[Pair]:
    table = layout.table
    columns = [
        number
        for number in range(max(map(len, table.rows)))
        if number != months and any(not is_blank(layout.cell((row, number))) for row in range(len(table.rows)))
    ]
    if not any(_headings(layout, first_row, number) for number in columns):
        return _in_order(layout, first_row, columns, order)
    found: dict[int, Pair] = {}
    before: list[str] = []
    for number in columns:
        texts = _headings(layout, first_row, number)
        planned = names.find_in(texts) or (names.find_in(before) if _is_part(texts) or not texts else None)
        if planned is None:
            _complain_of_heading(layout, first_row, number, names.why_unknown(texts[0]) if texts else "")
            continue
        before = texts if names.find_in(texts) else before
        _place(found.setdefault(planned.pk, Pair(planned)), number, texts, layout, first_row)
    return list(found.values())


def _place(pair: Pair, number: int, texts: list[str], layout: Layout, first_row: int) -> None:
    """Give a column to the numerator or the denominator: by what stands over it, else in that order."""
    indicator = pair.planned.indicator
    last = normal(texts[-1]) if texts else ""
    under = [*_DENOMINATOR, normal(indicator.denominator_label)]
    if indicator.has_denominator and any(name and last.endswith(name) for name in under):
        is_numerator = False
    elif any(name and last.endswith(name) for name in (*_NUMERATOR, normal(indicator.numerator_label))):
        is_numerator = True
    else:
        is_numerator = pair.numerator is None
    if is_numerator and pair.numerator is None:
        pair.numerator = number
    elif not is_numerator and pair.denominator is None and indicator.has_denominator:
        pair.denominator = number
    else:
        _complain(layout, first_row, number, _("Denne indikatoren har allerede fått sine kolonner. Fjern den ene."))


def _in_order(layout: Layout, first_row: int, columns: list[int], order: Sequence[PlannedIndicator]) -> list[Pair]:
    """Without headings the columns must be exactly those of the team's indicators, in their order."""
    needed = sum(2 if item.indicator.has_denominator else 1 for item in order)
    if len(columns) != needed:
        if columns:
            message = _(
                "Tabellen har ingen overskrifter og %(columns)d kolonner med tall, men indikatorene trenger %(needed)d. "
                "Ta med raden med indikatorenes navn."
            )
            layout.complain((first_row, columns[0]), message % {"columns": len(columns), "needed": needed})
        return []
    left = iter(columns)
    return [Pair(item, next(left), next(left) if item.indicator.has_denominator else None) for item in order]


def _headings(layout: Layout, first_row: int, number: int) -> list[str]:
    """The texts over a column, those that nothing but «Team: …» stands in left out."""
    texts = (layout.cell((row, number)) for row in range(max(first_row - 3, 0), first_row))
    found = [text.strip() for text in texts if isinstance(text, str)]
    return [text for text in found if text and not text.startswith(TEAM_MARK)]


def _is_part(texts: list[str]) -> bool:
    return bool(texts) and normal(texts[-1]) in (*_NUMERATOR, *_DENOMINATOR)


def _complain_of_heading(layout: Layout, first_row: int, number: int, message: str) -> None:
    message = message or _("Over denne kolonnen mangler navnet på indikatoren.")
    _complain(layout, first_row, number, message)


def _complain(layout: Layout, first_row: int, number: int, message: str) -> None:
    rows = [row for row in range(first_row) if not is_blank(layout.cell((row, number)))]
    layout.complain((rows[-1] if rows else max(first_row - 1, 0), number), message)
