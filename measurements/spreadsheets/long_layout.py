"""The layout of our own template: one row a figure, with the month and the indicator in columns."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from measurements.models import PlannedIndicator
from measurements.spreadsheets.layout import Layout, Place, Spot, merged_rows, written
from measurements.spreadsheets.names import IndicatorNames, normal
from measurements.spreadsheets.problems import CellError
from measurements.spreadsheets.tables import Table, is_blank, is_empty

# The heading we write comes first; the others are what people call the same.
MONTH = ("måned", "månad", "mnd", "mnd.", "periode", "dato")
CODE = ("kode", "indikatorkode")
NAME = ("indikator", "indikatornavn", "navn")
UNIT = ("avdeling", "eining", "enhet", "post")
NUMERATOR = ("teller", "teljar", "antall", "verdi")
DENOMINATOR = ("nevner", "nemnar", "av", "i alt")
REASON = ("ikke målt fordi", "hvorfor ikke målt")
COMMENT = ("kommentar",)
COLUMNS = (MONTH, CODE, NAME, UNIT, NUMERATOR, DENOMINATOR, REASON, COMMENT)
_SEARCHED_ROWS = 30

Columns = Mapping[tuple[str, ...], int]


def find_headings(table: Table) -> tuple[int, Columns] | None:
    """The row with the headings and the column of each; None when the table is laid out in another way."""
    for number, row in enumerate(table.rows[:_SEARCHED_ROWS]):
        found: dict[tuple[str, ...], int] = {}
        for column, cell in enumerate(row):
            name = normal(cell) if isinstance(cell, str) else ""
            kind = next((names for names in COLUMNS if name in names), None)
            if kind is not None:
                found.setdefault(kind, column)
        if MONTH in found and NUMERATOR in found and (CODE in found or NAME in found):
            return number, found
    return None


def read_long(table: Table, first_row: int, columns: Columns, names: IndicatorNames) -> Layout:
    """The figures below the headings."""
    layout = Layout(table)
    skipped = merged_rows(layout, first_row, list(columns.values()))
    known: dict[tuple[object, ...], PlannedIndicator | CellError] = {}
    filled = [columns[kind] for kind in (NUMERATOR, DENOMINATOR, REASON, COMMENT) if kind in columns]
    for number in range(first_row, len(table.rows)):
        row = table.rows[number]
        if number in skipped:
            continue
        if is_empty(row):
            layout.blank_rows += 1
        elif all(column >= len(row) or is_blank(row[column]) for column in filled):
            layout.unfilled += 1
        else:
            _read_row(layout, number, columns, names, known)
    return layout


def _read_row(
    layout: Layout,
    number: int,
    columns: Columns,
    names: IndicatorNames,
    known: dict[tuple[object, ...], PlannedIndicator | CellError],
) -> None:
    def place(kind: tuple[str, ...]) -> Place | None:
        return (number, columns[kind]) if kind in columns else None

    at_month = (number, columns[MONTH])
    month = layout.month_at(at_month)
    at_code, at_name, at_unit = place(CODE), place(NAME), place(UNIT)
    key = (layout.cell(at_code), layout.cell(at_name))
    if key not in known:
        known[key] = _indicator(key, names)
    planned = known[key]
    unit = layout.cell(at_unit)
    if not isinstance(planned, CellError) and not is_blank(unit):
        try:
            planned = names.find_unit(planned, written(unit))
        except CellError as error:
            layout.complain(at_unit, error.message)
            return
    if isinstance(planned, CellError):
        at_error = at_name if at_code is None or is_blank(key[0]) else at_code
        layout.complain(at_error or at_code, planned.message)
    elif month is not None:
        layout.spots.append(
            Spot(
                planned,
                month,
                at_month,
                (number, columns[NUMERATOR]),
                place(DENOMINATOR),
                at_unit,
                place(REASON),
                place(COMMENT),
            )
        )


def _indicator(key: tuple[object, object], names: IndicatorNames) -> PlannedIndicator | CellError:
    code, name = (written(cell) if not isinstance(cell, str) else cell.strip() for cell in key)
    try:
        if not code and not name:
            raise CellError(_("Her mangler indikatoren. Skriv koden eller navnet."))
        planned = names.find(code or name)
        if code and name and names.find_or_none(name) not in (None, planned):
            raise CellError(_("Koden og navnet hører til hver sin indikator. Rett den ene."))
    except CellError as error:
        return error
    return planned
