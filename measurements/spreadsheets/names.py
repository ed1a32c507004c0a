"""Finds the indicator a code, a name or a heading means."""

import re
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from measurements.models import PlannedIndicator
from measurements.spreadsheets.problems import CellError

LONGEST_QUOTE = 40


class IndicatorNames:
    """The indicators of one team by everything they are called; those of single units by indicator and unit."""

    def __init__(self, planned: Sequence[PlannedIndicator]):
        # Of two versions of an indicator the code means the one that is followed now.
        wholes = [item for item in planned if not item.unit_id]
        by_use = sorted(wholes, key=lambda item: item.is_active)
        self._by_code = {normal(item.indicator.code): item for item in by_use}
        self._by_name: dict[str, set[PlannedIndicator]] = {}
        self._in_units: set[str] = set()
        self._of_unit: dict[tuple[int, str], PlannedIndicator] = {}
        for item in planned:
            if item.unit_id:
                self._in_units |= {normal(item.indicator.code), normal(item.indicator.short_name)}
                self._of_unit[(item.part_of_id, normal(item.unit.name))] = item
                self._by_name.setdefault(normal(item.title), set()).add(item)
        for item in wholes:
            for name in (item.indicator.short_name, item.indicator.name):
                self._by_name.setdefault(normal(name), set()).add(item)

    def find(self, text: str) -> PlannedIndicator:
        """The indicator with this code or name. CellError when the team has none, or several."""
        key = normal(text)
        if key in self._by_code:
            return self._by_code[key]
        found = self._by_name.get(key, set())
        if len(found) > 1:
            raise CellError(_("Flere av teamets indikatorer heter dette. Bruk koden i stedet."))
        if not found:
            raise CellError(self.why_unknown(text))
        return next(iter(found))

    def why_unknown(self, text: str) -> str:
        """Why this is the name of no indicator: it is counted unit by unit, or the team does not follow it."""
        if normal(text) in self._in_units:
            words = _("«%(name)s» telles for hver avdeling. Skriv navnet på avdelingen etter: «%(name)s, avdelingen».")
        else:
            words = _("Teamet følger ingen indikator som heter «%(name)s».")
        return words % {"name": quote(text)}

    def find_unit(self, whole: PlannedIndicator, text: str) -> PlannedIndicator:
        """One unit's part of an indicator. CellError when it is not counted in a unit of this name."""
        found = self._of_unit.get((whole.pk, normal(text)))
        if found is None:
            said = {"indicator": whole.indicator.short_name, "unit": quote(text)}
            raise CellError(_("«%(indicator)s» telles ikke for en avdeling som heter «%(unit)s».") % said)
        return found

    def find_or_none(self, text: str) -> PlannedIndicator | None:
        """The same, None when there is none to be found."""
        try:
            return self.find(text)
        except CellError:
            return None

    def find_in(self, texts: Sequence[str]) -> PlannedIndicator | None:
        """The one indicator that a heading, written in several cells or with «teller» after it, names; else None."""
        for text in texts:
            if planned := self.find_or_none(text):
                return planned
        key = normal(" ".join(texts))
        begun = [(len(name), found) for name, found in self._all() if key.startswith(f"{name} ")]
        longest = max((length for length, _found in begun), default=0)
        candidates = set().union(*(found for length, found in begun if length == longest))
        return candidates.pop() if len(candidates) == 1 else None

    def _all(self) -> Iterable[tuple[str, set[PlannedIndicator]]]:
        yield from ((code, {item}) for code, item in self._by_code.items())
        yield from self._by_name.items()


def normal(text: str) -> str:
    """A text as it is compared: without case, signs at its ends, and doubled spaces."""
    return re.sub(r"[\s:*,()–-]+$", "", " ".join(text.split())).casefold()


def quote(text: str) -> str:
    """What somebody wrote, short enough to stand in a sentence."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"
