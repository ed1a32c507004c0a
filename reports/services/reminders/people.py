"""Whom in a team to write to."""

from collections import defaultdict
from collections.abc import Iterable

from accounts.roles import TeamRole
from reports.services.reminders.reminder import Addressee
from teams.models import Team, TeamMembership


class TeamPeople:
    """Those who are in these teams now, read in one query."""

    def __init__(self, teams: Iterable[Team]) -> None:
        self._found: dict[tuple[int, str], list[Addressee]] = defaultdict(list)
        for member in TeamMembership.objects.current().filter(team__in=teams).select_related("user"):
            if member.user and member.user.is_active:
                self._found[(member.team_id, member.role)].append(Addressee.of(member.user))

    def with_role(self, team: Team, role: TeamRole) -> list[Addressee]:
        """Those in this role who can be written to; the leader stands in for a missing measurement lead."""
        return self._found.get((team.pk, role.value)) or self._found.get((team.pk, TeamRole.TEAM_LEADER.value), [])
