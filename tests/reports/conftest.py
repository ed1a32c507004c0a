"""A network on the first of October 2026, five days before its first status report is due."""

from collections.abc import Iterator

import pytest
import time_machine

from networks.models import Network
from teams.models import Team
from tests.factories.networks import make_network
from tests.factories.reports import WRITING_AT
from tests.factories.teams import make_team


@pytest.fixture
def october() -> Iterator[time_machine.Traveller]:
    """Ten past ten in the morning, 1 October 2026; move on with `october.shift(seconds)`."""
    with time_machine.travel(WRITING_AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def network(db, october: time_machine.Traveller) -> Network:
    """Samlinger 5 May and 20 October 2026 and 3 March 2027; status reports 6 October and 17 February."""
    return make_network("Akershus 2026–27")


@pytest.fixture
def team(network: Network) -> Team:
    """Lørenskog hjemmetjeneste, which has written nothing yet."""
    return make_team(network, municipality="Lørenskog")
