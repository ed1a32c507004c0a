"""Keeps what people answered to a samling, and who came."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from networks.models import LearningSession
from teams.models import Attendance, TeamMembership
from teams.services.errors import EditConflict, TeamError


@transaction.atomic
def record_attendance(
    session: LearningSession,
    *,
    presence: dict[int, bool | None],
    by: User,
    seen: dict[int, bool | None] | None = None,
) -> int:
    """Set who came to the samling, for members of any of its teams, and give how many rows changed.

    `presence` maps membership id to came, did not come, or not known. With `seen`, what the person was shown, only
    what they changed is written. Raises EditConflict (by membership id) where somebody else meanwhile wrote otherwise,
    and TeamError before the samling has started or for people who are not in the network.
    """
    if session.network.is_closed:
        raise TeamError(_("Nettverket er avsluttet. Oppmøtet er bevart, men kan ikke endres."))
    if session.starts_on > timezone.localdate():
        raise TeamError(_("Samlingen har ikke vært ennå. Oppmøtet føres fra første dag."))
    # One writer of a samling at a time; otherwise two could insert the same row.
    LearningSession.objects.select_for_update().get(pk=session.pk)
    known = set(
        TeamMembership.objects.filter(team__network=session.network_id, pk__in=presence).values_list("pk", flat=True)
    )
    if known != set(presence):
        raise TeamError(_("Noen i lista er ikke med i dette nettverket lenger. Last siden på nytt."))
    standing = {
        row.membership_id: row
        for row in Attendance.objects.select_for_update().filter(learning_session=session, membership__in=known)
    }
    wanted = {pk: value for pk, value in presence.items() if seen is None or value != seen.get(pk)}
    stored = {pk: standing[pk].is_present if pk in standing else None for pk in wanted}
    if seen is not None:
        theirs = {pk: stored[pk] for pk in wanted if stored[pk] not in (seen.get(pk), wanted[pk])}
        if theirs:
            raise EditConflict({str(pk): value for pk, value in theirs.items()})
    changed = [pk for pk, value in wanted.items() if stored[pk] != value]
    Attendance.objects.bulk_create(
        [
            Attendance(learning_session=session, membership_id=pk, is_present=wanted[pk])
            for pk in changed
            if pk not in standing
        ]
    )
    updated = [standing[pk] for pk in changed if pk in standing]
    for row in updated:
        row.is_present = wanted[row.membership_id]
    Attendance.objects.bulk_update(updated, ["is_present"])
    if changed:
        record(
            by=by,
            action="record_attendance",
            scope=session.network.scope,
            subject=session,
            summary=f"{len(changed)}",
        )
    return len(changed)


@transaction.atomic
def answer_invitation(membership: TeamMembership, session: LearningSession, *, answer: str, by: User) -> Attendance:
    """Store whether this person comes to the samling. Raises TeamError when it has started or is another network's."""
    if session.network_id != membership.team.network_id:
        raise TeamError(_("Samlingen hører til et annet nettverk."))
    if session.starts_on <= timezone.localdate():
        raise TeamError(_("Samlingen har startet. Oppmøtet føres av koordinatoren."))
    if answer not in Attendance.Answer.values:
        raise TeamError(_("Velg om du kommer eller ikke."), "answer")
    row, created = Attendance.objects.select_for_update().get_or_create(
        learning_session=session, membership=membership, defaults={"answer": answer}
    )
    if created or row.answer != answer:
        row.answer = answer
        row.save(update_fields=["answer"])
        record(by=by, action="answer_invitation", scope=session.network.scope, subject=membership, summary=answer)
    return row
