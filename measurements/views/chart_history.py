"""Tells how a chart is read now, and what was changed about that, by whom and why."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from accounts.months import previous_month
from accounts.norwegian import format_date_short, format_month, format_month_short, join_words
from measurements.models import ChartChange, PlannedIndicator
from measurements.queries.completeness import Completeness
from measurements.queries.series import IndicatorSeries
from measurements.queries.targets import held_targets
from measurements.spc import format_value

Kind = ChartChange.Kind


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change: day, what and why, who; `undone` says when and by whom it was taken back, if it was.

    pk: of a change that can be taken back.
    """

    pk: int | None
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
    """Every change of this chart and of its target, newest first: one query, two where the target was changed."""
    changes = item.planned_indicator.chart_changes.select_related("made_by", "undone_by").order_by("-pk")
    found = [
        (
            change.made_at,
            HistoryLine(
                change.pk,
                format_date_short(change.made_at, year=True),
                f"{told_change(change)}: {change.reason.rstrip('.')}.",
                change.made_by.name if change.made_by else "",
                _undone(change),
            ),
        )
        for change in changes
    ]
    return [line for _at, line in sorted([*found, *_target_lines(item.planned_indicator)], key=_made_at, reverse=True)]


def _made_at(dated: tuple[datetime, HistoryLine]) -> datetime:
    return dated[0]


def _target_lines(planned: PlannedIndicator) -> list[tuple[datetime, HistoryLine]]:
    """«Nytt mål fra november 2026: 95 %. Før var det 90 %.»"""
    if not planned.target_history:
        return []
    rows = list(planned.earlier_targets.select_related("replaced_by"))
    found = []
    for row, after in zip(rows, [*[row.target for row in rows[1:]], planned.target], strict=True):
        words = _("Nytt mål fra %(month)s: %(after)s. Før var det %(before)s.")
        if after is None:
            words = _("Målet på %(before)s gjelder ikke fra %(month)s.")
        elif row.target is None:
            words = _("Nytt mål fra %(month)s: %(after)s.")
        said = words % {
            "month": format_month(row.replaced_from),
            "before": _target(planned, row.target),
            "after": _target(planned, after),
        }
        who = row.replaced_by.name if row.replaced_by else ""
        found.append((row.replaced_at, HistoryLine(None, format_date_short(row.replaced_at, year=True), said, who, "")))
    return found


def told_targets(planned: PlannedIndicator) -> str:
    """«Målet var 80 % til og med mars 2026 og 90 % til og med oktober 2026.» Nothing where it was always the same."""
    spans = [
        _("%(target)s til og med %(month)s")
        % {"target": _target(planned, held.target), "month": format_month(previous_month(held.before))}
        for held in held_targets(planned)
    ]
    return _("Målet var %(spans)s.") % {"spans": join_words(spans)} if spans else ""


def _target(planned: PlannedIndicator, target: Decimal | None) -> str:
    return _("ikke satt") if target is None else format_value(target, planned.indicator.unit)


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
