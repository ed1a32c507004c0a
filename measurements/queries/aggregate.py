"""All teams of a network together: the sum of what was counted, never the mean of percentages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum

from accounts.months import month_of, months_between
from measurements import spc
from measurements.models import Indicator, Measurement, PlannedIndicator
from measurements.models.plan import PlannedIndicatorQuerySet
from measurements.queries.series import SMALLEST_SHARED, exact
from networks.models import Network

# From the sum of two, each team can work out the other's figure.
FEWEST_TEAMS = 3


@dataclass(frozen=True, slots=True)
class AggregateMonth:
    """One month's sums. `is_hidden`: too few counted, or too few teams for a network that shares sums only."""

    month: date
    numerator: int | Decimal
    denominator: int | Decimal | None
    teams: int
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class NetworkAggregate:
    """The network's figures of one indicator; hidden months are gaps in `series`. `teams`: how many follow it."""

    indicator: Indicator
    teams: int
    months: tuple[AggregateMonth, ...]
    series: spc.Series


def network_aggregate(network: Network, indicator: Indicator, today: date) -> NetworkAggregate:
    """The network's sums of one indicator by month, with «n av N team», in two queries."""
    hides_few = network.sharing != Network.Sharing.OPEN
    return _aggregates(network, [indicator], today, hides_few=hides_few)[0]


def network_aggregates(network: Network, today: date) -> list[NetworkAggregate]:
    """The same for every indicator that is followed in the network, in three queries.

    For readers who see no single team, so months with few teams are hidden whatever the teams share among themselves.
    """
    rows = _followed(network)
    # What a team has made for itself is nobody else's figure.
    shared = Indicator.objects.filter(owner_team=None, pk__in=rows.values("indicator"))
    # Days between events of one place cannot be added to those of another.
    shared = shared.exclude(calculation=Indicator.Calculation.DAYS)
    indicators = shared.order_by("change_package", "position", "code", "version")
    return _aggregates(network, list(indicators), today, hides_few=True)


def _followed(network: Network) -> PlannedIndicatorQuerySet:
    """What is followed now, as a whole and by its units, those that have stopped counting included."""
    rows = PlannedIndicator.objects.filter(Q(unit=None, is_active=True) | Q(part_of__is_active=True))
    return rows.filter(plan__team__network=network, plan__team__withdrawn_on=None)


def _aggregates(
    network: Network, indicators: Sequence[Indicator], today: date, *, hides_few: bool
) -> list[NetworkAggregate]:
    rows = _followed(network).filter(indicator__in=indicators)
    counts = dict(rows.whole().order_by().values_list("indicator").annotate(Count("pk")))
    sums = (
        Measurement.objects.filter(planned_indicator__in=rows, numerator__isnull=False, month__lte=month_of(today))
        .order_by("month")
        .values("planned_indicator__indicator", "month")
        .annotate(
            over=Sum("numerator"), under=Sum("denominator"), teams=Count("planned_indicator__plan", distinct=True)
        )
        .values_list("planned_indicator__indicator", "month", "over", "under", "teams")
    )
    by_month: dict[int, dict[date, AggregateMonth]] = {indicator.pk: {} for indicator in indicators}
    for pk, month, over, under, teams in sums:
        is_small = under is not None and under < SMALLEST_SHARED
        is_few = hides_few and teams < FEWEST_TEAMS
        by_month[pk][month] = AggregateMonth(month, exact(over), exact(under), teams, is_small or is_few)
    return [
        NetworkAggregate(
            indicator,
            counts.get(indicator.pk, 0),
            tuple(by_month[indicator.pk].values()),
            _series(indicator, by_month[indicator.pk], network.baseline_months),
        )
        for indicator in indicators
    ]


def _series(indicator: Indicator, by_month: dict[date, AggregateMonth], baseline_months: int) -> spc.Series:
    points: dict[date, spc.Point] = {}
    for month in months_between(min(by_month), max(by_month)) if by_month else ():
        row = by_month.get(month)
        is_gap = row is None or row.is_hidden
        points[month] = spc.Point(month, None, None) if is_gap else spc.Point(month, row.numerator, row.denominator)
    return spc.Series(
        points=tuple(points.values()),
        direction=spc.Direction(indicator.direction),
        multiplier=indicator.multiplier,
        baseline_length=baseline_months,
    )
