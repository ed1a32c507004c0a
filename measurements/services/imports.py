"""Takes in many figures at once, all or nothing, after somebody has seen what they would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from measurements.models import FigureImport, Measurement, MeasurementRevision
from measurements.queries.comparison import Figure, compare
from measurements.queries.imports import TeamFacts, team_facts
from measurements.services.cells import deliver_complete
from measurements.services.errors import MeasurementError, clean
from measurements.services.rules import check_month, check_open, check_unlocked, check_value, entered_whole_text
from measurements.services.stamps import hold_plan, renew_stamp
from measurements.services.values import revision_of
from teams.models import Team

# Long enough to look, and to be called away; then the figures are read from the file again.
LIFETIME = timedelta(hours=1)
_WRITTEN = (
    "numerator",
    "denominator",
    "skip_reason",
    "comment",
    "is_confirmed",
    "recorded_by",
    "recorded_at",
    "version",
)
_BATCH = 200


class ImportOutdated(MeasurementError):
    """What stands has changed since the person saw what the import would do. Nothing was written."""

    def __init__(self) -> None:
        super().__init__(_("Noen har endret tallene mens du så på. Se over på nytt. Ingenting er lagret ennå."))


@dataclass(frozen=True, slots=True)
class FiguresTaken:
    """How many figures an import made, changed and found as they were."""

    new: int
    changed: int
    same: int


@transaction.atomic
def prepare_import(
    team: Team,
    *,
    figures: Sequence[Figure],
    source: str,
    file_name: str = "",
    unfilled: int = 0,
    by: User,
) -> FigureImport:
    """Keep figures that passed the rules until the person has seen what they would do; replaces what was kept before."""
    check_open(team)
    delete_old_imports()
    FigureImport.objects.filter(team=team, user=by).delete()
    pending = FigureImport(
        team=team,
        user=by,
        source=source,
        file_name=file_name[:120],
        figures=[figure.packed() for figure in figures],
        unfilled=unfilled,
    )
    clean(pending)
    pending.save()
    return pending


@transaction.atomic
def take_import(
    pending: FigureImport, *, shown: str, by: User, reason: str = "", at: datetime | None = None
) -> FiguresTaken:
    """Record the figures, every one of them or none, and deliver the months that are complete with them.

    `shown` is the state of the comparison the person saw. Raises ImportOutdated when it is another now, and
    MeasurementError for what the rules refuse; `reason` is required once a changed figure's month is delivered.
    """
    at = at or timezone.now()
    team = pending.team
    check_open(team)
    if not FigureImport.objects.select_for_update().filter(pk=pending.pk).exists():
        raise ImportOutdated
    rows = {(row.planned_indicator_id, row.month): row for row in _lock_rows(team)}
    facts = team_facts(team)
    figures = [Figure.unpacked(packed) for packed in pending.figures]
    found = compare(figures, facts)
    if found.state != shown:
        raise ImportOutdated
    if found.needs_reason and not reason.strip():
        raise MeasurementError(_("Skriv kort hvorfor tallene rettes. Noen av månedene er levert."), "reason")
    _check([*found.new, *(figure for figure, _stored in found.changed)], facts, at)
    _insert(found.new, facts, by, at)
    _replace([(figure, rows[(figure.planned_id, figure.month)]) for figure, _stored in found.changed], by, at, reason)
    renew_stamp(facts.plan.pk)
    deliver_complete(team, {figure.month for figure in figures}, by)
    taken = FiguresTaken(len(found.new), len(found.changed), len(found.same))
    summary = f"{taken.new} new, {taken.changed} changed, {taken.same} same"
    record(by=by, action="take_import", scope=team.network.scope, subject=team, summary=summary)
    pending.delete()
    return taken


@transaction.atomic
def drop_import(pending: FigureImport, *, by: User) -> None:
    """Throw away what was kept; only its own person has it in hand."""
    FigureImport.objects.filter(pk=pending.pk, user=by).delete()


def delete_old_imports(*, at: datetime | None = None) -> int:
    """Throw away what nobody said yes to in time; returns how many."""
    count, _by_model = FigureImport.objects.filter(created_at__lt=(at or timezone.now()) - LIFETIME).delete()
    return count


def _lock_rows(team: Team) -> list[Measurement]:
    """The team's figures, held until the transaction ends, so that none changes between the look and the write."""
    hold_plan(team)
    return list(Measurement.objects.select_for_update(of=("self",)).filter(planned_indicator__plan__team=team))


def _check(figures: Sequence[Figure], facts: TeamFacts, at: datetime) -> None:
    """The rules once more: the måleplan or the network may have changed since the figures were read."""
    planned = {item.pk: item for item in facts.active}
    months = {figure.month for figure in figures}
    for month in months:
        check_month(facts.plan, month, timezone.localdate(at))
    check_unlocked(facts.plan.team, months)
    for figure in figures:
        if figure.planned_id not in planned:
            raise MeasurementError(_("Måleplanen er endret siden filen ble lest. Last den opp på nytt."))
        if facts.is_entered_whole(planned[figure.planned_id], figure.month):
            raise MeasurementError(entered_whole_text(), "month")
        if not figure.skip_reason:
            check_value(planned[figure.planned_id].indicator, figure.numerator, figure.denominator)


def _insert(figures: Sequence[Figure], facts: TeamFacts, by: User, at: datetime) -> None:
    planned = {item.pk: item for item in facts.planned}
    rows = []
    for figure in figures:
        item = planned[figure.planned_id]
        row = Measurement(
            planned_indicator=item,
            month=figure.month,
            is_proportion=item.indicator.is_percent,
            is_signed=item.indicator.is_signed,
        )
        _fill(row, figure, by, at)
        rows.append(row)
    try:
        with transaction.atomic():
            Measurement.objects.bulk_create(rows, batch_size=_BATCH)
    except IntegrityError as error:
        # Somebody entered one of them between the look and the write.
        raise ImportOutdated from error


def _replace(pairs: Sequence[tuple[Figure, Measurement]], by: User, at: datetime, reason: str) -> None:
    revisions = []
    for figure, row in pairs:
        revision = revision_of(row, by=by, at=at, reason=reason.strip())
        clean(revision)
        revisions.append(revision)
        _fill(row, figure, by, at)
        row.version += 1
    MeasurementRevision.objects.bulk_create(revisions, batch_size=_BATCH)
    Measurement.objects.bulk_update([row for _figure, row in pairs], _WRITTEN, batch_size=_BATCH)


def _fill(row: Measurement, figure: Figure, by: User, at: datetime) -> None:
    row.numerator, row.denominator = figure.numerator, figure.denominator
    row.skip_reason, row.comment = figure.skip_reason, figure.comment or row.comment
    # Nobody was asked about it on the way in.
    row.is_confirmed = False
    row.recorded_by, row.recorded_at = by, at
    clean(row)
