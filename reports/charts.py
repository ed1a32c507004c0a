"""Draws the year of a network as one band: phases, samlinger, deadlines, today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.months import add_months, last_day, month_distance, month_of, months_between
from accounts.norwegian import SHORT_MONTHS, format_date_range, format_date_short
from measurements.charts.svg.lettering import Box, Label, text_width
from measurements.charts.svg.palette import LINE, NOW, PAPER, QUIET, SESSION_TEXT, TEXT, ZERO
from networks.models import LearningSession
from networks.queries import Phase

WIDTH, HEIGHT = 1070, 192
# A network without end shows this many months before and after today.
MONTHS_BACK, MONTHS_AHEAD = 6, 9
FILL, OUTLINE, BRAND = "#E1EAEC", "#A5C0C6", "#063038"
NAME_Y, DATE_Y, LINE_TOP, LINE_BOTTOM = 13, 31, 40, 106
BAR_TOP, BAR_HEIGHT, RADIUS = 59, 42, 6
MIDDLE = BAR_TOP + BAR_HEIGHT / 2
# Texts of deadlines stand in two rows, in three where they are close; the axis moves down for the third.
DEADLINE_ROWS = (119, 136, 152)
THIRD_ROW = 16
AXIS_Y, TO_MONTH, TO_YEAR = 150, 19, 35
RING = 9
PILL_LEFT = 14
# Half the gap a samling leaves between two bars, and the least room for a bar.
SESSION_GAP, LEAST_BAR = 11, 4
MONTH_ROOM = 40
# What is drawn before the first samling and after the last one at the least: room for the names of the two phases.
LEAST_PREWORK, LEAST_AFTER = timedelta(days=30), timedelta(days=40)
SMALL, NORMAL = 13, 14
# The bands of so many networks and days stay drawn in a process.
KEPT_BANDS = 64


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date under the band: what is due, and when."""

    on: date
    label: str


@dataclass(frozen=True, slots=True)
class _Bar:
    label: str
    starts_on: date
    ends_on: date
    state: str


class _Stop(NamedTuple):
    """A samling as it is drawn."""

    starts_on: date
    ends_on: date
    name: str


