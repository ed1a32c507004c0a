"""How far a report has come: which parts are ready, which wait for the team, and what to say about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.norwegian import count_words, number_word
from reports.models.sections import questions_for, sections_for

# State → the mark of the outline, and the word a screen reader says.
READY, NOW, MISSING = "ready", "now", "missing"
MARKS = {READY: "done", NOW: "waiting", MISSING: "missing"}


@dataclass(frozen=True, slots=True)
class Part:
    """One numbered part in the outline. `now` is the first that lacks an answer."""

    key: str
    number: int
    title: str
    short: str
    state: str
    mark: str
    word: str


@dataclass(frozen=True, slots=True)
class Progress:
    """All parts in order, the heading of the outline, and the two pieces of the sticky bar's sentence."""

    parts: tuple[Part, ...]
    heading: str
    remaining: str
    remaining_names: str

    def state_of(self, key: str) -> str:
        """The state of one part."""
        return next(part.state for part in self.parts if part.key == key)


def missing_answers(kind: str, texts: Mapping[str, Any]) -> list[str]:
    """Give the keys of the required questions that have no text yet, in order."""
    return [question.key for question in questions_for(kind) if question.is_required and not texts.get(question.key)]


def progress_of(kind: str, texts: Mapping[str, Any]) -> Progress:
    """How far a report of this kind has come with these texts. No query."""
    missing = missing_answers(kind, texts)
    parts = []
    for number, section in enumerate(sections_for(kind), start=1):
        key = section.question.key if section.question else ""
        state = READY if key not in missing else NOW if key == missing[0] else MISSING
        parts.append(
            Part(
                key=section.key,
                number=number,
                title=str(section.title),
                short=str(section.short or section.title),
                state=state,
                mark=MARKS[state],
                word=_("klar") if state == READY else _("mangler svar"),
            )
        )
    return Progress(tuple(parts), _heading(parts), *_remaining(parts))


def _heading(parts: list[Part]) -> str:
    ready = sum(part.state == READY for part in parts)
    words = {"ready": capfirst(number_word(ready)), "all": number_word(len(parts))}
    if ready == len(parts):
        return _("Alle %(all)s deler er klare") % words
    if ready == 1:
        return _("Én av %(all)s deler er klar") % words
    return _("%(ready)s av %(all)s deler er klare") % words


def _remaining(parts: list[Part]) -> tuple[str, str]:
    """«Tre deler igjen:» and «3 Tallene, 4 Lært, 6 Veiledning»."""
    left = [part for part in parts if part.state != READY]
    if not left:
        return _("Alle deler er klare."), _("Les gjennom, og lever når dere er fornøyde.")
    names = ", ".join(f"{part.number} {part.short}" for part in left)
    return capfirst(_("%(count)s igjen:") % {"count": count_words(len(left), _("del"), _("deler"))}), names
