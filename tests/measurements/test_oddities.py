"""Which figures deserve a second look."""

from decimal import Decimal

import pytest

from measurements.models import Indicator
from measurements.queries.oddities import Oddity, OddityKind, find_odd_among

SHARE = Indicator(calculation=Indicator.Calculation.PROPORTION)
COUNT = Indicator(calculation=Indicator.Calculation.COUNT)


def pairs(*figures):
    return [(Decimal(over), None if under is None else Decimal(under)) for over, under in figures]


def odd(indicator, earlier, numerator, denominator=None):
    under = None if denominator is None else Decimal(denominator)
    return find_odd_among(indicator, pairs(*earlier), Decimal(numerator), under)


@pytest.mark.parametrize(
    ("denominator", "kind"),
    [(30, None), (31, OddityKind.JUMP), (10, None), (9, OddityKind.JUMP)],
    ids=["half more", "more than half more", "half", "less than half"],
)
def test_a_nevner_may_be_half_more_or_half_as_much_as_is_usual(denominator, kind):
    found = odd(SHARE, [(7, 20), (8, 20)], 5, denominator)
    assert (found.kind if found else None) == kind


def test_a_jump_within_what_is_usual_is_none():
    assert odd(SHARE, [(7, 40), (8, 20)], 5, 40) is None


def test_a_jump_of_a_handful_is_none():
    assert odd(SHARE, [(1, 4), (2, 4)], 3, 8) is None


def test_a_slipped_digit_is_suggested():
    assert odd(SHARE, [(7, 19), (8, 22)], 5, 200) == Oddity(
        OddityKind.JUMP, "d", Decimal(200), Decimal(19), Decimal(22), Decimal(20)
    )


def test_the_teller_of_a_share_may_jump_and_that_of_a_count_is_asked_about():
    assert odd(SHARE, [(2, 20), (3, 20)], 18, 20) is None
    assert odd(COUNT, [(4, None), (5, None)], 12).kind is OddityKind.JUMP


@pytest.mark.parametrize(
    ("figure", "kind"),
    [((2, 2), OddityKind.FEW), ((1, 2), None), ((3, 3), None)],
    ids=["all of 2", "half of 2", "all of 3"],
)
def test_all_of_fewer_than_three_is_asked_about(figure, kind):
    found = odd(SHARE, [], *figure)
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(
    ("earlier", "kind"),
    [([7], None), ([7, 7], OddityKind.REPEATED), ([8, 7, 7], OddityKind.REPEATED), ([7, 7, 7], None), ([7, 8], None)],
    ids=["second", "third", "third after another", "fourth", "none"],
)
def test_the_same_teller_is_asked_about_the_third_month_only(earlier, kind):
    found = odd(SHARE, [(over, 20) for over in earlier], 7, 20)
    assert (found.kind if found else None) == kind


def test_no_falls_three_months_in_a_row_is_good_news_and_no_question():
    assert odd(COUNT, [(0, None), (0, None)], 0) is None


def test_what_was_usual_more_than_a_year_ago_counts_no_more():
    assert odd(SHARE, [(5, 60), *[(5 + month % 2, 20) for month in range(12)]], 9, 60).kind is OddityKind.JUMP
