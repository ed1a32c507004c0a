"""The marks every drawing has: grid, band, median, goal, sessions, data line and points."""

from measurements.charts.description import Chart
from measurements.charts.svg.frame import Frame, Trail, goals_of, medians_of, session_places
from measurements.charts.svg.lettering import Box
from measurements.charts.svg.palette import BAND, GRID, LEFT_OUT, LINE, NOW, PAPER, QUIET, SESSION, TEXT, ZERO
from measurements.charts.svg.sizes import Size

LIMIT_DASH = "4 4"


def draw_band(out: list[str], frame: Frame, radius: float = 0) -> None:
    """The baseline's area, the only fill there is."""
    if frame.band is not None and frame.band > frame.left:
        rounding = f' rx="{radius:g}"' if radius else ""
        out.append(
            f'<rect x="{frame.left:g}" y="{frame.top:g}" width="{frame.band - frame.left:.4g}" '
            f'height="{frame.bottom - frame.top:.4g}"{rounding} fill="{BAND}"/>'
        )


def draw_grid(out: list[str], frame: Frame, ticks: tuple[float, ...]) -> None:
    """Level lines at the ticks and a stronger one at zero."""
    across = f"H{frame.right:g}"
    lines = "".join([f"M{frame.left:g} {frame.y(tick):.4g}{across}" for tick in ticks if tick])
    out.append(f'<path d="{lines}" stroke="{GRID}"/>')
    out.append(f'<path d="M{frame.left:g} {frame.y(0):g}{across}" stroke="{ZERO}"/>')


def draw_goal(out: list[str], chart: Chart, frame: Frame, size: Size) -> None:
    """The dotted goal line, in steps where the goal was changed."""
    lines = "".join([f"M{left:.4g} {y:.4g}H{right:.4g}" for left, right, y in goals_of(chart, frame)])
    if not lines:
        return
    width, gap = size.goal
    out.append(
        f'<path d="{lines}" stroke="{TEXT}" '
        f'stroke-width="{width:g}" stroke-linecap="round" stroke-dasharray="0.01 {gap:g}"/>'
    )


def draw_medians(out: list[str], chart: Chart, frame: Frame, size: Size) -> None:
    """Each phase's median: solid through its baseline, dashed where it is only carried on."""
    solid, dashed = "", ""
    for left, turn, right, y in medians_of(chart, frame):
        solid += f"M{left:.4g} {y:.4g}H{turn:.4g}"
        if right - turn > 1:
            dashed += f"M{turn + size.median * 2:.4g} {y:.4g}H{right:.4g}"
    stroke = f'stroke="{QUIET}" stroke-width="{size.median:g}"'
    if solid:
        out.append(f'<path d="{solid}" {stroke}/>')
    if dashed:
        out.append(f'<path d="{dashed}" {stroke} stroke-dasharray="{size.dash}"/>')


def limit_steps(chart: Chart, frame: Frame) -> list[list[tuple[float, float]]]:
    """The control limits as corners of level steps, one list for each unbroken stretch: they change with n and phase."""
    stretches: list[list[tuple[float, float]]] = []
    if not chart.analysis.has_limits and len(chart.analysis.phases) < 2:
        return stretches
    points = chart.analysis.points
    for side in (0, 1):
        before = None
        for slot, pair in enumerate(chart.limits):
            limit = pair[side]
            if limit is None:
                before = None
                continue
            if before is None or points[slot].phase != before:
                stretches.append([])
                before = points[slot].phase
            y = frame.y(limit)
            stretches[-1] += [(frame.border(slot), y), (frame.border(slot + 1), y)]
    return stretches


def draw_limits(out: list[str], chart: Chart, frame: Frame) -> None:
    """Control limits: thin and dashed, so that they are never taken for the median."""
    path = ""
    for stretch in limit_steps(chart, frame):
        path += "M" + "L".join([f"{x:.4g} {y:.4g}" for x, y in stretch])
    if path:
        out.append(f'<path d="{path}" stroke="{QUIET}" stroke-width="1" stroke-dasharray="{LIMIT_DASH}"/>')


def draw_session_lines(out: list[str], chart: Chart, frame: Frame, rise: float) -> None:
    """A learning session is an upright line between two months that rises over the plot, towards its name."""
    if chart.borders:
        across = f"{frame.top - rise:g}V{frame.bottom:g}"
        lines = "".join([f"M{x:.4g} {across}" for x in session_places(chart, frame)])
        out.append(f'<path d="{lines}" stroke="{SESSION}"/>')


