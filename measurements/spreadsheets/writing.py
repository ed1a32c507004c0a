"""Writes figures as CSV and as an Excel workbook without a single formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from accounts.months import format_month_key
from measurements.models import Indicator
from measurements.spreadsheets.formulas import neutral
from measurements.spreadsheets.layout import HELP_SHEET, SHEET, TEAM_MARK
from measurements.spreadsheets.rows import HEADINGS, FigureRow

_WIDTHS = (12, 11, 34, 22, 10, 10, 30, 30)
_UNIT = HEADINGS.index("Avdeling")
_HELP_WIDTHS = (14, 34, 50, 50)


def write_csv(rows: Iterable[FigureRow], *, has_units: bool) -> str:
    """A table for a spreadsheet set up for Norwegian: semicolons, decimal commas, and the mark that says UTF-8.

    has_units: the column of the avdeling is there; without units it would be empty, and only in the way.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_columns(HEADINGS, has_units))
    for row in rows:
        numbers = (_decimal(row.numerator), _decimal(row.denominator))
        texts = (format_month_key(row.month), row.code, row.name, row.unit, *numbers, row.skip_reason, row.comment)
        writer.writerow(_columns(texts, has_units))
    return f"\ufeff{out.getvalue()}"


def write_workbook(
    rows: Iterable[FigureRow], team_name: str, indicators: Sequence[Indicator], *, has_units: bool
) -> bytes:
    """The figures in one sheet and how to fill it in in another. has_units: as in `write_csv`."""
    # Imported here: only downloads need it.
    from xlsxwriter import Workbook  # noqa: PLC0415

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        workbook.set_properties({"title": neutral(team_name), "author": "Læringsnettverk"})
        heading = workbook.add_format({"bold": True, "bottom": 1, "bg_color": "#E7EFF0"})
        title = workbook.add_format({"bold": True, "font_size": 13})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        _write_figures(workbook, rows, team_name, heading, title, has_units)
        _write_help(workbook, indicators, heading, title, wrapped)
    return out.getvalue()


def _columns(values: tuple, has_units: bool) -> tuple:
    return values if has_units else (*values[:_UNIT], *values[_UNIT + 1 :])


def _write_figures(workbook, rows: Iterable[FigureRow], team_name: str, heading, title, has_units: bool) -> None:
    month = workbook.add_format({"num_format": "mmm yyyy", "align": "left"})
    unused = workbook.add_format({"bg_color": "#ECECEC"})
    sheet = workbook.add_worksheet(SHEET)
    for column, width in enumerate(_columns(_WIDTHS, has_units)):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, f"{TEAM_MARK} {team_name}", title)
    for column, name in enumerate(_columns(HEADINGS, has_units)):
        sheet.write_string(2, column, name, heading)
    sheet.freeze_panes(3, 1)
    first = _UNIT + has_units
    for number, row in enumerate(rows, start=3):
        sheet.write_datetime(number, 0, datetime(row.month.year, row.month.month, 1), month)
        sheet.write_string(number, 1, row.code)
        sheet.write_string(number, 2, row.name)
        if row.unit:
            sheet.write_string(number, _UNIT, row.unit)
        if row.numerator is not None:
            sheet.write_number(number, first, row.numerator)
        if row.denominator is not None:
            sheet.write_number(number, first + 1, row.denominator)
        elif not row.has_denominator:
            sheet.write_blank(number, first + 1, None, unused)
        for column, text in ((first + 2, row.skip_reason), (first + 3, row.comment)):
            if text:
                sheet.write_string(number, column, text)


def _write_help(workbook, indicators: Sequence[Indicator], heading, title, wrapped) -> None:
    sheet = workbook.add_worksheet(HELP_SHEET)
    for column, width in enumerate(_HELP_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, _("Slik fyller dere ut"), title)
    lines = (
        _("Skriv tallene i arket «%(sheet)s», i kolonnene Teller og Nevner. Grå celler skal stå tomme.")
        % {"sheet": SHEET},
        _("La raden stå tom hvis dere ikke har talt. Tall som allerede er registrert, blir ikke borte av det."),
        _("Hoppet dere over en måned? Skriv hvorfor i «Ikke målt fordi», og la tallene stå tomme."),
        _("Skriv tall, ikke formler. Kopierer dere fra et annet ark, limer dere inn som verdier."),
        _("Bare antall. Aldri navn, fødselsnummer eller annet som peker på én person."),
        _("Last opp filen på siden «Importer tall». Der ser dere hva som endres, før noe lagres."),
    )
    for number, line in enumerate(lines, start=2):
        sheet.write_string(number, 0, line)
    first = len(lines) + 3
    for column, name in enumerate((_("Kode"), _("Indikator"), _("Teller"), _("Nevner"))):
        sheet.write_string(first, column, name, heading)
    for number, item in enumerate(indicators, start=first + 1):
        texts = (item.code, item.short_name, item.numerator_text, item.denominator_text)
        for column, text in enumerate(texts):
            if text:
                sheet.write_string(number, column, neutral(text), wrapped)


def _decimal(value: Decimal | None) -> str:
    """A number without spaces between thousands: spreadsheets read those as text."""
    if value is None:
        return ""
    whole = int(value)
    return str(whole) if whole == value else f"{value.normalize():f}".replace(".", ",")
