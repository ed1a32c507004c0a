"""Figures from a file or from copied cells: read, looked over, and only then taken."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.norwegian import count_words
from accounts.permissions import require
from measurements.forms import FileForm, PasteForm, TakeImportForm
from measurements.models import FigureImport
from measurements.permissions import can_record_measurements
from measurements.queries.comparison import Comparison, Figure, compare
from measurements.queries.imports import TeamFacts, team_facts
from measurements.services import (
    FiguresTaken,
    ImportOutdated,
    MeasurementError,
    drop_import,
    prepare_import,
    take_import,
)
from measurements.spreadsheets.checking import check_layout
from measurements.spreadsheets.problems import CellProblem, FileRefused
from measurements.spreadsheets.reading import LARGEST_FILE, read_file, read_layout
from measurements.spreadsheets.tables import Table
from measurements.spreadsheets.text import read_text
from measurements.views.import_lines import build_lines
from teams.models import Team
from teams.views.doors import team_or_404

# More complaints than this are all of the same kind.
PROBLEMS_SHOWN = 100


@dataclass(slots=True)
class _Problems:
    """What is wrong with the cells, as the page shows it."""

    shown: list[CellProblem]
    heading: str
    more: str


@require_http_methods(["GET", "POST"])
def figures_import(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a file or copied cells, and go on to the preview; or show what is wrong with them."""
    team = team_or_404(request, slug)
    require(can_record_measurements(request.user, team))
    facts = team_facts(team)
    if facts is None:
        return redirect("measurements:measurement_list", slug=slug)
    is_file = request.method == "POST" and request.POST.get("source") != FigureImport.Source.PASTE
    is_paste = request.method == "POST" and not is_file
    file_form = FileForm(request.POST, request.FILES, prefix="fil") if is_file else FileForm(prefix="fil")
    paste_form = PasteForm(request.POST, prefix="tall") if is_paste else PasteForm(prefix="tall")
    problems = None
    if request.method == "POST":
        problems = _receive(request, team, facts, file_form if is_file else paste_form)
        if problems is None:
            return redirect("measurements:figures_import_review", slug=slug)
    context = {
        "team": team,
        "file_form": file_form,
        "paste_form": paste_form,
        "problems": problems,
        "is_file": is_file,
        "example": facts.active[0].indicator if facts.active else None,
    }
    return render(request, "measurements/figures_import.html", context)


@require_http_methods(["GET", "POST"])
def figures_import_review(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the figures would change, and take them on a yes."""
    team = team_or_404(request, slug)
    require(can_record_measurements(request.user, team))
    pending = FigureImport.objects.visible_to(request.user).filter(team=team).first()
    if pending is None:
        messages.info(request, _("Det er ingen tall å se over. De er lagret, forkastet eller for gamle."))
        return redirect("measurements:figures_import", slug=slug)
    pending.team = team
    if request.method == "POST" and request.POST.get("action") == "drop":
        drop_import(pending, by=request.user)
        messages.info(request, _("Ingenting ble lagret."))
        return redirect("measurements:figures_import", slug=slug)
    form = TakeImportForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _take(request, pending, form):
        return redirect("measurements:measurement_list", slug=slug)
    facts = team_facts(team)
    found = compare([Figure.unpacked(packed) for packed in pending.figures], facts)
    context = {
        "team": team,
        "pending": pending,
        "found": found,
        "lines": build_lines(found, facts),
        "form": form,
        "button": _button(found),
    }
    return render(request, "measurements/figures_import_review.html", context)


def _receive(request: HttpRequest, team: Team, facts: TeamFacts, form: forms.Form) -> _Problems | None:
    """Read, check and keep the figures; None when they are ready to be looked over."""
    if not form.is_valid():
        _say_too_large(request, form)
        return _Problems([], "", "")
    try:
        table, source, name = _table(form)
        layout = read_layout(table, facts.planned, team.name)
    except FileRefused as refusal:
        form.add_error(None, refusal.message)
        return _Problems([], "", "")
    figures = check_layout(layout, facts, timezone.localdate())
    if layout.problems:
        return _problems(layout.problems)
    if not figures:
        form.add_error(None, _("Fant ingen tall å lese inn. Ingen av cellene er fylt ut."))
        return _Problems([], "", "")
    try:
        prepare_import(team, figures=figures, source=source, file_name=name, unfilled=layout.unfilled, by=request.user)
    except MeasurementError as error:
        form.add_error(None, error.message)
        return _Problems([], "", "")
    return None


def _say_too_large(request: HttpRequest, form: forms.Form) -> None:
    """A file that is too large is not kept by Django, which looks as if none was chosen."""
    sent = request.META.get("CONTENT_LENGTH", "")
    if isinstance(form, FileForm) and sent.isdigit() and int(sent) > LARGEST_FILE:
        form.errors.pop("file", None)
        form.add_error("file", _("Filen er for stor. Den kan være på høyst 5 MB."))


def _table(form: forms.Form) -> tuple[Table, str, str]:
    if isinstance(form, PasteForm):
        return read_text(form.cleaned_data["text"]), FigureImport.Source.PASTE, ""
    file = form.cleaned_data["file"]
    return read_file(file.name, file.read()), FigureImport.Source.FILE, file.name


def _problems(found: list[CellProblem]) -> _Problems:
    found = sorted(found, key=lambda problem: problem.place)
    heading = _("Én celle må rettes")
    if len(found) > 1:
        heading = _("%(count)s celler må rettes") % {"count": len(found)}
    left = len(found) - PROBLEMS_SHOWN
    more = _("Og %(count)s til.") % {"count": count_words(left, _("celle"), _("celler"))} if left > 0 else ""
    return _Problems(found[:PROBLEMS_SHOWN], heading, more)


def _take(request: HttpRequest, pending: FigureImport, form: TakeImportForm) -> bool:
    """Take the figures; False, with the reason on the page, when they are not."""
    data = form.cleaned_data
    try:
        taken = take_import(pending, shown=data["shown"], reason=data["reason"], by=request.user)
    except ImportOutdated as outdated:
        messages.warning(request, outdated.message)
        return False
    except MeasurementError as error:
        form.add_error("reason" if error.field == "reason" else None, error.message)
        return False
    messages.success(request, _done(taken))
    return True


def _done(taken: FiguresTaken) -> str:
    parts = []
    if taken.new:
        parts.append(_("%(count)s er lagt til") % {"count": _counted(taken.new)})
    if taken.changed:
        parts.append(_("%(count)s er endret") % {"count": _counted(taken.changed)})
    text = _(" og ").join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def _button(found: Comparison) -> str:
    return _("Lagre %(count)s") % {"count": _counted(len(found.new) + len(found.changed))}


def _counted(count: int) -> str:
    return count_words(count, _("tall"), _("tall"), neuter=True)
