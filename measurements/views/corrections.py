"""Corrects one figure, and shows what it was before."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.norwegian import format_month
from accounts.permissions import Denied, require
from measurements.forms import CorrectionForm
from measurements.models import Measurement, MeasurementRevision, MonthDelivery, PlannedIndicator
from measurements.permissions import can_record_measurements
from measurements.services import (
    MeasurementConflict,
    MeasurementError,
    check_month,
    locked_text,
    record_measurement,
    skip_month,
)
from measurements.spc import format_number
from measurements.views.entry_rows import counted_text, entered_when
from measurements.views.finding import find_planned
from teams.models import Team
from teams.views.doors import team_or_404

# A version is a small number; longer ones are no version at all.
MOST_DIGITS = 6
FIELDS = {"numerator": "n", "denominator": "d", "reason": "reason", "skip_reason": "reason"}


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the figure: from, to, when, by whom, why.

    version: of what stood before; None of the first entry, before which there was nothing.
    """

    version: int | None
    before: str
    after: str
    at: datetime
    who: str
    why: str


@require_http_methods(["GET", "POST"])
def measurement_edit(request: HttpRequest, slug: str, code: str, month: date) -> HttpResponse:
    """Show one figure with its history, and change it."""
    team = team_or_404(request, slug)
    planned = find_planned(team, code, request.GET.get("avdeling", ""))
    if planned.is_summed:
        # The figure of the whole team is a sum: each unit's is corrected where the month is shown.
        return redirect("measurements:month_edit", slug=slug, month=month)
    try:
        check_month(planned.plan, month, timezone.localdate())
    except MeasurementError as error:
        messages.error(request, error.message)
        return redirect("measurements:chart_detail", slug=slug, code=code)
    delivery = MonthDelivery.objects.filter(team=team, month=month).first()
    decision = can_record_measurements(request.user, team)
    if request.method == "POST":
        require(decision)
    if decision and delivery and delivery.is_locked:
        decision = Denied(locked_text(month))
        if request.method == "POST":
            messages.error(request, decision.reason)
            return redirect("measurements:month_edit", slug=slug, month=month)
    saved = Measurement.objects.filter(planned_indicator=planned, month=month).select_related("recorded_by").first()
    earlier = _earlier(request, saved)
    form = _form(request, planned, saved, earlier, needs_reason=saved is not None and delivery is not None)
    if request.method == "POST" and form.is_valid() and _save(request, form, month):
        messages.success(request, _("Tallet er lagret."))
        return redirect(_chart_url(team, planned))
    context = {
        "team": team,
        "planned": planned,
        "chart_url": _chart_url(team, planned),
        "indicator": planned.indicator,
        "month_name": format_month(month),
        "form": form,
        "saved": saved,
        "current": _figure(planned, saved),
        "earlier": earlier,
        "earlier_figure": _figure(planned, earlier),
        "between": _("av") if planned.indicator.is_percent else _("per"),
        "decision": decision,
        "history": _history(planned, saved),
    }
    return render(request, "measurements/measurement_edit.html", context)


def _chart_url(team: Team, planned: PlannedIndicator) -> str:
    """The chart the figure stands in: that of the avdeling while it counts for itself."""
    chart = [team.slug, planned.indicator.code.lower()]
    if planned.unit_id and planned.is_active:
        return reverse("measurements:unit_chart", args=[*chart, planned.unit_id])
    return reverse("measurements:chart_detail", args=chart)


def _earlier(request: HttpRequest, saved: Measurement | None) -> MeasurementRevision | None:
    """What the figure was before, when somebody asks to have it back."""
    version = request.GET.get("tilbake", "")
    if saved is None or not version.isdecimal() or len(version) > MOST_DIGITS:
        return None
    return saved.revisions.filter(version=int(version)).first()


def _form(
    request: HttpRequest,
    planned: PlannedIndicator,
    saved: Measurement | None,
    earlier: MeasurementRevision | None,
    *,
    needs_reason: bool,
) -> CorrectionForm:
    initial = {"kind": "figure"}
    if saved:
        shown = earlier or saved
        initial |= {"c": shown.comment, "seen": saved.version, "kind": "nothing" if shown.skip_reason else "figure"}
        if earlier:
            initial["reason"] = earlier.skip_reason
        numbers = {"n": shown.numerator, "d": shown.denominator}
        initial |= {name: format_number(value, 2) for name, value in numbers.items() if value is not None}
    return CorrectionForm(
        request.POST or None, prefix="tall", planned=planned, initial=initial, needs_reason=needs_reason
    )


def _save(request: HttpRequest, form: CorrectionForm, month: date) -> bool:
    """Record what the form says; False, with the error in the form, when it cannot be done."""
    data = form.cleaned_data
    try:
        if form.is_skipping:
            skip_month(form.planned, month=month, reason=data["reason"], by=request.user, version=data["seen"])
        else:
            record_measurement(
                form.planned,
                month=month,
                numerator=form.numerator,
                denominator=form.denominator,
                by=request.user,
                version=data["seen"],
                comment=form.comment,
                # Who corrects a figure has looked at it.
                is_confirmed=True,
                reason=data["reason"],
            )
    except MeasurementConflict as conflict:
        _show_theirs(form, conflict, request.user)
        return False
    except MeasurementError as error:
        form.add_error(FIELDS.get(error.field or ""), error.message)
        return False
    return True


def _show_theirs(form: CorrectionForm, conflict: MeasurementConflict, user: User) -> None:
    """Say what stands now; saving once more replaces it."""
    theirs = conflict.theirs
    form.add_error(
        None,
        _("%(who)s registrerte %(theirs)s %(when)s. Lagrer du en gang til, blir det ditt tall som står.")
        % {
            "who": conflict.who,
            "theirs": _figure(form.planned, theirs),
            "when": entered_when(conflict.when, timezone.localdate()),
        },
    )
    form.data = form.data.copy()
    form.data[form.add_prefix("seen")] = str(theirs.version)


def _figure(planned: PlannedIndicator, row: Measurement | MeasurementRevision | None) -> str:
    """«16 av 20», or why there is none; a comment after it."""
    if row is None:
        return ""
    if row.numerator is None:
        return _("hoppet over: %(reason)s") % {"reason": row.skip_reason}
    text = counted_text(planned.indicator, row.numerator, row.denominator)
    return f"{text} ({row.comment})" if row.comment else text


def _history(planned: PlannedIndicator, saved: Measurement | None) -> list[Step]:
    """Every change, newest first; the first entry last."""
    if saved is None:
        return []
    revisions = list(saved.revisions.select_related("recorded_by", "replaced_by"))
    after = _figure(planned, saved)
    steps = []
    for row in revisions:
        before = _figure(planned, row)
        steps.append(Step(row.version, before, after, row.replaced_at, _name(row.replaced_by), row.reason))
        after = before
    first = revisions[-1] if revisions else saved
    steps.append(Step(None, "", after, first.recorded_at, _name(first.recorded_by), ""))
    return steps


def _name(user: User | None) -> str:
    return user.name if user else _("Ukjent")
