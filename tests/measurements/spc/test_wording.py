"""Numbers and months as they stand in a Norwegian sentence."""

from datetime import date
from decimal import Decimal

import pytest

from measurements.spc.wording import (
    capitalized,
    counted,
    format_number,
    format_value,
    listed,
    month_name,
    month_range,
    number_word,
)


def test_number_is_a_word_up_to_twelve():
    words = "ingen én to tre fire fem seks sju åtte ni ti elleve tolv 13"
    assert [number_word(number) for number in range(14)] == words.split()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (80.0, "80"),
        (42.5, "42,5"),
        (57.142, "57,1"),
        (36.842105, "36,8"),
        (1.25, "1,3"),
        (0, "0"),
        (0.04, "0,04"),
        (0.0449, "0,04"),
        (99.96, "100"),
        (1234.5, "1\N{NO-BREAK SPACE}234,5"),
        (1234567, "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567"),
        (-2.5, "\N{MINUS SIGN}2,5"),
        (-0.0, "0"),
        (1e-9, "0,000000001"),
        (1e21, "\N{NO-BREAK SPACE}".join(["1", *["000"] * 7])),
        (Decimal("95"), "95"),
        (Decimal("95.50"), "95,5"),
        (Decimal("1E+2"), "100"),
    ],
)
def test_number_is_written_the_norwegian_way(value, text):
    assert format_number(value) == text


def test_number_of_decimals_can_be_chosen():
    assert (format_number(2.666, 2), format_number(2.666, 0), format_number(2.5, 0)) == ("2,67", "3", "3")


def test_value_keeps_its_unit():
    assert (format_value(42.5, "%"), format_value(42.5)) == ("42,5\N{NO-BREAK SPACE}%", "42,5")


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [(1, "dager", "1 dag"), (-1, "dager", "−1 dag"), (1.02, "timer", "1 time"), (0, "dager", "0 dager"),
     (21, "dager", "21 dager"), (1, "%", "1 %"), (1, "per 1000", "1 per 1000")],
)  # fmt: skip
def test_one_is_not_several(value, unit, written):
    assert format_value(value, unit) == written.replace(" ", "\N{NO-BREAK SPACE}", 1)


def test_month_is_a_word():
    assert [month_name(date(2026, number, 1)) for number in (1, 5, 12)] == ["januar", "mai", "desember"]


@pytest.mark.parametrize(
    ("start", "end", "seen_from", "text"),
    [
        ((2026, 3), (2026, 10), 2026, "fra mars til oktober"),
        ((2025, 11), (2026, 3), 2026, "fra november 2025 til mars 2026"),
        ((2024, 3), (2024, 10), 2026, "fra mars til oktober 2024"),
    ],
)
def test_month_range_names_years_only_where_needed(start, end, seen_from, text):
    assert month_range(date(*start, 1), date(*end, 1), date(seen_from, 11, 1)) == text


def test_words_are_listed_with_og():
    assert [listed(["juli"]), listed(["juli", "mai"]), listed(["a", "b", "c"])] == ["juli", "juli og mai", "a, b og c"]


def test_count_agrees_with_its_noun():
    assert (counted(1, "måling", "målinger"), counted(7, "måling", "målinger")) == ("én måling", "sju målinger")


def test_first_letter_is_made_capital_and_nothing_else():
    assert capitalized("én måling i USHT") == "Én måling i USHT"
