"""The network's sums: counted together, hidden when few."""

from datetime import date

import pytest

from measurements.models import PlannedIndicator
from measurements.queries import network_aggregates
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


def found(network, indicator):
    return network_aggregates(network, TODAY, indicator)[0]


def sums(network, indicator):
    rows = found(network, indicator).months.values()
    return [(row.numerator, row.denominator, row.teams, row.left_out) for row in rows]


def test_network_aggregate_sums_counts_and_not_percentages(team, indicator):
    record([(1, 10), (5, 10)], [(30, 30), (2, 20)], [(0, 10), (1, 5)])
    one = found(team.network, indicator)
    assert one.teams == 3
    assert sums(team.network, indicator) == [(31, 50, 3, 0), (8, 35, 3, 0)]
    assert [(point.numerator, point.denominator) for point in one.series.points] == [(31, 50), (8, 35)]


def test_small_figures_are_in_no_sum(team, indicator):
    record([(1, 10)], [(3, 10)], [(4, 4)])
    assert sums(team.network, indicator) == [(None, None, 2, 1)]
    assert found(team.network, indicator).series.points[0].numerator is None


@pytest.mark.parametrize("sharing", Network.Sharing.values)
def test_a_sum_of_fewer_than_three_teams_is_hidden(team, indicator, sharing):
    record([(1, 20), (1, 20)], [(1, 20), (1, 20)], [(1, 20)])
    team.network.sharing = sharing
    assert sums(team.network, indicator) == [(3, 60, 3, 0), (None, None, 2, 0)]


def test_a_month_nobody_measured_is_a_gap(team, indicator):
    record(*[[(1, 20), None, (2, 20)]] * 3)
    points = found(team.network, indicator).series.points
    assert [point.numerator for point in points] == [3, None, 6]


def test_the_sums_of_one_indicator_take_two_queries(team, indicator, django_assert_num_queries):
    record([(1, 20)] * 5, [(1, 20)] * 5)
    with django_assert_num_queries(2):
        network_aggregates(team.network, TODAY, indicator)
