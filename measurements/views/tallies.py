"""Tellelister as the måleansvarlig sees them: the list of lists, a new one, and one with its QR code."""

from datetime import date, timedelta

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.months import add_months, month_of, months_between, parse_month
from accounts.permissions import require
from measurements.forms.tally import TallySheetForm
from measurements.models import MeasurementPlan, PlannedIndicator, TallySheet
from measurements.permissions import can_record_measurements
from measurements.queries.rows import followed_of
from measurements.queries.tally import delivered_months, sheets_of, tally_count, tally_sheets
from measurements.services import (
    MeasurementError,
    close_tally_sheet,
    delete_tally_sheet,
    open_tally_sheet,
)
from measurements.services.tallies import LONGEST_TALLY, TALLIED
from measurements.views.tally_words import last_day, tally_state, tally_title, tally_words
from teams.models import Team
from teams.views.doors import team_or_404

# Months that can be counted: the running one and those before it that may still be delivered.
EARLIER = 3
# After its month a list stays open so long, unless told otherwise.
USUAL = timedelta(days=7)


@require_safe
def tally_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The team's tellelister."""
    team = team_or_404(request, slug)
    require(can_record_measurements(request.user, team))
    now, delivered = timezone.now(), delivered_months(team)
    rows = [
        {
            "sheet": sheet,
            "name": sheet.planned_indicator.indicator.short_name,
            "month": tally_title(sheet),
            "words": tally_words(sheet, count),
            "state": tally_state(sheet, now, delivered),
        }
        for sheet, count in sheets_of(team)
    ]
    return render(request, "measurements/tally_list.html", {"team": team, "rows": rows, "may_open": _tallied(team)})


@require_http_methods(["GET", "POST"])
def tally_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a telleliste, or open one again with a new link."""
    team = team_or_404(request, slug)
    require(can_record_measurements(request.user, team))
    planned = _tallied(team)
    if not planned:
        messages.error(request, _("Teamet har ingen indikatorer som telles med trykk."))
        return redirect("measurements:measurement_list", slug=slug)
    months = _months(planned[0].plan)
    form = TallySheetForm(request.POST or None, planned=planned, months=months, initial=_initial(request, planned))
    if request.method == "POST" and form.is_valid():
        try:
            sheet = _open(request, form, planned)
        except MeasurementError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            return redirect("measurements:tally_detail", slug=slug, pk=sheet.pk)
    return render(request, "measurements/tally_create.html", {"team": team, "form": form})


@require_http_methods(["GET", "POST"])
def tally_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One list: how far it has come, its QR code on a sheet to print, and the buttons that end it."""
    team = team_or_404(request, slug)
    require(can_record_measurements(request.user, team))
    sheet = get_object_or_404(tally_sheets(team), pk=pk)
    sheet.planned_indicator.plan.team = team
    if request.method == "POST":
        return _end(request, team, sheet)
    now, delivered = timezone.now(), delivered_months(team)
    count = tally_count(sheet)
    is_open = sheet.works_at(now) and sheet.month not in delivered
    address = settings.SITE_URL + reverse("measurements:tally_count", args=[sheet.token])
    context = {
        "team": team,
        "sheet": sheet,
        "indicator": sheet.planned_indicator.indicator,
        "month": tally_title(sheet),
        "words": tally_words(sheet, count),
        "count": count,
        "state": tally_state(sheet, now, delivered),
        "is_delivered": sheet.month in delivered,
        "is_open": is_open,
        "address": address,
        "code": qr_code(address) if is_open else "",
        "last_day": last_day(sheet),
    }
    return render(request, "measurements/tally_detail.html", context)


def qr_code(address: str) -> SafeString:
    """The address as a QR code, drawn as SVG; a fifth of it may be dirty and it still reads."""
    drawing = segno.make(address, error="q", micro=False).svg_inline(
        omitsize=True, border=2, svgclass="qr", lineclass=None
    )
    label = f'<svg role="img" aria-label="{_("QR-kode som åpner tellelista")}"'
    # Drawn by the library from an address of ours: there is nothing in it that somebody typed.
    return mark_safe(drawing.replace("<svg", label, 1))


def _tallied(team: Team) -> list[PlannedIndicator]:
    return [row for row in followed_of(team).monthly if row.indicator.calculation in TALLIED]


def _months(plan: MeasurementPlan) -> list[date]:
    """The months that can be chosen, newest first."""
    running = month_of(timezone.localdate())
    ends_on = plan.team.network.ends_on
    last = min(running, month_of(ends_on)) if ends_on else running
    return months_between(max(plan.starts_on, add_months(running, -EARLIER)), last)[::-1]


def _initial(request: HttpRequest, planned: list[PlannedIndicator]) -> dict[str, object]:
    """What the address asks for, else the first indicator and the running month."""
    wanted = request.GET.get("hva", "")
    chosen = next((row for row in planned if str(row.pk) == wanted), planned[0])
    month = parse_month(request.GET.get("maned", "")) or month_of(timezone.localdate())
    today = timezone.localdate()
    usual = max(add_months(month, 1) - timedelta(days=1), today) + USUAL
    limit = request.GET.get("n", "")
    return {
        "planned_indicator": chosen.pk,
        "month": month,
        "limit": limit if limit.isdecimal() else "",
        "expires_on": min(usual, today + LONGEST_TALLY),
    }


def _open(request: HttpRequest, form: TallySheetForm, planned: list[PlannedIndicator]) -> TallySheet:
    data = form.cleaned_data
    # The same row with its team and network loaded.
    chosen = next(row for row in planned if row.pk == data["planned_indicator"].pk)
    sheet = open_tally_sheet(
        chosen, month=data["month"], limit=data["limit"], expires_on=data["expires_on"], by=request.user
    )
    messages.success(request, _("Tellelista er åpen. Skriv ut arket, eller del lenken med dem som skal telle."))
    return sheet


def _end(request: HttpRequest, team: Team, sheet: TallySheet) -> HttpResponse:
    """Close the list, or throw it away."""
    if request.POST.get("action") == "delete":
        delete_tally_sheet(sheet, by=request.user)
        messages.success(request, _("Tellelista og trykkene er slettet."))
        return redirect("measurements:tally_list", slug=team.slug)
    close_tally_sheet(sheet, by=request.user)
    messages.success(request, _("Tellelista er stengt. Tallene er tatt vare på."))
    return redirect("measurements:tally_detail", slug=team.slug, pk=sheet.pk)
