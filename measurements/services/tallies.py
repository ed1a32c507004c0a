"""Tellelister: opened by the måleansvarlig, tapped by anybody with the link, closed again."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.months import format_month_key
from accounts.norwegian import format_month
from accounts.services import record
from measurements.models import LARGEST_TALLY, Indicator, MonthDelivery, PlannedIndicator, TallySheet, Tap
from measurements.queries.tally import TallyCount, tally_count
from measurements.services.errors import MeasurementError, clean
from measurements.services.links import end_of_link
from measurements.services.rules import check_month, check_open

LONGEST_TALLY = timedelta(days=62)
# What can be counted by tapping: a mean cannot.
TALLIED = (
    Indicator.Calculation.PROPORTION,
    Indicator.Calculation.ALL_OR_NONE,
    Indicator.Calculation.RATE,
    Indicator.Calculation.COUNT,
)
# Undone taps included: whoever has the link can fill no more than this.
MOST_TAPS = 5000


class TallyClosedError(MeasurementError):
    """The telleliste takes no more taps."""

    def __init__(self) -> None:
        super().__init__(_("Tellingen er stengt."))


@dataclass(frozen=True, slots=True)
class TapEntry:
    """One tap as a phone sends it; without an answer it undoes the tap of this token."""

    token: uuid.UUID
    answer: Tap.Answer | None


@dataclass(frozen=True, slots=True)
class TapResult:
    """What stands after the taps, and the tokens of those that came when the list was full."""

    count: TallyCount
    refused: tuple[uuid.UUID, ...]


@transaction.atomic
def open_tally_sheet(
    planned_indicator: PlannedIndicator, *, month: date, limit: int | None, expires_on: date, by: User
) -> TallySheet:
    """Make the telleliste of an indicator and month, or open it again with a new link; what was tapped stands.

    MeasurementError for an indicator that is not counted one by one, a month that cannot be entered, a share without
    `limit`, or a day that will not do.
    """
    team, indicator = planned_indicator.plan.team, planned_indicator.indicator
    check_open(team)
    if indicator.calculation not in TALLIED or not planned_indicator.is_active:
        raise MeasurementError(_("Denne indikatoren kan ikke telles med trykk."), "planned_indicator")
    check_month(planned_indicator.plan, month, timezone.localdate())
    if MonthDelivery.objects.filter(team=team, month=month).exists():
        name = format_month(month).capitalize()
        raise MeasurementError(_("%(month)s er levert. Rett tallet på diagramsiden.") % {"month": name}, "month")
    _check_limit(indicator, limit)
    # Two who open the same list at once get one list.
    PlannedIndicator.objects.select_for_update().get(pk=planned_indicator.pk)
    sheets = TallySheet.objects.select_for_update()
    sheet = sheets.filter(planned_indicator=planned_indicator, month=month).first()
    sheet = sheet or TallySheet(planned_indicator=planned_indicator, month=month)
    sheet.limit, sheet.expires_at, sheet.revoked_at = limit, end_of_link(expires_on, LONGEST_TALLY), None
    sheet.created_by = by
    sheet.renew()
    clean(sheet)
    sheet.save()
    _audit(sheet, "open_tally_sheet", by)
    return sheet


@transaction.atomic
def close_tally_sheet(sheet: TallySheet, *, by: User) -> TallySheet:
    """Stop the link; what was tapped stands. Twice is once."""
    if sheet.revoked_at is None:
        sheet.revoked_at = timezone.now()
        sheet.save(update_fields=["revoked_at"])
        _audit(sheet, "close_tally_sheet", by)
    return sheet


@transaction.atomic
def delete_tally_sheet(sheet: TallySheet, *, by: User) -> None:
    """Throw the telleliste and its taps away; figures that were recorded from it stay."""
    check_open(sheet.planned_indicator.plan.team)
    _audit(sheet, "delete_tally_sheet", by)
    sheet.delete()


@transaction.atomic
def record_taps(sheet: TallySheet, *, taps: Sequence[TapEntry]) -> TapResult:
    """Count taps in order, each token once, until the list is full. TallyClosedError when it takes none any more.

    An undo that comes before its tap counts when the tap comes.
    """
    sheets = TallySheet.objects.open(timezone.now()).select_for_update(of=("self",))
    current = sheets.select_related("planned_indicator__indicator").filter(pk=sheet.pk).first()
    if current is None:
        raise TallyClosedError
    known = {tap.token: tap for tap in current.taps.filter(token__in=[tap.token for tap in taps])}
    rows, count, refused = current.taps.count(), tally_count(current), []
    for tap in taps:
        row = known.get(tap.token)
        if row is None and rows < MOST_TAPS and (tap.answer is None or _has_room(current, count, tap.answer)):
            rows += 1
            is_undone = tap.answer is None
            answer = tap.answer or Tap.Answer.NOT_APPLICABLE
            known[tap.token] = Tap.objects.create(sheet=current, token=tap.token, answer=answer, is_undone=is_undone)
            count = count if is_undone else count.plus(answer)
        elif row is None:
            refused.append(tap.token)
        elif tap.answer is None and not row.is_undone:
            row.is_undone = True
            row.save(update_fields=["is_undone"])
            count = count.plus(row.answer, -1)
    return TapResult(count, tuple(refused))


def _has_room(sheet: TallySheet, count: TallyCount, answer: Tap.Answer) -> bool:
    """Tell whether one more of this answer is taken: what does not apply always is, where it can be answered."""
    if not sheet.is_yes_or_no and answer != Tap.Answer.YES:
        return False
    return answer == Tap.Answer.NOT_APPLICABLE or count.counted < (sheet.limit or MOST_TAPS)


def _check_limit(indicator: Indicator, limit: int | None) -> None:
    if limit is None and indicator.is_percent:
        raise MeasurementError(_("Skriv hvor mange dere skal telle."), "limit")
    if limit is not None and not 1 <= limit <= LARGEST_TALLY:
        raise MeasurementError(_("Skriv et tall fra 1 til %(most)d.") % {"most": LARGEST_TALLY}, "limit")


def _audit(sheet: TallySheet, action: str, by: User) -> None:
    planned = sheet.planned_indicator
    summary = f"{planned.indicator.code} {format_month_key(sheet.month)}"
    record(by=by, action=action, scope=planned.plan.team.network.scope, subject=sheet, summary=summary)
