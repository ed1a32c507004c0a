"""A small world for journeys that need one: a team in November 2026, and a network that takes registrations."""

from dataclasses import dataclass
from datetime import date

import time_machine

from accounts.models import User
from accounts.roles import TeamRole
from networks.models import Network
from teams.models import Team
from tests.factories.accounts import make_organization
from tests.factories.networks import coordinator_of, make_network
from tests.factories.reports import make_reporting_team
from tests.factories.teams import user_in

NOW = "2026-11-04T09:10:00+01:00"


@dataclass(frozen=True)
class Autumn:
    """The team has figures to September, but for July; October is open. The other network begins in May 2027."""

    network: Network
    team: Team
    enrolling: Network

    @property
    def coordinator(self) -> User:
        """Of both networks."""
        return coordinator_of(self.network)

    @property
    def leader(self) -> User:
        """Marte Solbakken."""
        return user_in(self.team, TeamRole.TEAM_LEADER)

    @property
    def counter(self) -> User:
        """Ingrid Sæther."""
        return user_in(self.team, TeamRole.MEASUREMENT_LEAD)

    def at(self, room: str = "") -> str:
        """An address in the team."""
        return f"/team/{self.team.slug}/{room}"


def build_autumn() -> Autumn:
    """Through the services, each thing at its time; call it with the clock at NOW."""
    with time_machine.travel("2026-02-02T09:00:00+01:00", tick=True):
        network = make_network("Akershus 2026–27")
        make_organization("Lørenskog")
    team = make_reporting_team(network, municipality="Lørenskog")
    enrolling = make_network(
        "Akershus 2027–28", coordinator=coordinator_of(network), starts_on=date(2027, 5, 4), today=date(2026, 11, 2)
    )
    return Autumn(network, team, enrolling)
