"""All teams of a network together: the sum of what was counted, never the mean of percentages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from accounts.months import month_of, months_between
from measurements import spc
from measurements.models import Indicator, Measurement, PlannedIndicator
from measurements.models.plan import PlannedIndicatorQuerySet
from measurements.queries.rows import exact
from measurements.queries.small_numbers import Counted, TeamsSum, sum_teams
from networks.models import Network


@dataclass(frozen=True, slots=True)
class NetworkAggregate:
    """The network's figures of one indicator; hidden months are gaps in `series`. `teams`: how many follow it."""

    indicator: Indicator
    teams: int
    months: dict[date, TeamsSum]
    series: spc.Series

    @property
    def latest(self) -> tuple[date, TeamsSum] | None:
        """The last month whose sum is shown."""
        return next(((month, row) for month, row in reversed(self.months.items()) if not row.is_hidden), None)


def network_aggregates(network: Network, today: date, indicator: Indicator | None = None) -> list[NetworkAggregate]:
    """The network's sums by month of every indicator that is followed there, or of this one, as all may see them.

    Three queries; two for one indicator. What is hidden follows `small_numbers`.
    """
    rows = _followed(network)
    if indicator is None:
        # What a team has made for itself is nobody else's figure.
        shared = Indicator.objects.filter(owner_team=None, pk__in=rows.values("indicator"))
        # Days between events of one place cannot be added to those of another.
        shared = shared.exclude(calculation=Indicator.Calculation.DAYS)
        indicators = list(shared.order_by("change_package", "position", "code", "version"))
    else:
        indicators = [indicator]
    rows = rows.filter(indicator__in=indicators)
    counts = dict(rows.whole().order_by().values_list("indicator").annotate(Count("pk")))
    found = _counted(rows, today)
    return [
        aggregate(one, found.get(one.pk, {}), teams=counts.get(one.pk, 0), baseline_months=network.baseline_months)
        for one in indicators
    ]


def aggregate(
    indicator: Indicator,
    counted: Mapping[date, Iterable[Counted]],
    *,
    teams: int,
    baseline_months: int,
    is_inside: bool = False,
) -> NetworkAggregate:
    """The sums of what the teams counted, by month, one entry a team. teams: how many follow the indicator."""
    months = {month: sum_teams(counted[month], is_inside=is_inside) for month in sorted(counted)}
    return NetworkAggregate(indicator, teams, months, _series(indicator, months, baseline_months))


def _followed(network: Network) -> PlannedIndicatorQuerySet:
    """What is followed now, as a whole and by its units, those that have stopped counting included."""
    rows = PlannedIndicator.objects.filter(Q(unit=None, is_active=True) | Q(part_of__is_active=True))
    return rows.filter(plan__team__network=network, plan__team__withdrawn_on=None)


def _counted(rows: PlannedIndicatorQuerySet, today: date) -> dict[int, dict[date, list[Counted]]]:
    """What each team counted, by indicator and month: as a whole where it was entered so, else the sum of its units."""
    whole: dict[tuple[int, int, date], Counted | None] = {}
    units: dict[tuple[int, int, date], list[Counted]] = defaultdict(list)
    place = ("planned_indicator__indicator", "planned_indicator__plan", "month", "planned_indicator__unit")
    values = Measurement.objects.filter(planned_indicator__in=rows, month__lte=month_of(today)).order_by()
    for pk, plan, month, unit, over, under in values.values_list(*place, "numerator", "denominator"):
        figure = None if over is None else Counted(over, under)
        if unit is None:
            whole[pk, plan, month] = figure
        elif figure:
            units[pk, plan, month].append(figure)
    found: dict[int, dict[date, list[Counted]]] = defaultdict(lambda: defaultdict(list))
    for (pk, plan, month), of_units in units.items():
        whole.setdefault((pk, plan, month), _sum(of_units))
    for (pk, _plan, month), figure in whole.items():
        if figure:
            found[pk][month].append(figure)
    return found


def _sum(figures: Sequence[Counted]) -> Counted:
    under = [one.denominator for one in figures if one.denominator is not None]
    return Counted(sum(one.numerator for one in figures), sum(under) if under else None)


def _series(indicator: Indicator, by_month: Mapping[date, TeamsSum], baseline_months: int) -> spc.Series:
    points = []
    for month in months_between(min(by_month), max(by_month)) if by_month else ():
        row = by_month.get(month)
        points.append(
            spc.Point(month, _exact(row.numerator), _exact(row.denominator)) if row else spc.Point(month, None)
        )
    return spc.Series(
        points=tuple(points),
        direction=spc.Direction(indicator.direction),
        multiplier=indicator.multiplier,
        baseline_length=baseline_months,
    )


def _exact(value: int | Decimal | None) -> int | Decimal | None:
    return value if isinstance(value, int) else exact(value)
