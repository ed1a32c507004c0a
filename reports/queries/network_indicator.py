"""One indicator of all teams: the sum month by month, every team on one axis, and a funnel of a longer period."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from accounts.months import add_months
from measurements.charts import Chart, share_axis
from measurements.models import Indicator
from measurements.queries import IndicatorSeries, NetworkAggregate
from measurements.queries.aggregate import aggregate
from measurements.queries.small_numbers import Counted, sum_months
from measurements.spc.funnel import Funnel, funnel
from reports.queries.common_months import charts_on_common_months
from reports.queries.network_figures import TeamCharts
from reports.queries.network_page.reading import TeamName

# Fewer units side by side are no funnel: each of them moves the line it is compared with.
FEWEST_IN_FUNNEL = 5
# So many pages stay made in a process.
KEPT_PAGES = 64


@dataclass(frozen=True, slots=True)
class TeamChart:
    """One team's chart on the axis that all of them share. code: as addresses have it. is_older: of an older version."""

    team: TeamName
    code: str
    chart: Chart
    has_hidden: bool
    is_older: bool


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """One team in the funnel: Σ teller and Σ nevner of the period, and where it lies (-1 under, 0 within, 1 over)."""

    team: TeamName
    numerator: float
    denominator: float
    value: float
    side: int


@dataclass(frozen=True, slots=True)
class FunnelPage:
    """The funnel of the months from first to last; rows in order of the teams' names, never of their values."""

    first: date
    last: date
    funnel: Funnel
    rows: tuple[FunnelRow, ...]


@dataclass(frozen=True, slots=True, eq=False)
class NetworkIndicator:
    """Everything the page shows. funnel: None where there is none. older: teams that follow an older version.

    Kept from one request to the next while the figures are the same.
    """

    indicator: Indicator
    total: NetworkAggregate
    teams: tuple[TeamChart, ...]
    funnel: FunnelPage | None
    older: int
    is_inside: bool


@lru_cache(maxsize=KEPT_PAGES)
def network_indicator(
    teams: tuple[TeamCharts, ...], code: str, month: date, *, months: int, baseline_months: int
) -> NetworkIndicator | None:
    """The page of one indicator in this month, None when no team follows it. No queries.

    months: how many the funnel sums, up to the last that is over. baseline_months: the network's. Of two versions with
    one code the newest is summed.
    """
    followed = [(team, item) for team in teams if (item := team.series.get(code))]
    if not followed:
        return None
    indicator = max((item.indicator for _team, item in followed), key=lambda one: (one.version, one.pk))
    same = [(team, item) for team, item in followed if item.indicator.pk == indicator.pk]
    is_inside = all(team.is_whole for team in teams)
    charts = share_axis(charts_on_common_months([item for _team, item in followed]))
    return NetworkIndicator(
        indicator=indicator,
        total=_total(baseline_months, indicator, [item for _team, item in same], is_inside=is_inside),
        teams=tuple(
            TeamChart(team.team, code, chart, bool(item.hidden), item.indicator.pk != indicator.pk)
            for (team, item), chart in zip(followed, charts, strict=True)
        ),
        funnel=_funnel(indicator, same, month, months) if indicator.has_denominator else None,
        older=len(followed) - len(same),
        is_inside=is_inside,
    )


def _total(
    baseline_months: int, indicator: Indicator, items: Sequence[IndicatorSeries], *, is_inside: bool
) -> NetworkAggregate:
    """The sums as `small_numbers` gives them: own small figures are left out too, unless the reader sees all teams."""
    counted: dict[date, list[Counted]] = defaultdict(list)
    for item in items:
        for point in item.series.points:
            if point.numerator is not None:
                counted[point.period].append(Counted(point.numerator, point.denominator))
    return aggregate(indicator, counted, teams=len(items), baseline_months=baseline_months, is_inside=is_inside)


def _funnel(
    indicator: Indicator, items: Sequence[tuple[TeamCharts, IndicatorSeries]], month: date, months: int
) -> FunnelPage | None:
    last = add_months(month, -1)
    first = add_months(last, 1 - months)
    found = []
    for team, item in items:
        points = [point for point in item.series.points if first <= point.period <= last and point.denominator]
        figure = sum_months([Counted(point.numerator, point.denominator) for point in points], is_inside=team.is_whole)
        if figure and figure.denominator:
            found.append((team.team, figure))
    if len(found) < FEWEST_IN_FUNNEL or indicator.is_signed or indicator.calculation == Indicator.Calculation.MEAN:
        return None
    drawn = funnel(
        [(figure.numerator, figure.denominator) for _team, figure in found],
        multiplier=indicator.multiplier,
        is_share=indicator.is_percent,
    )
    rows = tuple(
        FunnelRow(team, figure.numerator, figure.denominator, unit.value, unit.side)
        for (team, figure), unit in zip(found, drawn.units, strict=True)
    )
    return FunnelPage(first, last, drawn, rows)


def names_told_apart(teams: Sequence[TeamName]) -> dict[int, str]:
    """The teams' names by id, with the service where two come from one place."""
    count = Counter(team.name for team in teams)
    return {team.pk: f"{team.name}, {team.service.lower()}" if count[team.name] > 1 else team.name for team in teams}
