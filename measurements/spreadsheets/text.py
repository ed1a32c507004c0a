"""Reads CSV and pasted text: whatever the encoding, with semicolons, commas or tabs between the cells."""

import csv
import io

from django.utils.translation import gettext as _

from measurements.spreadsheets.formulas import is_formula
from measurements.spreadsheets.privacy import refuse_in_table
from measurements.spreadsheets.problems import FileRefused
from measurements.spreadsheets.tables import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Table, is_empty

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# Excel writes this line first when it is not sure that the reader knows the separator.
_HINT = "sep="
LONGEST_CELL = 10_000


def read_csv(content: bytes) -> Table:
    """The file's table. FileRefused when it is no text, too large, or holds a formula or a fødselsnummer."""
    return read_text(_decode(content))


def read_text(text: str, *, separator: str = "") -> Table:
    """The table of a text, be it a file's or pasted. Without `separator` the text tells which it is."""
    if "\x00" in text:
        raise FileRefused(_("Filen er ikke en tekstfil. Lagre den som CSV eller .xlsx, og prøv igjen."))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    hint, _newline, rest = text.partition("\n")
    first = 0
    if hint.casefold().startswith(_HINT) and len(hint) == len(_HINT) + 1:
        text, separator, first = rest, hint[-1], 1
    else:
        separator = separator or _separator(text)
    table = Table(_cells(text, separator), (first, 0))
    _refuse_formulas(table)
    refuse_in_table(table)
    return table


def _decode(content: bytes) -> str:
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        # What Windows calls ANSI, Latin-1 with a few signs more; five bytes of it mean nothing.
        return content.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """The one that parts the first lines most evenly; a comma may also be a decimal's, so it comes last."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()][:20]
    counts = {mark: sum(mark in line for line in lines) for mark in "\t;,"}
    return max(counts, key=counts.get) if any(counts.values()) else ";"


def _cells(text: str, separator: str) -> list[list[object]]:
    rows: list[list[object]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text), delimiter=separator):
            cells += len(row)
            is_wide = len(row) > MOST_COLUMNS or max(map(len, row), default=0) > LONGEST_CELL
            if is_wide or len(rows) == MOST_ROWS or cells > MOST_CELLS:
                raise FileRefused(_("Filen er for stor. Del den i to, og prøv igjen."))
            rows.append(row)
    except csv.Error as error:
        raise FileRefused(
            _("Filen er ikke en tabell som kan leses. Lagre den på nytt som CSV, og prøv igjen.")
        ) from error
    while rows and is_empty(rows[-1]):
        rows.pop()
    if not rows:
        raise FileRefused(_("Filen er tom."))
    return rows


def _refuse_formulas(table: Table) -> None:
    for y, row in enumerate(table.rows):
        for x, cell in enumerate(row):
            if is_formula(cell):
                raise FileRefused(
                    _("Celle %(cell)s har en formel. Kopier tallene og lim dem inn som verdier.")
                    % {"cell": table.name_of(y, x)}
                )
