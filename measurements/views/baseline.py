"""The utgangspunkt: a grid of months and indicators, entered in one go."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.months import format_month_key, month_of, months_between
from accounts.norwegian import count_words, format_month
from accounts.permissions import require
from accounts.templatetags.designsystemet import Problem
from measurements.forms import EntryRowForm, ReasonForm
from measurements.models import Measurement, MeasurementPlan, PlannedIndicator
from measurements.permissions import can_plan_measurements, can_record_measurements
from measurements.queries.series import planned_of
from measurements.services import Cell, CellResult, MeasurementConflict, record_cells
from measurements.spc import format_number
from measurements.views.entry_rows import counted_text
from measurements.views.finding import find_plan, find_team
from teams.models import Team

Saved = Mapping[tuple[int, date], Measurement]
FIELDS = {"numerator": "n", "denominator": "d"}


@dataclass(slots=True)
class GridCell:
    """One figure of the grid: its form, what is saved, and how it reads as text."""

    planned: PlannedIndicator
    month: date
    form: EntryRowForm
    saved: Measurement | None
    text: str
    number: int

    @property
    def label(self) -> str:
        """«Samstemt legemiddelliste, mars 2026»."""
        return f"{self.planned.indicator.short_name}, {format_month(self.month)}"


@dataclass(frozen=True, slots=True)
class GridRow:
    """One month."""

    name: str
    key: str
    cells: list[GridCell]
    is_complete: bool


@dataclass(slots=True)
class Grid:
    """The page: rows of months, one column an indicator."""

    rows: list[GridRow]
    planned: list[PlannedIndicator]

    @property
    def cells(self) -> Iterator[GridCell]:
        """Every cell, month by month."""
        return (cell for row in self.rows for cell in row.cells)


@require_http_methods(["GET", "POST"])
def baseline_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the grid, record what is right in it, keep all that was typed."""
    team = find_team(request, slug)
    decision = can_record_measurements(request.user, team)
    if request.method == "POST":
        require(decision)
    plan = find_plan(team)
    if plan is None:
        return redirect("measurements:measurement_list", slug=slug)
    grid = _grid(team, plan, request.POST if request.method == "POST" else None)
    problems: list[Problem] = []
    why = ReasonForm(request.POST or None)
    if request.method == "POST":
        results = _record(request, team, grid, why)
        problems = [*_problems(grid), *_reason_problems(why)]
        if not problems:
            _say_what_was_done(request, results)
            return redirect("measurements:measurement_list", slug=slug)
    context = {
        "team": team,
        "plan": plan,
        "grid": grid,
        "decision": decision,
        "may_plan": can_plan_measurements(request.user, team),
        "problems": problems,
        "problems_heading": _heading(problems),
        "why": why if why.errors or why["reason"].value() else None,
        "kept": _kept(grid) if problems else "",
    }
    return render(request, "measurements/baseline_edit.html", context)


def _grid(team: Team, plan: MeasurementPlan, data: Mapping[str, str] | None) -> Grid:
    planned = planned_of(team)
    last = min(plan.baseline_ends_on, month_of(timezone.localdate()))
    months = months_between(plan.starts_on, last)
    rows = Measurement.objects.filter(planned_indicator__in=planned, month__in=months)
    saved = {(row.planned_indicator_id, row.month): row for row in rows.select_related("recorded_by")}
    lines = []
    for place, month in enumerate(months):
        cells = [
            _cell(item, month, saved.get((item.pk, month)), data, place * len(planned) + column)
            for column, item in enumerate(planned)
        ]
        is_complete = all(cell.saved for cell in cells)
        lines.append(GridRow(format_month(month).capitalize(), format_month_key(month), cells, is_complete))
    return Grid(lines, planned)


def _cell(
    item: PlannedIndicator, month: date, saved: Measurement | None, data: Mapping[str, str] | None, number: int
) -> GridCell:
    initial = {"seen": saved.version} if saved else {}
    text = ""
    if saved and saved.is_skipped:
        text = _("Hoppet over: %(reason)s") % {"reason": saved.skip_reason}
    elif saved:
        text = counted_text(item.indicator, saved.numerator, saved.denominator)
        initial |= {"n": format_number(saved.numerator, 2)}
        initial |= {"d": format_number(saved.denominator, 2)} if saved.denominator is not None else {}
    form = EntryRowForm(data, prefix=f"{item.pk}-{format_month_key(month)}", planned=item, initial=initial)
    return GridCell(item, month, form, saved, text, number)


