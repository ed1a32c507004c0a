"""Files that must be refused before a figure is taken from them, and what is said about each."""

import contextlib
import io
import random
import struct
import zipfile

import pytest
from django.conf import settings

from measurements.spreadsheets.problems import FileRefused
from measurements.spreadsheets.reading import read_file
from tests.accounts.national_ids import KINDS, make_national_id
from tests.measurements.spreadsheets.building import HEADINGS, figures, part, rezipped, workbook

ROW = ("2026-05", "SAM-P1", 9, 20)
GOOD = figures(ROW)
SHEET = "xl/worksheets/sheet1.xml"


def refusal(content: bytes, name: str = "tall.xlsx") -> str:
    """What is said about the file."""
    with pytest.raises(FileRefused) as refused:
        read_file(name, content)
    return refused.value.message


def with_sheet(old: str, new: str) -> bytes:
    """The good file with its sheet changed."""
    text = part(GOOD)
    assert old in text
    return rezipped(GOOD, changed={SHEET: text.replace(old, new).encode()})


def many_files() -> bytes:
    return rezipped(GOOD, added={f"xl/media/{number}.png": b"x" for number in range(300)})


def bomb() -> bytes:
    return rezipped(GOOD, added={"xl/media/image.bin": b"\0" * (19 * 1024 * 1024)})


def large() -> bytes:
    noise = random.Random(1).randbytes(1024) * 64
    return rezipped(GOOD, added={f"xl/media/{number}.bin": noise * 40 for number in range(10)})


def lying_about_size() -> bytes:
    """The directory says one byte where there are twenty million."""
    content = bytearray(rezipped(GOOD, added={"xl/media/image.bin": b"\0" * (19 * 1024 * 1024)}))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        real = archive.getinfo("xl/media/image.bin").file_size
    at = content.rindex(struct.pack("<L", real))
    content[at : at + 4] = struct.pack("<L", 1)
    return bytes(content)


