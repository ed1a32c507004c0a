"""Teaches SQLite Norwegian: sorting with æ, ø, å last, and searching that knows capital letters beyond A to Z."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

# Sorted after z, in this order; the letters of the neighbours sort as their Norwegian twins.
LAST_LETTERS = {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"}


@lru_cache(maxsize=4096)
def sort_key(text: str) -> tuple[str, str]:
    """A key that orders names as a Norwegian reader expects; «aa» sorts as å, and case decides only between equals."""
    letters = []
    for letter in unicodedata.normalize("NFC", text).casefold().replace("aa", "å"):
        twin = LAST_LETTERS.get(letter)
        # Any other accent is ignored, as in «é» or «á».
        letters.append(twin or unicodedata.normalize("NFD", letter)[0])
    return "".join(letters), text


def compare(left: str, right: str) -> int:
    """Order two texts for SQLite: -1, 0 or 1."""
    one, other = sort_key(left), sort_key(right)
    return (one > other) - (one < other)


@lru_cache(maxsize=512)
def pattern(like: str, escape: str | None) -> re.Pattern[str]:
    """A LIKE pattern as a regular expression."""
    parts, letters = [], iter(like)
    for letter in letters:
        if letter == escape:
            parts.append(re.escape(next(letters, "")))
        elif letter in "%_":
            parts.append(".*" if letter == "%" else ".")
        else:
            parts.append(re.escape(letter))
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)


def like(wanted: Any, value: Any, escape: str | None = None) -> bool | None:
    """SQL's LIKE, letting Å match å; NULL when either side is."""
    if wanted is None or value is None:
        return None
    return pattern(str(wanted), escape).fullmatch(str(value)) is not None


def teach_norwegian(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Register the `nb` collation and LIKE on a new SQLite connection; PostgreSQL has both itself."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation("nb", compare)
        connection.connection.create_function("like", 2, like, deterministic=True)
        connection.connection.create_function("like", 3, like, deterministic=True)


def register() -> None:
    """Teach every connection from now on."""
    # weak=False: nothing else keeps the receiver alive in every Python.
    connection_created.connect(teach_norwegian, weak=False, dispatch_uid="sqlite-norwegian")
