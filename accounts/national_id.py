"""Finds Norwegian national identity numbers in text, so that none is ever stored."""

import re
import unicodedata

LENGTH = 11

# What nobody sees but a copied text may carry: zero-width spaces and joiners, soft hyphen, byte order mark.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_SEPARATOR = r"[ .\-\u2010\u2212–]?"
# A look-ahead, so that a number found too early («12345 010190 …») does not hide the one that begins inside it.
_CANDIDATE = re.compile(rf"(?<!\d)(?=((?:\d{_SEPARATOR}){{10}}\d)(?!\d))")
# Eleven digits as people write them: in a row, 6+5, 6-3-2, 6-2-3, dd.mm.yy+5.
_LAYOUTS = re.compile(
    r"^\d{11}$|^\d{6}[ .\-\u2010\u2212–]\d{5}$|^\d{6}[ .\-\u2010\u2212–]\d{3}[ .\-\u2010\u2212–]\d{2}$"
    r"|^\d{6}[ .\-\u2010\u2212–]\d{2}[ .\-\u2010\u2212–]\d{3}$"
    r"|^\d{2}[ .\-\u2010\u2212–]\d{2}[ .\-\u2010\u2212–]\d{2}[ .\-\u2010\u2212–]?\d{5}$"
)
_WEIGHTS_1 = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_WEIGHTS_2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
# From 2032 the first check sum may leave 0, 1, 2 or 3 (Skatteetaten); the second must still leave 0.
_REMAINDERS_1 = frozenset((0, 1, 2, 3))
# Help and synthetic numbers add to the month: 40 (H number), 65 and 80 (test persons); a D number adds 40 to the day.
_MONTH_OFFSETS = (0, 40, 65, 80)


def contains_national_id(text: str, *, any_layout: bool = False) -> bool:
    """Tell whether `text` holds an 11-digit number laid out and checked like a fødselsnummer, D, H, FH or test number.

    `any_layout` finds it however its digits are spaced, at the price of false alarms among long numbers.
    """
    normalized = unicodedata.normalize("NFKC", text).translate(_INVISIBLE)
    normalized = re.sub(r"[ \t]+", " ", normalized)
    found = (match.group(1) for match in _CANDIDATE.finditer(normalized))
    return any(is_national_id(candidate) for candidate in found if any_layout or _LAYOUTS.match(candidate))


def is_national_id(candidate: str) -> bool:
    """Tell whether eleven digits, whatever stands between them, hold by the rules of a fødselsnummer or its kin."""
    digits = [int(char) for char in candidate if char.isdigit()]
    first = sum(weight * digit for weight, digit in zip(_WEIGHTS_1, digits, strict=False)) % 11
    second = sum(weight * digit for weight, digit in zip(_WEIGHTS_2, digits, strict=True)) % 11
    if second != 0:
        return False
    # A felles hjelpenummer begins with 8 or 9, holds no date and follows the old rule for the first sum.
    if digits[0] >= 8:
        return first == 0
    return first in _REMAINDERS_1 and _has_plausible_date(digits)


def _has_plausible_date(digits: list[int]) -> bool:
    day = digits[0] * 10 + digits[1]
    month = digits[2] * 10 + digits[3]
    if day > 40:
        day -= 40
    return 1 <= day <= 31 and any(1 <= month - offset <= 12 for offset in _MONTH_OFFSETS)
