"""How far people have come with «Vis verdien av målinger»."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q

from accounts.models import User
from accounts.roles import TeamRole
from measurements.models import LessonDone
from measurements.queries.gallery import gallery_examples
from networks.models import Network
from teams.models import Team, TeamMembership


@dataclass(frozen=True, slots=True)
class Training:
    """A team's måleansvarlig (None when it has none) and how much is done, out of all examples."""

    team: Team
    name: str | None
    done: int
    total: int
    last_at: datetime | None

    @property
    def is_finished(self) -> bool:
        """Tell whether every example is ticked off."""
        return self.done == self.total


def lessons_done(user: User) -> dict[str, datetime]:
    """When this person ticked off each example."""
    return dict(LessonDone.objects.filter(user=user).values_list("slug", "done_at"))


def training_of_network(network: Network, user: User) -> list[Training]:
    """Every måleansvarlig of the network's teams that this person sees, by team; two queries."""
    teams = list(Team.objects.visible_to(user).active().filter(network=network).select_related("organization"))
    # An example that has been taken out of the file counts no more.
    known = [example.slug for example in gallery_examples()]
    rows = TeamMembership.objects.current().filter(team__in=teams, role=TeamRole.MEASUREMENT_LEAD.value)
    counted = Q(user__lessons_done__slug__in=known)
    rows = rows.order_by("position", "pk").annotate(
        done=Count("user__lessons_done", filter=counted), last_at=Max("user__lessons_done__done_at", filter=counted)
    )
    by_team: dict[int, list[tuple]] = {}
    for team_id, *found in rows.values_list("team_id", "name", "done", "last_at"):
        by_team.setdefault(team_id, []).append(tuple(found))
    return [
        Training(team, name, done, len(known), last_at)
        for team in teams
        for name, done, last_at in by_team.get(team.pk, [(None, 0, None)])
    ]