def _record(request: HttpRequest, team: Team, grid: Grid, why: ReasonForm) -> list[CellResult]:
    """Record the cells that were filled and changed; write what went wrong into their forms."""
    by_cell = {(cell.planned.pk, cell.month): cell for cell in grid.cells if _is_to_record(cell)}
    results = record_cells(
        team,
        cells=[
            Cell(
                cell.planned, cell.month, cell.form.numerator, cell.form.denominator, cell.form.cleaned_data.get("seen")
            )
            for cell in by_cell.values()
        ],
        by=request.user,
        reason=why.cleaned_data["reason"] if why.is_valid() else "",
    )
    for result in results:
        cell = by_cell[(result.cell.planned_indicator.pk, result.cell.month)]
        if result.error is None:
            _see(cell, result.measurement.version)
        elif isinstance(result.error, MeasurementConflict):
            _show_theirs(cell, result.error)
        elif result.error.field == "reason":
            why.errors.setdefault("reason", why.error_class([result.error.message]))
        else:
            cell.form.add_error(FIELDS.get(result.error.field or "", "n"), result.error.message)
    return results


def _is_to_record(cell: GridCell) -> bool:
    form, saved = cell.form, cell.saved
    form.is_required = not form.is_empty
    form.is_valid()
    if form.is_empty:
        if saved and not saved.is_skipped and not form.errors:
            form.add_error("n", _("Et tall kan rettes, men ikke fjernes her. Hopp over måneden i stedet."))
        return False
    if form.errors:
        return False
    return saved is None or (saved.numerator, saved.denominator) != (form.numerator, form.denominator)


def _see(cell: GridCell, version: int) -> None:
    """The next save builds on what stands now."""
    cell.form.data = cell.form.data.copy()
    cell.form.data[cell.form.add_prefix("seen")] = str(version)


def _show_theirs(cell: GridCell, conflict: MeasurementConflict) -> None:
    theirs = conflict.theirs
    if theirs.is_skipped:
        text = _("hoppet over: %(reason)s") % {"reason": theirs.skip_reason}
    else:
        text = counted_text(cell.planned.indicator, theirs.numerator, theirs.denominator)
    cell.form.add_error(
        "n",
        _("%(who)s har registrert %(theirs)s. Lagrer du en gang til, blir det ditt tall.")
        % {"who": conflict.who, "theirs": text},
    )
    _see(cell, theirs.version)


def _problems(grid: Grid) -> Iterator[Problem]:
    for cell in grid.cells:
        for name in ("n", "d"):
            for message in cell.form.errors.get(name, []):
                yield Problem(cell.label, message, cell.form[name].id_for_label)


def _reason_problems(why: ReasonForm) -> Iterator[Problem]:
    for message in why.errors.get("reason", []):
        yield Problem(str(why["reason"].label), message, why["reason"].id_for_label)


def _heading(problems: list[Problem]) -> str:
    if len(problems) == 1:
        return _("Én ting må rettes")
    return _("%(count)s må rettes") % {"count": count_words(len(problems), _("ting"), _("ting")).capitalize()}


def _kept(grid: Grid) -> str:
    """How much is safe although something is wrong."""
    right = sum(1 for cell in grid.cells if not cell.form.is_empty and not cell.form.errors)
    return _("%(count)s er lagret. Rett det som er merket, og lagre igjen.") % {
        "count": count_words(right, _("tall"), _("tall"), neuter=True).capitalize()
    }


def _say_what_was_done(request: HttpRequest, results: list[CellResult]) -> None:
    count = sum(result.measurement is not None for result in results)
    if count:
        words = count_words(count, _("tall"), _("tall"), neuter=True).capitalize()
        messages.success(request, _("%(count)s er lagret i utgangspunktet.") % {"count": words})
    else:
        messages.info(request, _("Ingenting var endret."))
