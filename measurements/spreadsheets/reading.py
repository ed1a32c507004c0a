"""From a file or a pasted text to the figures in it: what kind it is, and how it is laid out."""

from collections.abc import Sequence
from pathlib import PurePath

from django.utils.translation import gettext as _

from measurements.models import PlannedIndicator
from measurements.spreadsheets.layout import Layout, refuse_other_team
from measurements.spreadsheets.long_layout import find_headings, read_long
from measurements.spreadsheets.names import IndicatorNames
from measurements.spreadsheets.privacy import refuse_national_ids
from measurements.spreadsheets.problems import FileRefused
from measurements.spreadsheets.tables import Table
from measurements.spreadsheets.text import read_csv
from measurements.spreadsheets.wide_layout import find_months, read_wide, turned
from measurements.spreadsheets.workbook import OLE_MARK, ZIP_MARK, read_workbook

LARGEST_FILE = 5 * 1024 * 1024
_TEXT_ENDINGS = (".csv", ".txt", ".tsv")


def read_file(name: str, content: bytes) -> Table:
    """The table in an uploaded file: told apart by its content, not by what its name says."""
    refuse_national_ids([name], any_layout=True)
    if not content:
        raise FileRefused(_("Filen er tom."))
    if len(content) > LARGEST_FILE:
        raise FileRefused(_("Filen er for stor. Den kan være på høyst 5 MB."))
    if content.startswith(OLE_MARK):
        raise FileRefused(_("Filen er en eldre Excel-fil, eller den har passord. Lagre den som .xlsx uten passord."))
    if content.startswith(ZIP_MARK):
        return read_workbook(content)
    if PurePath(name).suffix.casefold() not in _TEXT_ENDINGS:
        raise FileRefused(_("Filen er verken et Excel-regneark (.xlsx) eller en CSV-fil (.csv)."))
    return read_csv(content)


def read_layout(table: Table, planned: Sequence[PlannedIndicator], team_name: str) -> Layout:
    """Where each figure of a table stands. `planned`: every indicator the team follows or has followed, in order."""
    names = IndicatorNames(planned)
    headings = find_headings(table)
    if headings is not None:
        row, columns = headings
        refuse_other_team(table, row, team_name)
        return read_long(table, row + 1, columns, names)
    active = [item for item in planned if item.is_active and not item.is_summed]
    for way in (table, turned(table)):
        months = find_months(way)
        if months is not None:
            return read_wide(way, *months, names, active)
    raise FileRefused(
        _("Vi finner ingen måneder i tabellen. Ta med kolonnen med måneder, og raden med indikatorenes navn.")
    )
