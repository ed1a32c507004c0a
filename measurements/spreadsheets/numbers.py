"""Reads a number from a cell: a count, a decimal with comma or point, or a number stored as text."""

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from measurements.forms.numbers import parse_number
from measurements.spreadsheets.problems import CellError

# What a double holds of a decimal number; the rest is the noise of binary arithmetic.
_DIGITS = 15


def read_number(value: object) -> Decimal | None:
    """The number in a cell, None when it is empty. CellError when something else stands there."""
    if isinstance(value, str):
        try:
            return parse_number(value)
        except ValidationError as error:
            raise CellError(error.messages[0]) from error
    if isinstance(value, bool):
        raise CellError(_("Her står «sant» eller «usant». Skriv et tall."))
    if isinstance(value, datetime | date | time | timedelta):
        raise CellError(_("Regnearket har gjort tallet om til en dato. Sett cellen til «Tall», og skriv det på nytt."))
    if value is None:
        return None
    if isinstance(value, float):
        return _of_float(value)
    return Decimal(value)


def _of_float(value: float) -> Decimal:
    if not math.isfinite(value):
        raise CellError(_("Tallet er for stort. Sjekk at du har skrevet det riktig."))
    return Decimal(int(value)) if value.is_integer() else Decimal(f"{value:.{_DIGITS}g}")
