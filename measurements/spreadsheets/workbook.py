"""Reads an Excel workbook: looks through every part of it first, and takes the values of one sheet."""

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from accounts.norwegian import join_words
from measurements.spreadsheets import markup
from measurements.spreadsheets.archive import pack, unpack
from measurements.spreadsheets.layout import HELP_SHEET, SHEET
from measurements.spreadsheets.markup import SheetEntry, SheetFacts
from measurements.spreadsheets.privacy import refuse_in_table, refuse_long_numbers, refuse_national_ids
from measurements.spreadsheets.problems import FileRefused
from measurements.spreadsheets.tables import Table

ZIP_MARK = b"PK\x03\x04"
# Older Excel files, and newer ones behind a password.
OLE_MARK = b"\xd0\xcf\x11\xe0"

_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_NEEDED = ("[Content_Types].xml", "_rels/.rels", _WORKBOOK, _RELATIONS, "xl/sharedStrings.xml", "xl/styles.xml")
_MACROS = ("vbaproject", "macrosheets/", "dialogsheets/", "activex/", "customui")
_ELSEWHERE = ("embeddings/", "externallinks/", "connections.xml", "querytables/")
# Numbers in these are colours, widths and codes.
_NOT_TEXT = ("xl/styles.xml", "xl/theme/", "xl/calcChain.xml", "[Content_Types].xml", "xl/printerSettings/")


def read_workbook(content: bytes) -> Table:
    """The figures' sheet. FileRefused, with the reason, when anything in the workbook speaks against it."""
    files = unpack(content)
    _check_parts(files)
    sheets = _sheets(files)
    for name, part in files.items():
        if name.endswith((".xml", ".rels", ".vml")) and not name.startswith(_NOT_TEXT) and name not in sheets:
            texts, attributes = markup.read_texts(part)
            refuse_national_ids(texts, any_layout=True)
            refuse_national_ids(attributes)
    facts = {part: markup.read_facts(files[part]) for part in sheets}
    for part, found in facts.items():
        _check_sheet(sheets[part], found)
    chosen = _choose(sheets, facts)
    return _values({name: files[name] for name in (*_NEEDED, *sheets) if name in files}, sheets[chosen], facts[chosen])


def _check_parts(files: dict[str, bytes]) -> None:
    names = [name.casefold() for name in files]
    if any(mark in name for name in names for mark in _MACROS) or b"macroEnabled" in files.get(_NEEDED[0], b""):
        raise FileRefused(_("Filen har makroer. Lagre den som vanlig Excel-arbeidsbok (.xlsx), og prøv igjen."))
    if any(mark in name for name in names for mark in _ELSEWHERE):
        raise FileRefused(_("Filen har lenker til andre filer. Kopier tallene til malen, og last opp den."))
    if _WORKBOOK not in files or _RELATIONS not in files:
        raise FileRefused(_("Filen er ikke et Excel-regneark (.xlsx). Lagre den som .xlsx, og prøv igjen."))


def _sheets(files: dict[str, bytes]) -> dict[str, SheetEntry]:
    """The sheets by the name of their part, in the workbook's order; none of them hidden."""
    entries = markup.read_sheets(files[_WORKBOOK])
    refuse_national_ids((entry.name for entry in entries), any_layout=True)
    hidden = [entry.name for entry in entries if entry.is_hidden]
    if hidden:
        raise FileRefused(
            _("Arket «%(name)s» er skjult. Vis det eller slett det, og prøv igjen.") % {"name": hidden[0]}
        )
    relations = markup.read_relations(files[_RELATIONS])
    found = {}
    for entry in entries:
        kind, target = relations.get(entry.relation, ("", ""))
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if kind != "worksheet" or part not in files or part in found:
            raise FileRefused(
                _("Arket «%(name)s» er ikke et vanlig ark. Slett det, og prøv igjen.") % {"name": entry.name}
            )
        found[part] = entry
    if not found:
        raise FileRefused(_("Filen har ingen ark."))
    return found


def _check_sheet(sheet: SheetEntry, facts: SheetFacts) -> None:
    if facts.formula:
        raise FileRefused(
            _("Celle %(cell)s i arket «%(sheet)s» har en formel. Kopier tallene og lim dem inn som verdier.")
            % {"cell": facts.formula, "sheet": sheet.name}
        )
    if facts.is_too_large:
        raise FileRefused(_("Arket «%(sheet)s» er for stort. Del filen i to, og prøv igjen.") % {"sheet": sheet.name})
    refuse_national_ids(facts.texts)
    refuse_long_numbers(facts.long_numbers)


def _choose(sheets: dict[str, SheetEntry], facts: dict[str, SheetFacts]) -> str:
    """The part with the figures: «Tall», or the only one there is."""
    used = [part for part, entry in sheets.items() if entry.name != HELP_SHEET and facts[part].has_values]
    named = [part for part in used if sheets[part].name == SHEET]
    if not used:
        raise FileRefused(_("Filen er tom."))
    if len(used) > 1:
        names = join_words(f"«{sheets[part].name}»" for part in used)
        if named:
            words = _("Filen har tall i flere ark: %(names)s. Behold bare «%(sheet)s», og prøv igjen.")
        else:
            words = _("Filen har flere ark: %(names)s. Samle tallene i ett ark som heter «%(sheet)s».")
        raise FileRefused(words % {"names": names, "sheet": SHEET})
    return used[0]


def _values(files: dict[str, bytes], entry: SheetEntry, facts: SheetFacts) -> Table:
    try:
        with CalamineWorkbook.from_filelike(pack(files)) as workbook:
            table = _table(workbook.get_sheet_by_name(entry.name), facts)
    except CalamineError as error:
        raise FileRefused(_broken()) from error
    except BaseException as error:
        # The reader's own way of giving up on a file, which is no Exception.
        if type(error).__name__ == "PanicException":
            raise FileRefused(_broken()) from error
        raise
    refuse_in_table(table)
    return table


def _table(sheet: CalamineSheet, facts: SheetFacts) -> Table:
    rows = sheet.to_python()
    start = sheet.start or (0, 0)
    for (row, column), text in facts.errors.items():
        row, column = row - start[0], column - start[1]
        if 0 <= row < len(rows) and 0 <= column < len(rows[row]):
            rows[row][column] = text
    merged = [(_below(first, start), _below(last, start)) for first, last in sheet.merged_cell_ranges or ()]
    return Table(rows, start, merged)


def _below(place: tuple[int, int], start: tuple[int, int]) -> tuple[int, int]:
    return place[0] - start[0], place[1] - start[1]


def _broken() -> str:
    return _("Filen er skadet. Lagre den på nytt fra Excel, og prøv igjen.")
