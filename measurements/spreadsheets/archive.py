"""Unpacks a ZIP only after its directory has been looked at: how many files, how large, how tightly packed."""

import io
import stat
import zipfile
import zlib

from django.utils.translation import gettext as _

from measurements.spreadsheets.problems import FileRefused

MOST_FILES = 200
MOST_BYTES = 20 * 1024 * 1024
# Spreadsheets pack 5 to 20 times; a bomb a thousand. A few bytes of zeros may pack tighter without harm.
TIGHTEST = 200
_SMALL = 64 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def unpack(content: bytes) -> dict[str, bytes]:
    """The files of the archive by name. FileRefused before anything is unpacked when the archive is no workbook's."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_directory(entries)
            return {entry.filename: _read(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise FileRefused(_broken()) from error


def pack(files: dict[str, bytes]) -> io.BytesIO:
    """The same files as an archive of our own making, unpacked: what reads it sees nothing but what was looked at."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    out.seek(0)
    return out


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > MOST_FILES:
        raise FileRefused(_("Filen inneholder for mange deler til å være et vanlig regneark. Ingenting er lest inn."))
    if len(set(names)) != len(names):
        raise FileRefused(_broken())
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise FileRefused(_("Filen blir for stor når den pakkes ut. Ingenting er lest inn."))
    for entry in entries:
        is_link = stat.S_ISLNK(entry.external_attr >> 16)
        if entry.flag_bits & 1 or entry.compress_type not in _METHODS or is_link:
            raise FileRefused(_broken())
        if entry.file_size > _SMALL and entry.file_size > TIGHTEST * max(entry.compress_size, 1):
            raise FileRefused(_("Filen er pakket på en måte vanlige regneark ikke er. Ingenting er lest inn."))


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The file; never more than its directory entry promised."""
    with archive.open(entry) as file:
        content = file.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise FileRefused(_broken())
    return content


def _broken() -> str:
    return _(
        "Filen er ikke et Excel-regneark (.xlsx), eller den er skadet. Lagre den på nytt fra Excel, og prøv igjen."
    )
