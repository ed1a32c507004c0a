"""A team's figures as a report shows them: sentence, facts, drawings, table; plain data that can be frozen."""

from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from django.utils.translation import gettext as _

from accounts.norwegian import format_month, format_month_short
from measurements import spc
from measurements.charts import PDF, PHONE, REPORT, Chart, alt_text, render_svg, table
from measurements.models import Indicator
from measurements.queries import IndicatorSeries, team_series
from teams.models import Team

# The engine's marks, in the names of the icon set.
MARKS = {
    "improvement": "improvement",
    "goal": "goal",
    "uncertain": "none",
    "missing": "missing",
    "attention": "look",
}


def figures(team: Team, today: date) -> list[dict[str, Any]]:
    """Every indicator the team follows, drawn for page, phone and PDF, with its reading and its figures."""
    return [_figure(item) for item in team_series(team, today)]


def goal_rows(found: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Baseline, latest value, goal, change and reading of every indicator: the table of the final report."""
    keys = ("name", "baseline", "latest", "target", "goal", "change", "change_unit", "mark", "label", "detail")
    return [{key: figure[key] for key in keys} for figure in found]


def _figure(item: IndicatorSeries) -> dict[str, Any]:
    chart, analysis, reading = item.chart(), item.analysis, item.reading
    latest = analysis.points[analysis.latest] if analysis.latest is not None else None
    uid = f"i{item.planned_indicator.pk}"
    return {
        "name": item.indicator.short_name,
        "full_name": item.indicator.name,
        "code": item.indicator.code.lower(),
        "headline": reading.headline,
        "sentence": reading.sentence,
        "mark": MARKS[reading.mark],
        "label": reading.label,
        "detail": reading.detail,
        "note": reading.note,
        "latest": chart.value_text(latest.value) if latest else "",
        "latest_month": format_month(latest.period) if latest else "",
        "latest_month_short": format_month_short(latest.period) if latest else "",
        "latest_count": _count(item.indicator, latest) if latest else "",
        "baseline": chart.value_text(analysis.center) if analysis.center is not None else "",
        "baseline_period": _baseline_period(item),
        "target": chart.value_text(float(analysis.series.target)) if analysis.series.target is not None else "",
        "goal": _goal(item, latest),
        "change": _change(analysis, latest),
        "change_unit": _change_unit(chart) if latest and analysis.center is not None else "",
        "direction": chart.direction_text,
        "drawings": {
            "report": str(render_svg(chart, REPORT, uid=f"{uid}r")),
            "phone": str(render_svg(chart, PHONE, uid=f"{uid}t")),
            "pdf": str(render_svg(chart, PDF, uid=f"{uid}p")),
        },
        "alt": alt_text(chart),
        "notes": [
            {"number": note.number, "month": format_month_short(note.on), "text": note.text} for note in chart.notes
        ],
        "table": _table(chart),
    }


def _count(indicator: Indicator, point: spc.AnalysedPoint) -> str:
    """«16 av 20 brukere»: a percent is never alone."""
    if point.denominator is None:
        return indicator.counted_noun
    between = _("av") if indicator.is_percent else _("på")
    return f"{spc.format_number(point.numerator)} {between} {spc.format_number(point.denominator)} {indicator.counted_noun}"


def _baseline_period(item: IndicatorSeries) -> str:
    first, last = (format_month_short(month) for month in item.baseline_span)
    text = _("median %(first)s–%(last)s") if item.has_median else _("snitt %(first)s–%(last)s")
    return text % {"first": first, "last": last}


def _goal(item: IndicatorSeries, latest: spc.AnalysedPoint | None) -> str:
    """«ikke nådd, fem til av 20»: what is missing, told in people where a share is counted."""
    analysis = item.analysis
    if analysis.goal_status is None or latest is None:
        return _("ikke satt") if analysis.series.target is None else ""
    if analysis.goal_status is spc.GoalStatus.MET:
        return _("nådd")
    if not item.indicator.is_percent or latest.denominator is None:
        return _("ikke nådd")
    wanted = Decimal(analysis.series.target) * Decimal(latest.denominator) / 100
    if analysis.series.direction is spc.Direction.DECREASE:
        missing = int(latest.numerator - wanted.to_integral_value(ROUND_FLOOR))
        return _("ikke nådd, %(count)s færre av %(all)s") % {
            "count": spc.number_word(missing),
            "all": spc.format_number(latest.denominator),
        }
    missing = int(wanted.to_integral_value(ROUND_CEILING) - latest.numerator)
    return _("ikke nådd, %(count)s til av %(all)s") % {
        "count": spc.number_word(missing),
        "all": spc.format_number(latest.denominator),
    }


def _change(analysis: spc.Analysis, latest: spc.AnalysedPoint | None) -> str:
    """From the baseline to the latest value, with sign; a percent in percentage points.

    Counted from the figures as they are written, one decimal: who subtracts by hand gets the same.
    """
    if latest is None or latest.value is None or analysis.center is None:
        return ""
    difference = round(round(latest.value, 1) - round(analysis.center, 1), 1)
    sign = "+" if difference > 0 else "−" if difference < 0 else "±"
    return f"{sign}{spc.format_number(abs(difference))}"


def _change_unit(chart: Chart) -> str:
    return _("prosentpoeng") if chart.is_percent else chart.unit


def _table(chart: Chart) -> dict[str, Any]:
    """The table twin, with the unit in the row's name; a row has its year where one begins, and where it is the first."""
    found = table(chart)
    rows, year = [], ""
    for row in found.rows:
        this_year = row.month_year.rpartition(" ")[2]
        rows.append(
            {
                "month": row.month,
                "month_year": row.month_year,
                "year": this_year if this_year != year else "",
                "numerator": row.numerator,
                "denominator": row.denominator,
                "value": row.value.removesuffix("%").rstrip(),
                "in_run": row.is_in_run,
            }
        )
        year = this_year
    return {
        "numerator_label": found.numerator_label,
        "denominator_label": found.denominator_label,
        "value_label": f"{found.value_label}, %" if chart.is_percent else found.value_label,
        "caption": found.run_caption,
        "rows": rows,
    }
