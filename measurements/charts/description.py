"""The one description of a chart: every drawing, the table and the alt text are made from it."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from accounts.months import next_month
from measurements.charts.axis import Axis, nice_axis, percent_axis
from measurements.charts.months import short_month_year
from measurements.charts.numbers import number
from measurements.spc import Analysis, Direction, Reading, Series, explain, unit_beside

PERCENT = "%"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
# A learning session on this day of the month or later belongs after the month's point, an earlier one before it.
LATE_IN_MONTH = 16


@dataclass(frozen=True, slots=True)
class SessionMark:
    """A learning session to be marked; of one that spans several days, the first."""

    on: date
    label: str


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered annotation; its text stands in the list under the chart, the number in the chart."""

    number: int
    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A value that is typed and not yet saved, in the displayed unit."""

    period: date
    value: float


@dataclass(frozen=True, slots=True)
class Border:
    """The vertical line of a learning session: it stands before the slot of this 0-based position."""

    position: int
    label: str


class GoalStep(NamedTuple):
    """A goal, in the displayed unit, and the slots in which it held: from start up to, not including, end.

    A goal that holds from after the last slot has an empty stretch there.
    """

    start: int
    end: int
    value: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A run chart, described but not drawn. Build it with build_chart.

    unit: what follows a value ("%", "per 100" or nothing); values, axis, target and medians are in it.
    periods and values: one entry a slot of the x axis, the previewed value included; None is a gap.
    latest: position of the value to point out, None when there is none.
    goals: the goals in their order, the one that holds now last; empty without any.
    borders: learning sessions that fall within the axis. notes: all of them; note_slots has the position of each, None
    for a note outside the axis. hidden: positions of what is not shown to this reader because so few were counted.
    direction_text: «Høyere er bedre», «Lavere er bedre» or nothing.
    """

    title: str
    unit: str
    numerator_label: str
    denominator_label: str
    analysis: Analysis
    reading: Reading
    axis: Axis
    direction_text: str
    periods: tuple[date, ...]
    values: tuple[float | None, ...]
    latest: int | None
    preview: int | None
    goals: tuple[GoalStep, ...]
    borders: tuple[Border, ...]
    notes: tuple[Note, ...]
    note_slots: tuple[int | None, ...]
    hidden: frozenset[int] = frozenset()

    @property
    def is_percent(self) -> bool:
        """Drawn from 0 to 100."""
        return self.unit == PERCENT

    @property
    def is_dated(self) -> bool:
        """Tell whether the periods are days rather than months, which are written as their first day."""
        return any(period.day != 1 for period in self.periods)

    @property
    def has_every_month(self) -> bool:
        """Tell whether the slots are months without a break: not days, nor quarters."""
        return not self.is_dated and all(after == next_month(before) for before, after in pairwise(self.periods))

    def period_text(self, period: date) -> str:
        """«okt. 2026», or «3. okt. 2026»."""
        month = short_month_year(period)
        return f"{period.day}. {month}" if self.is_dated else month

    @property
    def target(self) -> float | None:
        """The goal that holds now, in the displayed unit."""
        target = self.analysis.series.target
        return None if target is None else float(target)

    @property
    def given_up_goals(self) -> tuple[GoalStep, ...]:
        """The goals that held before and are drawn where they did."""
        return self.goals if self.target is None else self.goals[:-1]

    @property
    def limits(self) -> list[tuple[float | None, float | None]]:
        """Lower and upper limit of each point, None where there is none or it lies outside what can be drawn.

        A limit beyond 0 or 100 percent, or below zero where nothing is, says nothing and would squeeze the data.
        """
        lowest, highest = self.axis.minimum, self.axis.maximum
        return [
            tuple(None if limit is None or not lowest <= limit <= highest else limit for limit in pair)
            for pair in ((point.lower, point.upper) for point in self.analysis.points)
        ]

    @property
    def last_limits(self) -> list[tuple[str, float]]:
        """Name and value of the limits that the last point has, the upper first."""
        if not self.analysis.has_limits:
            return []
        lower, upper = self.limits[-1]
        named = ((_("Øvre grense"), upper), (_("Nedre grense"), lower))
        return [(name, limit) for name, limit in named if limit is not None]

    @property
    def median_name(self) -> str:
        """What the last centre line is called, in the word of the reading."""
        return _("Nytt utgangspunkt") if len(self.analysis.phases) > 1 else _("Utgangspunkt")

    def figure(self, value: float | Decimal) -> str:
        """The value as it stands beside a line or point: «42,5 %», but «2,6» where the unit is a phrase."""
        return f"{number(value)}{NO_BREAK_SPACE}{PERCENT}" if self.is_percent else number(value)

    def value_text(self, value: float | Decimal) -> str:
        """The value as it stands in a sentence: «42,5 %», «2,6 per 100»."""
        text = number(value)
        return f"{text}{NO_BREAK_SPACE}{unit_beside(text, self.unit)}" if self.unit else text


