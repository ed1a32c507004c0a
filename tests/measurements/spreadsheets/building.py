"""Makes workbooks for tests: ordinary ones, and such as nobody with good intentions makes."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from xlsxwriter import Workbook

HEADINGS = ("Måned", "Kode", "Teller", "Nevner")


def workbook(*sheets: tuple[str, Iterable[Sequence[object]]], hidden: str = "", **extra) -> bytes:
    """A workbook with these sheets; texts that begin with = become formulas, dates become dates.

    extra: what only some workbooks have: merge, comment, header, title.
    """
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "nan_inf_to_errors": True}) as book:
        month = book.add_format({"num_format": "mmm yyyy"})
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for y, row in enumerate(rows):
                for x, cell in enumerate(row):
                    _write(sheet, y, x, cell, month)
            if name == hidden:
                sheet.hide()
            _add_extras(sheet, extra)
        book.set_properties({"title": extra.get("title", "")})
    return out.getvalue()


def _write(sheet, y: int, x: int, cell: object, month) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(y, x, datetime(cell.year, cell.month, cell.day), month)
    elif isinstance(cell, str) and not cell.startswith("="):
        sheet.write_string(y, x, cell)
    elif cell is not None:
        sheet.write(y, x, cell)


def _add_extras(sheet, extra: dict) -> None:
    if "merge" in extra:
        sheet.merge_range(*extra["merge"])
    if "comment" in extra:
        sheet.write_comment("A1", extra["comment"])
    if "header" in extra:
        sheet.set_header(extra["header"])


def figures(*rows: Sequence[object]) -> bytes:
    """A workbook whose only sheet has the template's headings and these rows."""
    return workbook(("Tall", [HEADINGS, *rows]))


def rezipped(
    content: bytes, *, changed: dict[str, bytes] | None = None, added: dict[str, bytes] | None = None
) -> bytes:
    """The same archive with some of its files written anew."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        files = {name: old.read(name) for name in old.namelist()} | (changed or {}) | (added or {})
        for name, part in files.items():
            new.writestr(name, part)
    return out.getvalue()


def part(content: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    """One file of the archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()
