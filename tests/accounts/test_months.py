"""Months are counted in whole months, over year ends too."""

from datetime import date

import pytest

from accounts.months import (
    add_months,
    format_month_key,
    last_day,
    month_distance,
    month_of,
    months_between,
    next_month,
    parse_month,
    previous_month,
)


def test_month_of_gives_the_first_day():
    assert month_of(date(2026, 11, 22)) == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, date(2026, 11, 1)),
        (1, date(2026, 12, 1)),
        (2, date(2027, 1, 1)),
        (-11, date(2025, 12, 1)),
        (-35, date(2023, 12, 1)),
    ],
)
def test_add_months_crosses_years(count, expected):
    assert add_months(date(2026, 11, 1), count) == expected


def test_next_and_previous_month_are_each_others_undoing():
    assert next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert previous_month(date(2027, 1, 1)) == date(2026, 12, 1)


def test_month_distance_is_negative_backwards():
    assert month_distance(date(2025, 11, 1), date(2026, 4, 1)) == 5
    assert month_distance(date(2026, 4, 1), date(2025, 11, 1)) == -5


def test_months_between_includes_both_ends():
    assert months_between(date(2025, 12, 1), date(2026, 2, 1)) == [
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]
    assert months_between(date(2026, 2, 1), date(2026, 1, 1)) == []


def test_last_day_knows_leap_years():
    assert last_day(date(2028, 2, 1)) == date(2028, 2, 29)
    assert last_day(date(2026, 2, 1)) == date(2026, 2, 28)


@pytest.mark.parametrize("text", ["2026-13", "2026-0", "26-10", "2026-1", "oktober", "2026-10-01", "", "-", "2026-1a"])
def test_parse_month_refuses_what_is_no_month(text):
    assert parse_month(text) is None


def test_parse_month_reads_its_own_writing():
    assert parse_month(format_month_key(date(2026, 10, 1))) == date(2026, 10, 1)
