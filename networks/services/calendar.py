"""Sets the samlinger and the report deadlines of a network."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from networks.models import LearningSession, Network, ReportDeadline
from networks.services.errors import NetworkConflict, NetworkError, Problem, as_network_error
from networks.services.rules import refuse_closed

# Moves rows out of the way of the unique numbers while they are given new ones.
ASIDE = 1000


@transaction.atomic
def set_learning_sessions(
    network: Network, *, sessions: list[dict[str, Any]], by: User, today: date | None = None
) -> list[LearningSession]:
    """Make the samlinger of the network exactly these, in this order.

    Each is a dictionary of the model's fields; `number` says which existing samling it is, without it a new one is
    made. Raises NetworkError with a problem per row: out of order, overlapping, before the registration deadline, or a
    samling that was held and is left out.
    """
    refuse_closed(network)
    saved = replace_learning_sessions(network, sessions=sessions, by=by, today=today)
    if network.registration_deadline_on >= saved[0].starts_on:
        raise NetworkError.of([Problem(_("Samling 1 må være etter påmeldingsfristen."), "starts_on", 0)])
    return saved


@transaction.atomic
def replace_learning_sessions(
    network: Network, *, sessions: list[dict[str, Any]], by: User, today: date | None = None
) -> list[LearningSession]:
    """Like `set_learning_sessions`, for a caller who moves the registration deadline too and checks it afterwards."""
    problems = _order_problems(sessions)
    if not sessions:
        problems.append(Problem(_("Nettverket må ha minst én samling.")))
    if problems:
        raise NetworkError.of(problems)
    existing = {row.number: row for row in network.learning_sessions.select_for_update()}
    kept = {row["number"] for row in sessions if row.get("number")}
    _refuse_removing_held(existing, kept, today=today or timezone.localdate())
    before = _snapshot(existing.values())
    network.learning_sessions.exclude(number__in=kept).delete()
    network.learning_sessions.update(number=F("number") + ASIDE)
    saved = [_save_session(network, existing, row, index) for index, row in enumerate(sessions)]
    Network.objects.filter(pk=network.pk).update(starts_on=saved[0].starts_on)
    network.refresh_from_db()
    if _snapshot(saved) != before:
        _note_change(network, by=by, action="set_learning_sessions")
    return saved


@transaction.atomic
def update_learning_session(session: LearningSession, *, by: User, version: int, **fields: Any) -> LearningSession:
    """Change place, times, programme or dates of one samling; the rules of the whole calendar hold.

    `version` is the network's. Raises NetworkConflict when somebody changed this samling after it was shown.
    """
    network = Network.objects.select_for_update().get(pk=session.network_id)
    current = LearningSession.objects.get(pk=session.pk)
    standing = {name: getattr(current, name) for name in fields}
    if standing == fields:
        return current
    if network.version != version:
        raise NetworkConflict(standing)
    rows = [
        {**_fields(row), "number": row.number, **(fields if row.pk == session.pk else {})}
        for row in network.learning_sessions.order_by("number")
    ]
    saved = set_learning_sessions(network, sessions=rows, by=by)
    return next(row for row in saved if row.pk == session.pk)


@transaction.atomic
def set_report_deadlines(network: Network, *, deadlines: list[dict[str, Any]], by: User) -> list[ReportDeadline]:
    """Make the report deadlines of the network exactly these, in order of date; status reports are numbered.

    Raises NetworkError with a problem per row: out of order, before samling 1, more than one final report, or a
    deadline left out that teams have begun a report for.
    """
    refuse_closed(network)
    problems = _deadline_problems(network, deadlines)
    if problems:
        raise NetworkError.of(problems)
    existing = {(row.kind, row.number): row for row in network.report_deadlines.select_for_update()}
    before = _snapshot(existing.values())
    saved, number = [], 0
    for index, values in enumerate(deadlines):
        is_status = values["kind"] == ReportDeadline.Kind.STATUS
        number += is_status
        key = (values["kind"], number if is_status else 1)
        row = existing.pop(key, None) or ReportDeadline(network=network, kind=key[0], number=key[1])
        for name in ("due_on", "period_starts_on", "period_ends_on"):
            setattr(row, name, values[name])
        saved.append(_save(row, index))
    for row in existing.values():
        try:
            row.delete()
        except ProtectedError as error:
            raise NetworkError(
                _("%(report)s er påbegynt av minst ett team, og fristen kan derfor ikke fjernes.") % {"report": row}
            ) from error
    if _snapshot(saved) != before:
        _note_change(network, by=by, action="set_report_deadlines")
    return saved


def _order_problems(rows: list[dict[str, Any]]) -> list[Problem]:
    problems = []
    first, last = "starts_on", "ends_on"
    for index, row in enumerate(rows):
        if row[last] < row[first]:
            problems.append(Problem(_("Siste dag er før første dag."), last, index))
        elif index and row[first] < rows[index - 1][first]:
            problems.append(
                Problem(
                    _("Samling %(number)d må være etter samling %(before)d.") % {"number": index + 1, "before": index},
                    first,
                    index,
                )
            )
        elif index and row[first] <= rows[index - 1][last]:
            problems.append(
                Problem(_("Samlingen overlapper med samling %(before)d.") % {"before": index}, first, index)
            )
    return problems


def _deadline_problems(network: Network, rows: list[dict[str, Any]]) -> list[Problem]:
    problems = []
    final = ReportDeadline.Kind.FINAL
    for index, row in enumerate(rows):
        if row["period_ends_on"] < row["period_starts_on"]:
            problems.append(Problem(_("Perioden slutter før den begynner."), "period_ends_on", index))
        elif row["due_on"] <= network.starts_on:
            problems.append(Problem(_("Fristen må være etter samling 1."), "due_on", index))
        elif index and row["due_on"] <= rows[index - 1]["due_on"]:
            problems.append(Problem(_("Fristen må være etter fristen over."), "due_on", index))
        if row["kind"] == final and index + 1 < len(rows):
            problems.append(Problem(_("Sluttrapporten må være den siste."), "kind", index))
    return problems


def _refuse_removing_held(existing: dict[int, LearningSession], kept: set[int], *, today: date) -> None:
    for number, row in existing.items():
        if number not in kept and row.starts_on <= today:
            raise NetworkError(_("Samling %(number)d er holdt og kan ikke fjernes.") % {"number": number}, "sessions")


SESSION_FIELDS = ("starts_on", "ends_on", "starts_at", "ends_at", "place", "programme", "has_pharmacist")


def _save_session(
    network: Network, existing: dict[int, LearningSession], values: dict[str, Any], index: int
) -> LearningSession:
    row = existing.get(values.get("number") or 0) or LearningSession(network=network)
    row.number = index + 1
    for name in SESSION_FIELDS:
        if name in values:
            setattr(row, name, values[name])
    if row.starts_at and row.ends_at and row.starts_on == row.ends_on and row.ends_at <= row.starts_at:
        raise NetworkError.of([Problem(_("Sluttiden er før starttiden."), "ends_at", index)])
    return _save(row, index)


def _save(row: LearningSession | ReportDeadline, index: int) -> Any:
    try:
        row.full_clean()
    except ValidationError as error:
        raise as_network_error(error, row=index) from error
    row.save()
    return row


def _fields(row: LearningSession) -> dict[str, Any]:
    return {name: getattr(row, name) for name in SESSION_FIELDS}


def _snapshot(rows: Any) -> list[tuple[Any, ...]]:
    """What the rows say, to see whether saving changed anything."""
    names = (*SESSION_FIELDS, "number", "kind", "due_on", "period_starts_on", "period_ends_on")
    return sorted(tuple(str(getattr(row, name, "")) for name in names) for row in rows)


def _note_change(network: Network, *, by: User, action: str) -> None:
    Network.objects.filter(pk=network.pk).update(version=F("version") + 1)
    network.refresh_from_db()
    record(by=by, action=action, scope=network.scope, subject=network)
