"""The coordinator's answer to a registration: approved, and a team is made; or declined, with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import TeamRole
from accounts.services import record
from teams.models import Registration, Team
from teams.queries.registration import people_of
from teams.services import registration_mail
from teams.services.errors import TeamError
from teams.services.registration_rules import Status, locked, save
from teams.services.team_creation import create_team


@transaction.atomic
def approve_registration(
    registration: Registration, *, by: User, now: datetime | None = None, has_invitations: bool = True
) -> Team:
    """Make the team and its people, and invite each by mail. Twice gives the same team.

    `now` writes down what was decided earlier; `has_invitations=False` leaves the mails out. Raises TeamError when the
    registration is not waiting for an answer or the network is closed.
    """
    current = locked(registration)
    if current.status == Status.APPROVED:
        return Team.objects.select_related("organization", "network").get(registration=current)
    _refuse_unless_submitted(current)
    members = [row for row in people_of(current) if row["name"]]
    if current.sponsor_name:
        sponsor = {"name": current.sponsor_name, "email": current.sponsor_email, "role": TeamRole.SPONSOR}
        members.append({**sponsor, "profession": "", "position": len(members) + 1})
    team = create_team(
        current.network,
        organization=current.municipality,
        service=current.service,
        change_package=current.change_package,
        members=members,
        registration=current,
        started_on=timezone.localdate(now) if now else None,
        has_invitations=has_invitations,
        by=by,
    )
    _decide(current, status=Status.APPROVED, reason="", by=by, now=now)
    record(by=by, action="approve_registration", scope=current.network.scope, subject=current, summary=team.name)
    if has_invitations:
        registration_mail.send_approval(current)
    registration.refresh_from_db()
    return team


@transaction.atomic
def decline_registration(
    registration: Registration, *, reason: str, by: User, now: datetime | None = None
) -> Registration:
    """Say no, with the reason that the contact person reads. Twice is once. Raises TeamError without a reason."""
    current = locked(registration)
    if current.status != Status.DECLINED:
        _refuse_unless_submitted(current)
        if not reason.strip():
            raise TeamError(_("Skriv hvorfor. Kommunen får begrunnelsen på e-post."), "reason")
        _decide(current, status=Status.DECLINED, reason=reason.strip(), by=by, now=now)
        record(by=by, action="decline_registration", scope=current.network.scope, subject=current)
        registration_mail.send_refusal(current)
    registration.refresh_from_db()
    return registration


def _refuse_unless_submitted(registration: Registration) -> None:
    if registration.network.is_closed:
        raise TeamError(_("Nettverket er avsluttet."))
    if registration.status != Status.SUBMITTED:
        raise TeamError(
            _("Påmeldingen kan ikke behandles nå. Status: %(status)s.")
            % {"status": registration.get_status_display().lower()}
        )


def _decide(registration: Registration, *, status: str, reason: str, by: User, now: datetime | None) -> None:
    registration.status = status
    registration.decided_at = now or timezone.now()
    registration.decided_by = by
    registration.decision_reason = reason
    registration.version += 1
    save(registration)
