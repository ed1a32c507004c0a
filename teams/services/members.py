"""Who is in a team: added, given another role, ended, invited."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import TeamRole
from accounts.services import add_user, record
from networks.models import NetworkMembership
from networks.services import add_participant, end_network_member
from teams.models import Attendance, Team, TeamMembership
from teams.services.errors import EditConflict, TeamError
from teams.services.invitations import send_member_invitation
from teams.services.versions import save_if_unchanged, save_new


@transaction.atomic
def add_member(
    team: Team,
    *,
    name: str,
    role: str,
    by: User | None,
    profession: str = "",
    email: str = "",
    position: int | None = None,
) -> TeamMembership:
    """Take a person into the team; with an e-mail address they get an account and an invitation.

    A new team leader takes over from the one before, who stays as member. Raises TeamError when the person is in the
    team already or a text does not hold.
    """
    Team.objects.select_for_update().get(pk=team.pk)
    user = _user_for(team, name=name, role=role, email=email, by=by) if email.strip() else None
    if role == TeamRole.TEAM_LEADER:
        _hand_over(team, by=by)
    membership = TeamMembership(
        team=team,
        user=user,
        name=name.strip(),
        role=role,
        profession=profession.strip(),
        position=_position(team) if position is None else position,
    )
    save_new(membership)
    record(by=by, action="add_member", scope=team.network.scope, subject=membership, summary=role)
    if user:
        add_participant(team.network, user=user, by=by)
        send_member_invitation(membership, by=by)
    return membership


@transaction.atomic
def change_member(
    membership: TeamMembership,
    *,
    by: User,
    version: int,
    name: str,
    role: str,
    profession: str = "",
    email: str = "",
) -> TeamMembership:
    """Change name, profession, address or role, and give the membership that counts from now.

    Another role starts a new membership, so that history tells who was what when. Raises EditConflict or TeamError.
    """
    membership = _locked(membership)
    team = membership.team
    if role != membership.role and version != membership.version:
        theirs = {"name": membership.name, "role": membership.role, "profession": membership.profession}
        raise EditConflict(theirs, membership.version)
    user = _changed_user(membership, name=name, role=role, email=email, by=by)
    is_invited = user is not None and user.pk != membership.user_id
    if is_invited and membership.user is not None:
        _leave_network(membership, by=by)
    values = {"name": name.strip(), "profession": profession.strip(), "user": user}
    if save_if_unchanged(membership, version=version, values=values):
        record(by=by, action="change_member", scope=team.network.scope, subject=membership)
    if role != membership.role:
        membership = _change_role(membership, role=role, by=by)
    if is_invited:
        add_participant(team.network, user=user, by=by)
        send_member_invitation(membership, by=by)
    return membership


@transaction.atomic
def end_member(membership: TeamMembership, *, by: User, ended_on: date | None = None) -> TeamMembership:
    """Let a person leave the team, from today or earlier; what they did stays. TeamError for the leader."""
    membership = _locked(membership)
    if membership.role == TeamRole.TEAM_LEADER:
        raise TeamError(_("Teamet må ha en teamleder. Gjør en annen til teamleder først."))
    day = ended_on or timezone.localdate()
    if day > timezone.localdate():
        raise TeamError(_("Datoen er i framtiden. Avslutt den dagen personen slutter."), "ended_on")
    if day < membership.started_on:
        raise TeamError(_("Datoen er før personen ble med i teamet."), "ended_on")
    membership.ended_on = day
    membership.version += 1
    membership.save(update_fields=["ended_on", "version"])
    _attendance_from(membership, day + timedelta(days=1)).delete()
    record(by=by, action="end_member", scope=membership.team.network.scope, subject=membership)
    if membership.user:
        _leave_network(membership, by=by)
    return membership


@transaction.atomic
def invite_member(membership: TeamMembership, *, by: User) -> None:
    """Send the invitation once more with a new link; the earlier link ends. Raises TeamError when there is no need."""
    membership = _locked(membership)
    if membership.user is None:
        raise TeamError(_("%(name)s har ingen e-postadresse. Legg den inn først.") % {"name": membership.name})
    if membership.user.activated_at:
        raise TeamError(_("%(name)s har allerede tatt i bruk kontoen sin.") % {"name": membership.name})
    send_member_invitation(membership, by=by)
    record(by=by, action="invite_member", scope=membership.team.network.scope, subject=membership)


def _user_for(team: Team, *, name: str, role: str, email: str, by: User | None) -> User:
    """The person behind an address; one who is in the team already is refused (the sponsor may also be a member)."""
    address = email.strip().lower()
    others = TeamMembership.objects.current().filter(team=team, user__email__iexact=address)
    for other in others:
        if (other.role == TeamRole.SPONSOR) == (role == TeamRole.SPONSOR):
            raise TeamError(
                _("%(name)s er allerede med i teamet med denne adressen.") % {"name": other.name},
                "email",
            )
    return add_user(email=address, name=name.strip(), by=by)


def _changed_user(membership: TeamMembership, *, name: str, role: str, email: str, by: User) -> User | None:
    address, user = email.strip().lower(), membership.user
    if user is not None and address == user.email.lower():
        return user
    if user is not None and user.activated_at:
        raise TeamError(
            _("%(name)s har tatt i bruk kontoen. Adressen kan ikke endres her.") % {"name": membership.name}, "email"
        )
    if not address and user is not None:
        raise TeamError(_("Adressen kan byttes, men ikke fjernes."), "email")
    if not address:
        return None
    return _user_for(membership.team, name=name, role=role, email=address, by=by)


def _change_role(membership: TeamMembership, *, role: str, by: User | None) -> TeamMembership:
    """End the membership yesterday and start one with the new role; a role given today is simply corrected."""
    if membership.role == TeamRole.TEAM_LEADER:
        raise TeamError(_("Teamet må ha en teamleder. Gjør en annen til teamleder først."), "role")
    if role == TeamRole.TEAM_LEADER:
        _hand_over(membership.team, by=by)
    return _start_role(membership, role=role, by=by)


def _start_role(membership: TeamMembership, *, role: str, by: User | None) -> TeamMembership:
    today = timezone.localdate()
    if membership.started_on >= today:
        membership.role = role
        membership.version += 1
        membership.save(update_fields=["role", "version"])
        following = membership
    else:
        membership.ended_on = today - timedelta(days=1)
        membership.version += 1
        membership.save(update_fields=["ended_on", "version"])
        following = TeamMembership(
            team=membership.team,
            user=membership.user,
            name=membership.name,
            role=role,
            profession=membership.profession,
            position=membership.position,
        )
        save_new(following)
        membership.plan_items.update(responsible=following)
        _attendance_from(membership, today).update(membership=following)
    record(by=by, action="change_role", scope=membership.team.network.scope, subject=following, summary=role)
    return following


def _hand_over(team: Team, *, by: User | None) -> None:
    """Make the leader of today a member, so that another can lead."""
    leader = TeamMembership.objects.current().filter(team=team, role=TeamRole.TEAM_LEADER).first()
    if leader:
        _start_role(leader, role=TeamRole.TEAM_MEMBER, by=by)


def _attendance_from(membership: TeamMembership, day: date) -> QuerySet[Attendance]:
    """What the person answered to samlinger that start on this day or later."""
    return Attendance.objects.filter(membership=membership, learning_session__starts_on__gte=day)


def _leave_network(membership: TeamMembership, *, by: User) -> None:
    """End the person's part in the network when no other of its teams has them."""
    network = membership.team.network
    elsewhere = TeamMembership.objects.current().filter(team__network=network, user=membership.user)
    if elsewhere.exclude(pk=membership.pk).exists():
        return
    row = NetworkMembership.objects.filter(network=network, user=membership.user, role="participant", ended_on=None)
    for participant in row:
        end_network_member(participant, by=by)


def _locked(membership: TeamMembership) -> TeamMembership:
    """The membership as it stands now, locked. Raises TeamError when the person has left the team."""
    rows = TeamMembership.objects.select_for_update(of=("self",)).select_related("team__network", "user")
    current = rows.get(pk=membership.pk)
    if current.ended_on:
        raise TeamError(_("%(name)s er ikke med i teamet lenger.") % {"name": current.name})
    return current


def _position(team: Team) -> int:
    return TeamMembership.objects.current().filter(team=team).count() + 1
