"""How far each team of a network has delivered, and how far that is locked."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Q

from accounts.models import User
from measurements.models import MeasurementPlan, MonthDelivery
from networks.models import Network
from teams.models import Team


@dataclass(frozen=True, slots=True)
class TeamLocks:
    """One team: the last month it has delivered, the last that is locked, and how many delivered ones are open."""

    team: Team
    delivered_to: date | None
    locked_to: date | None
    open_count: int


def locks_of_network(network: Network, user: User) -> list[TeamLocks]:
    """The teams of the network that this person sees, by name, those that have withdrawn too. Two queries."""
    teams = list(Team.objects.visible_to(user).filter(network=network).select_related("organization", "network"))
    is_locked = Q(locked_at__isnull=False)
    rows = MonthDelivery.objects.filter(team__in=teams).order_by().values_list("team_id")
    rows = rows.annotate(
        delivered_to=Max("month"),
        locked_to=Max("month", filter=is_locked),
        open_count=Count("pk", filter=~is_locked),
    )
    found = {team_id: values for team_id, *values in rows}
    return [TeamLocks(team, *found.get(team.pk, (None, None, 0))) for team in teams]


def locked_months(team: Team) -> set[date]:
    """The months of the team that are locked."""
    return set(MonthDelivery.objects.filter(team=team, locked_at__isnull=False).values_list("month", flat=True))


def first_month(teams: list[Team]) -> date | None:
    """The first month any of these teams measures; None when none has a måleplan."""
    return MeasurementPlan.objects.filter(team__in=teams).aggregate(first=Min("starts_on"))["first"]
