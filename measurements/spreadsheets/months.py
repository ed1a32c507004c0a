"""Reads a month as people and spreadsheets write it: feb. 2019, 02.2019, 2019-02, feb 19, a date, a serial number."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _

from accounts.months import month_of
from accounts.norwegian import MONTHS
from measurements.spreadsheets.problems import CellError

FIRST_YEAR, LAST_YEAR = 2000, 2099
# Excel counts days from here (its 1900 was a leap year); serial numbers of the years above.
_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = (date(FIRST_YEAR, 1, 1) - _EPOCH).days, (date(LAST_YEAR, 12, 31) - _EPOCH).days

# A spreadsheet set up for English or nynorsk writes them so.
_OTHER_NAMES = {"january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "october": 10, "december": 12}
_NAMES = {name: number for number, name in enumerate(MONTHS, start=1)} | _OTHER_NAMES
# From three letters a name may be cut anywhere: feb, febr, sept.
_WORDS = {name[:length]: number for name, number in _NAMES.items() for length in range(3, len(name) + 1)}

_WORD = r"(?P<word>[a-zæøå]+)\.?"
_YEAR = r"(?P<year>[0-9]{4})"
_SHORT_YEAR = r"'?(?P<short>[0-9]{2})"
_NUMBER = r"(?P<month>[0-9]{1,2})"
_DAY = r"(?P<day>[0-9]{1,2})"
_BETWEEN = r"[ ./-]{0,2}"
_MARK = r"[./-]"
_FORMS = [
    re.compile(form)
    for form in (
        rf"{_WORD}{_BETWEEN}(?:{_YEAR}|{_SHORT_YEAR})",
        rf"{_YEAR}{_BETWEEN}{_WORD}",
        rf"{_DAY}\.?[ -]?{_WORD}{_BETWEEN}{_YEAR}",
        rf"{_NUMBER} ?{_MARK} ?{_YEAR}",
        rf"{_YEAR}{_MARK}{_NUMBER}",
        rf"{_YEAR}{_MARK}{_NUMBER}{_MARK}{_DAY}(?:[ t]00:00(?::00)?(?:\.0+)?)?",
        rf"{_DAY}{_MARK}{_NUMBER}{_MARK}(?:{_YEAR}|{_SHORT_YEAR})",
        r"(?P<year>20[0-9]{2})(?P<month>0[1-9]|1[0-2])",
    )
]


def read_month(value: object) -> date:
    """The month a cell means. CellError when it means none, or one of a year that cannot be."""
    if isinstance(value, datetime | date):
        return _checked(value.year, value.month, value.day)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_number(value)
    if isinstance(value, str):
        return _of_text(value)
    raise CellError(_no_month())


def looks_like_month(value: object) -> bool:
    """Tell whether a cell is written as a month, be it one that cannot be («02.0202»)."""
    if isinstance(value, datetime | date):
        return True
    return isinstance(value, str) and _match(value) is not None


def _of_number(value: float) -> date:
    if _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return month_of(_EPOCH + timedelta(days=int(value)))
    if value == value // 1 and FIRST_YEAR * 100 < value < (LAST_YEAR + 1) * 100:
        return _of_text(str(int(value)))
    raise CellError(_no_month())


@lru_cache(maxsize=1024)
def _of_text(text: str) -> date:
    found = _match(text)
    if found is None:
        raise CellError(_no_month())
    parts = found.groupdict()
    year = int(parts.get("year") or f"20{parts['short']}")
    month = _WORDS[parts["word"]] if parts.get("word") else int(parts["month"])
    return _checked(year, month, int(parts.get("day") or 1))


def _match(text: str) -> re.Match[str] | None:
    written = " ".join(unicodedata.normalize("NFKC", text).split()).casefold()
    if len(written) > 40:
        return None
    for form in _FORMS:
        found = form.fullmatch(written)
        if found and ("word" not in form.groupindex or found["word"] in _WORDS):
            return found
    return None


def _checked(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CellError(
            _("Året %(year)04d kan ikke stemme. Skriv året med fire sifre, for eksempel 2026.") % {"year": year}
        )
    try:
        return month_of(date(year, month, day))
    except ValueError:
        raise CellError(_no_month()) from None


def _no_month() -> str:
    return _("Dette er ikke en måned. Skriv den for eksempel som «feb. 2026» eller «2026-02».")
