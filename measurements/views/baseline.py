"""The utgangspunkt, entered in one go."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.months import month_of, months_between
from accounts.norwegian import count_words
from accounts.permissions import require
from accounts.templatetags.designsystemet import Problem
from measurements.forms import EntryRowForm, ReasonForm
from measurements.permissions import can_plan_measurements, can_record_measurements
from measurements.queries.entry import saved_figures
from measurements.queries.locks import locked_months
from measurements.queries.rows import followed_of
from measurements.services import Cell, CellResult, MeasurementConflict, record_cells
from measurements.views.entry_rows import counted_text
from measurements.views.grid import Grid, GridCell, build_grid
from teams.models import Team
from teams.views.doors import team_or_404

FIELDS = {"numerator": "n", "denominator": "d"}


@require_http_methods(["GET", "POST"])
def baseline_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the grid, record what is right in it, keep all that was typed."""
    team = team_or_404(request, slug)
    decision = can_record_measurements(request.user, team)
    if request.method == "POST":
        require(decision)
    grid = baseline_grid(team, request.POST if request.method == "POST" else None)
    if grid is None:
        return redirect("measurements:measurement_list", slug=slug)
    problems: list[Problem] = []
    why = ReasonForm(request.POST or None)
    if request.method == "POST":
        results = _record(request, team, grid, why)
        problems = [*(problem for cell in grid.cells for problem in cell.problems()), *_reason_problems(why)]
        if not problems:
            _say_what_was_done(request, results)
            return redirect("measurements:measurement_list", slug=slug)
    context = {
        "team": team,
        "grid": grid,
        "decision": decision,
        "may_plan": can_plan_measurements(request.user, team),
        "problems": problems,
        "problems_heading": _heading(problems),
        "why": why if why.errors or why["reason"].value() else None,
        "kept": _kept(grid) if problems else "",
    }
    return render(request, "measurements/baseline_edit.html", context)


def baseline_grid(team: Team, data: QueryDict | None) -> Grid | None:
    """The grid of the team's baseline with what is saved, or with what was posted; None without a måleplan."""
    planned = followed_of(team).monthly
    if not planned:
        return None
    plan = planned[0].plan
    months = months_between(plan.starts_on, min(plan.baseline_ends_on, month_of(timezone.localdate())))
    return build_grid(planned, months, saved_figures(planned, months), locked_months(team), data)


def _record(request: HttpRequest, team: Team, grid: Grid, why: ReasonForm) -> list[CellResult]:
    """Record the cells that were filled and changed; write beside the others what is wrong."""
    open_cells = [cell for row in grid.rows if not row.is_locked for cell in row.cells]
    by_cell = {(cell.planned.pk, cell.month): cell for cell in open_cells if _is_to_record(cell, request.POST)}
    results = record_cells(
        team,
        cells=[_figure(cell) for cell in by_cell.values()],
        by=request.user,
        reason=why.cleaned_data["reason"] if why.is_valid() else "",
    )
    for result in results:
        cell = by_cell[(result.cell.planned_indicator.pk, result.cell.month)]
        if result.error is None:
            # The next save builds on what stands now.
            cell.typed["seen"] = str(result.measurement.version)
        elif isinstance(result.error, MeasurementConflict):
            _show_theirs(cell, result.error)
        elif result.error.field == "reason":
            why.errors.setdefault("reason", why.error_class([result.error.message]))
        else:
            cell.complain(FIELDS.get(result.error.field or "", "n"), result.error.message)
    return results


def _is_to_record(cell: GridCell, data: QueryDict) -> bool:
    saved = cell.saved
    if cell.is_empty:
        if saved and not saved.is_skipped:
            cell.complain("n", _("Et tall kan rettes, men ikke fjernes her. Hopp over måneden i stedet."))
        return False
    form = cell.form = EntryRowForm(data, prefix=cell.prefix, planned=cell.planned, is_required=True)
    if not form.is_valid():
        for part, found in form.errors.items():
            for message in found:
                cell.complain(part, message)
        return False
    return saved is None or (saved.numerator, saved.denominator) != (form.numerator, form.denominator)


def _figure(cell: GridCell) -> Cell:
    form = cell.form
    return Cell(cell.planned, cell.month, form.numerator, form.denominator, form.cleaned_data.get("seen"))


def _show_theirs(cell: GridCell, conflict: MeasurementConflict) -> None:
    theirs = conflict.theirs
    if theirs.is_skipped:
        text = _("hoppet over: %(reason)s") % {"reason": theirs.skip_reason}
    else:
        text = counted_text(cell.planned.indicator, theirs.numerator, theirs.denominator)
    words = _("%(who)s har registrert %(theirs)s. Lagrer du en gang til, blir det ditt tall.")
    cell.complain("n", words % {"who": conflict.who, "theirs": text})
    cell.typed["seen"] = str(theirs.version)


def _reason_problems(why: ReasonForm) -> Iterator[Problem]:
    for message in why.errors.get("reason", []):
        yield Problem(str(why["reason"].label), message, why["reason"].id_for_label)


def _heading(problems: list[Problem]) -> str:
    if len(problems) == 1:
        return _("Én ting må rettes")
    return _("%(count)s må rettes") % {"count": count_words(len(problems), _("ting"), _("ting")).capitalize()}


def _kept(grid: Grid) -> str:
    """How much is safe although something is wrong."""
    right = sum(1 for cell in grid.cells if not cell.is_empty and not cell.errors)
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