class _Scale:
    """Days to pixels, from the first day of a month to the last day of another."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.day = WIDTH / ((last - first).days + 1)

    def x(self, day: date) -> float:
        """The left edge of a day, within the drawing."""
        return min(max((day - self.first).days * self.day, 0), WIDTH)

    def middle(self, first: date, last: date) -> float:
        """The middle of a stretch of days."""
        return (self.x(first) + self.x(last + timedelta(days=1))) / 2

    def shows(self, day: date) -> bool:
        """Tell whether the day is within the drawing."""
        return self.first <= day <= self.last


def phase_band(
    phases: Sequence[Phase], sessions: Sequence[LearningSession], deadlines: Sequence[Deadline], today: date
) -> SafeString:
    """The band, 1070 wide, for pages that have the room; `phase_list` of the page says the same in words."""
    stops = tuple(_Stop(row.starts_on, row.ends_on, str(row)) for row in sessions)
    return _band(tuple(phases), stops, tuple(deadlines), today)


@lru_cache(maxsize=KEPT_BANDS)
def _band(
    phases: tuple[Phase, ...], sessions: tuple[_Stop, ...], deadlines: tuple[Deadline, ...], today: date
) -> SafeString:
    """Drawn once a day and network: dates are changed seldom, and the page is opened often."""
    bars = _bars(phases)
    if not bars:
        return mark_safe("")
    is_over = phases[-1].name == "closed"
    scale = _scale(bars, deadlines, today, is_over=is_over)
    shown = [session for session in sessions if scale.shows(session.starts_on)]
    stops = [scale.middle(session.starts_on, session.ends_on) for session in shown]
    today_x = None if is_over or not scale.shows(today) else scale.middle(today, today)
    due = [one for one in deadlines if scale.shows(one.on)]
    labels = _deadline_labels(due, scale, today, today_x)
    extra = THIRD_ROW if any(label.y == DEADLINE_ROWS[-1] for label in labels) else 0
    axis, height = AXIS_Y + extra, HEIGHT + extra
    out = [_months(scale, today, axis, has_today=not is_over)]
    # Nobody knows the last day of a network that is not closed: its last bar goes on to the edge.
    out += [_bar(bar, scale, stops, today_x, is_open=bar is bars[-1] and not is_over) for bar in bars]
    out += [_session(session, x, today) for session, x in zip(shown, stops, strict=True)]
    if today_x is not None:
        out.append(_today(today_x, today, axis))
    out += [_triangle(scale, one, today) for one in due] + [label.svg() for label in labels]
    title, text = escape(_("Tidslinje for nettverket")), escape(_description(bars, shown, deadlines, today))
    return mark_safe(
        f'<svg class="phase-band" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" fill="none" '
        'font-family="Inter, sans-serif" role="img" aria-labelledby="band-t band-d">'
        f'<title id="band-t">{title}</title><desc id="band-d">{text}</desc>{"".join(out)}</svg>'
    )


def _bars(phases: Sequence[Phase]) -> list[_Bar]:
    """What is drawn as bars. Once the enrolling is over it is history, and the months before samling 1 are one bar."""
    if not any(phase.starts_on for phase in phases):
        return []
    is_early = any(phase.state == "now" and phase.name in ("planning", "enrolling") for phase in phases)
    bars, before = [], []
    for phase in phases:
        if phase.name in ("planning", "session", "closed"):
            continue
        if phase.name in ("enrolling", "prework") and not is_early:
            before.append(phase)
            continue
        if phase.starts_on:
            end = phase.ends_on or add_months(month_of(phase.starts_on), MONTHS_BACK + MONTHS_AHEAD)
            bars.append(_Bar(_with_now(phase), phase.starts_on, end, phase.state))
    if before:
        ends_on = before[-1].ends_on or before[-1].starts_on
        deadline = before[0].ends_on or before[0].starts_on
        state = "now" if any(phase.state == "now" for phase in before) else before[-1].state
        label = _("Forarbeid, nå") if state == "now" else _("Forarbeid")
        starts_on = month_of(min(deadline, ends_on - LEAST_PREWORK))
        bars.insert(0, _Bar(label, starts_on, ends_on, state))
    return bars


def _with_now(phase: Phase) -> str:
    return _("%(phase)s, nå") % {"phase": phase.label} if phase.state == "now" else phase.label


def _scale(bars: list[_Bar], deadlines: Sequence[Deadline], today: date, *, is_over: bool) -> _Scale:
    first = month_of(bars[0].starts_on)
    last = max([bar.ends_on for bar in bars] + [one.on for one in deadlines])
    if not is_over:
        last = max(last, today, bars[-1].starts_on + LEAST_AFTER)
    last = last_day(month_of(last))
    if month_distance(first, last) >= MONTHS_BACK + MONTHS_AHEAD + 6:
        first = max(first, add_months(month_of(today), -MONTHS_BACK))
        last = min(last, last_day(add_months(month_of(today), MONTHS_AHEAD)))
    return _Scale(first, last)


def _months(scale: _Scale, today: date, axis: float, *, has_today: bool) -> str:
    months = months_between(scale.first, scale.last)
    stride = next(step for step in (1, 2, 3, 6, 12) if step * WIDTH / len(months) >= MONTH_ROOM)
    half_pill = _pill_width(today) / 2 + 3 if has_today and scale.shows(today) else 0
    pill = _pill_middle(scale.middle(today, today), _pill_width(today))
    ticks = "".join(f"M{scale.x(month):.5g} {axis}v5" for month in months) + f"M{WIDTH - 0.5} {axis}v5"
    names, years, year = "", "", 0
    for month in months[::stride]:
        x = scale.middle(month, last_day(month))
        name = SHORT_MONTHS[month.month - 1]
        reach = text_width(name, SMALL) / 2 + half_pill
        is_hidden = bool(half_pill) and abs(x - pill) < reach
        if not is_hidden:
            names += f'<text x="{x:.5g}" y="{axis + TO_MONTH}">{name}</text>'
        if month.year != year:
            year = month.year
            years += f'<text x="{x:.5g}" y="{axis + TO_YEAR + (6 if is_hidden else 0)}">{year}</text>'
    return (
        f'<path d="M0 {axis}H{WIDTH}{ticks}" stroke="{ZERO}"/>'
        f'<g font-size="{SMALL}" fill="{QUIET}" text-anchor="middle">{names}{years}</g>'
    )


def _bar(bar: _Bar, scale: _Scale, stops: list[float], today_x: float | None, *, is_open: bool) -> str:
    left, right = scale.x(bar.starts_on), WIDTH if is_open else scale.x(bar.ends_on + timedelta(days=1))
    # A samling stands in the gap between two bars.
    for stop in stops:
        if left - SESSION_GAP < stop < left + SESSION_GAP:
            left = stop + SESSION_GAP
        if right - SESSION_GAP < stop < right + SESSION_GAP:
            right = stop - SESSION_GAP
    if right - left < LEAST_BAR:
        return ""
    fill, color, weight, stroke = {
        "done": (FILL, BRAND, 500, ""),
        "now": (LINE, PAPER, 600, ""),
        "coming": (PAPER, BRAND, 500, f' stroke="{OUTLINE}" stroke-width="1.5"'),
    }[bar.state]
    inset = 0.75 if stroke else 0
    drawn = (
        f'<rect x="{left + inset:.5g}" y="{BAR_TOP + inset}" width="{right - left - 2 * inset:.5g}" '
        f'height="{BAR_HEIGHT - 2 * inset}" rx="{RADIUS}" fill="{fill}"{stroke}/>'
    )
    start, end = left, right
    if today_x is not None and left < today_x < right:
        # The name stands on the longer side of today's line.
        start, end = (left, today_x - 4) if today_x - left > right - today_x else (today_x + 4, right)
    size = next((size for size in (NORMAL, SMALL) if text_width(bar.label, size, weight) <= end - start - 10), None)
    if size is None:
        return drawn
    label = Label(bar.label, (start + end) / 2, MIDDLE + size * 0.36, size, color, weight, "middle")
    return drawn + label.svg()


def _session(session: _Stop, x: float, today: date) -> str:
    has_year = session.ends_on.year != today.year
    when = format_date_range(session.starts_on, session.ends_on, year=has_year)
    half = max(text_width(when, SMALL), text_width(session.name, NORMAL, 600)) / 2
    at = min(max(x, half), WIDTH - half)
    if session.ends_on < today:
        ring = (
            f'<circle cx="{x:.5g}" cy="{MIDDLE:g}" r="{RING}" fill="{LINE}" stroke="{PAPER}" stroke-width="2.5"/>'
            f'<path d="M{x - 3.9:.5g} {MIDDLE + 0.3:g}l2.7 2.7 5-5.6" stroke="{PAPER}" stroke-width="1.8" '
            'stroke-linecap="round" stroke-linejoin="round"/>'
        )
    else:
        ring = f'<circle cx="{x:.5g}" cy="{MIDDLE:g}" r="{RING - 1}" fill="{PAPER}" stroke="{LINE}" stroke-width="2"/>'
    return (
        f'<path d="M{x:.5g} {LINE_TOP}V{LINE_BOTTOM}" stroke="{SESSION_TEXT}" stroke-width="1.5"/>{ring}'
        f"{Label(session.name, at, NAME_Y, NORMAL, TEXT, 600, 'middle').svg()}"
        f"{Label(when, at, DATE_Y, SMALL, QUIET, 400, 'middle').svg()}"
    )


def _today_text(today: date) -> str:
    return _("I dag, %(date)s") % {"date": format_date_short(today)}


def _pill_width(today: date) -> float:
    return text_width(_today_text(today), SMALL, 600) + 22


def _pill_middle(x: float, width: float) -> float:
    """The pill hangs to the right of its line, so that the month before keeps its name."""
    return min(x + width / 2 - PILL_LEFT, WIDTH - width / 2)


def _today(x: float, today: date, axis: float) -> str:
    width = _pill_width(today)
    at = _pill_middle(x, width)
    top = axis + 4
    return (
        f'<path d="M{x:.5g} 52V{top}" stroke="{PAPER}" stroke-width="6"/>'
        f'<path d="M{x:.5g} 52V{top}" stroke="{NOW}" stroke-width="2.5"/>'
        f'<rect x="{at - width / 2:.5g}" y="{top}" width="{width:.5g}" height="24" rx="12" fill="{NOW}"/>'
        f"{Label(_today_text(today), at, top + 16.5, SMALL, PAPER, 600, 'middle').svg()}"
    )


def _deadline_x(scale: _Scale, one: Deadline) -> float:
    return min(max(scale.middle(one.on, one.on), 7), WIDTH - 7)


def _triangle(scale: _Scale, one: Deadline, today: date) -> str:
    """Under the band at the deadline's day, filled when it is passed."""
    fill = SESSION_TEXT if one.on < today else PAPER
    return (
        f'<path d="M{_deadline_x(scale, one):.5g} {DEADLINE_ROWS[0] - 9.5}l5 9.5h-10z" fill="{fill}" '
        f'stroke="{SESSION_TEXT}" stroke-width="1.5" stroke-linejoin="round"/>'
    )


