"""Writes the matrix of teams and indicators: one pass in Python, a row once while its figures are the same."""

from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.templatetags.icons import mark_svg
from measurements.queries import IndicatorSeries, mark_of
from measurements.spc import GoalStatus, format_value
from reports.queries.network_figures import KEPT_MATRICES, KEPT_TEAMS, Matrix, TeamCharts

# Stands for an indicator's code in an address.
NO_CODE = "kode-0"


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
    codes = tuple(column.code for column in matrix.columns)
    rows = [_row(team, codes, is_twin=team.team.name in is_twin) for team in matrix.teams]
    return mark_safe("\n".join(rows))


@lru_cache(maxsize=KEPT_TEAMS)
def _row(charts: TeamCharts, codes: tuple[str, ...], *, is_twin: bool) -> str:
    team = charts.team
    address = reverse("measurements:chart_detail", args=[team.slug, NO_CODE])
    small = f"<small>{escape(team.service)}</small>" if is_twin else ""
    cells = [
        f"<td>{_cell(item, address.replace(NO_CODE, code))}</td>" if (item := charts.series.get(code)) else "<td></td>"
        for code in codes
    ]
    return f'<tr><th scope="row">{escape(team.name)}{small}</th>{"".join(cells)}</tr>'


def _cell(item: IndicatorSeries, url: str) -> str:
    """What the chart says as a mark, the latest value, and a ring when the goal is met; the words for those who listen."""
    analysis, reading = item.analysis, item.reading
    if analysis.latest is None:
        value = "–"
    else:
        value = format_value(analysis.points[analysis.latest].value, "%" if item.indicator.is_percent else "")
    mark, goal, said = mark_of(reading.mark, analysis), "", ""
    if analysis.goal_status is GoalStatus.MET:
        # A constant series at its goal has the ring already.
        goal, said = "" if mark == "goal" else mark_svg("goal"), _("målet er nådd")
    elif analysis.goal_status is GoalStatus.NOT_MET:
        said = _("målet er ikke nådd")
    words = ", ".join(filter(None, [reading.label, said]))
    return (
        f'<a class="chart-cell" href="{url}" title="{escape(words)}">{mark_svg(mark)}'
        f'<span class="cell-figure">{escape(value)}</span>{goal}<span class="visually-hidden"> {escape(words)}</span></a>'
    )
