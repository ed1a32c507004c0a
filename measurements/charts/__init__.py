"""One chart description, two drawings: inline SVG and a Plotly figure; table and alt text of the same figures."""

from measurements.charts.alternatives import Table, TableRow, alt_text, description, table
from measurements.charts.description import Chart, Note, Preview, SessionMark, build_chart, share_axis
from measurements.charts.svg import (
    CARD,
    PAGE,
    PDF,
    PHONE,
    REPORT,
    SMALL,
    SPARK_ENTRY,
    SPARK_MATRIX,
    Size,
    render_set,
    render_svg,
)

__all__ = [
    "CARD",
    "PAGE",
    "PDF",
    "PHONE",
    "REPORT",
    "SMALL",
    "SPARK_ENTRY",
    "SPARK_MATRIX",
    "Chart",
    "Note",
    "Preview",
    "SessionMark",
    "Size",
    "Table",
    "TableRow",
    "alt_text",
    "build_chart",
    "description",
    "render_set",
    "render_svg",
    "share_axis",
    "table",
]
