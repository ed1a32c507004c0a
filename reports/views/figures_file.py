"""A network's figures as one file: a line a team, indicator and month."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from accounts.months import format_month_key
from measurements.queries import IndicatorSeries, NetworkAggregate
from measurements.spc import analyse, format_number
from measurements.spreadsheets.formulas import neutral
from reports.queries.network_figures import TeamCharts
from reports.queries.network_indicator import NetworkIndicator


def write_figures(teams: Iterable[TeamCharts], one: NetworkIndicator | None = None) -> bytes:
    """Semicolons, decimal commas and a byte order mark; small figures say that they are hidden.

    one: only this indicator, with the sum of the teams first.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [
            _("Team"),
            _("Tjeneste"),
            _("Kode"),
            _("Indikator"),
            _("Måned"),
            _("Teller"),
            _("Nevner"),
            _("Verdi"),
            _("Merknad"),
        ]
    )
    if one:
        writer.writerows([_("Alle team samlet"), "", *line] for line in _sum_lines(one.total))
    for team in teams:
        for code, item in team.series.items():
            if one and code != one.indicator.code.lower():
                continue
            for line in _lines(item):
                writer.writerow([neutral(team.team.name), neutral(team.team.service), *line])
    return out.getvalue().encode("utf-8-sig")


def _lines(item: IndicatorSeries) -> Iterator[list[str]]:
    code, name = item.indicator.code, neutral(item.indicator.short_name)
    for point in item.analysis.points:
        period = point.period.isoformat() if item.indicator.is_event_based else format_month_key(point.period)
        note = _("færre enn 5") if point.period in item.hidden else neutral(item.skip_reasons.get(point.period, ""))
        if point.numerator is not None or note:
            numbers = [_number(point.numerator), _number(point.denominator), _number(point.value)]
            yield [code, name, period, *numbers, note]


def _sum_lines(total: NetworkAggregate) -> Iterator[list[str]]:
    """The months of the sum, each with how many teams it is of."""
    code, name = total.indicator.code, neutral(total.indicator.short_name)
    values = {point.period: point.value for point in analyse(total.series).points}
    for month, row in total.months.items():
        numbers = [_number(row.numerator), _number(row.denominator), _number(values[month])]
        of_all = _("%(count)d av %(all)d team") % {"count": row.teams, "all": total.teams}
        note = _("vises ikke, for få team") if row.is_hidden else of_all
        yield [code, name, format_month_key(month), *numbers, note]


def _number(value: object) -> str:
    return "" if value is None else format_number(value).replace("\N{NO-BREAK SPACE}", "").replace("−", "-")
