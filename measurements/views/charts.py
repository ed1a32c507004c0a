"""The chart page, and the chart as figure, drawing and numbers."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.months import format_month_key
from measurements.charts import PAGE, render_svg
from measurements.charts.plotly import plotly_figure
from measurements.permissions import (
    can_annotate_chart,
    can_plan_measurements,
    can_record_measurements,
    can_set_chart,
    can_share_chart,
)
from measurements.queries.cards import unit_cards
from measurements.queries.completeness import completeness_of
from measurements.queries.reading import series_of_code, team_series
from measurements.queries.series import IndicatorSeries
from measurements.spc import format_number
from measurements.spreadsheets.formulas import neutral
from measurements.views.annotations import DELETED
from measurements.views.chart_history import told_completeness, told_history, told_reading
from measurements.views.chart_page import build_chart_page
from measurements.views.list_rows import write_cards
from measurements.views.other_teams import chart_of_other_team, shared_series
from teams.models import Team
from teams.views.doors import seen_team, team_or_404

# As addresses say that the notes are hidden in the chart; the list of them stays.
NOTES, HIDDEN = "merknader", "skjul"


@require_safe
def chart_detail(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One indicator: verdict, facts, chart, notes, why, table; of another team what the network shares of it."""
    team = seen_team(request, slug)
    if team is None:
        return chart_of_other_team(request, slug, code)
    item = series_of_code(team, code, timezone.localdate())
    if item is None:
        raise Http404
    may_record = can_record_measurements(request.user, team)
    may_annotate = can_annotate_chart(request.user, team)
    page = build_chart_page(item, may_record=bool(may_record), may_annotate=bool(may_annotate))
    has_notes = _has_notes(request)
    drawing = page.drawing
    if not has_notes:
        drawing = build_chart_page(item.without_notes(), may_record=False, may_annotate=False).drawing
    deleted = request.session.get(DELETED)
    if deleted:
        del request.session[DELETED]
    context = {
        "team": team,
        "indicator": item.indicator,
        "page": page,
        "drawing": drawing,
        "has_notes": has_notes,
        "units": _units(team, item),
        "notes_query": "" if has_notes else f"?{NOTES}={HIDDEN}",
        "may_record": may_record,
        "may_annotate": may_annotate,
        "may_share": can_share_chart(request.user, team),
        "may_set": can_set_chart(request.user, team),
        "told_reading": told_reading(item),
        "history": told_history(item),
        "told_completeness": told_completeness(completeness_of(item)),
        "may_plan": can_plan_measurements(request.user, team),
        "deleted": deleted if deleted and deleted["team"] == team.slug else None,
    }
    return render(request, "measurements/chart_detail.html", context)


@require_safe
def unit_chart(request: HttpRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """What one avdeling has counted of an indicator: verdict, facts, chart, why, and the figures to be corrected."""
    team = team_or_404(request, slug)
    series = team_series(team, timezone.localdate(), has_notes=False, is_monthly=True)
    of_unit = [item for item in series if item.planned_indicator.unit_id == pk]
    item = next((item for item in of_unit if item.indicator.code.lower() == code.lower()), None)
    if item is None:
        raise Http404
    may_record = can_record_measurements(request.user, team)
    page = build_chart_page(item, may_record=bool(may_record), may_annotate=False)
    context = {"team": team, "indicator": item.indicator, "unit": item.planned_indicator.unit, "page": page}
    return render(request, "measurements/unit_chart.html", context | {"may_record": may_record})


@require_safe
def chart_screen(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The chart as large as the screen, with what it says and what happened: for a meeting, or the wall of the ward."""
    team = team_or_404(request, slug)
    item = series_of_code(team, code, timezone.localdate())
    if item is None:
        raise Http404
    page = build_chart_page(_with_notes_or_not(request, item), may_record=False, may_annotate=False)
    context = {"team": team, "indicator": item.indicator, "page": page}
    return render(request, "measurements/chart_screen.html", context)


@require_safe
def chart_figure(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The chart as a Plotly figure, for its own team and for those it is shared with."""
    return JsonResponse(plotly_figure(_with_notes_or_not(request, shared_series(request, slug, code)).chart()))


@require_safe
def chart_svg(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The chart as a drawing in a file."""
    item = _with_notes_or_not(request, shared_series(request, slug, code))
    drawing = render_svg(item.chart(), PAGE, "diagram")
    response = HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>\n{drawing}', content_type="image/svg+xml")
    return _as_file(response, f"{slug}-{code.lower()}.svg")


@require_safe
def chart_csv(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The figures as a table for a spreadsheet set up for Norwegian: semicolons, decimal commas."""
    item = shared_series(request, slug, code)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows(_lines(item))
    # The mark at the start tells Excel that this is UTF-8.
    response = HttpResponse(f"\ufeff{out.getvalue()}", content_type="text/csv; charset=utf-8")
    return _as_file(response, f"{slug}-{code.lower()}.csv")


def _units(team: Team, item: IndicatorSeries) -> SafeString | str:
    """The avdelinger that the figure is the sum of, side by side; nothing where the team counts as a whole."""
    if not item.planned_indicator.is_summed:
        return ""
    series = team_series(team, timezone.localdate(), has_notes=False, is_monthly=True)
    return write_cards(unit_cards(item, series))


def _has_notes(request: HttpRequest) -> bool:
    """Tell whether the chart is shown with its notes: unless the address says that they are hidden."""
    return request.GET.get(NOTES) != HIDDEN


def _with_notes_or_not(request: HttpRequest, item: IndicatorSeries) -> IndicatorSeries:
    return item if _has_notes(request) else item.without_notes()


def _as_file(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(item: IndicatorSeries) -> Iterable[list[str]]:
    indicator = item.indicator
    # Only where somebody has chosen so: the columns of an ordinary run chart stay as they were.
    has_more = item.analysis.has_limits or any(point.is_excluded for point in item.analysis.points)
    heading = [
        _("Dato") if indicator.is_event_based else _("Måned"),
        indicator.numerator_label,
        indicator.denominator_label or _("Nevner"),
        indicator.unit or _("Verdi"),
        _("Utgangspunkt"),
        _("Mål"),
        _("Ikke målt fordi"),
        _("Merknad"),
        *([_("Nedre grense"), _("Øvre grense"), _("Utelatt")] if has_more else []),
    ]
    yield [neutral(text) for text in heading]
    for point in item.analysis.points:
        month = (point.period.year, point.period.month)
        notes = [note.text for note in item.notes if (note.on.year, note.on.month) == month]
        yield [
            point.period.isoformat() if indicator.is_event_based else format_month_key(point.period),
            _number(point.numerator),
            _number(point.denominator),
            _number(point.value),
            _number(point.center),
            _number(item.series.target_at(point.period)),
            _("færre enn 5") if point.period in item.hidden else neutral(item.skip_reasons.get(point.period, "")),
            neutral(", ".join(notes)),
            *([_number(point.lower), _number(point.upper), _("ja") if point.is_excluded else ""] if has_more else []),
        ]


def _number(value: float | Decimal | None) -> str:
    """A number without spaces between thousands: spreadsheets read those as text."""
    return "" if value is None else format_number(value, 2).replace("\u00a0", "").replace("\u2212", "-")
