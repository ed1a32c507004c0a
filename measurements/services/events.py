"""Enters and removes the dates of rare events."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.months import month_of
from accounts.norwegian import format_date
from accounts.services import record
from measurements.models import IndicatorEvent, PlannedIndicator
from measurements.services.errors import MeasurementError
from measurements.services.rules import check_open, check_unlocked
from measurements.services.stamps import hold_plan, renew_stamp


@transaction.atomic
def record_event(planned_indicator: PlannedIndicator, *, happened_on: date, by: User | None) -> IndicatorEvent:
    """Enter the day of an event. The same day twice is once: several on one day are one event."""
    _check_days(planned_indicator, [happened_on], "happened_on")
    event, is_new = IndicatorEvent.objects.get_or_create(
        planned_indicator=planned_indicator, happened_on=happened_on, defaults={"recorded_by": by}
    )
    if is_new:
        renew_stamp(planned_indicator.plan_id)
        _audit(event, "record_event", by)
    return event


@transaction.atomic
def record_events(planned_indicator: PlannedIndicator, *, days: Collection[date], by: User | None) -> list[date]:
    """Enter several days, all or none; returns those that were not there before, in order of time."""
    _check_days(planned_indicator, days, "days")
    # One at a time: the days that are there are counted before the others are put in.
    hold_plan(planned_indicator.plan.team)
    new = sorted(set(days).difference(planned_indicator.events.values_list("happened_on", flat=True)))
    events = [IndicatorEvent(planned_indicator=planned_indicator, happened_on=day, recorded_by=by) for day in new]
    if not new:
        return []
    IndicatorEvent.objects.bulk_create(events)
    renew_stamp(planned_indicator.plan_id)
    summary = f"{planned_indicator.indicator.code} {len(new)} days"
    scope = planned_indicator.plan.team.network.scope
    record(by=by, action="record_events", scope=scope, subject=planned_indicator, summary=summary)
    return new


def _check_days(planned: PlannedIndicator, days: Collection[date], field: str) -> None:
    """Hold the days to the rules; MeasurementError names the first that breaks one."""
    plan = planned.plan
    check_open(plan.team)
    if not planned.indicator.is_event_based:
        raise MeasurementError(_("Denne indikatoren får et tall hver måned, ikke datoer."))
    today, ends_on = timezone.localdate(), plan.team.network.ends_on
    for day in days:
        said = {"date": format_date(day), "start": format_date(plan.starts_on)}
        if day > today:
            raise MeasurementError(_("%(date)s er ikke kommet ennå.") % said, field)
        if day < plan.starts_on:
            words = _("Måleplanen begynner %(start)s. %(date)s er før det.")
            raise MeasurementError(words % said, field)
        if ends_on and day > ends_on:
            words = _("Nettverket var slutt %(end)s. %(date)s er etter det.")
            raise MeasurementError(words % (said | {"end": format_date(ends_on)}), field)
    check_unlocked(plan.team, [month_of(day) for day in days])


@transaction.atomic
def remove_event(event: IndicatorEvent, *, by: User | None) -> None:
    """Take a day that was entered by mistake out again."""
    team = event.planned_indicator.plan.team
    check_open(team)
    check_unlocked(team, [month_of(event.happened_on)])
    _audit(event, "remove_event", by)
    renew_stamp(event.planned_indicator.plan_id)
    event.delete()


def _audit(event: IndicatorEvent, action: str, by: User | None) -> None:
    planned = event.planned_indicator
    record(
        by=by,
        action=action,
        scope=planned.plan.team.network.scope,
        subject=event,
        summary=f"{planned.indicator.code} {event.happened_on:%Y-%m-%d}",
    )
