"""The life of a report: opened, saved, submitted (frozen), returned or approved."""

import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.fields import LONG_TEXT_LIMIT, refuse_control_characters, refuse_national_id
from accounts.services import record
from networks.models import ReportDeadline
from reports.models import Report, ReportComment, ReportVersion
from reports.models.sections import OBSTACLES, questions_for
from reports.queries.content import build_content
from teams.models import Team


class ReportError(Exception):
    """Something about a report cannot be done; `errors` maps a question's key to its sentence."""

    def __init__(self, message: str, errors: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.errors = errors or {}


class ReportConflict(ReportError):
    """Somebody else saved first; `theirs` holds the texts that stand."""

    def __init__(self, message: str, theirs: dict[str, Any]) -> None:
        super().__init__(message)
        self.theirs = theirs


@transaction.atomic
def open_report(team: Team, *, deadline: ReportDeadline, by: User | None) -> Report:
    """Give the team's report for this deadline, started now if nobody has."""
    if deadline.network_id != team.network_id:
        raise ReportError(_("Denne fristen hører til et annet nettverk."))
    existing = Report.objects.filter(team=team, deadline=deadline).first()
    if existing:
        return existing
    try:
        with transaction.atomic():
            report = Report.objects.create(team=team, deadline=deadline, saved_by=by)
    except IntegrityError:  # two people opened it in the same second
        return Report.objects.get(team=team, deadline=deadline)
    record(by=by, action="open_report", scope=team.network.scope, subject=report)
    return report


def clean_texts(kind: str, texts: dict[str, Any]) -> dict[str, Any]:
    """Give the texts and tags that belong to this kind of report. Raises ReportError with a sentence by question."""
    cleaned: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for question in questions_for(kind):
        value = str(texts.get(question.key, "")).replace("\r\n", "\n").strip()
        try:
            if len(value) > LONG_TEXT_LIMIT:
                raise ValidationError(
                    _("Teksten er for lang: %(length)d tegn. Her er det plass til %(limit)d.")
                    % {"length": len(value), "limit": LONG_TEXT_LIMIT}
                )
            refuse_control_characters(value)
            refuse_national_id(value)
        except ValidationError as error:
            errors[question.key] = str(error.messages[0])
        cleaned[question.key] = value
        if question.has_tags:
            tags = texts.get(f"{question.key}_tags", [])
            cleaned[f"{question.key}_tags"] = [key for key in OBSTACLES if key in tags]
    if errors:
        raise ReportError(_("Noe må rettes før teksten kan lagres."), errors)
    return cleaned


@transaction.atomic
def save_report(report: Report, *, texts: dict[str, Any], version: int, by: User) -> Report:
    """Save the draft. Raises ReportConflict when somebody saved after `version` was shown; nothing is overwritten."""
    cleaned = clean_texts(report.deadline.kind, texts)
    changed = Report.objects.filter(
        pk=report.pk, version=version, state__in=[Report.State.DRAFT, Report.State.RETURNED]
    ).update(texts=cleaned, version=F("version") + 1, saved_at=timezone.now(), saved_by=by)
    report.refresh_from_db()
    if changed:
        return report
    if report.texts == cleaned:  # the same click twice
        return report
    if report.state not in (Report.State.DRAFT, Report.State.RETURNED):
        raise ReportError(_("Rapporten er levert. Den kan endres hvis koordinatoren sender den tilbake."))
    raise ReportConflict(_("Noen andre har lagret rapporten etter at du åpnet den. Se på begge tekstene."), report.texts)


def missing_answers(report: Report) -> list[str]:
    """Give the keys of the required questions that have no text yet."""
    return [q.key for q in questions_for(report.deadline.kind) if q.is_required and not report.texts.get(q.key)]


@transaction.atomic
def submit_report(report: Report, *, version: int, by: User) -> ReportVersion:
    """Freeze what the report says now and hand it to the coordinator.

    Raises ReportError when it was submitted already, changed meanwhile, or a required answer is missing.
    """
    missing = missing_answers(report)
    if missing:
        raise ReportError(
            _("Noen spørsmål mangler svar."), dict.fromkeys(missing, _("Skriv et svar her før dere leverer."))
        )
    now = timezone.now()
    changed = Report.objects.filter(
        pk=report.pk, version=version, state__in=[Report.State.DRAFT, Report.State.RETURNED]
    ).update(state=Report.State.SUBMITTED, submitted_at=now, version=F("version") + 1)
    report.refresh_from_db()
    if not changed:
        if report.state == Report.State.SUBMITTED:
            raise ReportError(_("Rapporten er allerede levert."))
        raise ReportError(_("Noen har lagret rapporten etter at du åpnet den. Les gjennom og lever på nytt."))
    number = report.versions.count() + 1
    snapshot = build_content(report, today=timezone.localdate(now))
    snapshot["version"] = number
    snapshot["submitted"] = {"on": timezone.localdate(now).isoformat(), "by": by.name}
    frozen = ReportVersion.objects.create(
        report=report,
        number=number,
        snapshot=snapshot,
        sha256=checksum(snapshot),
        submitted_at=now,
        submitted_by=by,
    )
    record(by=by, action="submit_report", scope=report.team.network.scope, subject=report)
    return frozen


def checksum(snapshot: dict[str, Any]) -> str:
    """Give the SHA-256 of a snapshot, independent of key order and white space."""
    canonical = json.dumps(snapshot, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


@transaction.atomic
def return_report(report: Report, *, comment: str, by: User) -> Report:
    """Send a submitted report back with a comment. Raises ReportError without one, or when it is not submitted."""
    if not comment.strip():
        raise ReportError(_("Skriv hva teamet skal se på."), {"comment": _("Skriv hva teamet skal se på.")})
    return _decide(report, outcome=Report.State.RETURNED, comment=comment, by=by)


@transaction.atomic
def approve_report(report: Report, *, by: User, comment: str = "") -> Report:
    """Approve a submitted report. Raises ReportError when it is not submitted."""
    return _decide(report, outcome=Report.State.APPROVED, comment=comment, by=by)


def _decide(report: Report, *, outcome: str, comment: str, by: User) -> Report:
    now = timezone.now()
    approval = {"approved_at": now, "approved_by": by} if outcome == Report.State.APPROVED else {}
    changed = Report.objects.filter(pk=report.pk, state=Report.State.SUBMITTED).update(
        state=outcome, version=F("version") + 1, **approval
    )
    report.refresh_from_db()
    if not changed:
        raise ReportError(_("Rapporten er ikke levert, så det er ingenting å behandle."))
    if comment.strip():
        row = ReportComment(
            report=report,
            version_number=report.versions.count(),
            text=comment.strip(),
            outcome=outcome,
            written_by=by,
        )
        row.full_clean()
        row.save()
    action = "approve_report" if outcome == Report.State.APPROVED else "return_report"
    record(by=by, action=action, scope=report.team.network.scope, subject=report)
    return report
