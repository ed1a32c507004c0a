"""The chart page's words: facts, notes and table, written from the one analysis."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from math import ceil, floor

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.months import format_month_key, month_distance, month_of
from accounts.norwegian import (
    count_words,
    format_date,
    format_month,
    format_month_range,
    format_month_short,
    number_word,
)
from measurements import spc
from measurements.charts import Chart, Table, render_set, table
from measurements.queries.cards import mark_of
from measurements.queries.series import IndicatorSeries
from measurements.spc import Direction, GoalStatus, format_number, format_value
from measurements.views.chart_table import Cells, write_across, write_down
from measurements.views.entry_rows import counted_text

# Stands for a month in an address.
NO_MONTH = "0000-00"
# So many chart pages stay written in a process.
KEPT_PAGES = 64
# So many months fit in the table of a wide screen; more than a year of them are told apart by their years.
SIDE_BY_SIDE, ONE_YEAR = 17, 12


@dataclass(frozen=True, slots=True)
class Fact:
    """One box of the strip. mark: before the figure; small_mark: before the explanation; both may be nothing."""

    label: str
    figure: str
    text: str
    mark: str = ""
    small_mark: str = ""
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line of the list under the chart."""

    number: int
    when: str
    text: str
    pdsa: str
    pdsa_url: str
    edit_url: str


@dataclass(frozen=True)
class ChartPage:
    """Everything the template writes."""

    reading: spc.Reading
    drawing: SafeString
    facts: list[Fact]
    notes: list[NoteLine]
    table: Table
    months: list[Cells]
    gaps: str
    has_figures: bool
    file_name: str

    @property
    def is_short(self) -> bool:
        """Tell whether the months stand side by side without scrolling, and then equally wide."""
        return len(self.months) <= SIDE_BY_SIDE

    @cached_property
    def months_across(self) -> SafeString:
        """The table with the months side by side."""
        return write_across(self.table, self.months)

    @cached_property
    def months_down(self) -> SafeString:
        """The rows of the table with the newest month first, as a phone lists them."""
        return write_down(self.table, self.months[::-1])


@lru_cache(maxsize=KEPT_PAGES)
def build_chart_page(item: IndicatorSeries, *, may_record: bool, may_annotate: bool) -> ChartPage:
    """Write the page of one indicator; once for the same series, which is another when anything in it is."""
    chart = item.chart()
    twin = table(chart)
    team, code = item.planned_indicator.plan.team, item.indicator.code.lower()
    return ChartPage(
        reading=item.reading,
        drawing=render_set(chart, "diagram"),
        facts=[_latest(item), _baseline(item), _goal(item, chart), _change(item, chart)],
        notes=_notes(item, team.slug, code, may_annotate),
        table=twin,
        months=_months(item, twin, team.slug, code, may_record),
        gaps=_gaps(item),
        has_figures=item.analysis.measured > 0,
        file_name=f"{team.slug}-{code}",
    )


def _value(item: IndicatorSeries, value: float | Decimal) -> str:
    return format_value(value, item.indicator.unit)


def _latest(item: IndicatorSeries) -> Fact:
    analysis, indicator = item.analysis, item.indicator
    if analysis.latest is None:
        return Fact(_("Siste måling"), "–", _("Ingen målinger ennå"))
    point = analysis.points[analysis.latest]
    text = counted_text(indicator, Decimal(point.numerator), _decimal(point.denominator))
    if indicator.is_event_based:
        text = format_date(point.period)
    elif indicator.counted_noun:
        text = f"{text} {indicator.counted_noun}"
    label = _("Siste måling, %(month)s") % {"month": _month(point.period, analysis.points[-1].period)}
    return Fact(label, _value(item, point.value), text, is_now=True)


def _baseline(item: IndicatorSeries) -> Fact:
    phase = item.analysis.phase
    if phase is None or phase.center is None:
        return Fact(_("Utgangspunkt"), "–", _("Mangler tall"))
    first, last = item.baseline_span
    text = _("median %(first)s–%(last)s") if item.has_median else _("snitt %(first)s–%(last)s")
    text %= {"first": format_month_short(first), "last": format_month_short(last)}
    if phase.is_provisional:
        count = count_words(phase.baseline_measured, _("måling"), _("målinger"))
        text = _("foreløpig, median av %(count)s") if item.has_median else _("foreløpig, snitt av %(count)s")
        text %= {"count": count}
    return Fact(_("Utgangspunkt"), _value(item, phase.center), text)


def _goal(item: IndicatorSeries, chart: Chart) -> Fact:
    planned, analysis = item.planned_indicator, item.analysis
    if planned.target is None:
        return Fact(_("Mål"), "–", _("Ikke satt i måleplanen"))
    label = _("Mål")
    if planned.target_due_on:
        label = _("Mål innen %(month)s") % {"month": format_month(planned.target_due_on)}
    figure = _value(item, planned.target)
    if analysis.goal_status is None:
        return Fact(label, figure, _("Ikke målt ennå"), small_mark="waiting")
    if analysis.goal_status is GoalStatus.MET:
        text = _("Nådd") if analysis.goal_streak < 2 else _("Nådd %(count)s målinger på rad")
        return Fact(label, figure, text % {"count": number_word(analysis.goal_streak)}, small_mark="goal")
    return Fact(label, figure, _missing_to_goal(item), small_mark="waiting")


