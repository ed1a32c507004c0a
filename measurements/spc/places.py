"""Where in a series: months by name, and anything else by the number of its point."""

from datetime import date

from measurements.spc.findings import Analysis
from measurements.spc.wording import counted, month_name, month_range


def place_name(analysis: Analysis, position: int, with_year: bool = False) -> str:
    """ "oktober", "oktober 2026", or "punkt 12"."""
    period = analysis.points[position].period
    if not isinstance(period, date):
        return f"punkt {position + 1}"
    return month_name(period) + (f" {period.year}" if with_year else "")


def at_place(analysis: Analysis, position: int) -> str:
    """ "i oktober" or "ved punkt 12"."""
    is_month = isinstance(analysis.points[position].period, date)
    return f"{'i' if is_month else 'ved'} {place_name(analysis, position)}"


def many_places(analysis: Analysis, number: int, position: int) -> str:
    """ "fire måneder" or "fire punkter", as the point at the position is one or the other."""
    is_month = isinstance(analysis.points[position].period, date)
    return counted(number, "måned", "måneder") if is_month else counted(number, "punkt", "punkter")


def stretch(analysis: Analysis, start: int, end: int) -> str:
    """ "fra mars til oktober" or "fra punkt 5 til punkt 12"."""
    first, last = analysis.points[start].period, analysis.points[end].period
    if not isinstance(first, date):
        return f"fra {place_name(analysis, start)} til {place_name(analysis, end)}"
    return month_range(first, last, analysis.points[analysis.latest or 0].period)


def spans_years(analysis: Analysis, start: int, end: int) -> bool:
    """The two are a year or more apart, so that a month's name alone is not enough."""
    first, last = analysis.points[start].period, analysis.points[end].period
    return isinstance(first, date) and (first.year + 1, first.month) <= (last.year, last.month)
