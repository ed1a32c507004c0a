"""Numbers as people write them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from measurements.forms.numbers import parse_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("16", Decimal(16)),
        (" 16 ", Decimal(16)),
        ("12,5", Decimal("12.5")),
        ("12.5", Decimal("12.5")),
        ("1 200", Decimal(1200)),
        ("1\u00a0200", Decimal(1200)),
        ("1\u202f200,5", Decimal("1200.5")),
        ("-3", Decimal(-3)),
        ("\u22123", Decimal(-3)),
        ("0", Decimal(0)),
        ("", None),
        ("   ", None),
    ],
)
def test_parse_number_reads_both_commas_and_spaces(text, expected):
    assert parse_number(text) == expected


@pytest.mark.parametrize(
    "text", ["abc", "1,2,3", "1.2.3", "12x", "NaN", "Infinity", "1e5", "+3", "٣", "½", "--1", "9" * 17]
)
def test_parse_number_refuses_what_is_no_number(text):
    with pytest.raises(ValidationError, match="Skriv bare tall"):
        parse_number(text)
