"""What an import would do, line by line, for the page where one says yes or no to it."""

from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.norwegian import count_words, format_month
from measurements.models import Indicator, PlannedIndicator
from measurements.queries.comparison import Comparison, Figure
from measurements.queries.imports import Stored, TeamFacts
from measurements.queries.oddities import USUAL_FIGURES, find_odd_among
from measurements.views.entry_rows import counted_text, entered_when
from measurements.views.odd_texts import odd_texts

# More lines than this nobody reads; the count says how many there are.
LINES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One figure: what stands, what it becomes, and what to notice about it."""

    indicator: str
    month: str
    before: str
    after: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ImportLines:
    """The lines of the page, each list cut to what can be read; the hidden ones are counted."""

    overtaken: list[ImportLine]
    questions: list[ImportLine]
    changed: list[ImportLine]
    new: list[ImportLine]
    summary: str
    more_questions: str
    more_changed: str
    more_new: str


def build_lines(found: Comparison, facts: TeamFacts) -> ImportLines:
    """The lines, and the sentence over them: «12 nye, 3 endres, 40 like»."""
    planned = {item.pk: item for item in facts.planned}
    questions = list(_questions(found, facts, planned))
    changed = found.changed[:LINES_SHOWN]
    return ImportLines(
        overtaken=[_overtaken(planned, *pair) for pair in found.overtaken],
        questions=questions[:LINES_SHOWN],
        changed=[_line(planned, figure, stored) for figure, stored in changed],
        new=[_line(planned, figure) for figure in found.new[:LINES_SHOWN]],
        summary=_summary(found),
        more_questions=_more(len(questions)),
        more_changed=_more(len(found.changed)),
        more_new=_more(len(found.new)),
    )


def _summary(found: Comparison) -> str:
    parts = (
        (len(found.new), _("nytt"), _("nye")),
        (len(found.changed), _("endres"), _("endres")),
        (len(found.same), _("likt"), _("like")),
    )
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in parts)


def _more(count: int) -> str:
    left = count - LINES_SHOWN
    return _("Og %(count)s til.") % {"count": count_words(left, _("tall"), _("tall"))} if left > 0 else ""


def _line(
    planned: Mapping[int, PlannedIndicator], figure: Figure, stored: Stored | None = None, note: str = ""
) -> ImportLine:
    item = planned[figure.planned_id]
    indicator = item.indicator
    before = _text(indicator, stored) if stored else ""
    return ImportLine(item.title, format_month(figure.month).capitalize(), before, _text(indicator, figure), note)


def _text(indicator: Indicator, figure: Figure | Stored) -> str:
    """«16 av 20», or why there is none; a comment after it."""
    if figure.numerator is None:
        return _("hoppet over: %(reason)s") % {"reason": figure.skip_reason}
    text = counted_text(indicator, figure.numerator, figure.denominator)
    return f"{text} ({figure.comment})" if figure.comment else text


def _overtaken(planned: Mapping[int, PlannedIndicator], figure: Figure, stored: Stored) -> ImportLine:
    note = _("%(who)s registrerte dette %(when)s, etter at tallene ble lest inn.") % {
        "who": stored.recorded_by or _("Noen andre"),
        "when": entered_when(stored.recorded_at, timezone.localdate()),
    }
    return _line(planned, figure, stored, note)


def _questions(found: Comparison, facts: TeamFacts, planned: Mapping[int, PlannedIndicator]) -> Iterator[ImportLine]:
    """The figures that differ from the usual, month by month, as the month page would ask about them."""
    incoming = [*found.new, *(figure for figure, _stored in found.changed)]
    by_indicator: dict[int, list[Figure]] = {}
    for figure in incoming:
        if figure.numerator is not None:
            by_indicator.setdefault(figure.planned_id, []).append(figure)
    for planned_id, figures in by_indicator.items():
        indicator = planned[planned_id].indicator
        months, pairs = _standing(facts, planned_id, {figure.month for figure in figures})
        for figure in sorted(figures, key=lambda one: one.month):
            place = bisect_left(months, figure.month)
            earlier = pairs[max(place - USUAL_FIGURES, 0) : place]
            odd = find_odd_among(indicator, earlier, figure.numerator, figure.denominator)
            # Who writes a comment beside the figure has answered.
            if odd and not figure.comment:
                yield _line(planned, figure, note=" ".join(odd_texts(indicator, odd)))
            months.insert(place, figure.month)
            pairs.insert(place, (figure.numerator, figure.denominator))


def _standing(
    facts: TeamFacts, planned_id: int, replaced: Container[date]
) -> tuple[list[date], list[tuple[Decimal, Decimal | None]]]:
    """The figures of an indicator that stay as they are, and their months, oldest first."""
    rows = sorted(
        (month, (row.numerator, row.denominator))
        for (of, month), row in facts.stored.items()
        if of == planned_id and row.numerator is not None and month not in replaced
    )
    return [month for month, _pair in rows], [pair for _month, pair in rows]
