"""A table as it was read: rows of cells with the place each has in the file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

# A month of seventy indicators is seventy rows; ten thousand are twelve years of them.
MOST_ROWS = 10_050
MOST_COLUMNS = 256
# One figure far out to the right and one far down make a table of all that lies between them.
MOST_CELLS = 500_000

Merged = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Table:
    """The cells, top row first; empty cells are "". Row and column are counted from 0, both start at `start`.

    merged: first and last cell (row, column) of each area that is one cell in the file. is_turned: rows and columns have
    changed places since the file was read.
    """

    rows: list[list[object]]
    start: tuple[int, int] = (0, 0)
    merged: list[Merged] = field(default_factory=list)
    is_turned: bool = False

    def name_of(self, row: int, column: int) -> str:
        """The cell as a spreadsheet calls it: «D14»."""
        row, column = row + self.start[0], column + self.start[1]
        if self.is_turned:
            row, column = column, row
        return f"{column_name(column)}{row + 1}"

    def texts(self) -> Iterator[str]:
        """Every cell as text."""
        return (str(cell) for row in self.rows for cell in row if cell not in ("", None))


def column_name(column: int) -> str:
    """A, B … Z, AA: the column counted from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_number(name: str) -> int:
    """The column, counted from 0, of «A» or «AB»."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def is_blank(cell: object) -> bool:
    """Tell whether nothing can be seen in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_empty(row: Iterable[object]) -> bool:
    """Tell whether nothing can be seen in a row."""
    return all(map(is_blank, row))
