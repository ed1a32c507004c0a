"""When a figure deserves a second look: it may be right, and whoever counted is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from measurements.models import Indicator
from measurements.queries.series import IndicatorSeries

# A number is asked about when it is more than 50 % above all that is usual, or below half of it, and off by more than a
# handful. What is usual are the last twelve figures, a year of months.
HIGH_FACTOR, LOW_FACTOR = Decimal("1.5"), Decimal("0.5")
UNUSUAL_DISTANCE = 5
USUAL_FIGURES = 12
# So few counted say nothing, even when all of them are right.
FEW = 3
# The same teller so often in a row may be copied instead of counted.
REPEATED = 3

# Teller and nevner of one month.
Pair = tuple[Decimal, Decimal | None]


class OddityKind(StrEnum):
    """Why a figure is asked about."""

    JUMP = "jump"
    FEW = "few"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Oddity:
    """A figure to look at once more, and which of its two numbers.

    lowest and highest: what is usual. suggestion: what was probably meant, None when nothing is likely.
    """

    kind: OddityKind
    field: str
    value: Decimal
    lowest: Decimal
    highest: Decimal
    suggestion: Decimal | None = None


def find_odd(item: IndicatorSeries, month: date, numerator: Decimal, denominator: Decimal | None) -> Oddity | None:
    """What to ask about a figure of this month, beside the months before it; None when nothing is odd."""
    points = [point for point in item.series.points if point.period < month and point.numerator is not None]
    earlier = [(Decimal(point.numerator), _decimal(point.denominator)) for point in points[-USUAL_FIGURES:]]
    return find_odd_among(item.indicator, earlier, numerator, denominator)


def find_odd_among(
    indicator: Indicator, earlier: Sequence[Pair], numerator: Decimal, denominator: Decimal | None
) -> Oddity | None:
    """The same beside the figures of earlier months, oldest first.

    Three rules: a jump of the nevner, all of very few, and the same teller again and again. The teller of a share may
    jump: that it changes is what the team wants.
    """
    earlier = earlier[-USUAL_FIGURES:]
    return (
        _jump("d", denominator, [under for _over, under in earlier])
        or (None if indicator.is_percent else _jump("n", numerator, [over for over, _under in earlier]))
        or _few(indicator, numerator, denominator)
        or _repeated(numerator, [over for over, _under in earlier])
    )


def _decimal(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _jump(field: str, value: Decimal | None, earlier: Sequence[Decimal | None]) -> Oddity | None:
    usual = [number for number in earlier if number is not None]
    if value is None or not usual:
        return None
    lowest, highest = min(usual), max(usual)
    is_high = value > highest * HIGH_FACTOR and value - highest >= UNUSUAL_DISTANCE
    is_low = value < lowest * LOW_FACTOR and lowest - value >= UNUSUAL_DISTANCE
    if not (is_high or is_low):
        return None
    # The commonest slip is a digit too many or one too few.
    for slip in (value / 10, value * 10):
        if slip == slip.to_integral_value() and lowest <= slip <= highest:
            return Oddity(OddityKind.JUMP, field, value, lowest, highest, slip)
    return Oddity(OddityKind.JUMP, field, value, lowest, highest, usual[-1] if lowest == highest else None)


def _few(indicator: Indicator, numerator: Decimal, denominator: Decimal | None) -> Oddity | None:
    if not indicator.is_percent or denominator is None or denominator >= FEW or numerator != denominator:
        return None
    return Oddity(OddityKind.FEW, "d", denominator, denominator, denominator)


def _repeated(numerator: Decimal, earlier: Sequence[Decimal]) -> Oddity | None:
    """The third in a row, and only the third: who has said that it is right is not asked each month. None is no repeat."""
    before = list(earlier[1 - REPEATED :])
    is_third = len(before) == REPEATED - 1 and set(before) == {numerator}
    was_asked = len(earlier) >= REPEATED and earlier[-REPEATED] == numerator
    if numerator == 0 or not is_third or was_asked:
        return None
    return Oddity(OddityKind.REPEATED, "n", numerator, numerator, numerator)
