"""Writes a day as it stands in lists: short, with the year only when it is another than this."""

from datetime import date

from accounts.norwegian import format_date_short


def short_day(day: date, today: date) -> str:
    """«15. okt.», «15. jan. 2027»."""
    return format_date_short(day, year=day.year != today.year)
