"""Writes the chart page's figures as tables: one pass in Python, because a cell of template tags costs ten of text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from measurements.charts import Table, TableRow


@dataclass(frozen=True, slots=True)
class Cells:
    """One month of the table; edit_url for those who may correct it, year where the year is to be read."""

    row: TableRow
    edit_url: str
    year: str = ""


def write_across(table: Table, months: Sequence[Cells]) -> SafeString:
    """Head and rows with a column a month, as a wide page shows a short series."""
    head = "".join(
        [
            f'<th scope="col">{_linked(month, month.row.month)}{_year(month)}{_left_out(month.row)}</th>'
            for month in months
        ]
    )
    is_alone = not table.denominator_label
    counts = [_count(month.row) if is_alone else month.row.numerator for month in months]
    lines = [_across("", table.numerator_label, months, counts)]
    if table.denominator_label:
        lines.append(_across("", table.denominator_label, months, [month.row.denominator for month in months]))
        lines.append(_across(' class="sum"', table.value_label, months, [month.row.value for month in months]))
    # Safe, here and below: every text that people write is escaped where it is put in.
    return mark_safe(f"<thead><tr><td></td>{head}</tr></thead>\n<tbody>{''.join(lines)}</tbody>")


def write_down(table: Table, months: Iterable[Cells]) -> SafeString:
    """Rows of months: numerator, and denominator and value where there is one."""
    has_denominator = bool(table.denominator_label)
    lines = []
    for month in months:
        row = month.row
        count = row.numerator if has_denominator else _count(row)
        line = (
            f'<tr><th scope="row">{_linked(month, row.month_year)}{_left_out(row)}</th><td class="number">{count}</td>'
        )
        if has_denominator:
            value = _value(row)
            line += f'<td class="number">{row.denominator}</td>{_number(row, value)}'
        lines.append(f"{line}</tr>\n")
    return mark_safe("".join(lines))


def _value(row: TableRow) -> str:
    if row.is_hidden:
        return escape(row.value)
    return escape(_("ikke målt")) if row.is_missing else f"<strong>{escape(row.value)}</strong>"


def _count(row: TableRow) -> str:
    """The only figure there is, where there is no denominator."""
    return row.value if row.is_hidden else row.numerator


def _across(kind: str, label: str, months: Iterable[Cells], figures: Iterable[str]) -> str:
    cells = "".join([_number(month.row, escape(figure)) for month, figure in zip(months, figures, strict=True)])
    return f'<tr{kind}><th scope="row">{escape(label)}</th>{cells}</tr>\n'


def _number(row: TableRow, figure: str) -> str:
    return f'<td class="number{" in-run" if row.is_in_run else ""}">{figure}</td>'


def _left_out(row: TableRow) -> str:
    return f" <small>{escape(_('utelatt'))}</small>" if row.is_excluded else ""


def _year(month: Cells) -> str:
    return f"<small>{month.year}</small>" if month.year else ""


def _linked(month: Cells, name: str) -> str:
    return f'<a href="{escape(month.edit_url)}">{name}</a>' if month.edit_url else name
