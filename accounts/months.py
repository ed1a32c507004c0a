"""Month arithmetic. A month is the `date` of its first day; in addresses it is written 2026-10."""

from calendar import monthrange
from datetime import date


def month_of(day: date) -> date:
    """The month a date lies in."""
    return date(day.year, day.month, 1)


def add_months(month: date, count: int) -> date:
    """The month `count` months later, or earlier for a negative count."""
    index = month.year * 12 + month.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)


def next_month(month: date) -> date:
    """The month after."""
    return add_months(month, 1)


def previous_month(month: date) -> date:
    """The month before."""
    return add_months(month, -1)


def month_distance(first: date, last: date) -> int:
    """How many months from `first` to `last`: 0 for the same month, negative when `last` is earlier."""
    return (last.year - first.year) * 12 + last.month - first.month


def months_between(first: date, last: date) -> list[date]:
    """Every month from `first` to `last`, both included; none when `last` is earlier."""
    return [add_months(month_of(first), step) for step in range(month_distance(first, last) + 1)]


def last_day(month: date) -> date:
    """The month's last day."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def parse_month(text: str) -> date | None:
    """The month written as 2026-10, or None when the text is no month."""
    try:
        year, month = text.split("-")
        if len(year) != 4 or len(month) != 2:
            return None
        return date(int(year), int(month), 1)
    except ValueError:
        return None


def format_month_key(month: date) -> str:
    """The month as it stands in addresses: 2026-10."""
    return f"{month:%Y-%m}"
