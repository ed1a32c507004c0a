"""What is wrong with a file or with one of its cells, in words for the person who made it."""

from dataclasses import dataclass


class FileRefused(Exception):
    """The file as a whole cannot be used; nothing was read from it. `message` never repeats what stands in it."""

    def __init__(self, message: str):
        super().__init__(message)
        self.message = message


class CellError(Exception):
    """What stands in a cell cannot be used."""

    def __init__(self, message: str):
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One complaint: where («D14»; `place` is its row and column), what stands there, and what is wrong with it."""

    place: tuple[int, int]
    cell: str
    written: str
    message: str
