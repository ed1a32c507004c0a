"""A network's figures as one file: a line a team, indicator and month."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from accounts.months import format_month_key
from measurements.queries import IndicatorSeries
from measurements.spc import format_number
from measurements.spreadsheets.formulas import neutral
from reports.queries.network_figures import TeamCharts


def write_figures(teams: Iterable[TeamCharts]) -> bytes:
    """Semicolons, decimal commas and a byte order mark; small figures say that they are hidden."""
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
    for team in teams:
        for item in team.series.values():
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


def _number(value: object) -> str:
    return "" if value is None else format_number(value).replace("\N{NO-BREAK SPACE}", "").replace("−", "-")
