"""Draws a chart as inline SVG: first paint, small multiples, no JavaScript, PDF.

Colours and weights are presentation attributes, not styles: they hold under a strict Content-Security-Policy, in a
downloaded file and in WeasyPrint alike.
"""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from measurements.charts.alternatives import alt_text, description
from measurements.charts.description import Chart
from measurements.charts.svg.compact import draw_compact
from measurements.charts.svg.full import draw_full
from measurements.charts.svg.sizes import (
    CARD,
    PAGE,
    PDF,
    PHONE,
    REPORT,
    SMALL,
    SPARK_ENTRY,
    SPARK_MATRIX,
    Kind,
    Size,
)
from measurements.charts.svg.spark import draw_spark

__all__ = [
    "CARD",
    "PAGE",
    "PDF",
    "PHONE",
    "REPORT",
    "SMALL",
    "SPARK_ENTRY",
    "SPARK_MATRIX",
    "Size",
    "render_set",
    "render_svg",
]

_DRAWINGS = {
    Kind.WIDE: draw_full,
    Kind.PHONE: draw_full,
    Kind.COMPACT: draw_compact,
    Kind.SPARK: draw_spark,
}


def render_svg(chart: Chart, size: Size, uid: str) -> SafeString:
    """The chart at one size. uid makes the element ids unique on the page; it is the caller's, letters and digits.

    A spark is decoration beside a figure and hidden from screen readers; the others carry their alt text.
    """
    elements, height = _DRAWINGS[size.kind](chart, size)
    head = (
        f'<svg class="run-chart run-chart-{size.name}" xmlns="http://www.w3.org/2000/svg" width="{size.width}" '
        f'height="{height}" viewBox="0 0 {size.width} {height}" fill="none" '
        "font-family=\"Inter, 'Inter Ext', sans-serif\""
    )
    if size.kind is Kind.SPARK:
        named = ' aria-hidden="true" focusable="false">'
    elif size is PDF:
        # WeasyPrint takes the figure's alternate text from the title.
        named = f' role="img"><title>{escape(alt_text(chart))}</title>'
    else:
        title, text = f"{uid}-{size.name}-t", f"{uid}-{size.name}-d"
        named = (
            f' role="img" aria-labelledby="{title} {text}"><title id="{title}">{escape(chart.title)}</title>'
            f'<desc id="{text}">{escape(description(chart))}</desc>'
        )
    # Safe: every text from outside is escaped where it is written.
    return mark_safe(f"{head}{named}{''.join(elements)}</svg>")


def render_set(chart: Chart, uid: str, sizes: Sequence[Size] = (PAGE, CARD, PHONE)) -> SafeString:
    """The chart at several sizes in a box; chart.css shows the largest that the box has room for."""
    drawings = "".join([render_svg(chart, size, uid) for size in sizes])
    return mark_safe(f'<div class="chart-set">{drawings}</div>')
