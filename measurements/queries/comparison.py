"""New figures beside those that stand: which are new, which change something, which say the same."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from accounts.months import format_month_key, parse_month
from measurements.queries.imports import Stored, TeamFacts


class Figure(NamedTuple):
    """One figure on its way in. seen: the version that stood when it was read, None when there was none."""

    planned_id: int
    month: date
    numerator: Decimal | None
    denominator: Decimal | None
    skip_reason: str
    comment: str
    seen: int | None

    def is_like(self, stored: Stored) -> bool:
        """Tell whether recording it would change nothing."""
        return (self.numerator, self.denominator, self.skip_reason, self.comment or stored.comment) == (
            stored.numerator,
            stored.denominator,
            stored.skip_reason,
            stored.comment,
        )

    def packed(self) -> list[object]:
        """The figure as JSON can hold it."""
        numbers = [None if value is None else str(value) for value in (self.numerator, self.denominator)]
        return [self.planned_id, format_month_key(self.month), *numbers, self.skip_reason, self.comment, self.seen]

    @classmethod
    def unpacked(cls, packed: Sequence) -> "Figure":
        """The figure that was packed so."""
        planned_id, month, numerator, denominator, reason, comment, seen = packed
        numbers = [None if text is None else Decimal(text) for text in (numerator, denominator)]
        return cls(planned_id, parse_month(month), *numbers, reason, comment, seen)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figures by what they would do, each beside what stands.

    overtaken: those of them that somebody else has entered or changed since they were read.
    """

    new: tuple[Figure, ...]
    changed: tuple[tuple[Figure, Stored], ...]
    same: tuple[Figure, ...]
    overtaken: tuple[tuple[Figure, Stored], ...]
    state: str
    needs_reason: bool

    @property
    def is_empty(self) -> bool:
        """Tell whether recording them would change nothing."""
        return not (self.new or self.changed)


def compare(figures: Sequence[Figure], facts: TeamFacts) -> Comparison:
    """Lay the figures beside what stands. `state` changes whenever one of those that stand does."""
    new, changed, same, overtaken = [], [], [], []
    digest = hashlib.sha256()
    for figure in figures:
        stored = facts.stored.get((figure.planned_id, figure.month))
        digest.update(f"{figure.planned_id}:{figure.month}:{stored.version if stored else 0};".encode())
        if stored is None:
            new.append(figure)
        elif figure.is_like(stored):
            same.append(figure)
        else:
            changed.append((figure, stored))
            if stored.version != figure.seen:
                overtaken.append((figure, stored))
    needs_reason = any(figure.month in facts.delivered for figure, _stored in changed)
    return Comparison(tuple(new), tuple(changed), tuple(same), tuple(overtaken), digest.hexdigest(), needs_reason)
