"""What the coordinator does with a submitted report: sends it back with a comment, or approves it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.fields import refuse_control_characters, refuse_national_id
from accounts.services import record
from notifications.services.doorbell import ring
from reports.models import Report, ReportComment
from reports.services.errors import ReportError
from reports.services.notices import tell_leader
from reports.services.report import CHANGING, PRINT_VERSION, refuse_long_text

COMMENT_LIMIT = 2000


@transaction.atomic
def return_report(report: Report, *, comment: str, by: User, version: int | None = None) -> Report:
    """Send a submitted report back with a comment.

    Raises ReportError without a comment, when it is not submitted, or when it changed since `version` was shown.
    """
    if not comment.strip():
        raise ReportError(_("Skriv hva teamet skal se på."), {"comment": _("Skriv hva teamet skal se på.")})
    return _decide(report, outcome=Report.State.RETURNED, comment=comment, by=by, version=version)


@transaction.atomic
def approve_report(report: Report, *, by: User, comment: str = "", version: int | None = None) -> Report:
    """Approve a submitted report. Raises ReportError when it is not submitted, or changed since `version` was shown."""
    return _decide(report, outcome=Report.State.APPROVED, comment=comment, by=by, version=version)


def _decide(report: Report, *, outcome: str, comment: str, by: User, version: int | None) -> Report:
    comment = _clean_comment(comment)
    now = timezone.now()
    approval = {"approved_at": now, "approved_by": by} if outcome == Report.State.APPROVED else {}
    submitted = Report.objects.filter(pk=report.pk, state=Report.State.SUBMITTED)
    if version is not None:
        submitted = submitted.filter(version=version)
    changed = submitted.update(state=outcome, version=F("version") + 1, **approval)
    report.refresh_from_db(fields=CHANGING)
    if not changed:
        if report.state == Report.State.SUBMITTED:
            raise ReportError(_("Teamet har levert en ny utgave etter at du åpnet siden. Les den først."))
        raise ReportError(_("Rapporten er ikke levert, så det er ingenting å behandle."))
    latest = report.versions.only("number").first()
    if comment:
        ReportComment.objects.create(
            report=report, version_number=latest.number, text=comment, outcome=outcome, written_by=by, written_at=now
        )
    is_approved = outcome == Report.State.APPROVED
    action = "approve_report" if is_approved else "return_report"
    record(by=by, action=action, scope=report.team.network.scope, subject=report, summary=f"v{latest.number}")
    tell_leader(report, latest.number, by=by)
    if is_approved:
        transaction.on_commit(lambda: ring(PRINT_VERSION, latest.pk), robust=True)
    return report


def _clean_comment(comment: str) -> str:
    text = comment.replace("\r\n", "\n").strip()
    try:
        refuse_long_text(text, COMMENT_LIMIT)
        refuse_control_characters(text)
        refuse_national_id(text)
    except ValidationError as error:
        message = str(error.messages[0])
        raise ReportError(message, {"comment": message}) from error
    return text
