"""Invites members by mail: a single-use link to those without an account in use, a plain one to those with."""

import hashlib

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import ROLE_LABELS, TeamRole
from accounts.services import create_invitation
from notifications.models import OutboxMessage
from notifications.services import queue_message
from teams.models import TeamMembership

MEMBER_INVITATION = "member_invitation"

_TASKS = {
    TeamRole.TEAM_LEADER: gettext_lazy("Du leder teamet, følger opp planen og leverer rapportene."),
    TeamRole.MEASUREMENT_LEAD: gettext_lazy("Du registrerer teamets målinger én gang i måneden."),
    TeamRole.TEAM_MEMBER: gettext_lazy("Du prøver ut tiltakene sammen med resten av teamet."),
    TeamRole.PATIENT_REPRESENTATIVE: gettext_lazy("Du hjelper teamet å se arbeidet fra brukerens side."),
    TeamRole.SPONSOR: gettext_lazy("Du følger teamets arbeid og gir det tid og rom."),
}


def send_member_invitation(membership: TeamMembership, *, by: User | None) -> OutboxMessage | None:
    """Queue the mail that tells a member what they are in and how to get in; needs `user` and `team` loaded."""
    team, user, role = membership.team, membership.user, TeamRole(membership.role)
    if user.activated_at:
        link, label = team.get_absolute_url(), _("Gå til teamet")
        way = _("Du har konto fra før. Logg inn med e-postadressen din.")
        key = f"{MEMBER_INVITATION}:{membership.pk}:{membership.version}"
    else:
        token = create_invitation(user=user, by=by)
        link, label = reverse("accounts:invitation_accept", args=[token]), _("Ta i bruk kontoen")
        way = _("Lenken er din egen og virker én gang. Du trenger ikke passord.")
        # A new link is a new message; the key must not give the token away.
        key = f"{MEMBER_INVITATION}:{membership.pk}:{hashlib.sha256(token.encode()).hexdigest()[:16]}"
    body = _(
        "Hei %(name)s\n\n"
        "Du er med i teamet %(team)s i læringsnettverket %(network)s, som %(role)s. %(task)s\n\n"
        "%(way)s\n\n"
        "Lurer du på noe? Skriv til %(contact)s."
    ) % {
        "name": membership.name,
        "team": team.name,
        "network": team.network.name,
        "role": str(ROLE_LABELS[role]).lower(),
        "task": _TASKS[role],
        "way": way,
        "contact": team.network.contact_email,
    }
    return queue_message(
        key=key,
        kind=MEMBER_INVITATION,
        scope=team.network.scope,
        recipient=user,
        email=user.email,
        name=membership.name,
        subject=_("Du er med i %(team)s") % {"team": team.name},
        body=body,
        due_on=timezone.localdate(),
        link=link,
        link_label=label,
        has_secret_link=not user.activated_at,
    )


def member_invitation_still_applies(message: OutboxMessage) -> bool:
    """Tell whether the member is still in the team; asked just before the mail leaves."""
    pk = message.key.split(":")[1]
    return TeamMembership.objects.current().filter(pk=pk, user=message.recipient_id).exists()
