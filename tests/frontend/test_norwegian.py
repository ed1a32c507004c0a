"""Dates, numbers and lists read as a Norwegian would write them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from accounts import norwegian

NBSP, MINUS = "\u00a0", "\u2212"


def test_dates_are_written_with_names_and_full_stops() -> None:
    day = date(2026, 11, 10)
    assert norwegian.format_date(day) == "10. november 2026"
    assert norwegian.format_date(day, year=False) == "10. november"
    assert norwegian.format_day(day) == "tirsdag 10. november"
    assert norwegian.format_date_short(day, year=True) == "10. nov. 2026"
    assert norwegian.format_month(day) == "november 2026"
    assert norwegian.format_month_short(date(2026, 5, 1)) == "mai"


def test_time_with_zone_is_told_in_norway() -> None:
    late_evening_utc = datetime(2026, 6, 30, 22, 32, tzinfo=UTC)
    assert norwegian.format_datetime(late_evening_utc) == "1. juli 2026 kl. 00.32"
    assert norwegian.format_time_range(time(9), time(15, 30)) == "09.00–15.30"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 5, 5), date(2026, 5, 5), "5. mai 2026"),
        (date(2026, 5, 5), date(2026, 5, 6), "5.–6. mai 2026"),
        (date(2026, 4, 30), date(2026, 5, 1), "30. april–1. mai 2026"),
        (date(2026, 12, 31), date(2027, 1, 1), "31. desember 2026–1. januar 2027"),
    ],
)
def test_date_range_says_nothing_twice(first: date, last: date, text: str) -> None:
    assert norwegian.format_date_range(first, last) == text


def test_month_range_names_the_year_once() -> None:
    assert norwegian.format_month_range(date(2026, 5, 1), date(2026, 9, 1)) == "mai–september 2026"
    assert norwegian.format_month_range(date(2025, 11, 1), date(2026, 4, 1)) == "november 2025–april 2026"
    assert norwegian.format_month_range(date(2026, 5, 1), date(2026, 5, 31)) == "mai 2026"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 11, 4), "i dag"),
        (date(2026, 11, 5), "i morgen"),
        (date(2026, 11, 3), "i går"),
        (date(2026, 11, 10), "om seks dager"),
        (date(2026, 11, 24), "om 20 dager"),
        (date(2026, 11, 25), "om tre uker"),
        (date(2027, 3, 3), "om 17 uker"),
        (date(2027, 9, 4), "om ti måneder"),
        (date(2026, 11, 2), "for to dager siden"),
    ],
)
def test_distance_is_told_in_words(value: date, text: str) -> None:
    assert norwegian.relative_days(value, date(2026, 11, 4)) == text


def test_numbers_to_twelve_are_words() -> None:
    assert [norwegian.number_word(number) for number in (0, 1, 7, 12, 13)] == ["null", "én", "sju", "tolv", "13"]
    assert norwegian.count_words(1, "team", "team", neuter=True) == "ett team"
    assert norwegian.count_words(2, "uke", "uker") == "to uker"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234.5, f"1{NBSP}234,5"),
        (42.5, "42,5"),
        (45.0, "45"),
        (Decimal("36.84"), "36,8"),
        (Decimal("0.05"), "0,1"),
        (-3, f"{MINUS}3"),
        (-0.01, "0"),
    ],
)
def test_number_has_decimal_comma_and_hard_space(value: float, text: str) -> None:
    assert norwegian.format_number(value) == text


def test_number_keeps_the_decimals_asked_for() -> None:
    assert norwegian.format_number(2, 2) == "2,00"
    assert norwegian.format_percent(42.5) == f"42,5{NBSP}%"


def test_words_are_joined_as_in_a_sentence() -> None:
    assert norwegian.join_words([]) == ""
    assert norwegian.join_words(["a"]) == "a"
    assert norwegian.join_words(["a", "b"]) == "a og b"
    assert norwegian.join_words(["a", "b", "c"], last="eller") == "a, b eller c"
