"""Which indicators a team can choose among."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from measurements.models import Indicator, PlannedIndicator
from networks.models import Network
from teams.models import Team


@dataclass(frozen=True, slots=True)
class Offer:
    """One indicator on the måleplan page.

    newer: the version that takes its place for teams that start now, None when this one is the newest.
    """

    indicator: Indicator
    newer: Indicator | None
    is_own: bool

    @property
    def is_mandatory(self) -> bool:
        """Tell whether the team must follow it, in the version that holds for new teams."""
        return (self.newer or self.indicator).is_mandatory and not self.is_own


def network_indicators(network: Network, packages: Iterable[int]) -> list[Indicator]:
    """The indicators of these tiltakspakker as teams that start now get them: the network's copy where it has one."""
    rows = (
        Indicator.objects.current()
        .filter(Q(owner_network=None) | Q(owner_network=network), owner_team=None, change_package__in=list(packages))
        .order_by("change_package__name", "change_package", "position", "version")
        .select_related("change_package")
    )
    found: dict[str, Indicator] = {}
    for row in rows:
        known = found.get(row.code)
        if known is None or known.owner_network_id is None or row.owner_network_id:
            found[row.code] = row
    return list(found.values())


def offers_for(team: Team, planned: Sequence[PlannedIndicator]) -> list[Offer]:
    """What the team can follow, those it follows first, then the mandatory ones; in two queries.

    An older version stays for those who follow it, with the newer one beside it. `planned` has indicators loaded.
    """
    offered = {row.code: row for row in network_indicators(team.network, [team.change_package_id])}
    own = list(Indicator.objects.current().filter(owner_team=team).order_by("position"))
    place = {row.indicator_id: row.position for row in planned if row.is_active}
    found = []
    followed = [row.indicator for row in planned if row.is_active and row.indicator.owner_team_id is None]
    for indicator in followed:
        newest = offered.pop(indicator.code, None)
        found.append(Offer(indicator, newest if newest and newest != indicator else None, is_own=False))
    found += [Offer(row, None, is_own=False) for row in offered.values()]
    found += [Offer(row, None, is_own=True) for row in own]
    return sorted(
        found,
        key=lambda offer: (
            place.get(offer.indicator.pk, 99),
            offer.is_own,
            not offer.is_mandatory,
            offer.indicator.position,
        ),
    )


def teams_following(network: Network, indicator: Indicator) -> int:
    """How many teams of the network follow it now."""
    rows = PlannedIndicator.objects.active().filter(plan__team__network=network, indicator=indicator)
    return rows.values("plan").distinct().count()
