"""Holds the figures of a table to the rules of the pages: every complaint at its cell, and nothing left out."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.norwegian import format_month
from measurements.models import Measurement
from measurements.queries.comparison import Figure
from measurements.queries.imports import TeamFacts
from measurements.services import MeasurementError, check_month, check_value, entered_whole_text, locked_text
from measurements.spreadsheets.formulas import unmarked
from measurements.spreadsheets.layout import Layout, Place, Spot
from measurements.spreadsheets.numbers import read_number
from measurements.spreadsheets.problems import CellError
from measurements.spreadsheets.tables import is_blank

_REASON = Measurement._meta.get_field("skip_reason")
_COMMENT = Measurement._meta.get_field("comment")


def check_layout(layout: Layout, facts: TeamFacts, today: date) -> list[Figure]:
    """The figures that can be recorded; the layout's problems tell of the others."""
    figures: list[Figure] = []
    seen: dict[tuple[int, date], Place] = {}
    months: dict[date, str] = {}
    for spot in layout.spots:
        key = (spot.planned.pk, spot.month)
        if spot.month not in months:
            months[spot.month] = _month_problem(facts, spot.month, today)
        if months[spot.month]:
            layout.complain(spot.at_month, months[spot.month])
        elif key in seen:
            _complain_of_twin(layout, spot, seen[key])
        else:
            seen[key] = spot.at_month
            _read_figure(layout, spot, facts, figures)
    return figures


def _month_problem(facts: TeamFacts, month: date, today: date) -> str:
    try:
        check_month(facts.plan, month, today)
    except MeasurementError as error:
        return error.message
    return ""


def _complain_of_twin(layout: Layout, spot: Spot, first: Place) -> None:
    message = _("%(month)s for «%(indicator)s» står også i %(cell)s. Behold bare én av dem.") % {
        "month": format_month(spot.month).capitalize(),
        "indicator": spot.planned.title,
        "cell": layout.table.name_of(*first),
    }
    layout.complain(spot.at_month, message)


def _read_figure(layout: Layout, spot: Spot, facts: TeamFacts, figures: list[Figure]) -> None:
    before = len(layout.problems)
    numerator = _number(layout, spot.numerator)
    denominator = _number(layout, spot.denominator)
    reason = _text(layout, spot.skip_reason, _REASON)
    comment = _text(layout, spot.comment, _COMMENT)
    if len(layout.problems) > before:
        return
    stored = facts.stored.get((spot.planned.pk, spot.month))
    figure = Figure(
        spot.planned.pk, spot.month, numerator, denominator, reason, comment, stored.version if stored else None
    )
    problem = _problem(spot, figure)
    if problem is None and not (stored and figure.is_like(stored)):
        problem = _closed(spot, facts)
    if problem is not None:
        layout.complain(*problem)
    else:
        figures.append(figure)


def _closed(spot: Spot, facts: TeamFacts) -> tuple[Place, str] | None:
    """Why a figure that differs from what stands is not taken any more."""
    if spot.month in facts.locked:
        return spot.at_month, locked_text(spot.month)
    planned = spot.planned
    if not planned.is_active:
        return spot.at_month, _("Teamet følger ikke «%(name)s» lenger.") % {"name": planned.title}
    if planned.is_summed:
        words = _("«%(name)s» telles for hver avdeling. Skriv avdelingen i kolonnen «Avdeling».")
        return spot.unit or spot.at_month, words % {"name": planned.title}
    if facts.is_entered_whole(planned, spot.month):
        return spot.unit or spot.at_month, entered_whole_text()
    return None


def _problem(spot: Spot, figure: Figure) -> tuple[Place, str] | None:
    """The cell and what is wrong with the figure as a whole."""
    has_numbers = figure.numerator is not None or figure.denominator is not None
    if figure.skip_reason:
        if has_numbers:
            return spot.skip_reason, _("Her står både tall og en grunn til at det mangler. Behold ett av dem.")
        if figure.comment:
            return spot.comment, _("En kommentar hører til et tall. Skriv den i grunnen i stedet.")
        return None
    if not has_numbers:
        return spot.numerator, _("Her står en kommentar, men ikke noe tall.")
    missing = _missing(spot, figure)
    if missing is not None:
        return missing
    try:
        check_value(spot.planned.indicator, figure.numerator, figure.denominator)
    except MeasurementError as error:
        return (spot.denominator if error.field == "denominator" else None) or spot.numerator, error.message
    return None


def _missing(spot: Spot, figure: Figure) -> tuple[Place, str] | None:
    indicator = spot.planned.indicator
    if figure.numerator is None:
        return spot.numerator, _lacks(indicator.numerator_label)
    if indicator.has_denominator and figure.denominator is None:
        return spot.denominator or spot.numerator, _lacks(indicator.denominator_label)
    return None


def _lacks(part: str) -> str:
    return _("Her mangler tallet for «%(part)s».") % {"part": part}


def _number(layout: Layout, place: Place | None) -> Decimal | None:
    if place is None or is_blank(layout.cell(place)):
        return None
    try:
        return read_number(layout.cell(place))
    except CellError as error:
        layout.complain(place, error.message)
        return None


def _text(layout: Layout, place: Place | None, field) -> str:
    if place is None or is_blank(layout.cell(place)):
        return ""
    text = unmarked(str(layout.cell(place)).strip())
    try:
        field.run_validators(text)
    except ValidationError as error:
        layout.complain(place, error.messages[0])
    return text
