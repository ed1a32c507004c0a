"""One indicator as a small card: the latest figure, the goal, the chart and what it says."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from measurements.charts import Chart
from measurements.spc import Reading, unit_beside

# The engine's marks, in the names of the icon set.
MARK_OF = {
    "improvement": "improvement",
    "goal": "goal",
    "uncertain": "none",
    "missing": "missing",
    "attention": "look",
}

_SAID_BY_THE_CHART = (" over", " under", " som trengs")


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """`figure` and `unit` are the latest value, empty when there is none; `goal` is «mål 95 %».

    subtitle stands under the title, note under the verdict; both may be empty.
    """

    title: str
    url: str
    figure: str
    unit: str
    goal: str
    chart: SafeString
    mark: str
    word: str
    subtitle: str = ""
    note: str = ""


def indicator_card(
    chart: Chart, *, drawing: SafeString, url: str = "", title: str = "", subtitle: str = "", note: str = ""
) -> IndicatorCard:
    """The card of a chart, drawn small."""
    latest = chart.analysis.latest
    figure = unit = ""
    if latest is not None:
        figure = chart.figure(chart.values[latest])
        unit = unit_beside(figure, chart.unit)
        if chart.is_percent:
            figure, unit = figure.removesuffix("%").rstrip(), "%"
    return IndicatorCard(
        title=title or chart.title,
        url=url,
        figure=figure,
        unit=unit,
        goal=_("mål %(goal)s") % {"goal": chart.figure(chart.target)} if chart.target is not None else "",
        chart=drawing,
        mark=MARK_OF[chart.reading.mark],
        word=verdict_text(chart.reading),
        subtitle=subtitle,
        note=note,
    )


def empty_card(*, title: str, word: str, url: str = "", subtitle: str = "", note: str = "") -> IndicatorCard:
    """A card without a chart: nothing measured, or nothing that may be shown."""
    return IndicatorCard(title, url, "", "", "", SafeString(""), "missing", word, subtitle, note)


def verdict_text(reading: Reading) -> str:
    """«Forbedring, 7 på rad»: the chart beside it shows on which side."""
    detail = reading.detail
    for end in _SAID_BY_THE_CHART:
        detail = detail.removesuffix(end)
    return f"{reading.label}, {detail}" if detail else reading.label
