"""Refuses a whole file for one fødselsnummer, wherever in it that stands, without repeating it."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from accounts.national_id import LENGTH, contains_national_id, is_national_id
from measurements.spreadsheets.problems import FileRefused
from measurements.spreadsheets.tables import Table

# Between two texts: no number goes across it.
_BREAK = "\n¶\n"


def refuse_in_table(table: Table) -> None:
    """Look through every cell: its text, its number, and a number that was put into two cells."""
    refuse_national_ids(table.texts(), any_layout=True)
    refuse_long_numbers(_whole_numbers(table))


def refuse_national_ids(texts: Iterable[str], *, any_layout: bool = False) -> None:
    """Raise FileRefused when one of the texts holds a fødselsnummer; `any_layout`: however its digits are spaced."""
    # Joined, a search costs one pass instead of ten thousand.
    long = _BREAK.join(text for text in texts if len(text) >= LENGTH)
    if long and contains_national_id(long, any_layout=any_layout):
        refuse()


def refuse_long_numbers(numbers: Iterable[str]) -> None:
    """The same for numbers; for those of ten digits too, since a spreadsheet eats the zero in front."""
    if any(is_national_id(number.zfill(LENGTH)) for number in numbers):
        refuse()


def refuse() -> None:
    """Refuse the file."""
    raise FileRefused(
        _("Filen ser ut til å inneholde et fødselsnummer. Ingenting er lest inn. Fjern det, også fra arket hos dere.")
    )


def _whole_numbers(table: Table) -> Iterator[str]:
    """Whole numbers of ten and eleven digits, and six digits with five in the cell beside."""
    for row in table.rows:
        before = ""
        for cell in row:
            digits = _digits(cell)
            if len(digits) in (LENGTH - 1, LENGTH):
                yield digits
            elif len(before) == 6 and len(digits) == 5:
                yield before + digits
            before = digits


def _digits(cell: object) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if 10_000 <= cell < 1e11 and cell.is_integer() else ""
    text = str(cell).strip()
    return text if 5 <= len(text) <= LENGTH and text.isascii() and text.isdigit() else ""
