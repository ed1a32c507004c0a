"""Tells how a chart is read now, and what was changed about that, by whom and why."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.norwegian import format_date_short, format_month, format_month_short
from measurements.models import ChartChange
from measurements.queries.completeness import Completeness
from measurements.queries.series import IndicatorSeries

Kind = ChartChange.Kind


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change: day, what and why, who; `undone` says when and by whom it was taken back, if it was."""

    pk: int
    when: str
    text: str
    who: str
    undone: str


def told_change(change: ChartChange) -> str:
    """«Ny fase fra august 2026», without the reason."""
    if change.kind == Kind.READING:
        names = {"chart": change.get_chart_display().partition(",")[0], "rules": change.get_rules_display()}
        return _("Leses som %(chart)s med regler fra %(rules)s") % names
    texts = {
        Kind.PHASE: _("Ny fase fra %(month)s"),
        Kind.EXCLUSION: _("Utelatt: %(month)s"),
        Kind.BASELINE: _("Utgangspunktet slutter med %(month)s"),
    }
    return texts[change.kind] % {"month": format_month(change.month)}


def told_history(item: IndicatorSeries) -> list[HistoryLine]:
    """Every change of this chart, newest first: one query."""
    changes = item.planned_indicator.chart_changes.select_related("made_by", "undone_by").order_by("-pk")
    return [
        HistoryLine(
            change.pk,
            format_date_short(change.made_at, year=True),
            f"{told_change(change)}: {change.reason.rstrip('.')}.",
            change.made_by.name if change.made_by else "",
            _undone(change),
        )
        for change in changes
    ]


def told_reading(item: IndicatorSeries) -> str:
    """«Seriediagram med regler fra Anhøj. Utgangspunktet er nov. 2025–april 2026.»"""
    series = item.series
    first, last = (format_month_short(month, year=True) for month in item.baseline_span)
    said = _("%(chart)s med regler fra %(rules)s. Utgangspunktet er %(first)s–%(last)s.") % {
        "chart": ChartChange.Chart(series.chart).label.partition(",")[0],
        "rules": ChartChange.Rules(series.rules).label,
        "first": first,
        "last": last,
    }
    if item.is_replaced:
        said = f"{said} {_('Et av tallene passer ikke i denne diagramtypen. Derfor vises et seriediagram.')}"
    return said


def _undone(change: ChartChange) -> str:
    if change.undone_at is None:
        return ""
    day = format_date_short(change.undone_at, year=True)
    if change.undone_by is None:
        return _("Angret %(day)s.") % {"day": day}
    return _("Angret %(day)s av %(name)s.") % {"day": day, "name": change.undone_by.name}


def told_completeness(found: Completeness | None) -> str:
    """«Tall for 14 av 16 måneder. Etter utgangspunktet er 6 av 8 måneder levert innen fristen.»"""
    if found is None:
        return ""
    said = [_("Tall for %(measured)d av %(expected)d måneder.")]
    if found.delivered:
        said.append(_("Etter utgangspunktet er %(in_time)d av %(delivered)d leverte måneder levert innen fristen."))
    numbers = {
        "measured": found.measured,
        "expected": found.expected,
        "in_time": found.in_time,
        "delivered": found.delivered,
    }
    return " ".join(said) % numbers
