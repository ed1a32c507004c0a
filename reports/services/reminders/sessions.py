"""Reminds everybody in a team that a samling is near."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.norwegian import format_date_range
from networks.models import LearningSession, Network
from reports.services.reminders.reminder import Addressee, Reminder, in_window
from teams.models import TeamMembership

DAYS_BEFORE = (14, 2)


def session_is_near(networks: list[Network], today: date) -> Iterator[Reminder]:
    """Two weeks and two days before a samling, to every member it expects who has an account."""
    near: dict[int, list[tuple[LearningSession, int]]] = {}
    for network in networks:
        for session in network.learning_sessions.all():
            for days in DAYS_BEFORE:
                last_day = session.starts_on - timedelta(days=1 if days == min(DAYS_BEFORE) else min(DAYS_BEFORE) + 1)
                if in_window(today, session.starts_on - timedelta(days=days), last_day):
                    near.setdefault(network.pk, []).append((session, days))
    by_pk = {network.pk: network for network in networks}
    memberships = (
        TeamMembership.objects.current()
        .attending()
        .filter(team__network__in=near, team__withdrawn_on=None, user__is_active=True)
        .select_related("user", "team")
    )
    for membership in memberships:
        for session, days in near[membership.team.network_id]:
            yield _reminder(by_pk[membership.team.network_id], session, days, membership)


def _reminder(network: Network, session: LearningSession, days: int, membership: TeamMembership) -> Reminder:
    when = format_date_range(session.starts_on, session.ends_on)
    place = _(" på %(place)s") % {"place": session.place} if session.place else ""
    return Reminder(
        kind="session_near",
        network=network,
        to=Addressee.of(membership.user),
        subject_key=f"session/{session.pk}/{days}",
        due_on=session.starts_on,
        subject=_("%(session)s er %(when)s") % {"session": session, "when": when},
        body=_(
            "%(session)s i %(network)s er %(when)s%(place)s. Hele teamet deltar. Si fra om du kommer, og se programmet."
        )
        % {"session": session, "network": network.name, "when": when, "place": place},
        link=reverse("teams:attendance_answer", args=[membership.team.slug, session.number]),
        link_label=_("Svar på invitasjonen"),
    )