def twice() -> bytes:
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, part(GOOD))
    return out.getvalue()


ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet><sheetData>&a;</sheetData></worksheet>'
CASES = {
    "many files": (many_files, "for mange deler"),
    "bomb": (bomb, "pakket på en måte"),
    "large": (large, "for stor når den pakkes ut"),
    "lying about size": (lying_about_size, "skadet"),
    "same name twice": (twice, "skadet"),
    "cut off": (lambda: GOOD[: len(GOOD) // 2], "skadet"),
    "no workbook": (lambda: rezipped(b"PK\x05\x06" + b"\0" * 18, added={"a.txt": b"x"}), "ikke et Excel-regneark"),
    "old Excel": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "eldre Excel-fil"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 600, "verken et Excel-regneark"),
    "nothing": (lambda: b"", "Filen er tom"),
    "too large": (lambda: b"PK\x03\x04" + b"x" * (5 * 1024 * 1024), "for stor"),
    "macros": (lambda: rezipped(GOOD, added={"xl/vbaProject.bin": b"x"}), "makroer"),
    "link to a file": (lambda: rezipped(GOOD, added={"xl/externalLinks/externalLink1.xml": b"<x/>"}), "lenker til andre"),
    "entity": (lambda: rezipped(GOOD, changed={SHEET: ENTITY.encode()}), "ikke laget av et regneark"),
    "broken XML": (lambda: rezipped(GOOD, changed={SHEET: b"<worksheet><sheetData>"}), "skadet"),
    "formula": (lambda: figures(ROW, ("2026-06", "SAM-P1", "=1+1", 20)), "Celle C3 i arket «Tall» har en formel"),
    "formula with a prefix": (lambda: with_sheet("<v>9</v>", "<x:f xmlns:x='u'>1+1</x:f><v>9</v>"), "Celle C2"),
    "hidden sheet": (
        lambda: workbook(("Tall", [HEADINGS, ROW]), ("Skjult", [["x"]]), hidden="Skjult"),
        "Arket «Skjult» er skjult",
    ),
    "two sheets": (lambda: workbook(("Jan", [["x"]]), ("Feb", [["x"]])), "flere ark: «Jan» og «Feb»"),
    "sheet beside ours": (lambda: workbook(("Tall", [HEADINGS, ROW]), ("Kladd", [["x"]])), "Behold bare «Tall»"),
    "empty": (lambda: workbook(("Tall", [])), "Filen er tom"),
    "far down": (lambda: with_sheet('r="C2"', 'r="C1048576"'), "for stort"),
    "far right": (lambda: with_sheet('r="C2"', 'r="XFD2"'), "for stort"),
    "far both ways": (lambda: with_sheet('r="C2"', 'r="GR9000"'), "for stort"),
    "cells without places": (lambda: with_sheet("<row ", "<row>" + "<c><v>1</v></c>" * 300 + "</row><row "), "for stort"),
    "formula in text": (lambda: "Måned;Kode;Teller;Nevner\n2026-05;SAM-P1;=1+1;20".encode(), "C2 har en formel"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_file_is_refused_with_its_reason(name):
    make, said = CASES[name]
    ending = "csv" if name == "formula in text" else "xlsx"
    assert said in refusal(make(), f"tall.{ending}")


def national_id_cases(number: str):
    """The number wherever a workbook can hold it."""
    xml = f"<c><t>{number[:6]}</t><t>{number[6:]}</t></c>".encode()
    return {
        "text": figures(ROW, ("2026-06", "SAM-P1", f"se {number}", 20)),
        "spaced oddly": figures(ROW, ("2026-06", "SAM-P1", " ".join(number), 20)),
        "number": figures(ROW, ("2026-06", "SAM-P1", int(number), 20)),
        "two cells": figures(ROW, ("2026-06", "SAM-P1", number[:6], number[6:])),
        "sheet name": workbook((number, [HEADINGS, ROW])),
        "comment": workbook(("Tall", [HEADINGS, ROW]), comment=f"Bruker {number}"),
        "page header": workbook(("Tall", [HEADINGS, ROW]), header=f"&L{number}"),
        "properties": workbook(("Tall", [HEADINGS, ROW]), title=number),
        "help sheet": workbook(("Tall", [HEADINGS, ROW]), ("Hjelp", [[number]])),
        "text in parts": rezipped(GOOD, added={"xl/drawings/drawing1.xml": xml}),
        "text file": f"Måned;Kode;Teller;Nevner\n2026-05;SAM-P1;{number};20".encode(),
    }


@pytest.mark.parametrize("kind", [*KINDS, "FH"])
def test_a_national_id_anywhere_refuses_the_whole_file_and_is_not_repeated(kind):
    number = make_national_id(random.Random(kind), kind)
    said = {}
    for place, content in national_id_cases(number).items():
        said[place] = refusal(content, "tall.csv" if place == "text file" else "tall.xlsx")
    said["file name"] = refusal(GOOD, f"{number}.xlsx")
    assert {place for place, text in said.items() if "ser ut til å inneholde et fødselsnummer" not in text} == set()
    assert not any(number in text for text in said.values())


def test_a_number_that_lost_its_zero_is_found():
    numbers = (make_national_id(random.Random(seed), "F") for seed in range(1000))
    number = next(number for number in numbers if number.startswith("0"))
    for content in (figures(("2026-06", "SAM-P1", int(number), 20)), figures(("2026-06", "SAM-P1", number[1:], 20))):
        assert "fødselsnummer" in refusal(content)


def test_a_good_file_is_read_and_no_file_is_left_on_disk():
    assert read_file("tall.xlsx", GOOD).rows == [list(HEADINGS), ["2026-05", "SAM-P1", 9, 20]]
    assert settings.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]


def test_damaged_files_are_read_or_refused():
    chance = random.Random(2026)
    for _turn in range(200):
        content = bytearray(GOOD)
        for _byte in range(chance.randint(1, 40)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        # Anything else that is raised is a fault.
        with contextlib.suppress(FileRefused):
            read_file("tall.xlsx", bytes(content))