def draw_line(out: list[str], chart: Chart, trail: Trail, size: Size) -> None:
    """The data line, broken where a month is missing; the way to a previewed value is dashed."""
    path, preview = "", ""
    before = ""
    for slot, place in enumerate(trail.written):
        if not place:
            before = ""
            continue
        if slot == chart.preview and before:
            preview = f"M{before}L{place}"
            path += f"M{place}"
        else:
            path += f"L{place}" if before else f"M{place}"
        before = place
    if path:
        out.append(
            f'<path d="{path}" stroke="{LINE}" stroke-width="{size.line:g}" '
            'stroke-linejoin="round" stroke-linecap="round"/>'
        )
    if preview:
        out.append(f'<path d="{preview}" stroke="{NOW}" stroke-width="{size.line:g}" stroke-dasharray="3 3"/>')


def draw_hidden(out: list[str], chart: Chart, frame: Frame, size: Size) -> None:
    """A hollow diamond at the axis where too few were counted for the figure to be shown: there is one, unlike in a gap."""
    if not chart.hidden:
        return
    reach = min(size.radius, frame.step * 0.36) * 1.15
    y = frame.bottom - reach - 3
    path = "".join(
        [
            f"M{frame.x(slot):.4g} {y - reach:.4g}l{reach:.3g} {reach:.3g}-{reach:.3g} {reach:.3g}-{reach:.3g}-{reach:.3g}z"
            for slot in sorted(chart.hidden)
        ]
    )
    out.append(f'<path d="{path}" fill="{PAPER}" stroke="{QUIET}" stroke-width="1.25"/>')


def dot_radius(frame: Frame, size: Size) -> float:
    """The size's radius, or less where a long series would make the points one smear."""
    return min(size.radius, frame.step * 0.36)


def draw_points(out: list[str], chart: Chart, frame: Frame, trail: Trail, size: Size) -> None:
    """White for ordinary, solid for those of the run, a crossed grey ring for those left out; the latest is drawn apart."""
    ordinary, run, left_out = "", "", ""
    latest = chart.latest
    for slot, (place, point) in enumerate(zip(trail.written, chart.analysis.points, strict=False)):
        if not place or slot == latest:
            continue
        # A round-capped line of no length is a dot: one path draws them all.
        if point.is_excluded:
            left_out += f"M{place}h0"
        elif point.is_in_run:
            run += f"M{place}h0"
        else:
            ordinary += f"M{place}h0"
    radius = dot_radius(frame, size)
    outline = size.outline * (0.4 + 0.6 * radius / size.radius)
    outer, inner = radius * 2 + outline, radius * 2 - outline
    for dots, color in ((ordinary, LINE), (left_out, LEFT_OUT)):
        if dots:
            out.append(f'<path d="{dots}" stroke="{color}" stroke-width="{outer:.3g}" stroke-linecap="round"/>')
            out.append(f'<path d="{dots}" stroke="{PAPER}" stroke-width="{inner:.3g}" stroke-linecap="round"/>')
    if left_out:
        reach = radius * 0.55
        cross = f"m{-reach:.3g} {-reach:.3g}l{2 * reach:.3g} {2 * reach:.3g}m0 {-2 * reach:.3g}l{-2 * reach:.3g} {2 * reach:.3g}"
        out.append(f'<path d="{left_out.replace("h0", cross)}" stroke="{LEFT_OUT}" stroke-width="{outline:.3g}"/>')
    if run:
        out.append(f'<path d="{run}" stroke="{LINE}" stroke-width="{outer:.3g}" stroke-linecap="round"/>')


def plate(box: Box, frame: Frame) -> str:
    """Hides grid and leaders behind a text, in the colour of what is under it."""
    edge = min(max(frame.band or frame.left, box.left), box.right)
    parts = ((box.left, edge, BAND), (edge, box.right, PAPER))
    return "".join(
        [
            f'<rect x="{left:.4g}" y="{box.top:.4g}" width="{right - left:.4g}" height="{box.bottom - box.top:.4g}" '
            f'fill="{fill}"/>'
            for left, right, fill in parts
            if right - left > 0.1
        ]
    )


def draw_latest(out: list[str], chart: Chart, frame: Frame, size: Size, larger: float, ring: float) -> None:
    """The latest point, or the one being typed: the only warm thing, so much larger than the others."""
    if chart.latest is None:
        return
    x, y = frame.x(chart.latest), frame.y(chart.values[chart.latest])
    radius = (dot_radius(frame, size) + size.radius) / 2 + larger
    stroke = f' stroke="{PAPER}" stroke-width="{ring:g}"' if ring else ""
    out.append(f'<circle cx="{x:.4g}" cy="{y:.4g}" r="{radius:g}" fill="{NOW}"{stroke}/>')
