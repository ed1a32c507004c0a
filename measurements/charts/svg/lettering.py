"""Texts in a drawing: how wide they become in Inter, what box they take, how they are written."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import NamedTuple

# Advance widths of Inter 400 in thousandths of the size, rounded to twenty.
_WIDTHS = {
    240: "ijl",
    260: "I’",
    280: " !,.:·\N{NO-BREAK SPACE}",
    300: "';",
    320: "`t",
    340: "|",
    360: "()/[\\]f",
    380: "r",
    400: "1",
    420: "{}",
    460: '"-_',
    500: "*–",
    520: "?s",
    540: "kx",
    560: "7Lavyzåäá",
    580: "Jceéè«»",
    600: "25EFhnouøöü",
    620: "3689Zbdgpq",
    640: "#$&04PRST",
    660: "+<=>~−",
    680: "AKVXYÅÄ",
    720: "CD",
    740: "GHU",
    760: "NOQØÖ",
    820: "w",
    860: "…",
    880: "m",
    900: "M",
    920: "æ",
    980: "@%W",
    1000: "Æ—",
}
_WIDTH = {character: width for width, characters in _WIDTHS.items() for character in characters}
_UNKNOWN = 700
_SEMIBOLD = 600
_SEMIBOLD_FACTOR = 1.035
# How far a line of text reaches over and under its baseline, in parts of the size.
ASCENT = 0.76
DESCENT = 0.22


class Box(NamedTuple):
    """A rectangle in the drawing; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> "Box":
        """The box with a margin all around."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def overlaps(self, other: "Box") -> bool:
        """Whether they share any area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@lru_cache(maxsize=2048)
def text_width(text: str, size: float, weight: int = 400) -> float:
    """The width of the text set in Inter, to within a few per cent."""
    width = sum([_WIDTH.get(character, _UNKNOWN) for character in text]) * size / 1000
    return width * _SEMIBOLD_FACTOR if weight >= _SEMIBOLD else width


def shortened(text: str, size: float, weight: int, room: float) -> str:
    """The text, cut with «…» when it is wider than the room."""
    if text_width(text, size, weight) <= room:
        return text
    while text and text_width(text + "…", size, weight) > room:
        text = text[:-1]
    return f"{text.rstrip()}…" if text else ""


class Label(NamedTuple):
    """A line of text: x is its start, middle or end by anchor, y its baseline."""

    text: str
    x: float
    y: float
    size: float
    fill: str
    weight: int = 400
    anchor: str = "start"

    @property
    def box(self) -> Box:
        """The area it takes."""
        width = text_width(self.text, self.size, self.weight)
        left = self.x - (width if self.anchor == "end" else width / 2 if self.anchor == "middle" else 0)
        return Box(left, self.y - ASCENT * self.size, left + width, self.y + DESCENT * self.size)

    def svg(self) -> str:
        """The text element, escaped."""
        weight = f' font-weight="{self.weight}"' if self.weight != 400 else ""
        anchor = f' text-anchor="{self.anchor}"' if self.anchor != "start" else ""
        return (
            f'<text x="{self.x:.4g}" y="{self.y:.4g}" font-size="{self.size:g}"{weight}{anchor} fill="{self.fill}">'
            f"{escape(self.text)}</text>"
        )


def grouped(labels: Sequence[Label]) -> str:
    """Labels of one size, weight and colour as one group: a third of the characters."""
    if not labels:
        return ""
    _text, _x, _y, size, fill, _weight, anchor = labels[-1]
    texts = []
    for label in labels:
        own = f' text-anchor="{label.anchor}"' if label.anchor != anchor else ""
        texts.append(f'<text x="{label.x:.4g}" y="{label.y:.4g}"{own}>{escape(label.text)}</text>')
    return f'<g font-size="{size:g}" fill="{fill}" text-anchor="{anchor}">{"".join(texts)}</g>'
