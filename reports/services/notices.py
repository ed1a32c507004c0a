"""Tells by mail what happened to a report: the coordinators when it is submitted, the team leader when it is read."""

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import NetworkRole, TeamRole
from notifications.services import queue_message
from reports.models import Report, ReportVersion

SUBJECT_LIMIT = 200


def tell_coordinators(report: Report, version: ReportVersion, *, by: User) -> None:
    """Queue the news of a submitted version to every coordinator of the network, once."""
    words = {"report": report.deadline.title, "team": report.team.name, "who": by.name}
    subject = (
        _("%(report)s er levert: %(team)s") if version.number == 1 else _("%(report)s er levert på nytt: %(team)s")
    )
    memberships = report.team.network.memberships.filter(
        role=NetworkRole.COORDINATOR.value, ended_on=None, user__is_active=True
    ).select_related("user")
    for membership in memberships:
        _queue(
            "report_submitted",
            report,
            version.number,
            membership.user,
            subject=subject % words,
            body=_(
                "%(who)s har levert %(report)s for %(team)s. Les den, og godkjenn den eller send den tilbake "
                "med en kommentar."
            )
            % words,
            link_label=_("Les rapporten"),
        )


def tell_leader(report: Report, number: int, *, by: User) -> None:
    """Queue the coordinator's decision about version `number` to the team leader, once."""
    words = {"report": report.deadline.title, "who": by.name}
    if report.state == Report.State.APPROVED:
        kind, subject = "report_approved", _("%(report)s er godkjent")
        body = _("%(who)s har godkjent %(report)s. Dere trenger ikke gjøre mer med den.")
        link_label = _("Se rapporten")
    else:
        kind, subject = "report_returned", _("%(report)s er sendt tilbake")
        body = _(
            "%(who)s har lest %(report)s og ber dere se på noe. Kommentaren står øverst i rapporten. "
            "Rett teksten og lever på nytt."
        )
        link_label = _("Åpne rapporten")
    leaders = report.team.memberships.current().filter(role=TeamRole.TEAM_LEADER.value, user__is_active=True)
    for membership in leaders.select_related("user"):
        _queue(kind, report, number, membership.user, subject=subject % words, body=body % words, link_label=link_label)


def _queue(kind: str, report: Report, number: int, to: User, *, subject: str, body: str, link_label: str) -> None:
    """Queue one message to go at once: a person waits for it, so it does not wait for the morning."""
    queue_message(
        key=f"{kind}|report/{report.pk}/version/{number}|user/{to.pk}",
        kind=kind,
        scope=report.team.network.scope,
        recipient=to,
        email=to.email,
        name=to.name,
        subject=Truncator(subject).chars(SUBJECT_LIMIT),
        body=body,
        due_on=timezone.localdate(),
        link=reverse("reports:report_detail", args=[report.pk]),
        link_label=link_label,
    )
