"""Template filters over accounts.norwegian: dates, numbers and lists written in bokmål. An empty value stays empty."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal

from django import template
from django.utils import timezone

from accounts import norwegian

register = template.Library()


@register.filter
def long_date(value: date | datetime | None) -> str:
    """«15. mars 2019»."""
    return norwegian.format_date(value) if value else ""


@register.filter
def day(value: date | datetime | None) -> str:
    """«tirsdag 10. november»."""
    return norwegian.format_day(value) if value else ""


@register.filter
def day_and_year(value: date | datetime | None) -> str:
    """«tirsdag 10. november 2026»."""
    return norwegian.format_day(value, year=True) if value else ""


@register.filter
def short_date(value: date | datetime | None) -> str:
    """«10. nov.»."""
    return norwegian.format_date_short(value) if value else ""


@register.filter
def month(value: date | datetime | None) -> str:
    """«oktober 2026»."""
    return norwegian.format_month(value) if value else ""


@register.filter
def short_month(value: date | datetime | None) -> str:
    """«okt.»."""
    return norwegian.format_month_short(value) if value else ""


@register.filter
def clock(value: time | datetime | None) -> str:
    """«14.32»."""
    return norwegian.format_time(value) if value else ""


@register.filter
def date_and_time(value: datetime | None) -> str:
    """«4. november 2026 kl. 14.32»."""
    return norwegian.format_datetime(value) if value else ""


@register.filter
def distance(value: date | datetime | None) -> str:
    """«om seks dager», counted from today in Norway."""
    return norwegian.relative_days(value, timezone.localdate()) if value else ""


@register.filter
def number(value: int | float | Decimal | None, decimals: int | None = None) -> str:
    """«1 234,5»; `number:2` fixes the decimals."""
    return "" if value is None or value == "" else norwegian.format_number(value, decimals)


@register.filter
def percent(value: int | float | Decimal | None, decimals: int | None = None) -> str:
    """«42,5 %» for 42.5."""
    return "" if value is None or value == "" else norwegian.format_percent(value, decimals)


@register.filter
def in_words(value: int) -> str:
    """«seks» for 6, digits above twelve."""
    return norwegian.number_word(value)


@register.filter
def words(values: Iterable[str]) -> str:
    """«a, b og c»."""
    return norwegian.join_words(values)
