"""What a spreadsheet would take for a formula, and the apostrophe that keeps it from doing so."""

# The full-width forms are read as the ordinary ones by some spreadsheets.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Nobody begins a number or a sentence so.
_ALWAYS = ("=", "@", "\uff1d", "\uff20")
_MARK = "'"


def neutral(text: str) -> str:
    """The text as it may stand in a cell; `unmarked` gives it back as it was."""
    return f"{_MARK}{text}" if text.lstrip(_MARK).startswith(_STARTS) else text


def unmarked(text: str) -> str:
    """The text without the apostrophe that `neutral` put before it."""
    is_marked = text.startswith(_MARK) and text.lstrip(_MARK).startswith(_STARTS)
    return text[1:] if is_marked else text


def is_formula(cell: object) -> bool:
    """Tell whether a cell of a text file holds a formula."""
    return isinstance(cell, str) and cell.lstrip(" ").startswith(_ALWAYS)
