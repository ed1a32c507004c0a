"""What the baseline grid looks like with copied cells in it: answered while one types, nothing is saved."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.norwegian import count_words
from accounts.permissions import require
from measurements.forms import EntryRowForm
from measurements.permissions import can_record_measurements
from measurements.spreadsheets.grid_paste import Placed, place_in_grid
from measurements.spreadsheets.problems import FileRefused
from measurements.views.baseline import baseline_grid
from measurements.views.grid import Grid
from teams.views.doors import team_or_404


@require_POST
def baseline_paste(request: HttpRequest, slug: str) -> JsonResponse:
    """The grid's rows with the copied cells in them, and a sentence about what was done."""
    team = team_or_404(request, slug)
    require(can_record_measurements(request.user, team))
    empty = baseline_grid(team, request.POST)
    if empty is None:
        return JsonResponse({"message": _("Teamet har ingen måleplan ennå. Sett den opp først.")})
    months = list(dict.fromkeys(cell.month for cell in empty.cells))
    try:
        placed = place_in_grid(request.POST.get("pasted", ""), empty.planned, months, request.POST.get("at", ""))
    except FileRefused as refusal:
        return JsonResponse({"message": refusal.message})
    _leave_locked(empty, placed)
    _leave_undue(empty, placed)
    typed = request.POST.copy()
    for name, text in placed.fields.items():
        typed[name] = text
    grid = baseline_grid(team, typed)
    wrong = _complain(grid, placed)
    return JsonResponse({"rows": grid.fields, "message": _message(placed, wrong)})


def _leave_locked(grid: Grid, placed: Placed) -> None:
    """Take out what was pasted over a locked month, and say so."""
    for row in grid.rows:
        names = [f"{cell.prefix}-{part}" for cell in row.cells for part in ("n", "d")] if row.is_locked else []
        pasted = [name for name in names if name in placed.fields]
        for name in pasted:
            del placed.fields[name]
        if pasted:
            placed.left_out.append(_("%(month)s er låst og står som den sto.") % {"month": row.name})


def _leave_undue(grid: Grid, placed: Placed) -> None:
    """Take out what was pasted where nothing is counted: in a quarter there is a field in the last month only."""
    for cell in grid.cells:
        if cell.is_due or cell.saved:
            continue
        pasted = [placed.fields.pop(f"{cell.prefix}-{part}", "") for part in ("n", "d")]
        if any(pasted):
            placed.left_out.append(_("%(name)s: Her telles det ikke.") % {"name": cell.label})


def _complain(grid: Grid, placed: Placed) -> int:
    """Put what is wrong beside the pasted fields; returns how many are wrong."""
    wrong = 0
    for cell in grid.cells:
        if not any(f"{cell.prefix}-{part}" in placed.fields for part in ("n", "d")):
            continue
        data = {f"{cell.prefix}-{part}": text for part, text in cell.typed.items()}
        form = EntryRowForm(data, prefix=cell.prefix, planned=cell.planned)
        for part, messages in form.errors.items():
            wrong += 1
            for message in messages:
                cell.complain(part, message)
    return wrong


def _message(placed: Placed, wrong: int) -> str:
    count = count_words(len(placed.fields), _("felt"), _("felt"), neuter=True)
    sentences = [_("%(count)s er fylt ut.") % {"count": count.capitalize()}]
    if wrong:
        sentences.append(
            _("%(count)s må rettes.") % {"count": count_words(wrong, _("felt"), _("felt"), neuter=True).capitalize()}
        )
    sentences += placed.left_out[:5]
    if placed.fields:
        sentences.append(_("Husk å lagre."))
    return " ".join(sentences)
