"""A team with people on the demo day of the drawings, as these tests need it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from accounts.models import User
from accounts.roles import TeamRole
from networks.models import Network
from teams.models import Team
from tests.factories.accounts import make_user
from tests.factories.networks import coordinator_of, make_network
from tests.factories.teams import make_team, user_in


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """4 November 2026, 14.32 in Norway."""
    with time_machine.travel(datetime(2026, 11, 4, 13, 32, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def network(db) -> Network:
    """Three samlinger: 5 May and 20 October 2026, 3 March 2027."""
    return make_network("Akershus 2026–27")


@pytest.fixture
def team(network: Network) -> Team:
    """Lørenskog hjemmetjeneste, with the package SAM."""
    return make_team(network, municipality="Lørenskog")


@pytest.fixture
def people(team: Team) -> dict[str, User]:
    """By first name: measurement lead, team leader, patient representative, coordinator, and an outsider."""
    return {
        "Ingrid": user_in(team, TeamRole.MEASUREMENT_LEAD),
        "Marte": user_in(team, TeamRole.TEAM_LEADER),
        "Arne": user_in(team, TeamRole.PATIENT_REPRESENTATIVE),
        "Astrid": coordinator_of(team.network),
        "Frode": make_user("Frode Aas"),
    }
