"""The sizes a chart is drawn at; each is laid out for its own size, text is never scaled."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How much a drawing says: everything with labels at the right, everything on a phone, the core, the line."""

    WIDE = "wide"
    PHONE = "phone"
    COMPACT = "compact"
    SPARK = "spark"


@dataclass(frozen=True, slots=True)
class Size:
    """One size of drawing, in CSS pixels.

    left and right: the plot's edges; top: the y of the highest value. foot: from the zero line to the lower edge, and
    note_lane is what the numbered notes add to it. note_height: a drawing with notes is so much taller.
    end_room: kept free right of the last slot when a learning session stands there.
    """

    name: str
    kind: Kind
    width: int
    height: int
    left: float
    right: float
    top: float
    foot: float
    line: float
    radius: float
    outline: float
    median: float
    goal: tuple[float, float]
    end_room: float = 0
    note_lane: float = 0
    note_height: int = 0
    dash: str = "7 5"


def _wide(name: str, width: int, height: int, left: float, right: float, top: float) -> Size:
    return Size(
        name, Kind.WIDE, width, height, left, right, top, foot=77, line=2.5, radius=5.5, outline=2, median=2,
        goal=(2, 5), end_room=18, note_lane=15,
    )  # fmt: skip


PAGE = _wide("page", 1070, 472, 50, 942, 38)
CARD = _wide("card", 728, 372, 48.5, 578.5, 40)
PDF = _wide("pdf", 660, 340, 50, 533, 37)
PHONE = Size(
    "phone", Kind.PHONE, 324, 312, 30, 312, 36, foot=58, line=2.25, radius=4.5, outline=2, median=2, goal=(2, 5),
    end_room=6, note_lane=22, note_height=68,
)  # fmt: skip
REPORT = Size(
    "report", Kind.COMPACT, 346, 200, 35, 329, 26, foot=28, line=2, radius=3, outline=2, median=1.5, goal=(1.5, 5),
    end_room=6,
)  # fmt: skip
SMALL = Size(
    "small", Kind.COMPACT, 226, 142, 28, 216, 8, foot=31, line=2, radius=3, outline=2, median=1.5, goal=(1.5, 5),
    end_room=4,
)  # fmt: skip
SPARK_ENTRY = Size(
    "spark", Kind.SPARK, 156, 64, 4.5, 147.5, 4, foot=4, line=1.75, radius=3, outline=0, median=1.5, goal=(1.5, 4),
    dash="4 3",
)  # fmt: skip
SPARK_MATRIX = Size(
    "matrix", Kind.SPARK, 132, 52, 4.5, 124, 4, foot=4, line=1.75, radius=2.5, outline=0, median=1.5, goal=(1.5, 4),
    dash="4 3",
)  # fmt: skip
