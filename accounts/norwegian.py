"""Dates, numbers and lists as they are written in bokmål: «tirsdag 10. november», «1 234,5 %», «a, b og c»."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

NBSP = "\u00a0"
EN_DASH = "\u2013"
MINUS = "\u2212"

DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
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
)
# Five letters or fewer are written out; the rest are cut with a full stop.
SHORT_MONTHS = ("jan.", "feb.", "mars", "april", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des.")
NUMBERS = ("null", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv")


def _as_date(value: date | datetime) -> date:
    """The calendar day in Norway; a time with zone is converted first."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def format_date(value: date | datetime, *, year: bool = True) -> str:
    """«15. mars 2019», or «15. mars» without the year."""
    day = _as_date(value)
    text = f"{day.day}. {MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def format_day(value: date | datetime, *, year: bool = False) -> str:
    """«tirsdag 10. november», with the year if asked for."""
    day = _as_date(value)
    return f"{DAYS[day.weekday()]} {format_date(day, year=year)}"


def format_date_short(value: date | datetime, *, year: bool = False) -> str:
    """«10. nov.», with the year if asked for."""
    day = _as_date(value)
    text = f"{day.day}. {SHORT_MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def format_month(value: date | datetime, *, year: bool = True) -> str:
    """«oktober 2026», or «oktober» without the year."""
    day = _as_date(value)
    name = MONTHS[day.month - 1]
    return f"{name} {day.year}" if year else name


def format_month_short(value: date | datetime, *, year: bool = False) -> str:
    """«okt.», with the year if asked for."""
    day = _as_date(value)
    name = SHORT_MONTHS[day.month - 1]
    return f"{name} {day.year}" if year else name


def format_date_range(first: date, last: date, *, year: bool = True) -> str:
    """«5.–6. mai 2026», «30. april–1. mai 2026»; one date when the two are the same."""
    if first == last:
        return format_date(first, year=year)
    if first.year != last.year:
        return f"{format_date(first)}{EN_DASH}{format_date(last)}"
    if first.month != last.month:
        return f"{format_date(first, year=False)}{EN_DASH}{format_date(last, year=year)}"
    return f"{first.day}.{EN_DASH}{format_date(last, year=year)}"


def format_month_range(first: date, last: date) -> str:
    """«mai–september 2026», «november 2025–april 2026»; one month when the two are the same."""
    if (first.year, first.month) == (last.year, last.month):
        return format_month(first)
    return f"{format_month(first, year=first.year != last.year)}{EN_DASH}{format_month(last)}"


def format_time(value: time | datetime) -> str:
    """«14.32», in Norwegian time."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%H.%M}"


def format_time_range(first: time | datetime, last: time | datetime) -> str:
    """«09.00–15.30»."""
    return f"{format_time(first)}{EN_DASH}{format_time(last)}"


def format_datetime(value: datetime) -> str:
    """«4. november 2026 kl. 14.32», in Norwegian time."""
    return f"{format_date(value)} kl. {format_time(value)}"


def relative_days(value: date | datetime, today: date) -> str:
    """The distance in words: «i dag», «om seks dager», «for tre uker siden»; weeks from three, months from six."""
    days = (_as_date(value) - today).days
    near = {-1: "i går", 0: "i dag", 1: "i morgen"}
    if days in near:
        return near[days]
    distance = abs(days)
    if distance < 21:
        words = count_words(distance, "dag", "dager")
    elif distance < 183:
        words = count_words(round(distance / 7), "uke", "uker")
    else:
        words = count_words(round(distance / 30.44), "måned", "måneder")
    return f"om {words}" if days > 0 else f"for {words} siden"


def number_word(number: int, *, neuter: bool = False) -> str:
    """Numbers to twelve in words, as inside a sentence; the rest in digits. `neuter` gives «ett» for 1."""
    if number == 1 and neuter:
        return "ett"
    if 0 <= number < len(NUMBERS):
        return NUMBERS[number]
    return format_number(number)


def count_words(number: int, singular: str, plural: str, *, neuter: bool = False) -> str:
    """A counted thing in words: «én dag», «seks dager», «17 uker»; `neuter` for «ett team»."""
    return f"{number_word(number, neuter=neuter)} {singular if number == 1 else plural}"


def format_number(value: int | float | Decimal, decimals: int | None = None) -> str:
    """«1 234,5»: decimal comma, hard space between thousands, true minus.

    Without `decimals` at most one decimal is written, and none for a whole number; halves round away from zero.
    """
    exact = Decimal(str(value))
    rounded = exact.quantize(Decimal(1).scaleb(-(1 if decimals is None else decimals)), rounding=ROUND_HALF_UP)
    if decimals is None and rounded == rounded.to_integral_value():
        rounded = rounded.to_integral_value()
    text = f"{abs(rounded):,f}".replace(",", NBSP).replace(".", ",")
    return f"{MINUS}{text}" if rounded < 0 else text


def format_percent(value: int | float | Decimal, decimals: int | None = None) -> str:
    """«42,5 %» for 42.5: the value is already in percent; hard space before the sign."""
    return f"{format_number(value, decimals)}{NBSP}%"


def join_words(words: Iterable[str], last: str = "og") -> str:
    """«a», «a og b», «a, b og c»; `last` may be «eller»."""
    items = [str(word) for word in words]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
