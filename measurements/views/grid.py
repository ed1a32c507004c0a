"""The baseline grid: its cells, read from the form and written as HTML in one pass.

A year of ten indicators is 240 fields: as Django forms and template nodes they cost more than the rest of the page.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.months import format_month_key
from accounts.norwegian import format_month
from accounts.templatetags.designsystemet import Problem
from accounts.templatetags.icons import mark_svg
from measurements.forms import EntryRowForm
from measurements.models import Indicator, Measurement, PlannedIndicator
from measurements.spc import format_number
from measurements.views.entry_rows import counted_text

Saved = Mapping[tuple[int, date], Measurement]
PARTS = ("n", "d", "seen")


@dataclass(slots=True)
class GridCell:
    """One figure. typed: the texts of its fields, as posted or as saved; errors: part → messages.

    form is there when something was posted; text is what is saved, in words.
    """

    planned: PlannedIndicator
    month: date
    label: str
    prefix: str
    saved: Measurement | None
    typed: dict[str, str]
    text: str = ""
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

    def fields(self) -> SafeString:
        """The cell's fields and messages."""
        indicator = self.planned.indicator
        out = ['<span class="cell-pair">', self._input("n", indicator.numerator_label)]
        if indicator.has_denominator:
            out += [f'<span class="between">{escape(_between(indicator))}</span>']
            out += [self._input("d", indicator.denominator_label)]
        out.append(f'</span><input type="hidden" name="{self.prefix}-seen" value="{escape(self.typed["seen"])}">')
        for part, messages in self.errors.items():
            said = "".join(_message(message) for message in messages)
            out.append(f'<div id="id_{self.prefix}-{part}_error">{said}</div>')
        # Safe: every text that people write is escaped where it is put in.
        return mark_safe("".join(out))

    def _input(self, part: str, label: str) -> str:
        name = f"{self.prefix}-{part}"
        mode = "decimal" if self.planned.indicator.calculation == Indicator.Calculation.MEAN else "numeric"
        wrong = f' aria-invalid="true" aria-describedby="id_{name}_error"' if part in self.errors else ""
        return (
            f'<input class="ds-input" type="text" inputmode="{mode}" autocomplete="off" id="id_{name}" name="{name}" '
            f'value="{escape(self.typed[part])}" aria-label="{escape(self.label)}: {escape(label)}"{wrong}>'
        )


@dataclass(frozen=True, slots=True)
class GridRow:
    """One month."""

    name: str
    cells: list[GridCell]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of months, one column an indicator."""

    rows: list[GridRow]
    planned: list[PlannedIndicator]

    @property
    def cells(self) -> Iterator[GridCell]:
        """Every cell, month by month."""
        return (cell for row in self.rows for cell in row.cells)


def build_grid(
    planned: list[PlannedIndicator], months: list[date], saved: Saved, data: Mapping[str, str] | None
) -> Grid:
    """The grid with what is saved, or with what was posted."""
    rows = []
    for month in months:
        name, key = format_month(month), format_month_key(month)
        cells = []
        for item in planned:
            cell = GridCell(
                planned=item,
                month=month,
                label=f"{item.indicator.short_name}, {name}",
                prefix=f"{item.pk}-{key}",
                saved=saved.get((item.pk, month)),
                typed={},
            )
            _fill(cell, data)
            cells.append(cell)
        rows.append(GridRow(name.capitalize(), cells, all(cell.saved for cell in cells)))
    return Grid(rows, planned)


def _fill(cell: GridCell, data: Mapping[str, str] | None) -> None:
    saved = cell.saved
    cell.typed = dict.fromkeys(PARTS, "")
    if saved:
        cell.typed["seen"] = str(saved.version)
        if saved.is_skipped:
            cell.text = _("Hoppet over: %(reason)s") % {"reason": saved.skip_reason}
        else:
            cell.text = counted_text(cell.planned.indicator, saved.numerator, saved.denominator)
            cell.typed |= {"n": format_number(saved.numerator, 2)}
            cell.typed |= {} if saved.denominator is None else {"d": format_number(saved.denominator, 2)}
    if data is not None:
        cell.typed = {part: data.get(f"{cell.prefix}-{part}", "") for part in PARTS}


def _between(indicator: Indicator) -> str:
    return _("av") if indicator.is_percent else _("per")


def _message(message: str) -> str:
    said = f'<span class="visually-hidden">{_("Feil:")} </span>{escape(message)}'
    return f'<p class="error">{mark_svg("late")}<span>{said}</span></p>'
