"""Reads the XML inside a workbook with an eye for what must not be there; keeps no more of it than is asked for."""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from django.utils.translation import gettext as _

from measurements.spreadsheets.problems import FileRefused
from measurements.spreadsheets.tables import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, column_name, column_number

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# Numbers of ten or eleven digits as they stand in the file, whatever format the cell gives them.
LONG_NUMBER = re.compile(r"\s*([0-9]{10,11})(?:\.0*)?\s*")


@dataclass(slots=True)
class SheetFacts:
    """What a sheet's XML holds beside its values.

    formula: the first cell with one. errors: what stands in cells that show an error, by row and column from 0.
    texts: everything outside the cells. long_numbers: those of ten and eleven digits, whatever format hides them.
    """

    formula: str = ""
    has_values: bool = False
    is_too_large: bool = False
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    long_numbers: set[str] = field(default_factory=set)


@dataclass(slots=True)
class SheetEntry:
    """A sheet as the workbook lists it."""

    name: str
    is_hidden: bool
    relation: str


def read_texts(content: bytes) -> tuple[list[str], list[str]]:
    """Texts and attributes of an XML file; the pieces of a text that is formatted in parts are put together."""
    texts: list[str] = []
    values: list[str] = []
    pieces: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        values.extend(attributes.values())

    def end(name: str) -> None:
        # Runs (r), their texts (t) and paragraphs' pieces belong to one text; anything else ends it.
        if _local(name) not in ("r", "t", "rPr", "rPh", "phoneticPr") and pieces:
            texts.append("".join(pieces))
            pieces.clear()

    _parse(content, start, end, pieces.append)
    return texts, values


def read_sheets(content: bytes) -> list[SheetEntry]:
    """The sheets that xl/workbook.xml lists, in order."""
    found: list[SheetEntry] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "sheet":
            relation = next((value for key, value in attributes.items() if _local(key) == "id"), "")
            is_hidden = attributes.get("state", "visible") != "visible"
            found.append(SheetEntry(attributes.get("name", ""), is_hidden, relation))

    _parse(content, start, None, None)
    return found


def read_relations(content: bytes) -> dict[str, tuple[str, str]]:
    """Kind and target of each relation by its id."""
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "Relationship":
            kind = attributes.get("Type", "").rsplit("/", 1)[-1]
            found[attributes.get("Id", "")] = (kind, attributes.get("Target", ""))

    _parse(content, start, None, None)
    return found


def read_facts(content: bytes) -> SheetFacts:
    """What is to be known of a sheet before its values are read."""
    reader = _SheetReader()
    _parse(content, reader.start, reader.end, reader.text)
    facts = reader.facts
    facts.is_too_large |= (reader.last_row + 1) * (reader.last_column + 1) > MOST_CELLS
    return facts


class _SheetReader:
    """Walks through a sheet's XML once, counting rows and cells as the reader of values will."""

    def __init__(self) -> None:
        self.facts = SheetFacts()
        self.row = self.column = self.last_row = self.last_column = -1
        self.is_in_cells = self.is_in_value = self.is_error = False
        self.pieces: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = _local(name)
        if name == "c":
            self._place(attributes.get("r", ""))
            self.is_error = attributes.get("t") == "e"
        elif name in ("v", "is"):
            self.is_in_value = name == "v"
            self._note_size()
        elif name == "row":
            self.row = _number(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
        elif name == "f":
            self.facts.formula = self.facts.formula or f"{column_name(max(self.column, 0))}{self.row + 1}"
        elif name == "sheetData":
            self.is_in_cells = True
        elif not self.is_in_cells:
            self.facts.texts.extend(attributes.values())

    def end(self, name: str) -> None:
        """An element ends."""
        name = _local(name)
        if name == "v":
            self.is_in_value = False
            self._note_value("".join(self.pieces))
            self.pieces.clear()
        elif name == "sheetData":
            self.is_in_cells = False

    def text(self, data: str) -> None:
        """Text between tags."""
        if self.is_in_value:
            self.pieces.append(data)
        elif not self.is_in_cells and data.strip():
            self.facts.texts.append(data)

    def _place(self, reference: str) -> None:
        self.column += 1
        if not reference:
            return
        found = _CELL.fullmatch(reference)
        if found is None:
            self.facts.is_too_large = True
            return
        self.column, self.row = column_number(found[1]), int(found[2]) - 1

    def _note_size(self) -> None:
        self.facts.has_values = True
        self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)
        if not (-1 < self.row < MOST_ROWS and self.column < MOST_COLUMNS):
            self.facts.is_too_large = True

    def _note_value(self, text: str) -> None:
        if self.is_error:
            self.facts.errors[(self.row, self.column)] = text[:20]
        elif len(text) >= 10 and (found := LONG_NUMBER.fullmatch(text)):
            self.facts.long_numbers.add(found[1])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _local(name: str) -> str:
    """A name without its prefix, as workbooks are read."""
    return name.rpartition(":")[2]


def _parse(content: bytes, start, end, text) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise FileRefused(_("Filen er skadet. Lagre den på nytt fra Excel, og prøv igjen.")) from error


def _refuse(*_declaration: object) -> None:
    raise FileRefused(_("Filen er ikke laget av et regneark, og kan ikke leses."))
