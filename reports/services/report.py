"""The life of a report up to the coordinator's desk: opened, saved, submitted and frozen."""

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
from accounts.norwegian import format_number
from accounts.services import record
from networks.models import ReportDeadline
from notifications.services.doorbell import ring
from reports.models import Report, ReportVersion
from reports.models.sections import OBSTACLES, questions_for
from reports.queries.content import build_content
from reports.queries.parts import missing_answers
from reports.services.errors import ReportConflict, ReportError
from reports.services.notices import tell_coordinators
from teams.models import Team

# The task that prints a version; named, because tasks stand above services.
PRINT_VERSION = "reports.tasks.print_version"
EDITABLE = (Report.State.DRAFT, Report.State.RETURNED)
# What may have changed meanwhile; team and deadline stay loaded.
CHANGING = ["state", "texts", "version", "saved_at", "saved_by", "submitted_at", "approved_at", "approved_by"]


@transaction.atomic
def open_report(team: Team, *, deadline: ReportDeadline, by: User | None) -> Report:
    """Give the team's report for this deadline, started now if nobody has. `by=None` is the system itself."""
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
        value = str(texts.get(question.key) or "").replace("\r\n", "\n").strip()
        try:
            refuse_long_text(value, LONG_TEXT_LIMIT)
            refuse_control_characters(value)
            refuse_national_id(value)
        except ValidationError as error:
            errors[question.key] = str(error.messages[0])
        cleaned[question.key] = value
        if question.has_tags:
            tags = texts.get(f"{question.key}_tags") or []
            cleaned[f"{question.key}_tags"] = [key for key in OBSTACLES if key in tags]
    if errors:
        raise ReportError(_("Noe må rettes før teksten kan lagres."), errors)
    return cleaned


def refuse_long_text(value: str, limit: int) -> None:
    """Raise ValidationError with both lengths when `value` has more than `limit` characters."""
    if len(value) > limit:
        raise ValidationError(
            _("Teksten er for lang: %(length)s tegn. Her er det plass til %(limit)s.")
            % {"length": format_number(len(value)), "limit": format_number(limit)}
        )


@transaction.atomic
def save_report(report: Report, *, texts: dict[str, Any], version: int, by: User) -> Report:
    """Save the draft, and change nothing when it says the same already; no audit row, for it is saved while typed.

    Raises ReportConflict when somebody saved after `version` was shown, and ReportError when it is handed in.
    """
    cleaned = clean_texts(report.deadline.kind, texts)
    report.refresh_from_db(fields=CHANGING)
    if report.state not in EDITABLE:
        raise ReportError(_("Rapporten er levert. Den kan endres hvis koordinatoren sender den tilbake."))
    if report.texts == cleaned:  # the same click twice
        return report
    changed = Report.objects.filter(pk=report.pk, version=version, state__in=EDITABLE).update(
        texts=cleaned, version=F("version") + 1, saved_at=timezone.now(), saved_by=by
    )
    report.refresh_from_db(fields=CHANGING)
    if not changed:
        raise ReportConflict(_("Rapporten er lagret av noen andre etter at du åpnet den."), report.texts)
    return report


@transaction.atomic
def submit_report(report: Report, *, version: int, by: User) -> ReportVersion:
    """Freeze what the report says now, hand it to the coordinators and ask for its PDF.

    Raises ReportError when it is submitted already or lacks a required answer, ReportConflict when it changed since
    `version` was shown.
    """
    report.refresh_from_db(fields=CHANGING)
    if report.state not in EDITABLE:
        raise ReportError(_("Rapporten er allerede levert."))
    missing = missing_answers(report.deadline.kind, report.texts)
    if missing:
        raise ReportError(
            _("Noen spørsmål mangler svar."), dict.fromkeys(missing, _("Skriv et svar her før dere leverer."))
        )
    now = timezone.now()
    changed = Report.objects.filter(pk=report.pk, version=version, state__in=EDITABLE).update(
        state=Report.State.SUBMITTED, submitted_at=now, version=F("version") + 1
    )
    if not changed:
        raise ReportConflict(_("Rapporten er lagret av noen andre etter at du åpnet den."), report.texts)
    report.refresh_from_db(fields=CHANGING)
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
    record(by=by, action="submit_report", scope=report.team.network.scope, subject=report, summary=f"v{number}")
    tell_coordinators(report, frozen, by=by)
    transaction.on_commit(lambda: ring(PRINT_VERSION, frozen.pk), robust=True)
    return frozen


def checksum(snapshot: dict[str, Any]) -> str:
    """Give the SHA-256 of a snapshot, independent of key order and white space."""
    canonical = json.dumps(snapshot, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
