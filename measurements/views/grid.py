"""The baseline grid: its cells, read from the form and written as HTML in one pass.

A year of ten indicators is 240 fields: as Django forms and template nodes they cost more than the rest of the page.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.months import format_month_key
from accounts.norwegian import format_month
from accounts.templatetags.designsystemet import Problem
from accounts.templatetags.icons import mark_svg
from measurements.charts.numbers import number
from measurements.forms import EntryRowForm, number_keyboard
from measurements.models import PlannedIndicator
from measurements.queries.entry import SavedFigure, SavedFigures
from measurements.views.entry_rows import counted_text

PARTS = ("n", "d", "seen")


@dataclass(slots=True)
class GridCell:
    """One figure. typed: the texts of its fields, as posted or as saved; errors: part → messages.

    form is there when something was posted. is_due: the indicator is counted this month, so there are fields.
    """

    planned: PlannedIndicator
    month: date
    label: str
    prefix: str
    saved: SavedFigure | None
    typed: dict[str, str]
    is_due: bool = True
    form: EntryRowForm | None = None
    errors: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands in the first field."""
        return not self.typed["n"].strip()

    def complain(self, part: str, message: str) -> None:
        """Put a message beside a field."""
        self.errors.setdefault(part, []).append(message)

    def problems(self) -> Iterator[Problem]:
        """The messages as lines of the summary."""
        for part, messages in self.errors.items():
            for message in messages:
                yield Problem(self.label, message, f"id_{self.prefix}-{part}")


@dataclass(frozen=True, slots=True)
class GridRow:
    """One month."""

    name: str
    cells: list[GridCell]
    is_complete: bool
    is_locked: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of months, one column an indicator."""

    rows: list[GridRow]
    planned: list[PlannedIndicator]

    @property
    def cells(self) -> Iterator[GridCell]:
        """Every cell, month by month."""
        return (cell for row in self.rows for cell in row.cells)

    @property
    def is_locked(self) -> bool:
        """Tell whether no month can be written in."""
        return all(row.is_locked for row in self.rows)

    @property
    def fields(self) -> SafeString:
        """The rows of the table, with fields to write in."""
        return self._body([_FieldColumn(item) for item in self.planned], [_TextColumn(item) for item in self.planned])

    @property
    def texts(self) -> SafeString:
        """The rows of the table, to read."""
        columns = [_TextColumn(item) for item in self.planned]
        return self._body(columns, columns)

    def _body(self, columns: "list[_FieldColumn] | list[_TextColumn]", locked: "list[_TextColumn]") -> SafeString:
        done, closed = _month_mark("done", _("klar")), _month_mark("locked", _("låst"))
        out = []
        for row in self.rows:
            mark = closed if row.is_locked else done if row.is_complete else ""
            kind = ' class="row-text"' if row.is_locked else ""
            out.append(f'<tr{kind}><th scope="row">{escape(row.name)}{mark}</th>')
            for column, cell in zip(locked if row.is_locked else columns, row.cells, strict=True):
                out.append('<td class="cell-wrong">' if cell.errors else "<td>")
                out.append(f"{column.name}{column.cell(cell)}</td>")
            out.append("</tr>\n")
        # Safe: every text that people write is escaped where it is put in.
        return mark_safe("".join(out))


class _TextColumn:
    """An indicator whose figures are only read."""

    def __init__(self, planned: PlannedIndicator) -> None:
        self.indicator = planned.indicator
        self.name = f'<span class="cell-label">{escape(planned.title)}</span>'

    def cell(self, cell: GridCell) -> str:
        """What is saved, in words."""
        if cell.saved is None:
            return "–"
        if cell.saved.is_skipped:
            return _skipped(cell.saved)
        return counted_text(self.indicator, cell.saved.numerator, cell.saved.denominator)


class _FieldColumn:
    """An indicator whose figures are written: what its cells have in common, made once."""

    def __init__(self, planned: PlannedIndicator) -> None:
        indicator = planned.indicator
        self.name = f'<span class="cell-label">{escape(planned.title)}</span>'
        mode = number_keyboard(has_decimals=indicator.has_decimals, is_signed=indicator.is_signed)
        self.start = f'<input class="ds-input" type="text" inputmode="{mode}" autocomplete="off" id="id_'
        between = _("av") if indicator.is_percent else _("per")
        self.between = f'<span class="between">{escape(between)}</span>' if indicator.has_denominator else ""
        self.numerator_label = escape(indicator.numerator_label)
        self.denominator_label = escape(indicator.denominator_label)
        self.seldom = f'<span class="quiet small">{escape(indicator.get_frequency_display())}</span>'

    def cell(self, cell: GridCell) -> str:
        """The cell's fields, why it has no figure, and messages."""
        if not cell.is_due and not cell.saved:
            return self.seldom
        label = escape(cell.label)
        second = self._input(cell, "d", f"{label}: {self.denominator_label}") if self.between else ""
        return (
            f'<span class="cell-pair">{self._input(cell, "n", f"{label}: {self.numerator_label}")}{self.between}{second}'
            f'</span><input type="hidden" name="{cell.prefix}-seen" value="{_attribute(cell.typed["seen"])}">'
            f"{_messages(cell) if cell.errors else ''}"
            f"{_reason(cell.saved) if cell.saved and cell.saved.is_skipped else ''}"
        )

    def _input(self, cell: GridCell, part: str, label: str) -> str:
        name = f"{cell.prefix}-{part}"
        wrong = f' aria-invalid="true" aria-describedby="id_{name}_error"' if part in cell.errors else ""
        return f'{self.start}{name}" name="{name}" value="{_attribute(cell.typed[part])}" aria-label="{label}"{wrong}>'