def _deadline_labels(deadlines: Sequence[Deadline], scale: _Scale, today: date, today_x: float | None) -> list[Label]:
    """What each triangle is, where the text touches nothing."""
    taken = [] if today_x is None else [Box(today_x - 4, LINE_TOP, today_x + 4, AXIS_Y + THIRD_ROW)]
    marks = [(one, _deadline_x(scale, one)) for one in deadlines]
    taken += [Box(x - 6, DEADLINE_ROWS[0] - 10, x + 6, DEADLINE_ROWS[0] + 1) for _one, x in marks]
    labels = []
    for one, x in marks:
        if label := _deadline_label(one, x, today, taken):
            taken.append(label.box)
            labels.append(label)
    return labels


def _deadline_label(one: Deadline, x: float, today: date, taken: list[Box]) -> Label | None:
    when = format_date_short(one.on, year=one.on.year > today.year + 1)
    # «Sluttrapport 31. mars», but «Statusrapport 2, 17. feb.»: two numbers are kept apart.
    whole = f"{one.label}, {when}" if one.label[-1:].isdigit() else f"{one.label} {when}"
    first, *below = DEADLINE_ROWS
    for text in (whole, one.label, when):
        half = text_width(text, SMALL) / 2
        places = [Label(text, x - 10, first, SMALL, TEXT, 400, "end"), Label(text, x + 10, first, SMALL, TEXT)]
        for row in below:
            places += [
                Label(text, min(max(x, half), WIDTH - half), row, SMALL, TEXT, 400, "middle"),
                Label(text, x + 5, row, SMALL, TEXT, 400, "end"),
                Label(text, x - 5, row, SMALL, TEXT),
            ]
        for label in places:
            box = label.box
            if box.left >= 0 and box.right <= WIDTH and not any(box.grown(2).overlaps(other) for other in taken):
                return label
    return None


def _description(bars: list[_Bar], sessions: Sequence[_Stop], deadlines: Sequence[Deadline], today: date) -> str:
    """The band in words, in order of time."""
    events = [(bar.starts_on, f"{bar.label}, {format_date_range(bar.starts_on, bar.ends_on)}") for bar in bars]
    events += [(s.starts_on, f"{s.name}, {format_date_range(s.starts_on, s.ends_on)}") for s in sessions]
    events += [(one.on, f"{one.label}, {format_date_range(one.on, one.on)}") for one in deadlines]
    return "; ".join([text for _on, text in sorted(events)] + [_today_text(today)])
