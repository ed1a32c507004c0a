"""The network's sums: counted together, hidden when few."""

from datetime import date

import pytest

from measurements.models import PlannedIndicator
from measurements.queries import network_aggregate
from networks.models import Network
from teams.models import Team
from tests.factories.measurements import make_indicator, make_plan, record_series

TODAY = date(2026, 11, 4)


@pytest.fixture
def indicator(team):
    """Followed by three teams."""
    row = make_indicator(team.change_package)
    for number in (1, 2):
        Team.objects.create(
            network=team.network,
            slug=f"team-{number}",
            organization=team.organization,
            service=f"Sone {number}",
            change_package=team.change_package,
        )
    for each in Team.objects.all():
        make_plan(each, row)
    return row


def record(*series):
    """One series a team."""
    rows = PlannedIndicator.objects.select_related("indicator", "plan__team__network").order_by("pk")
    for row, figures in zip(rows, series, strict=False):
        record_series(row, figures)


def sums(network, indicator):
    return [
        (row.numerator, row.denominator, row.teams, row.is_hidden)
        for row in network_aggregate(network, indicator, TODAY).months
    ]


def test_network_aggregate_sums_counts_and_not_percentages(team, indicator):
    record([(1, 10), (5, 10)], [(30, 30)], [(0, 10), (1, 2)])
    found = network_aggregate(team.network, indicator, TODAY)
    assert found.teams == 3
    assert sums(team.network, indicator) == [(31, 50, 3, False), (6, 12, 2, False)]
    assert [(point.numerator, point.denominator) for point in found.series.points] == [(31, 50), (6, 12)]


def test_few_counted_are_hidden(team, indicator):
    record([(1, 2)], [(1, 2)])
    assert sums(team.network, indicator) == [(2, 4, 2, True)]
    assert network_aggregate(team.network, indicator, TODAY).series.points[0].numerator is None


def test_few_teams_are_hidden_where_only_sums_are_shared(team, indicator):
    record([(1, 20), (1, 20)], [(1, 20), (1, 20)], [(1, 20)])
    team.network.sharing = Network.Sharing.AGGREGATES
    assert sums(team.network, indicator) == [(3, 60, 3, False), (2, 40, 2, True)]


def test_a_month_nobody_measured_is_a_gap(team, indicator):
    record([(1, 20), None, (2, 20)])
    points = network_aggregate(team.network, indicator, TODAY).series.points
    assert [point.numerator for point in points] == [1, None, 2]


def test_network_aggregate_takes_two_queries(team, indicator, django_assert_num_queries):
    record([(1, 20)] * 5, [(1, 20)] * 5)
    with django_assert_num_queries(2):
        network_aggregate(team.network, indicator, TODAY)
