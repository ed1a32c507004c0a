"""Makes a team with its people, and invites them."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Organization, User
from accounts.roles import TeamRole
from accounts.services import add_user, record
from networks.models import ChangePackage, Network
from networks.services import add_participant
from teams.models import Registration, Team, TeamMembership
from teams.services.errors import TeamError
from teams.services.invitations import send_member_invitation
from teams.services.versions import save_new


@transaction.atomic
def create_team(
    network: Network,
    *,
    organization: Organization,
    service: str,
    change_package: ChangePackage,
    members: list[dict[str, Any]],
    by: User | None,
    registration: Registration | None = None,
    started_on: date | None = None,
    has_invitations: bool = True,
) -> Team:
    """Make a team of these people: dictionaries of name, role, and if known profession, email and position.

    Those with an e-mail address get an account (or keep the one they have), see the network and are invited by mail.
    Raises TeamError when the network has such a team already, or a person does not hold.
    """
    if Team.objects.filter(network=network, organization=organization, service__iexact=service.strip()).exists():
        raise TeamError(_("Nettverket har allerede et team med denne kommunen og tjenesten."), "service")
    team = Team(
        network=network,
        registration=registration,
        organization=organization,
        service=service.strip(),
        change_package=change_package,
    )
    team.slug = _free_slug(f"{team.name} {network.starts_on.year}")
    save_new(team)
    record(by=by, action="create_team", scope=network.scope, subject=team, summary=team.name)
    for position, member in enumerate(members, start=1):
        membership = _add_person(team, member, position, started_on or timezone.localdate(), by=by)
        if membership.user and has_invitations:
            send_member_invitation(membership, by=by)
    return team


def _add_person(
    team: Team, member: dict[str, Any], position: int, started_on: date, *, by: User | None
) -> TeamMembership:
    email = member.get("email", "").strip()
    name = member["name"].strip()
    user = add_user(email=email, name=name, by=by) if email else None
    membership = TeamMembership(
        team=team,
        user=user,
        name=name,
        role=TeamRole(member["role"]).value,
        profession=member.get("profession", "").strip(),
        position=member.get("position", position),
        started_on=started_on,
    )
    save_new(membership)
    if user:
        add_participant(team.network, user=user, by=by)
    return membership


def _free_slug(name: str) -> str:
    """The team's address: «Lørenskog hjemmetjeneste 2026» gives lorenskog-hjemmetjeneste-2026."""
    letters = name.lower().translate(str.maketrans({"æ": "ae", "ø": "o", "å": "a", "–": "-"}))
    wanted = slugify(letters)[:90].strip("-") or "team"
    taken = set(Team.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, slug = 2, wanted
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug
