"""Locks delivered months, so that figures a report or a talk builds on stand; and opens one again with a reason."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.months import format_month_key
from accounts.norwegian import format_month
from accounts.services import record
from measurements.models import Measurement, MonthDelivery, PlannedIndicator, due_in
from measurements.services.errors import MeasurementError, clean
from measurements.services.rules import check_open
from teams.models import Team


@transaction.atomic
def lock_months(
    teams: Collection[Team], *, last: date, first: date | None = None, by: User | None, at: datetime | None = None
) -> dict[Team, list[date]]:
    """Lock what these teams have delivered from `first` to `last`; returns the months locked now, by team.

    A month of the utgangspunkt counts as delivered when nothing is missing in it. Months that are not delivered stay
    open: they are late, and may still come. Needs the teams' networks loaded.
    """
    at = at or timezone.now()
    for team in teams:
        check_open(team)
    _deliver_baseline(teams, last)
    rows = MonthDelivery.objects.select_for_update().filter(team__in=teams, month__lte=last, locked_at=None)
    if first:
        rows = rows.filter(month__gte=first)
    found: dict[int, list[date]] = defaultdict(list)
    for team_id, month in rows.order_by("month").values_list("team_id", "month"):
        found[team_id].append(month)
    rows.update(locked_at=at, locked_by=by, reopened_reason="")
    locked = {team: found[team.pk] for team in teams if team.pk in found}
    for team, months in locked.items():
        summary = f"{format_month_key(months[0])} to {format_month_key(months[-1])}, {len(months)} months"
        record(by=by, action="lock_months", scope=team.network.scope, subject=team, summary=summary)
    return locked


@transaction.atomic
def open_month(team: Team, *, month: date, reason: str, by: User | None) -> MonthDelivery:
    """Open a locked month again, so that the team can correct it. MeasurementError without a reason or a lock."""
    check_open(team)
    row = MonthDelivery.objects.select_for_update().filter(team=team, month=month).first()
    if row is None or not row.is_locked:
        raise MeasurementError(_("%(month)s er ikke låst.") % {"month": format_month(month).capitalize()}, "month")
    if not reason.strip():
        raise MeasurementError(_("Skriv kort hvorfor måneden åpnes."), "reason")
    row.locked_at = row.locked_by = None
    row.reopened_reason = reason.strip()
    clean(row)
    row.save()
    record(by=by, action="open_month", scope=team.network.scope, subject=team, summary=format_month_key(month))
    return row


def _deliver_baseline(teams: Iterable[Team], last: date) -> None:
    """Give the complete months of the utgangspunkt their delivery: when the last figure came, by whom it came.

    Nobody delivers those one by one, so they have none until they are to be locked.
    """
    followed: dict[int, list[PlannedIndicator]] = defaultdict(list)
    monthly = PlannedIndicator.objects.monthly().filter(plan__team__in=teams)
    for item in monthly.select_related("indicator", "plan"):
        followed[item.plan.team_id].append(item)
    rows = Measurement.objects.filter(planned_indicator__in=monthly, month__lte=last)
    rows = rows.filter(month__lte=F("planned_indicator__plan__baseline_ends_on")).order_by("recorded_at", "pk")
    entered: dict[tuple[int, date], set[int]] = defaultdict(set)
    newest: dict[tuple[int, date], tuple[datetime, int | None]] = {}
    fields = ("planned_indicator__plan__team_id", "month", "planned_indicator_id", "recorded_at", "recorded_by_id")
    for team_id, month, pk, recorded_at, recorded_by in rows.values_list(*fields):
        entered[(team_id, month)].add(pk)
        newest[(team_id, month)] = (recorded_at, recorded_by)
    # Those that have been delivered stay as they are.
    MonthDelivery.objects.bulk_create(
        [
            MonthDelivery(team_id=team_id, month=month, delivered_at=newest[key][0], delivered_by_id=newest[key][1])
            for key in entered
            for team_id, month in [key]
            if entered[key].issuperset(item.pk for item in due_in(followed[team_id], month))
        ],
        ignore_conflicts=True,
    )
