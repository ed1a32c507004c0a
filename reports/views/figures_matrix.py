"""Writes the matrix of teams and indicators: one pass in Python, a row once while its figures are the same."""

from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.norwegian import format_month_short
from accounts.templatetags.icons import mark_svg
from measurements.queries import IndicatorSeries, mark_of
from measurements.spc import GoalStatus, Verdict, format_value
from reports.queries.network_figures import KEPT_MATRICES, KEPT_TEAMS, Column, Matrix, TeamCharts

# Stands for an indicator's code in an address.
NO_CODE = "kode-0"
MARK_SIZE = 18


def legend() -> list[tuple[str, str]]:
    """Every mark with its word: those of change, then those of the goal."""
    return [
        ("improvement", _("forbedring")),
        ("worsening", _("forverring")),
        ("look", _("verdt å se på")),
        ("none", _("ingen sikker endring")),
        ("constant", _("ingen variasjon")),
        ("missing", _("for få tall")),
        ("goal", _("målet er nådd")),
        ("goal-missed", _("målet er ikke nådd")),
    ]


@lru_cache(maxsize=KEPT_MATRICES)
def write_head(matrix: Matrix, slug: str) -> SafeString:
    """Two rows: the tiltakspakker over their indicators; each indicator leads to all teams' charts of it."""
    address = reverse("reports:network_indicator", args=[slug, NO_CODE])
    packages = "".join(
        [f'<th scope="colgroup" colspan="{len(group.columns)}">{escape(group.name)}</th>' for group in matrix.groups]
    )
    columns = "".join(
        [
            f'<th scope="col"><a href="{address.replace(NO_CODE, column.code)}">{escape(column.name)}</a></th>'
            for column in matrix.columns
        ]
    )
    team = escape(_("Team"))
    # Safe, here and below: every text that people write is escaped where it is put in.
    return mark_safe(f'<tr><td></td>{packages}</tr>\n<tr><th scope="col">{team}</th>{columns}</tr>')


@lru_cache(maxsize=KEPT_MATRICES)
def write_rows(matrix: Matrix, *, is_twin: frozenset[str]) -> SafeString:
    """One row a team; `is_twin`: names that several teams have, which are told apart by their service."""
    columns = tuple(matrix.columns)
    rows = [_row(team, columns, is_twin=team.team.name in is_twin) for team in matrix.teams]
    return mark_safe("\n".join(rows))


@lru_cache(maxsize=KEPT_TEAMS)
def _row(charts: TeamCharts, columns: tuple[Column, ...], *, is_twin: bool) -> str:
    team = charts.team
    address = reverse("measurements:chart_detail", args=[team.slug, NO_CODE])
    small = f"<small>{escape(team.service)}</small>" if is_twin else ""
    name = escape(team.name)
    if charts.is_whole:
        name = f'<a href="{reverse("reports:team_detail", args=[team.slug])}">{name}</a>'
    cells = [
        _cell(item, column.name, address.replace(NO_CODE, column.code))
        if (item := charts.series.get(column.code))
        else '<td class="cell-none"></td>'
        for column in columns
    ]
    return f'<tr><th scope="row">{name}{small}</th>{"".join(cells)}</tr>'


def _cell(item: IndicatorSeries, name: str, url: str) -> str:
    """The latest value with two marks, what has changed and whether the goal is met; the words for those who listen.

    The change is told alone, for a goal that is met says nothing of change. The name is what a phone, which has no
    columns, shows before the value.
    """
    analysis, reading = item.analysis, item.reading
    value, month = "–", ""
    if analysis.latest is not None:
        point = analysis.points[analysis.latest]
        value = format_value(point.value, "%" if item.indicator.is_percent else "")
        month = f"<small>{format_month_short(point.period, year=True)}</small>"
    is_constant = analysis.verdict is Verdict.CONSTANT
    marks, words = ["constant" if is_constant else mark_of(reading.change_mark, analysis)], [reading.change]
    if analysis.goal_status:
        is_met = analysis.goal_status is GoalStatus.MET
        marks.append("goal" if is_met else "goal-missed")
        words.append(_("målet er nådd") if is_met else _("målet er ikke nådd"))
    said = escape(", ".join(words))
    drawn = "".join([mark_svg(mark, MARK_SIZE) for mark in marks])
    return (
        f'<td><span class="cell-label">{escape(name)}</span><a class="chart-cell" href="{url}" title="{said}">'
        f'<span class="cell-figure">{escape(value)}</span>{drawn}<span class="visually-hidden"> {said}</span></a>'
        f"{month}</td>"
    )
