"""Which months and which numbers can be entered."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from accounts.months import month_of
from accounts.norwegian import format_month, format_number
from measurements.models import LARGEST_COUNT, Indicator, MeasurementPlan, MonthDelivery
from measurements.services.errors import MeasurementError
from teams.models import Team

# As many decimals as the figures are stored with.
DECIMALS = 2


def check_open(team: Team) -> None:
    """Refuse changes in a network that has ended."""
    if team.network.is_closed:
        raise MeasurementError(_("Nettverket er avsluttet. Målingene er bevart, men kan ikke endres."))


def check_unlocked(team: Team, months: Collection[date]) -> None:
    """Refuse figures of months that the coordinator has locked. One query."""
    locked = MonthDelivery.objects.filter(team=team, month__in=months, locked_at__isnull=False).order_by("month")
    first = locked.values_list("month", flat=True).first()
    if first:
        raise MeasurementError(locked_text(first), "month")


def locked_text(month: date) -> str:
    """Why a figure of a locked month cannot be changed, and who can help."""
    return _("%(month)s er låst. Må et tall rettes, kan koordinatoren åpne måneden igjen.") % {
        "month": format_month(month).capitalize()
    }


def entered_whole_text() -> str:
    """Why a unit gets no figure in a month that was entered before the units counted for themselves."""
    return _("Måneden har alt et tall for hele teamet. Det blir stående.")


def check_month(plan: MeasurementPlan, month: date, today: date) -> None:
    """Refuse a month before the plan starts, after the network ends, or one that has not begun."""
    name = format_month(month)
    if month > month_of(today):
        raise MeasurementError(_("%(month)s er ikke begynt ennå.") % {"month": name.capitalize()}, "month")
    if month < plan.starts_on:
        first = format_month(plan.starts_on)
        raise MeasurementError(
            _("%(month)s ligger før måleplanen begynner. Den første måneden er %(first)s.")
            % {"month": name.capitalize(), "first": first},
            "month",
        )
    ends_on = plan.team.network.ends_on
    if ends_on and month > month_of(ends_on):
        last = format_month(ends_on)
        raise MeasurementError(
            _("%(month)s ligger etter at nettverket er slutt. Den siste måneden er %(last)s.")
            % {"month": name.capitalize(), "last": last},
            "month",
        )


def check_value(indicator: Indicator, numerator: Decimal | int | None, denominator: Decimal | int | None) -> None:
    """Refuse numbers that are no value of the indicator; `field` of the error is numerator or denominator."""
    _check_count(numerator, "numerator", has_decimals=indicator.has_decimals, is_signed=indicator.is_signed)
    if not indicator.has_denominator:
        if denominator is not None:
            raise MeasurementError(_("Denne indikatoren har bare ett tall."), "denominator")
        return
    _check_count(denominator, "denominator", has_decimals=False)
    if denominator == 0:
        raise MeasurementError(_nothing_counted(indicator, numerator), "denominator")
    if indicator.is_percent and numerator > denominator:
        raise MeasurementError(
            _("%(numerator)s er flere enn %(denominator)s. «%(part)s» kan ikke være flere enn «%(whole)s».")
            % {
                "numerator": format_number(numerator),
                "denominator": format_number(denominator),
                "part": indicator.numerator_label,
                "whole": indicator.denominator_label,
            },
            "numerator",
        )


def _check_count(value: Decimal | int | None, field: str, *, has_decimals: bool, is_signed: bool = False) -> None:
    if value is None:
        raise MeasurementError(_("Skriv inn tallet, eller hopp over indikatoren denne måneden."), field)
    if value < 0 and not is_signed:
        raise MeasurementError(_("Tallet kan ikke være mindre enn null."), field)
    if abs(value) > LARGEST_COUNT:
        raise MeasurementError(_("Tallet er for stort. Sjekk at du har skrevet det riktig."), field)
    exponent = Decimal(value).normalize().as_tuple().exponent
    if exponent < 0 and not has_decimals:
        raise MeasurementError(_("Skriv et helt tall. Her telles hele antall."), field)
    if -exponent > DECIMALS:
        raise MeasurementError(_("Skriv tallet med høyst to desimaler."), field)


def _nothing_counted(indicator: Indicator, numerator: Decimal | int) -> str:
    if numerator == 0:
        return _("Var det ingen å telle? Hopp over måneden i stedet, så blir den et hull i diagrammet og ikke en null.")
    return _("«%(whole)s» kan ikke være 0 når «%(part)s» er %(numerator)s.") % {
        "whole": indicator.denominator_label,
        "part": indicator.numerator_label,
        "numerator": format_number(numerator),
    }
