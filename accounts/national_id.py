"""Finds Norwegian national identity numbers in text, so that none is ever stored."""

import re
import unicodedata

# Eleven digits with the separators people use: none, 6+5, 6-3-2, dd.mm.yy+5, also non-breaking and zero-width spaces.
_SEPARATOR = r"[ \u00a0\u200b.\-–]?"
_CANDIDATE = re.compile(rf"(?<!\d)(?:\d{_SEPARATOR}){{10}}\d(?!\d)")
_LAYOUTS = re.compile(
    r"^\d{11}$|^\d{6}[ .\-–]\d{5}$|^\d{6}[ .\-–]\d{3}[ .\-–]\d{2}$|^\d{2}[ .\-–]\d{2}[ .\-–]\d{2}[ .\-–]?\d{5}$"
)
_WEIGHTS_1 = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_WEIGHTS_2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
# From 2032 the first check sum may leave 0, 1, 2 or 3 (Skatteetaten); the second must still leave 0.
_REMAINDERS_1 = frozenset((0, 1, 2, 3))
# Synthetic and help numbers add to the month: +40 (H number), +65 and +80 (Tenor test persons), +80 with H.
_MONTH_OFFSETS = (0, 40, 65, 80)


def contains_national_id(text: str) -> bool:
    """Tell whether `text` holds an 11-digit number laid out and checked like a fødselsnummer, D, H or synthetic number."""
    normalized = unicodedata.normalize("NFKC", text).replace("\u200b", "")
    return any(_is_national_id(match.group()) for match in _CANDIDATE.finditer(normalized))


def _is_national_id(candidate: str) -> bool:
    if not _LAYOUTS.match(candidate.replace("\u00a0", " ")):
        return False
    digits = [int(char) for char in candidate if char.isdigit()]
    return _has_plausible_date(digits) and _check_sums_hold(digits)


def _has_plausible_date(digits: list[int]) -> bool:
    day = digits[0] * 10 + digits[1]
    month = digits[2] * 10 + digits[3]
    if day > 40:
        day -= 40
    return 1 <= day <= 31 and any(1 <= month - offset <= 12 for offset in _MONTH_OFFSETS)


def _check_sums_hold(digits: list[int]) -> bool:
    first = sum(weight * digit for weight, digit in zip(_WEIGHTS_1, digits, strict=False)) % 11
    second = sum(weight * digit for weight, digit in zip(_WEIGHTS_2, digits, strict=True)) % 11
    return first in _REMAINDERS_1 and second == 0
