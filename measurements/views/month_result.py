"""A delivered month, and any month for those who may look but not enter."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.months import format_month_key
from accounts.norwegian import format_date, format_time
from accounts.permissions import Decision
from measurements.charts import SPARK_ENTRY, render_svg
from measurements.models import Measurement, MonthDelivery
from measurements.permissions import can_lock_figures
from measurements.queries.entry import MonthEntry
from measurements.queries.series import IndicatorSeries
from measurements.views.entry_rows import counted_text, figure_text
from measurements.views.month_head import month_head
from teams.models import Team


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One indicator, folded: its figure, what it says, where it is corrected."""

    name: str
    chart_url: str
    value: str
    counted: str
    sentence: str
    comment: str
    spark: SafeString
    is_missing: bool
    is_skipped: bool
    edit_url: str


def render_month(
    request: HttpRequest, team: Team, month: date, series: list[IndicatorSeries], entry: MonthEntry, decision: Decision
) -> HttpResponse:
    """The month's figures as text, with a way to correct each for those who may."""
    is_locked = entry.is_locked
    may_correct = bool(decision) and not is_locked
    rows = [_row(team, item, month, entry.saved.get(item.planned_indicator.pk), may_correct) for item in series]
    context = {
        "team": team,
        "month": month,
        "head": month_head(team, month, series, entry),
        "rows": rows,
        "delivered": _delivered(entry),
        "is_locked": is_locked,
        "reopened": entry.delivery.reopened_reason if entry.delivery else "",
        "may_lock": entry.delivery and can_lock_figures(request.user, team.network),
        "decision": decision,
    }
    return render(request, "measurements/month_detail.html", context)


def _row(team: Team, item: IndicatorSeries, month: date, saved: Measurement | None, may_correct: bool) -> ResultRow:
    item = item.up_to(month)
    indicator = item.indicator
    code = indicator.code.lower()
    value = next((point.value for point in item.analysis.points if point.period == month), None)
    is_skipped = saved is not None and saved.is_skipped
    counted = sentence = ""
    if is_skipped:
        sentence = saved.skip_reason
    elif saved:
        counted = counted_text(indicator, saved.numerator, saved.denominator)
        sentence = item.reading.sentence
    edit_url = reverse("measurements:measurement_edit", args=[team.slug, code, format_month_key(month)])
    chart_url = reverse("measurements:chart_detail", args=[team.slug, code])
    if unit := item.planned_indicator.unit_id:
        edit_url = f"{edit_url}?avdeling={unit}"
        chart_url = reverse("measurements:unit_chart", args=[team.slug, code, unit])
    return ResultRow(
        name=item.planned_indicator.title,
        chart_url=chart_url,
        value="–" if value is None else figure_text(indicator, value),
        counted=counted,
        sentence=sentence,
        comment=saved.comment if saved else "",
        spark=render_svg(item.chart(), SPARK_ENTRY, f"s{item.planned_indicator.pk}"),
        is_missing=saved is None,
        is_skipped=is_skipped,
        edit_url=edit_url if may_correct else "",
    )


def _delivered(entry: MonthEntry) -> str:
    """«Levert 4. november klokka 14.40 av Ingrid Sæther.»"""
    delivery = entry.delivery
    if delivery is None:
        return ""
    said = {"day": format_date(delivery.delivered_at, year=False), "time": format_time(delivery.delivered_at)}
    text = _("Levert %(day)s klokka %(time)s.") % said
    if delivery.delivered_by:
        text = _("Levert %(day)s klokka %(time)s av %(name)s.") % (said | {"name": delivery.delivered_by.name})
    if delivery.is_locked:
        text = f"{text} {_locked(delivery)}"
    return text


def _locked(delivery: MonthDelivery) -> str:
    """«Låst 10. november av Hanne Brekke.»"""
    day = format_date(delivery.locked_at, year=False)
    if delivery.locked_by is None:
        return _("Låst %(day)s.") % {"day": day}
    return _("Låst %(day)s av %(name)s.") % {"day": day, "name": delivery.locked_by.name}