def build_grid(
    planned: list[PlannedIndicator],
    months: list[date],
    saved: SavedFigures,
    locked: Container[date],
    data: Mapping[str, str] | None,
) -> Grid:
    """The grid with what is saved, or with what was posted; a locked month has no fields, so nothing is read from it."""
    rows = []
    for month in months:
        name, key = format_month(month), format_month_key(month)
        cells = []
        for item in planned:
            prefix = f"{item.pk}-{key}"
            found = saved.get((item.pk, month))
            is_read = data is not None and month not in locked
            typed = _written(found) if not is_read else {part: data.get(f"{prefix}-{part}", "") for part in PARTS}
            is_due = item.indicator.is_due_in(month)
            cells.append(GridCell(item, month, f"{item.title}, {name}", prefix, found, typed, is_due))
        is_complete = all(cell.saved for cell in cells if cell.is_due)
        rows.append(GridRow(name.capitalize(), cells, is_complete, month in locked))
    return Grid(rows, planned)


def _written(saved: SavedFigure | None) -> dict[str, str]:
    """What stands in the fields of a saved figure, or of none."""
    if saved is None:
        return dict.fromkeys(PARTS, "")
    return {
        "n": "" if saved.numerator is None else number(saved.numerator, 2),
        "d": "" if saved.denominator is None else number(saved.denominator, 2),
        "seen": str(saved.version),
    }


def _month_mark(name: str, word: str) -> str:
    return f'<span class="month-done">{mark_svg(name)}<span class="visually-hidden">{escape(word)}</span></span>'


def _attribute(text: str) -> str:
    """A field's text as the value of an attribute; nearly all are digits, which need no escaping."""
    return text if text.isdigit() else escape(text)


def _skipped(saved: SavedFigure) -> str:
    return escape(_("Hoppet over: %(reason)s") % {"reason": saved.skip_reason})


def _reason(saved: SavedFigure) -> str:
    return f'<span class="quiet small cell-skipped">{_skipped(saved)}</span>'


def _messages(cell: GridCell) -> str:
    out = []
    for part, messages in cell.errors.items():
        said = "".join(_message(message) for message in messages)
        out.append(f'<div id="id_{cell.prefix}-{part}_error">{said}</div>')
    return "".join(out)


def _message(message: str) -> str:
    said = f'<span class="visually-hidden">{_("Feil:")} </span>{escape(message)}'
    return f'<p class="error">{mark_svg("late")}<span>{said}</span></p>'
