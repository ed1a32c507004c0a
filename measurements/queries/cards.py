"""One indicator as a small card: name, latest value, goal, small chart, verdict."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from measurements.charts import SMALL
from measurements.queries.series import IndicatorSeries
from measurements.spc import Analysis, Verdict, format_number, format_value, unit_beside

# What the engine calls a mark → the status mark of the pages.
MARKS = {"improvement": "improvement", "goal": "goal", "uncertain": "none", "missing": "missing", "attention": "look"}
# Stands for an indicator's code in an address.
NO_CODE = "0-kode-0"
WORSE = (Verdict.DETERIORATION, Verdict.SLID_BACK)


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """Ready to be written by the list page. url: empty where there is no page to go to."""

    name: str
    url: str
    figure: str
    unit: str
    target: str
    drawing: SafeString
    mark: str
    label: str
    detail: str


def mark_of(name: str, analysis: Analysis) -> str:
    """The status mark for a mark of the reading; a change for the worse has its own."""
    if name == "attention" and analysis.verdict in WORSE:
        return "worsening"
    return MARKS[name]


def indicator_cards(series: Iterable[IndicatorSeries]) -> list[IndicatorCard]:
    """The cards in the order of the måleplan. The planned indicators need `plan.team` loaded for their link."""
    series = list(series)
    if not series:
        return []
    # One look-up for all cards: they differ in the indicator's code only.
    address = reverse("measurements:chart_detail", args=[series[0].planned_indicator.plan.team.slug, NO_CODE])
    return [_card(item, address.replace(NO_CODE, item.indicator.code.lower())) for item in series]


def unit_cards(whole: IndicatorSeries, series: Iterable[IndicatorSeries]) -> list[IndicatorCard]:
    """One card for each avdeling that counts the indicator now, by the avdeling's name.

    series: those of the team's units, among others. Needs units loaded.
    """
    parts = [item for item in series if item.planned_indicator.part_of_id == whole.planned_indicator.pk]
    chart = [whole.planned_indicator.plan.team.slug, whole.indicator.code.lower()]
    found = []
    for item in parts:
        unit = item.planned_indicator.unit
        card = _card(item, reverse("measurements:unit_chart", args=[*chart, unit.pk]))
        found.append(replace(card, name=unit.name))
    return found


def _card(item: IndicatorSeries, url: str) -> IndicatorCard:
    analysis, reading, indicator = item.analysis, item.reading, item.indicator
    latest = None if analysis.latest is None else analysis.points[analysis.latest].value
    figure = "–" if latest is None else format_number(latest)
    target = item.series.target
    goal = "" if target is None else _("mål %(value)s") % {"value": format_value(target, _sign(item))}
    return IndicatorCard(
        name=indicator.short_name,
        url=url,
        figure=figure,
        unit="" if latest is None else unit_beside(figure, indicator.unit),
        target=goal,
        drawing=item.draw(f"k{item.planned_indicator.pk}", SMALL),
        mark=mark_of(reading.mark, analysis),
        label=reading.label,
        detail=reading.detail,
    )


def _sign(item: IndicatorSeries) -> str:
    return "%" if item.indicator.is_percent else ""
