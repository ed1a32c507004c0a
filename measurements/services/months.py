"""Delivers a month, or skips the whole of it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.months import format_month_key
from accounts.norwegian import join_words
from accounts.services import record
from measurements.models import EntryDraft, Measurement, MeasurementPlan, MonthDelivery, PlannedIndicator, due_in
from measurements.services.errors import MeasurementError
from measurements.services.rules import check_month, check_open
from measurements.services.stamps import hold_plan
from measurements.services.values import skip_month
from teams.models import Team


@transaction.atomic
def deliver_month(team: Team, *, month: date, by: User | None, at: datetime | None = None) -> MonthDelivery:
    """Say that the month's figures are complete: every indicator that is due has a figure or a reason.

    A second click gives the first delivery. `at` is when it happened, now unless told. MeasurementError names the
    indicators that lack both.
    """
    at = at or timezone.now()
    check_open(team)
    check_month(_plan(team), month, timezone.localdate(at))
    missing = _without_row(team, month)
    if missing:
        names = join_words(planned.title for planned in missing)
        raise MeasurementError(_("Mangler tall eller grunn for %(names)s.") % {"names": names}, "month")
    delivery, is_new = MonthDelivery.objects.get_or_create(
        team=team, month=month, defaults={"delivered_by": by, "delivered_at": at}
    )
    if is_new:
        scope = team.network.scope
        record(by=by, action="deliver_month", scope=scope, subject=team, summary=format_month_key(month))
    EntryDraft.objects.filter(team=team, month=month, user=by).delete()
    return delivery


@transaction.atomic
def skip_whole_month(
    team: Team, *, month: date, reason: str, by: User | None, at: datetime | None = None
) -> MonthDelivery:
    """Give every indicator without a figure this month the same reason, and deliver the month."""
    if not reason.strip():
        raise MeasurementError(_("Skriv kort hvorfor dere ikke har tall."), "skip_reason")
    check_open(team)
    check_month(_plan(team), month, timezone.localdate(at or timezone.now()))
    hold_plan(team)
    for planned in _without_row(team, month):
        skip_month(planned, month=month, reason=reason, by=by, at=at)
    return deliver_month(team, month=month, by=by, at=at)


def _plan(team: Team) -> MeasurementPlan:
    plan = MeasurementPlan.objects.filter(team=team).first()
    if plan is None:
        raise MeasurementError(_("Teamet har ingen måleplan ennå. Sett den opp først."))
    plan.team = team
    return plan


def _without_row(team: Team, month: date) -> list[PlannedIndicator]:
    entered = Measurement.objects.filter(planned_indicator__plan__team=team, month=month)
    rows = PlannedIndicator.objects.monthly().filter(plan__team=team)
    rows = rows.exclude(pk__in=entered.values("planned_indicator")).select_related(
        "indicator", "unit", "plan__team__network", "plan__team__organization"
    )
    return due_in(rows, month)