def _missing_to_goal(item: IndicatorSeries) -> str:
    """«Ikke nådd: tre brukere til av 20»: percent as people; else the distance in the unit."""
    analysis, indicator, target = item.analysis, item.indicator, item.planned_indicator.target
    point = analysis.points[analysis.latest]
    wants_more = item.series.direction is not Direction.DECREASE
    if indicator.is_percent and point.denominator is not None:
        wanted = Decimal(target) * point.denominator / 100
        people = ceil(wanted) - point.numerator if wants_more else point.numerator - floor(wanted)
        noun = indicator.counted_noun or _("til")
        counted = count_words(int(people), indicator.counted_one or noun, noun)
        words = _("Ikke nådd: %(people)s til av %(all)s") if wants_more else _("Ikke nådd: %(people)s færre av %(all)s")
        return words % {"people": counted, "all": format_number(point.denominator)}
    distance = _value(item, abs(Decimal(str(point.value)) - Decimal(target)))
    words = _("Ikke nådd: %(distance)s igjen")
    return words % {"distance": distance}


def _change(item: IndicatorSeries, chart: Chart) -> Fact:
    reading = item.reading
    return Fact(_("Endring"), reading.change, chart.direction_text, mark=mark_of(reading.change_mark, item.analysis))


def _notes(item: IndicatorSeries, slug: str, code: str, may_annotate: bool) -> list[NoteLine]:
    last = item.analysis.points[-1].period if item.analysis.points else None
    lines = []
    for note in item.notes:
        edit_url = pdsa = pdsa_url = ""
        if note.annotation and may_annotate:
            edit_url = reverse("measurements:annotation_edit", args=[slug, code, note.annotation])
        if note.pdsa_number:
            pdsa = _("PDSA %(number)d") % {"number": note.pdsa_number}
            pdsa_url = reverse("teams:pdsa_edit", args=[slug, note.pdsa_number])
        lines.append(NoteLine(note.number, _month(note.on, last, short=True), note.text, pdsa, pdsa_url, edit_url))
    return lines


def _months(item: IndicatorSeries, twin: Table, slug: str, code: str, may_record: bool) -> list[Cells]:
    found = []
    # One look-up for all months: they differ in the last part of the address only.
    address = reverse("measurements:measurement_edit", args=[slug, code, NO_MONTH])
    if item.indicator.is_event_based:
        address = reverse("measurements:event_list", args=[slug, code])
    elif item.planned_indicator.is_summed:
        address = reverse("measurements:month_edit", args=[slug, NO_MONTH])
    unit = item.planned_indicator.unit_id
    query = f"?avdeling={unit}" if unit else ""
    has_years = len(twin.rows) > ONE_YEAR
    for point, row in zip(item.analysis.points, twin.rows, strict=True):
        url = f"{address.replace(NO_MONTH, format_month_key(point.period))}{query}" if may_record else ""
        is_told = has_years and (not found or point.period.month == 1)
        found.append(Cells(row, url, str(point.period.year) if is_told else ""))
    return found


def _gaps(item: IndicatorSeries) -> str:
    """«Juli er ikke målt (fellesferie). Oktober: 2 av 3 avdelinger.»; a row of months with one reason is said once."""
    last = item.analysis.points[-1].period if item.analysis.points else None
    spans: list[tuple[date, date, str]] = []
    for month, reason in sorted(item.skip_reasons.items()):
        if spans and spans[-1][2] == reason and month_distance(spans[-1][1], month) == 1:
            spans[-1] = (spans[-1][0], month, reason)
        else:
            spans.append((month, month, reason))
    said = [
        _("%(month)s er ikke målt (%(reason)s).")
        % {"month": _span(first, end, last).capitalize(), "reason": reason[:1].lower() + reason[1:].rstrip(".")}
        for first, end, reason in spans
    ]
    for month, (delivered, units) in sorted(item.units.items()):
        if delivered < units:
            words = _("%(month)s: %(number)d av %(all)d avdelinger.")
            said.append(words % {"month": _month(month, last).capitalize(), "number": delivered, "all": units})
    return " ".join(said)


def _span(first: date, end: date, last: date | None) -> str:
    """«juli», or «juni–desember 2025»."""
    return _month(first, last) if first == end else format_month_range(first, end)


def _month(day: date, last: date | None, *, short: bool = False) -> str:
    """The month, with its year when it lies a year or more from the last one."""
    month = month_of(day)
    is_far = last is not None and abs(month_distance(month, last)) >= 12
    if short:
        return format_month_short(month, year=is_far)
    return format_month(month, year=is_far)


def _decimal(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)
