"""Shares one chart by a link, stops it, and throws old links away."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.norwegian import format_date
from accounts.services import record
from measurements.models import ChartLink, PlannedIndicator, TallySheet
from measurements.services.errors import MeasurementError, clean
from measurements.services.rules import check_open

LONGEST_SHARED = timedelta(days=365)
# So long after its end a telleliste can still be read from, and a link be seen in the database.
KEPT = timedelta(days=60)


@transaction.atomic
def share_chart(planned_indicator: PlannedIndicator, *, expires_on: date, label: str = "", by: User) -> ChartLink:
    """Make a link that shows this chart to whoever has it, up to and including `expires_on`."""
    team = planned_indicator.plan.team
    check_open(team)
    link = ChartLink(
        planned_indicator=planned_indicator,
        label=label.strip(),
        created_by=by,
        expires_at=end_of_link(expires_on, LONGEST_SHARED),
    )
    link.renew()
    clean(link)
    link.save()
    record(
        by=by, action="share_chart", scope=team.network.scope, subject=link, summary=planned_indicator.indicator.code
    )
    return link


@transaction.atomic
def revoke_chart_link(link: ChartLink, *, by: User) -> ChartLink:
    """Stop a link at once, also in a network that has ended. Twice is once."""
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        planned = link.planned_indicator
        scope = planned.plan.team.network.scope
        record(by=by, action="revoke_chart_link", scope=scope, subject=link, summary=planned.indicator.code)
    return link


@transaction.atomic
def delete_old_links(*, now: datetime | None = None) -> int:
    """Throw away links, and tellelister with all their taps, that ended a while ago. Gives how many."""
    before = (now or timezone.now()) - KEPT
    deleted = 0
    for model in (ChartLink, TallySheet):
        rows = model.objects.filter(expires_at__lt=before) | model.objects.filter(revoked_at__lt=before)
        deleted += rows.count()
        rows.delete()
    return deleted


def end_of_link(expires_on: date, longest: timedelta) -> datetime:
    """Midnight after that day. MeasurementError when the day is over or too far ahead."""
    today = timezone.localdate()
    if expires_on < today:
        raise MeasurementError(_("Datoen er passert. Velg i dag eller senere."), "expires_on")
    if expires_on > today + longest:
        last = format_date(today + longest)
        raise MeasurementError(_("Lenken kan vare til %(day)s.") % {"day": last}, "expires_on")
    return timezone.make_aware(datetime.combine(expires_on + timedelta(days=1), time.min))
