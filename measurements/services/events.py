"""Enters and removes the dates of rare events."""

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
from measurements.services.stamps import renew_stamps


@transaction.atomic
def record_event(planned_indicator: PlannedIndicator, *, happened_on: date, by: User | None) -> IndicatorEvent:
    """Enter the day of an event. The same day twice is once: several on one day are one event."""
    plan = planned_indicator.plan
    check_open(plan.team)
    if not planned_indicator.indicator.is_event_based:
        raise MeasurementError(_("Denne indikatoren får et tall hver måned, ikke datoer."))
    if happened_on > timezone.localdate():
        raise MeasurementError(_("Datoen er ikke kommet ennå."), "happened_on")
    if happened_on < plan.starts_on:
        raise MeasurementError(
            _("Måleplanen begynner %(day)s. Datoen må være da eller senere.") % {"day": format_date(plan.starts_on)},
            "happened_on",
        )
    ends_on = plan.team.network.ends_on
    if ends_on and happened_on > ends_on:
        raise MeasurementError(
            _("Nettverket var slutt %(day)s. Datoen må være da eller før.") % {"day": format_date(ends_on)},
            "happened_on",
        )
    check_unlocked(plan.team, [month_of(happened_on)])
    event, is_new = IndicatorEvent.objects.get_or_create(
        planned_indicator=planned_indicator, happened_on=happened_on, defaults={"recorded_by": by}
    )
    if is_new:
        renew_stamps([planned_indicator.pk])
        _audit(event, "record_event", by)
    return event


@transaction.atomic
def remove_event(event: IndicatorEvent, *, by: User | None) -> None:
    """Take a day that was entered by mistake out again."""
    team = event.planned_indicator.plan.team
    check_open(team)
    check_unlocked(team, [month_of(event.happened_on)])
    _audit(event, "remove_event", by)
    renew_stamps([event.planned_indicator_id])
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
