"""Makes valid national identity numbers at run time; none is ever written down in the repository."""

import random
from collections.abc import Iterator

WEIGHTS_1 = (3, 7, 6, 1, 8, 9, 4, 5, 2)
WEIGHTS_2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)

# Kind → what it adds to day and month, and which remainders its first check sum may leave.
KINDS = {
    "F": (0, 0, (0,)),
    "D": (40, 0, (0,)),
    "H": (0, 40, (0,)),
    "synthetic F": (0, 80, (0,)),
    "synthetic D": (40, 80, (0,)),
    "Tenor F": (0, 65, (0,)),
    "Tenor D": (40, 65, (0,)),
    "F from 2032": (0, 0, (1, 2, 3)),
    "D from 2032": (40, 0, (1, 2, 3)),
}


def make_national_id(rng: random.Random, kind: str = "synthetic F") -> str:
    """Eleven digits that hold by the rules of their kind."""
    while True:
        digits = _start(rng, kind)
        remainders = KINDS[kind][2] if kind in KINDS else (0,)
        first = (-sum(w * d for w, d in zip(WEIGHTS_1, digits, strict=True)) + rng.choice(remainders)) % 11
        if first > 9:
            continue
        digits.append(first)
        second = -sum(w * d for w, d in zip(WEIGHTS_2, digits, strict=True)) % 11
        if second <= 9:
            return "".join(map(str, [*digits, second]))


def _start(rng: random.Random, kind: str) -> list[int]:
    if kind == "FH":
        return [rng.choice((8, 9)), *(rng.randrange(10) for _ in range(8))]
    add_day, add_month, _remainders = KINDS[kind]
    text = f"{rng.randint(1, 28) + add_day:02}{rng.randint(1, 12) + add_month:02}{rng.randrange(100):02}"
    return [*map(int, text), *(rng.randrange(10) for _ in range(3))]


def layouts(number: str) -> Iterator[str]:
    """The number as people write it."""
    n = number
    yield n
    for space in (" ", "\u00a0", "-", "–", ".", "\u2011", "\u200b", "  "):
        yield f"{n[:6]}{space}{n[6:]}"
        yield f"{n[:6]}{space}{n[6:9]}{space}{n[9:]}"
        yield f"{n[:6]}{space}{n[6:8]}{space}{n[8:]}"
    yield f"{n[:2]}.{n[2:4]}.{n[4:6]} {n[6:]}"
    yield f"{n[:2]}.{n[2:4]}.{n[4:6]}-{n[6:]}"
    yield f"{n[:2]} {n[2:4]} {n[4:6]} {n[6:]}"
