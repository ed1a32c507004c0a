"""Months and numbers as people and spreadsheets write them."""

import contextlib
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.norwegian import MONTHS, SHORT_MONTHS, format_number
from measurements.spreadsheets.months import FIRST_YEAR, LAST_YEAR, looks_like_month, read_month
from measurements.spreadsheets.numbers import read_number
from measurements.spreadsheets.problems import CellError

FEBRUARY = date(2019, 2, 1)
months = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)).map(lambda day: day.replace(day=1))
WRITTEN = [
    lambda month: f"{MONTHS[month.month - 1]} {month.year}",
    lambda month: f"{SHORT_MONTHS[month.month - 1]} {month.year}",
    lambda month: f"{MONTHS[month.month - 1][:3]} {month.year % 100:02}",
    lambda month: f"{MONTHS[month.month - 1][:3].upper()}.{month.year % 100:02}",
    lambda month: f"{month:%m.%Y}",
    lambda month: f"{month.month}/{month.year}",
    lambda month: f"{month:%Y-%m}",
    lambda month: f"{month:%Y-%m-%d}",
    lambda month: f"{month:%d.%m.%Y}",
    lambda month: f"{month.day}. {MONTHS[month.month - 1]} {month.year}",
    lambda month: f"{month:%Y%m}",
    lambda month: int(f"{month:%Y%m}"),
    lambda month: month,
    lambda month: datetime(month.year, month.month, 28, 23, 59),
    lambda month: float((month - date(1899, 12, 30)).days),
]


@pytest.mark.parametrize(
    "written",
    ["feb. 2019", "februar 2019", "02.2019", "2019-02", "feb 19", "feb.19", "Feb-19", " FEB\u00a02019 ", "2/2019",
     "1. februar 2019", "28.02.19", "2019-02-01 00:00:00", 43497, 43524.0, date(2019, 2, 14)],
)  # fmt: skip
def test_a_month_is_read_however_it_is_written(written):
    assert read_month(written) == FEBRUARY


@given(month=months, write=st.sampled_from(WRITTEN))
def test_every_way_of_writing_a_month_gives_it_back(month, write):
    assert read_month(write(month)) == month


@pytest.mark.parametrize("written", ["02.0202", "feb. 0202", "0202-02-01", date(202, 2, 1), date(1919, 2, 1), "2.2100"])
def test_a_year_that_cannot_be_is_refused_by_name(written):
    with pytest.raises(CellError, match=r"Året (0202|1919|2100) kan ikke stemme"):
        read_month(written)


@pytest.mark.parametrize(
    "written",
    ["", "2019", "feb", "ma 2019", "13.2019", "2019-00", "31.02.2019", "q1 2019", "x" * 5000, "²⁰¹⁹", 12, -1, 0.5,
     float("nan"), float("inf"), True, None, "2019-02-01T12:00"],
)  # fmt: skip
def test_what_is_no_month_is_refused_in_one_sentence(written):
    with pytest.raises(CellError, match="Dette er ikke en måned"):
        read_month(written)


def test_a_wrong_year_still_looks_like_a_month():
    assert [looks_like_month(cell) for cell in ("02.0202", FEBRUARY, "Samstemt", 43497, "")] == [
        True,
        True,
        False,
        False,
        False,
    ]


@given(st.decimals(0, 10_000_000, places=2))
def test_a_number_is_read_with_comma_point_spaces_and_as_a_double(number):
    texts = [f"{number:f}", f"{number:f}".replace(".", ","), format_number(number, 2), f" {number:f} "]
    assert [read_number(text) for text in texts] == [number] * 4
    assert read_number(float(number)) == number


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.booleans(), st.none(), st.dates()))
def test_any_cell_is_a_number_nothing_or_refused(cell):
    # Anything but a CellError is a fault.
    with contextlib.suppress(CellError):
        found = read_number(cell)
        assert found is None or (isinstance(found, Decimal) and found.is_finite())


@pytest.mark.parametrize(
    "cell", ["NaN", "1e309", "Infinity", "0x10", "１２,５,", "12 %", "--1", "#DIV/0!", float("inf"), True]
)
def test_what_only_looks_like_a_number_is_refused(cell):
    with pytest.raises(CellError):
        read_number(cell)