def build_chart(
    analysis: Analysis,
    *,
    reading: Reading | None = None,
    title: str,
    unit: str,
    numerator_label: str,
    denominator_label: str,
    sessions: Iterable[SessionMark] = (),
    notes: Iterable[Note] = (),
    preview: Preview | None = None,
    hidden: Collection[date] = (),
) -> Chart:
    """Describe the chart of the analysis. All texts are plain text; the drawings escape them.

    A preview takes the place of its period's value, or adds a slot after the last one. The reading of the analysis is
    made here unless the caller has it.
    """
    points = analysis.points
    periods = [point.period for point in points]
    values = [point.value for point in points]
    latest = analysis.latest
    preview_at = None
    if preview is not None:
        latest = preview_at = _overlay(periods, values, preview)
    months = [_ordinal(period) for period in periods]
    notes = tuple(notes)
    series = analysis.series
    goals = _goals(series, periods)
    return Chart(
        title=title,
        unit=unit,
        numerator_label=numerator_label,
        denominator_label=denominator_label,
        analysis=analysis,
        reading=reading or explain(analysis, unit, hidden),
        axis=_axis(analysis, [*values, *[goal.value for goal in goals]], unit),
        direction_text=_direction_text(series.direction),
        periods=tuple(periods),
        values=tuple(values),
        latest=latest,
        preview=preview_at,
        goals=goals,
        borders=_borders(months, sessions),
        notes=notes,
        note_slots=tuple(_slot(months, note.on) for note in notes),
        hidden=frozenset(place for place, period in enumerate(periods) if period in hidden) if hidden else frozenset(),
    )


def _overlay(periods: list[date], values: list[float | None], preview: Preview) -> int:
    """Put the previewed value in its place; the position of that place."""
    position = bisect_left(periods, preview.period)
    if position == len(periods) or periods[position] != preview.period:
        # Entry asks for the month after the last; any other month is already a slot of the series.
        position = len(periods)
        periods.append(preview.period)
        values.append(preview.value)
    else:
        values[position] = preview.value
    return position


def _goals(series: Series, periods: list[date]) -> tuple[GoalStep, ...]:
    """Each goal over the slots in which it held; one that held in none is left out, but for the one that holds now."""
    steps: list[GoalStep] = []
    start = 0
    for before, target in series.earlier_targets:
        end = bisect_left(periods, before)
        if target is not None and end > start:
            steps.append(GoalStep(start, end, float(target)))
        start = end
    if series.target is not None:
        steps.append(GoalStep(start, len(periods), float(series.target)))
    return tuple(steps)


def _ordinal(day: date) -> int:
    return day.year * 12 + day.month


def _slot(months: list[int], day: date) -> int | None:
    wanted = _ordinal(day)
    position = bisect_left(months, wanted)
    return position if position < len(months) and months[position] == wanted else None


def _borders(months: list[int], sessions: Iterable[SessionMark]) -> tuple[Border, ...]:
    """Sessions from the first month's border to the last's; one of long before or after has no place on the axis."""
    if not months:
        return ()
    borders = []
    for session in sorted(sessions, key=lambda session: session.on):
        month = _ordinal(session.on) + (session.on.day >= LATE_IN_MONTH)
        if months[0] <= month <= months[-1] + 1:
            borders.append(Border(bisect_left(months, month), session.label))
    return tuple(borders)


def _axis(analysis: Analysis, values: list[float | None], unit: str) -> Axis:
    shown = [value for value in values if value is not None]
    shown += [phase.center for phase in analysis.phases if phase.center is not None]
    if unit == PERCENT and max(shown, default=0) <= 100:
        return percent_axis()
    has_whole_numbers = not unit and all(value == int(value) for value in shown)
    if analysis.has_limits:
        lowest = min(0.0, *shown) if shown else 0.0
        limits = [limit for point in analysis.points for limit in (point.lower, point.upper) if limit is not None]
        shown += [limit for limit in limits if limit >= lowest]
    return nice_axis(shown, has_whole_numbers=has_whole_numbers)


def _direction_text(direction: Direction) -> str:
    if direction is Direction.INCREASE:
        return _("Høyere er bedre")
    return _("Lavere er bedre") if direction is Direction.DECREASE else ""


def share_axis(charts: Sequence[Chart]) -> list[Chart]:
    """The same charts on one value axis, so that their heights can be compared."""
    if not charts:
        return []
    lowest = min(chart.axis.minimum for chart in charts)
    highest = max(chart.axis.maximum for chart in charts)
    found = (chart.axis for chart in charts if (chart.axis.minimum, chart.axis.maximum) == (lowest, highest))
    axis = next(found, None) or nice_axis((lowest, highest))
    return [replace(chart, axis=axis) for chart in charts]
