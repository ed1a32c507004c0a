"""Draws the plan as a Gantt chart, in inline SVG: what is done, what goes on, what is late, what comes.

Colours are presentation attributes, not styles: they hold under a strict Content-Security-Policy and in WeasyPrint.
Below 1100 px the pages show the same rows as a list instead; the drawing is never scaled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.months import add_months, month_distance, month_of, next_month
from accounts.norwegian import format_month_short
from networks.models import LearningSession
from teams.charts.rows import PlanRow, PlanState

WIDTH = 1070
_LEFT = 330  # where time starts; titles and names stand before it
_NAME_END = 306
_HEAD = 44  # height of samling names and months
_FIRST, _ROW, _SECOND_LINE, _END = 26, 38, 18, 31
_BAR = 22
_WORD = 13  # type size of the status
_FAR = timedelta(days=62)  # a plan that ended longer ago shows no «I dag»

_TEXT, _QUIET, _MAIN, _NOW, _LOOK = "#202e31", "#555f62", "#0b5563", "#b4531a", "#80540f"
_SESSION, _SESSION_TEXT, _GRID, _AXIS = "#4a818b", "#236672", "#e7e9e9", "#d8dadb"
_DONE_FILL, _COMING_FILL, _LOOK_FILL = "#cedde0", "#e1eaec", "#fcf2e2"
_NARROW, _WIDE = frozenset("ijlftrI.,:;'|()[]! -1"), frozenset("mwMWæÆ@%ØOQGN")


@dataclass(frozen=True, slots=True)
class _Scale:
    """Turns dates into pixels."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """The left side of this day, kept inside the drawing."""
        share = (day - self.first).days / ((self.last - self.first).days or 1)
        return round(_LEFT + (WIDTH - _LEFT) * min(max(share, 0), 1), 1)

    def holds(self, day: date) -> bool:
        """Tell whether the day is on the drawing."""
        return self.first <= day < self.last


def draw_plan(rows: Sequence[PlanRow], *, sessions: Sequence[LearningSession], today: date, uid: str) -> SafeString:
    """The rows as a drawing 1070 px wide, in the order given; `uid` makes its ids unique on the page.

    An empty text when there is nothing to draw.
    """
    if not rows:
        return SafeString("")
    scale = _scale(rows, sessions, today)
    titles = [_wrapped(row.title, _NAME_END - 16 - _text_width(_first_name(row), 14), 15.5) for row in rows]
    centres, bottom = _places(titles)
    labels = dict(zip((row.pk for row in rows), titles, strict=True))
    parts = [*_calendar(scale, sessions, today, bottom)]
    lines = [scale.x(day) for day in (today, *(s.starts_on for s in sessions)) if scale.holds(day)]
    for number, (row, centre) in enumerate(zip(rows, centres, strict=True)):
        if number:
            edge = centre - _ROW / 2 - (_SECOND_LINE / 2 if len(labels[row.pk]) > 1 else 0)
            parts.append(f'<path d="M0 {edge:g}H{WIDTH}" stroke="{_GRID}"/>')
        parts += [*_row_head(row, labels[row.pk], centre), *_bar(row, scale, centre, today, lines)]
    parts += _today(scale, today, bottom)
    title = _("Fremdriftsplan")
    head = (
        f'<svg class="plan-chart" xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{bottom:g}" '
        f'viewBox="0 0 {WIDTH} {bottom:g}" fill="none" font-family="Inter, \'Inter Variable\', sans-serif" role="img" '
        f'aria-labelledby="{uid}-t {uid}-d"><title id="{uid}-t">{title}</title>'
        f'<desc id="{uid}-d">{escape(plan_alt_text(rows))}</desc>'
    )
    return mark_safe(f"{head}{''.join(parts)}</svg>")


def plan_alt_text(rows: Sequence[PlanRow]) -> str:
    """The chart in words: every tiltak with who and where it is."""
    lines = [f"{row.title}{', ' if row.responsible else ''}{row.responsible}: {row.word_long}." for row in rows]
    return " ".join(lines)


def _scale(rows: Sequence[PlanRow], sessions: Sequence[LearningSession], today: date) -> _Scale:
    """Whole months around the plan, its samlinger, and today when it is near."""
    days = [day for row in rows for day in (row.starts_on, row.due_on, row.done_on) if day]
    near = [s.starts_on for s in sessions if min(days) - _FAR <= s.starts_on <= max(days) + _FAR]
    days += near
    if min(days) - _FAR <= today <= max(days) + _FAR:
        days.append(today)
    return _Scale(month_of(min(days)), next_month(month_of(max(days))))


def _places(titles: Sequence[Sequence[str]]) -> tuple[list[float], float]:
    """The middle of every row, and the bottom of the drawing."""
    centres, y = [], _HEAD + _FIRST - _ROW / 2
    for lines in titles:
        height = _ROW + (_SECOND_LINE if len(lines) > 1 else 0)
        centres.append(y + height / 2)
        y += height
    return centres, y + _END - _ROW / 2


def _calendar(scale: _Scale, sessions: Sequence[LearningSession], today: date, bottom: float) -> list[str]:
    """Months with their lines, and the samlinger across."""
    count = month_distance(scale.first, scale.last)
    width = (WIDTH - _LEFT) / count
    step = next(step for step in (1, 2, 3, 6, 12, count) if step * width >= 44 or step == count)
    pill = scale.x(today) if scale.holds(today) else None
    parts = [f'<path d="M0 {_HEAD}H{WIDTH}" stroke="{_AXIS}" stroke-width="2"/>']
    for place in range(0, count, step):
        month = add_months(scale.first, place)
        parts.append(f'<path d="M{scale.x(month):g} {_HEAD}V{bottom:g}" stroke="{_GRID}"/>')
        label = str(month.year) if count > 12 and month.month == 1 else format_month_short(month)
        centre = scale.x(month) + width / 2
        if pill is None or abs(centre - pill) > 26 + _text_width(label, 13) / 2:
            parts.append(_text(label, centre, _HEAD - 9, 13, _QUIET, anchor="middle"))
    last_end = 0.0
    for session in sessions:
        if not scale.holds(session.starts_on):
            continue
        x, name = scale.x(session.starts_on), str(session)
        half = _text_width(name, 12) / 2
        middle = min(max(x, half), WIDTH - half)
        parts.append(f'<path d="M{x:g} {_HEAD}V{bottom:g}" stroke="{_SESSION}"/>')
        if middle - half > last_end:
            parts.append(_text(name, middle, 13, 12, _SESSION_TEXT, weight=500, anchor="middle"))
            last_end = middle + half + 6
    return parts


def _today(scale: _Scale, today: date, bottom: float) -> list[str]:
    """The warm line with its pill; nothing when today is not on the drawing."""
    if not scale.holds(today):
        return []
    x = scale.x(today)
    middle = min(x, WIDTH - 24)
    return [
        f'<path d="M{x:g} {_HEAD - 6}V{bottom:g}" stroke="{_NOW}" stroke-width="2"/>',
        f'<rect x="{middle - 23:g}" y="{_HEAD - 23}" width="46" height="20" rx="10" fill="{_NOW}"/>',
        _text(_("I dag"), middle, _HEAD - 8.5, 12.5, "#fff", weight=600, anchor="middle"),
    ]


def _row_head(row: PlanRow, lines: Sequence[str], centre: float) -> list[str]:
    first = centre + 5 - (len(lines) - 1) * _SECOND_LINE / 2
    parts = [_text(line, 0, first + n * _SECOND_LINE, 15.5, _TEXT, weight=500) for n, line in enumerate(lines)]
    name = _first_name(row)
    return [*parts, _text(name, _NAME_END, centre + 5, 14, _QUIET, anchor="end")] if name else parts


def _bar(row: PlanRow, scale: _Scale, centre: float, today: date, lines: Sequence[float]) -> list[str]:
    """The bar and its word; `lines` are the upright lines that the word keeps clear of when it can."""
    y = centre - _BAR / 2
    starts_on = min(row.starts_on, row.done_on) if row.done_on else row.starts_on
    x, end = scale.x(starts_on), scale.x((row.done_on or row.due_on) + timedelta(days=1))
    width = max(end - x, 6)
    shape = f'y="{y:g}" height="{_BAR}" rx="5"'
    outline = {PlanState.LATE: _LOOK, PlanState.DROPPED: _AXIS, PlanState.ONGOING: _MAIN}.get(row.state, _SESSION)
    fill = {PlanState.LATE: _LOOK_FILL, PlanState.ONGOING: _COMING_FILL}.get(row.state, "#fff")
    if row.state is PlanState.DONE:
        parts = [f'<rect x="{x:g}" {shape} width="{width:g}" fill="{_DONE_FILL}"/>']
    else:
        parts = [
            f'<rect x="{x + 0.75:g}" {shape} width="{width - 1.5:g}" fill="{fill}" stroke="{outline}" '
            'stroke-width="1.5"/>'
        ]
    edge = x + width
    if row.state is PlanState.ONGOING and x < scale.x(today):
        done = min(scale.x(today), edge) - x
        parts.append(f'<rect x="{x:g}" {shape} width="{done:g}" fill="{_MAIN}"/>')
    if row.state is PlanState.LATE:
        tail = max(scale.x(today), edge)
        room = _word_width(row)
        if tail + 9 + room > WIDTH and edge + 18 + room <= tail:
            # No room after today: the word stands between the bar and what is left of its tail.
            return [*parts, _word(row, x, edge, centre, ()), _tail(edge + 18 + room, tail, centre)]
        parts.append(_tail(edge, tail, centre))
        edge = tail
    return [*parts, _word(row, x, edge, centre, lines)]


def _tail(start: float, end: float, centre: float) -> str:
    """The dotted line from a late bar to today."""
    return f'<path d="M{start:g} {centre:g}H{end:g}" stroke="{_LOOK}" stroke-width="1.5" stroke-dasharray="3 3"/>'


def _word_width(row: PlanRow) -> float:
    return _text_width(row.word_long, _WORD) * (1.05 if row.state is PlanState.LATE else 1)


def _word(row: PlanRow, start: float, end: float, centre: float, lines: Sequence[float]) -> str:
    """The status beside the bar: after it, or before it when there is no room after."""
    size, weight, fill = _WORD, 400, _TEXT
    if row.state is PlanState.LATE:
        weight, fill = 600, _LOOK
    elif row.state in (PlanState.NOT_STARTED, PlanState.DROPPED):
        fill = _QUIET
    elif row.state is PlanState.SHOULD_START:
        fill = _LOOK
    room = _word_width(row)
    after, before = (end + 9, end + 9 + room), (start - 9 - room, start - 9)
    fits_after, fits_before = after[1] <= WIDTH, before[0] >= _LEFT
    is_crossed = any(after[0] <= line <= after[1] for line in lines)
    is_free_before = fits_before and not any(before[0] <= line <= before[1] for line in lines)
    if fits_after and not (is_crossed and is_free_before and row.state is not PlanState.LATE):
        return _text(row.word_long, after[0], centre + 4.5, size, fill, weight=weight)
    return _text(row.word_long, before[1], centre + 4.5, size, fill, weight=weight, anchor="end")


def _first_name(row: PlanRow) -> str:
    return row.responsible.split(" ")[0][:14]


def _text_width(text: str, size: float) -> float:
    """Roughly how wide the text becomes in Inter."""
    units = sum(0.32 if c in _NARROW else 0.84 if c in _WIDE or c.isupper() else 0.585 for c in text)
    return units * size


def _wrapped(text: str, room: float, size: float) -> list[str]:
    """The text on one or two lines; what does not fit ends with «…», the table below has it all."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if _text_width(longer, size) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1]} …"]
    return [_cut(line, room, size) for line in lines]


def _cut(text: str, room: float, size: float) -> str:
    if _text_width(text, size) <= room:
        return text
    while text and _text_width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip(' …')}…"


def _text(text: str, x: float, y: float, size: float, fill: str, *, weight: int = 400, anchor: str = "start") -> str:
    bold = f' font-weight="{weight}"' if weight != 400 else ""
    side = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}"{bold}{side} fill="{fill}">{escape(text)}</text>'
