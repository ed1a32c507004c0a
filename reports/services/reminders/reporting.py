"""Reminds the team leader of status reports and the final report."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.norwegian import format_date
from accounts.roles import TeamRole
from networks.models import Network, ReportDeadline
from reports.models import Report
from reports.services.reminders.reminder import Addressee, Reminder, in_window
from teams.models import TeamMembership

# Days before (positive) and after (negative) the deadline; each stage lasts until the next begins.
STAGES = {ReportDeadline.Kind.STATUS: (14, 3, -2, -7), ReportDeadline.Kind.FINAL: (30, 7, -3)}
GIVES_UP_DAYS = 21


def status_report_is_due(networks: list[Network], today: date) -> Iterator[Reminder]:
    """Two weeks and three days before a status report is due, two days and a week after."""
    return _report_is_due(networks, today, ReportDeadline.Kind.STATUS)


def final_report_is_due(networks: list[Network], today: date) -> Iterator[Reminder]:
    """A month and a week before the final report is due, three days after."""
    return _report_is_due(networks, today, ReportDeadline.Kind.FINAL)


def _report_is_due(networks: list[Network], today: date, kind: str) -> Iterator[Reminder]:
    """At each stage around a deadline, to the team leader whose report has never been handed in."""
    by_pk = {network.pk: network for network in networks}
    deadlines = [
        deadline
        for deadline in ReportDeadline.objects.filter(network__in=by_pk, kind=kind)
        if deadline.due_on - timedelta(days=31) <= today <= deadline.due_on + timedelta(days=GIVES_UP_DAYS)
    ]
    if not deadlines:
        return
    handled = set(
        Report.objects.filter(deadline__in=deadlines, submitted_at__isnull=False).values_list("team_id", "deadline_id")
    )
    leaders = (
        TeamMembership.objects.current()
        .filter(
            role=TeamRole.TEAM_LEADER.value,
            team__network__in=by_pk,
            team__withdrawn_on=None,
            user__is_active=True,
        )
        .select_related("user", "team")
    )
    for leader in leaders:
        for deadline in deadlines:
            if deadline.network_id != leader.team.network_id or (leader.team_id, deadline.pk) in handled:
                continue
            stage = _stage(deadline, today)
            if stage is not None:
                yield _reminder(by_pk[deadline.network_id], deadline, leader, stage)


def _stage(deadline: ReportDeadline, today: date) -> int | None:
    stages = STAGES[ReportDeadline.Kind(deadline.kind)]
    last_days = [deadline.due_on - timedelta(days=days + 1) for days in stages[1:]]
    last_days.append(deadline.due_on + timedelta(days=GIVES_UP_DAYS))
    for days, last_day in zip(stages, last_days, strict=True):
        if in_window(today, deadline.due_on - timedelta(days=days), last_day):
            return days
    return None


def _reminder(network: Network, deadline: ReportDeadline, leader: TeamMembership, stage: int) -> Reminder:
    words = {"report": deadline.title, "due": format_date(deadline.due_on)}
    if stage > 0:
        subject = _("%(report)s har frist %(due)s") % words
        body = _(
            "%(report)s er påbegynt for dere: plan, tester, målinger og oppmøte er hentet. "
            "Det som gjenstår, er det bare dere vet. Fristen er %(due)s."
        )
    else:
        subject = _("%(report)s mangler") % words
        body = _(
            "Fristen for %(report)s var %(due)s. Utkastet ligger klart. Trenger dere mer tid, "
            "så si fra til koordinatoren."
        )
    return Reminder(
        kind="final_report_due" if deadline.kind == ReportDeadline.Kind.FINAL else "status_report_due",
        network=network,
        to=Addressee.of(leader.user),
        subject_key=f"team/{leader.team_id}/deadline/{deadline.pk}/{stage}",
        due_on=deadline.due_on,
        subject=subject,
        body=body % words,
        link=reverse("reports:report_open", args=[leader.team.slug, deadline.pk]),
        link_label=_("Åpne rapporten"),
    )
