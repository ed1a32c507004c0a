"""Changes how a chart is read, with a reason, and takes such a change back."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.months import month_of
from accounts.services import record
from measurements import spc
from measurements.models import ChartChange, PlannedIndicator
from measurements.queries.choices import FITTING, choices_of
from measurements.queries.reading import series_for
from measurements.queries.series import IndicatorSeries
from measurements.services.errors import MeasurementError, clean
from measurements.services.rules import check_open
from measurements.services.stamps import hold_plan, renew_stamp

Kind = ChartChange.Kind


def draft_chart_change(
    planned_indicator: PlannedIndicator, *, kind: str, chart: str = "", rules: str = "", month: date | None = None
) -> ChartChange:
    """The change, not stored; without the fields that are not of its kind."""
    if kind == Kind.READING:
        return ChartChange(planned_indicator=planned_indicator, kind=kind, chart=chart, rules=rules)
    return ChartChange(planned_indicator=planned_indicator, kind=kind, month=month)


def preview_chart_change(change: ChartChange) -> IndicatorSeries:
    """The series as it will be read with this change; MeasurementError where it cannot be made. Nothing is written."""
    planned = change.planned_indicator
    item = series_for(planned, timezone.localdate())
    standing = list(planned.chart_changes.filter(undone_at=None))
    _check(change, standing, item)
    found = item.read_by(choices_of([*standing, change]))
    if found.is_replaced:
        raise MeasurementError(_("Denne diagramtypen passer ikke til tallene dere har registrert."), "chart")
    return found


@transaction.atomic
def change_chart(change: ChartChange, *, reason: str, by: User | None) -> ChartChange:
    """Store a drafted change; from then on the series is read by it everywhere. Submitted reports stay as they are."""
    planned = change.planned_indicator
    check_open(planned.plan.team)
    hold_plan(planned.plan.team)
    preview_chart_change(change)
    change.reason, change.made_by = reason.strip(), by
    clean(change)
    change.save()
    _store_choices(planned)
    _record(change, "change_chart", by)
    return change


@transaction.atomic
def undo_chart_change(change: ChartChange, *, by: User | None) -> ChartChange:
    """Take a change back; its row stays, so that everybody sees what was tried. Twice is once."""
    planned = change.planned_indicator
    check_open(planned.plan.team)
    hold_plan(planned.plan.team)
    change.refresh_from_db(fields=["undone_at"])
    if change.undone_at is None:
        change.undone_by, change.undone_at = by, timezone.now()
        change.save(update_fields=["undone_by", "undone_at"])
        _store_choices(planned)
        _record(change, "undo_chart_change", by)
    return change


def _store_choices(planned: PlannedIndicator) -> None:
    """The sum of the changes that stand; two changes at once come one after the other, so that it holds both."""
    planned.chart_choices = choices_of(planned.chart_changes.filter(undone_at=None)).as_stored()
    planned.save(update_fields=["chart_choices"])
    renew_stamp(planned.plan_id)


def _record(change: ChartChange, action: str, by: User | None) -> None:
    scope = change.planned_indicator.plan.team.network.scope
    record(by=by, action=action, scope=scope, subject=change, summary=f"{change.get_kind_display()}: {change.reason}")


def _check(change: ChartChange, standing: list[ChartChange], item: IndicatorSeries) -> None:
    if change.kind == Kind.READING:
        _check_reading(change, item)
        return
    points = {month_of(point.period): point for point in item.series.points}
    if change.month not in points:
        raise MeasurementError(_("Velg en av månedene på diagrammet."), "month")
    if any(row.kind == change.kind and row.month == change.month for row in standing if row.kind != Kind.BASELINE):
        raise MeasurementError(_("Det er gjort allerede for denne måneden."), "month")
    if change.kind == Kind.EXCLUSION and points[change.month].numerator is None:
        raise MeasurementError(_("Måneden har ingen måling å utelate."), "month")
    if change.kind == Kind.PHASE and change.month == month_of(item.series.points[0].period):
        raise MeasurementError(_("Diagrammet begynner med denne måneden."), "month")
    if change.kind == Kind.BASELINE and change.month == item.baseline_ends_on:
        raise MeasurementError(_("Utgangspunktet slutter med denne måneden allerede."), "month")


def _check_reading(change: ChartChange, item: IndicatorSeries) -> None:
    if change.chart not in FITTING[item.indicator.calculation]:
        raise MeasurementError(_("Denne diagramtypen passer ikke til indikatoren."), "chart")
    if change.rules == ChartChange.Rules.MDC and change.chart != ChartChange.Chart.I:
        raise MeasurementError(_("Making Data Count leser bare I-diagrammer."), "rules")
    if (spc.ChartType(change.chart), spc.RuleSet(change.rules)) == (item.series.chart, item.series.rules):
        raise MeasurementError(_("Diagrammet leses slik allerede."), "chart")
