"""Every team's figures of every indicator, as far as this person may see them: for the matrix and for one indicator."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from accounts.models import User
from accounts.prepared import PreparedQuery
from accounts.roles import Permission
from measurements.models import Indicator
from measurements.queries import IndicatorSeries, TeamFigures, figures_of_teams
from measurements.spc import GoalStatus, Verdict
from networks.models import ChangePackage, Network
from networks.permissions import holds
from reports.queries.network_page.calendar import read_sessions
from reports.queries.network_page.reading import TeamName, team_names
from teams.permissions import team_seats

WORSE = (Verdict.DETERIORATION, Verdict.SLID_BACK)
KEPT_TEAMS, KEPT_MATRICES = 512, 64


@dataclass(frozen=True, slots=True, eq=False)
class TeamCharts:
    """One team's series by the indicator's code, in small letters; is_whole: small figures are not hidden.

    Kept from one request to the next while the figures are the same.
    """

    team: TeamName
    series: dict[str, IndicatorSeries]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator of the network. code: in small letters, as addresses have it. package: the tiltakspakke's id."""

    code: str
    name: str
    package: int


@dataclass(frozen=True, slots=True)
class Group:
    """Columns of one tiltakspakke, side by side."""

    name: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Teams in order of name, columns in the order of the packages, and how many charts say what."""

    teams: tuple[TeamCharts, ...]
    groups: tuple[Group, ...]
    charts: int
    improved: int
    worse: int
    at_goal: int
    has_hidden: bool

    @property
    def columns(self) -> list[Column]:
        """All of them, from left to right."""
        return [column for group in self.groups for column in group.columns]


def charts_of_network(network: Network, user: User, today: date) -> tuple[TeamCharts, ...]:
    """The active teams, with what this person may see of their figures. Five queries whatever the number of teams.

    Those who see the teams get everything; those who take part get their own teams whole, and of the others what
    `small_numbers` shows. What a team has made for itself is left out: it is compared with nothing. The caller has
    asked `can_compare_teams`.
    """
    names = team_names(network)
    figures = figures_of_teams({name.pk: network.pk for name in names}, today, sessions=read_sessions(network))
    own = {seat.team for seat in team_seats(user)}
    sees_all = holds(user, network, Permission.VIEW_TEAM)
    return tuple(_team_charts(name, figures.get(name.pk), is_whole=sees_all or name.pk in own) for name in names)


@lru_cache(maxsize=KEPT_TEAMS)
def _team_charts(name: TeamName, figures: TeamFigures | None, *, is_whole: bool) -> TeamCharts:
    """Made once while the figures are the same ones."""
    series = {
        item.indicator.code.lower(): item if is_whole else item.without_small_numbers()
        for item in (figures.series if figures else ())
        if item.indicator.owner_team_id is None
    }
    return TeamCharts(name, series, is_whole)


def build_matrix(teams: tuple[TeamCharts, ...]) -> Matrix:
    """The matrix of these teams. One query."""
    packages = {item.indicator.change_package_id for team in teams for item in team.series.values()}
    return _matrix(teams, tuple(_PACKAGES.rows(list(packages))))


@lru_cache(maxsize=KEPT_MATRICES)
def _matrix(teams: tuple[TeamCharts, ...], packages: tuple[tuple[int, str], ...]) -> Matrix:
    items = [item for team in teams for item in team.series.values()]
    verdicts = Counter(item.analysis.verdict for item in items)
    return Matrix(
        teams=teams,
        groups=_groups(items, packages),
        charts=sum(item.analysis.latest is not None for item in items),
        improved=verdicts[Verdict.IMPROVEMENT],
        worse=sum(verdicts[verdict] for verdict in WORSE),
        at_goal=sum(item.analysis.goal_status is GoalStatus.MET for item in items),
        has_hidden=any(item.hidden for item in items),
    )


def _groups(items: Iterable[IndicatorSeries], packages: Iterable[tuple[int, str]]) -> tuple[Group, ...]:
    newest: dict[str, Indicator] = {}
    for item in items:
        known = newest.get(item.indicator.code)
        if known is None or item.indicator.version > known.version:
            newest[item.indicator.code] = item.indicator
    by_package: dict[int, list[Indicator]] = defaultdict(list)
    for indicator in sorted(newest.values(), key=lambda one: (one.position, one.code)):
        by_package[indicator.change_package_id].append(indicator)
    return tuple(
        Group(name, tuple(Column(one.code.lower(), one.short_name, package) for one in by_package[package]))
        for package, name in packages
        if by_package[package]
    )


_PACKAGES = PreparedQuery(
    lambda pks: ChangePackage.objects.filter(pk__among=pks).order_by("short_name", "pk").values_list("pk", "short_name")
)
