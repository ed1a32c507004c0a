"""Numbers and months in Norwegian bokmål, the way they stand in a sentence."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
NUMBER_WORDS = ["ingen", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"]
# Units that are counted; those that are not here are the same for one and many.
UNITS_OF_ONE = {"dager": "dag", "timer": "time", "minutter": "minutt", "uker": "uke"}
MONTHS = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
]


def number_word(number: int) -> str:
    """The number as a word up to twelve ("sju"; 0 is "ingen", 1 is "én"), in digits above."""
    return NUMBER_WORDS[number] if 0 <= number < len(NUMBER_WORDS) else format_number(number)


def capitalized(text: str) -> str:
    """The text with a capital first letter and the rest untouched."""
    return text[:1].upper() + text[1:]


def counted(number: int, singular: str, plural: str) -> str:
    """The number word and its noun: "én måling", "sju målinger"."""
    return f"{number_word(number)} {singular if number == 1 else plural}"


def format_number(value: float | Decimal, decimals: int = 1) -> str:
    """The number with at most so many decimals, rounded half up: 80, 42,5, 1 234,5 (with a no-break space).

    A value that is not zero keeps its first digit: 0.04 is "0,04", never "0".
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if rounded.is_zero() and exact:
        rounded = exact.quantize(Decimal(1).scaleb(exact.adjusted()), ROUND_HALF_UP)
    text = f"{abs(rounded):,f}"
    whole, _, fraction = text.replace(",", NO_BREAK_SPACE).partition(".")
    fraction = fraction.rstrip("0")
    return (MINUS if rounded < 0 else "") + whole + ("," + fraction if fraction else "")


def unit_beside(number: str, unit: str) -> str:
    """The unit as it stands after the written number: one "dag", all else "dager"."""
    return UNITS_OF_ONE.get(unit, unit) if number in ("1", f"{MINUS}1") else unit


def format_value(value: float | Decimal, unit: str = "") -> str:
    """The number and its unit, kept together: "42,5 %", "1 dag"."""
    number = format_number(value)
    return f"{number}{NO_BREAK_SPACE}{unit_beside(number, unit)}" if unit else number


def month_name(period: date) -> str:
    """The month as a word: "oktober"."""
    return MONTHS[period.month - 1]


def lowered(text: str) -> str:
    """The text with a small first letter and the rest untouched."""
    return text[:1].lower() + text[1:]


def month_range(start: date, end: date, seen_from: date) -> str:
    """ "fra mars til oktober"; with years where they differ or are not the year it is seen from."""
    if start.year != end.year:
        return f"fra {month_name(start)} {start.year} til {month_name(end)} {end.year}"
    year = "" if end.year == seen_from.year else f" {end.year}"
    return f"fra {month_name(start)} til {month_name(end)}{year}"


def listed(words: Sequence[str]) -> str:
    """ "juli", "juli og august", "juli, august og september"."""
    return " og ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
