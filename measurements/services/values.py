"""Records, corrects and skips one month's figure of one indicator, without ever losing somebody else's."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.months import format_month_key
from accounts.services import record
from measurements.models import Measurement, MeasurementRevision, MonthDelivery, PlannedIndicator
from measurements.services.errors import MeasurementConflict, MeasurementError, clean
from measurements.services.rules import check_month, check_open, check_value, entered_whole_text, locked_text
from measurements.services.stamps import hold_plan, renew_stamp


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is to stand in the row, and who says so."""

    numerator: Decimal | None
    denominator: Decimal | None
    skip_reason: str
    comment: str | None
    is_confirmed: bool
    by: User | None
    at: datetime


@transaction.atomic
def record_measurement(
    planned_indicator: PlannedIndicator,
    *,
    month: date,
    numerator: Decimal | int | None,
    denominator: Decimal | int | None,
    by: User | None,
    version: int | None = None,
    comment: str | None = None,
    is_confirmed: bool = False,
    reason: str = "",
    at: datetime | None = None,
) -> Measurement:
    """Enter a month's figure, or correct the one that was seen as `version` (None: there was none).

    The same figure again changes nothing. A correction keeps what it replaces, with `reason`, which is required once
    the month is delivered. `comment`: what is worth knowing about it; None leaves the one that stands. `is_confirmed`:
    the person was asked whether so odd a figure is right, and said yes. `at` is when it happened, now unless told.
    Raises MeasurementConflict when somebody else was there first, MeasurementError for a month or number that cannot be.
    """
    check_value(planned_indicator.indicator, numerator, denominator)
    said = None if comment is None else comment.strip()
    entry = _Entry(_decimal(numerator), _decimal(denominator), "", said, is_confirmed, by, at or timezone.now())
    return _write(planned_indicator, month, entry, version, reason.strip())


@transaction.atomic
def skip_month(
    planned_indicator: PlannedIndicator,
    *,
    month: date,
    reason: str,
    by: User | None,
    version: int | None = None,
    at: datetime | None = None,
) -> Measurement:
    """Say why an indicator has no figure this month. Replaces a figure that was seen as `version`."""
    if not reason.strip():
        raise MeasurementError(_("Skriv kort hvorfor dere ikke har tall."), "skip_reason")
    entry = _Entry(None, None, reason.strip(), None, False, by, at or timezone.now())
    return _write(planned_indicator, month, entry, version, reason.strip())


def _decimal(value: Decimal | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _write(planned: PlannedIndicator, month: date, entry: _Entry, version: int | None, reason: str) -> Measurement:
    plan = planned.plan
    check_open(plan.team)
    if planned.indicator.is_event_based:
        raise MeasurementError(_("Før datoene i stedet. Denne indikatoren har ikke et tall hver måned."))
    if planned.is_summed:
        raise MeasurementError(_("Før tallet for hver avdeling. Tallet for hele teamet er summen."))
    if planned.part_of_id and Measurement.objects.filter(planned_indicator=planned.part_of_id, month=month).exists():
        raise MeasurementError(entered_whole_text(), "month")
    check_month(plan, month, timezone.localdate(entry.at))
    hold_plan(plan.team)
    # Held until the figure is written: a month that is being locked meanwhile is locked after it.
    delivery = MonthDelivery.objects.select_for_update().filter(team=plan.team_id, month=month).first()
    if delivery and delivery.is_locked:
        raise MeasurementError(locked_text(month), "month")
    current = _current(planned, month)
    if current is None:
        row = _insert(planned, month, entry)
        if row:
            return row
        current = _current(planned, month)
    if _is_same(current, entry):
        return current
    if version != current.version:
        raise MeasurementConflict(current)
    if delivery and not reason:
        raise MeasurementError(_("Skriv kort hvorfor tallet rettes. Måneden er levert."), "reason")
    return _correct(planned, current, entry, reason)


def _current(planned: PlannedIndicator, month: date) -> Measurement | None:
    rows = Measurement.objects.select_related("recorded_by")
    return rows.filter(planned_indicator=planned, month=month).first()


def _insert(planned: PlannedIndicator, month: date, entry: _Entry) -> Measurement | None:
    """The new row; None when somebody else made one between the look and the write."""
    row = Measurement(
        planned_indicator=planned,
        month=month,
        is_proportion=planned.indicator.is_percent,
        is_signed=planned.indicator.is_signed,
    )
    _fill(row, entry)
    clean(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return None
    renew_stamp(planned.plan_id)
    _audit(planned, row, entry, "skip_month" if row.is_skipped else "record_measurement")
    return row


def _is_same(row: Measurement, entry: _Entry) -> bool:
    """Tell whether it says nothing new; that a figure is not confirmed once more takes nothing back."""
    stands = (row.numerator, row.denominator, row.skip_reason, row.comment)
    said = (entry.numerator, entry.denominator, entry.skip_reason, _comment(row, entry))
    return stands == said and (row.is_confirmed or not entry.is_confirmed)


def _correct(planned: PlannedIndicator, row: Measurement, entry: _Entry, reason: str) -> Measurement:
    revision = revision_of(row, by=entry.by, at=entry.at, reason=reason)
    clean(revision)
    seen = row.version
    _fill(row, entry)
    row.version = seen + 1
    clean(row)
    changed = Measurement.objects.filter(pk=row.pk, version=seen).update(
        numerator=row.numerator,
        denominator=row.denominator,
        skip_reason=row.skip_reason,
        comment=row.comment,
        is_confirmed=row.is_confirmed,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
        version=row.version,
    )
    if not changed:
        raise MeasurementConflict(_current(planned, row.month))
    renew_stamp(planned.plan_id)
    revision.save()
    _audit(planned, row, entry, "correct_measurement")
    return row


def revision_of(row: Measurement, *, by: User | None, at: datetime, reason: str) -> MeasurementRevision:
    """What a figure is before it is replaced, unsaved."""
    return MeasurementRevision(
        measurement=row,
        version=row.version,
        numerator=row.numerator,
        denominator=row.denominator,
        skip_reason=row.skip_reason,
        comment=row.comment,
        recorded_by_id=row.recorded_by_id,
        recorded_at=row.recorded_at,
        replaced_by=by,
        replaced_at=at,
        reason=reason,
    )


def _fill(row: Measurement, entry: _Entry) -> None:
    row.numerator, row.denominator = entry.numerator, entry.denominator
    row.skip_reason, row.comment = entry.skip_reason, _comment(row, entry)
    row.is_confirmed = entry.is_confirmed
    row.recorded_by, row.recorded_at = entry.by, entry.at


def _comment(row: Measurement, entry: _Entry) -> str:
    return row.comment if entry.comment is None else entry.comment


def _audit(planned: PlannedIndicator, row: Measurement, entry: _Entry, action: str) -> None:
    record(
        by=entry.by,
        action=action,
        scope=planned.plan.team.network.scope,
        subject=row,
        summary=f"{planned.indicator.code} {format_month_key(row.month)}",
    )
