"""An analysis as plain Norwegian: the verdict, one or two sentences, and why they are allowed."""

from collections.abc import Collection
from dataclasses import dataclass

from measurements.spc.findings import LIMITS_USUAL, USEFUL_NEEDED, Analysis, GoalStatus, Verdict
from measurements.spc.places import many_places, place_name, spans_years
from measurements.spc.rule_texts import ASSURANCES, told
from measurements.spc.series import WANTED_SIDE, Direction, Period
from measurements.spc.verdict_texts import VerdictText
from measurements.spc.wording import capitalized, counted, listed, lowered, number_word

# Gaps are named up to this many, and counted beyond.
_GAPS_NAMED = 3
# The goal takes over the short label when the latest points have met it this many times in a row.
_GOAL_LABEL_FROM = 2

_ALL_HIDDEN = VerdictText(
    headline="Alle målingene er skjult.",
    sentence="Færre enn fem er talt hver gang, så bare teamet selv ser tallene.",
    label="Skjult",
    detail="færre enn fem talt",
    why="Med så få kunne et tall pekt på en person.",
    next_step="",
    mark="missing",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the chart says, in bokmål.

    headline and sentence stand over the chart; label, detail and mark are the short form for a list of teams, where a
    goal that is met comes before the change. change and change_mark are the change alone, for a page that shows the
    goal by itself. why gives the rule and the count; note says what was left out; next_step proposes one thing.
    in_one_sentence: headline and sentence for who has room for one.
    Marks: improvement, goal, uncertain, missing, attention.
    """

    headline: str
    sentence: str
    label: str
    detail: str
    why: str
    next_step: str
    mark: str
    change: str
    change_mark: str
    note: str
    in_one_sentence: str


def explain(analysis: Analysis, unit: str = "", hidden: Collection[Period] = ()) -> Reading:
    """Say what the analysis found and never more; unit ("%", "per 100") follows the values that are mentioned.

    hidden: gaps that are gaps for this reader only, because so few were counted.
    """
    text = _ALL_HIDDEN if hidden and analysis.verdict is Verdict.NO_DATA else told(analysis, unit)
    label, detail, mark = text.label, text.detail, text.mark
    if _goal_comes_first(analysis):
        label, mark = "Mål nådd", "goal"
        detail = f"{number_word(analysis.goal_streak)} målinger på rad"
        if analysis.verdict is Verdict.CONSTANT:
            detail = "ingen variasjon"
    sentences = [text.sentence]
    if analysis.run_length and analysis.series.direction is Direction.DECREASE:
        sentences.append("Lavere er bedre.")
    if analysis.goal_status is GoalStatus.MET:
        sentences.append(_goal_sentence(analysis))
    if analysis.assurance and analysis.verdict is Verdict.NO_CHANGE and not analysis.has_provisional_limits:
        # What the limits promise holds only while nothing changes.
        sentences.append(ASSURANCES[analysis.assurance])
    return Reading(
        headline=text.headline,
        sentence=" ".join(sentences),
        label=label,
        detail=detail,
        why=text.why,
        next_step=text.next_step,
        mark=mark,
        change=text.label,
        change_mark=text.mark,
        note=_note(analysis, hidden),
        in_one_sentence=_in_one_sentence(analysis, text.headline, sentences),
    )


def _goal_comes_first(analysis: Analysis) -> bool:
    if analysis.verdict is Verdict.CONSTANT:
        return analysis.goal_status is GoalStatus.MET
    if analysis.verdict is Verdict.UNCERTAIN and analysis.run_side == -WANTED_SIDE[analysis.series.direction]:
        return False
    steady = (Verdict.IMPROVEMENT, Verdict.NO_CHANGE, Verdict.UNCERTAIN)
    return analysis.verdict in steady and analysis.goal_streak >= _GOAL_LABEL_FROM


def _goal_sentence(analysis: Analysis) -> str:
    if analysis.verdict is Verdict.CONSTANT:
        return "Målet er nådd."
    if analysis.goal_streak == 1:
        return "Siste måling når målet."
    return f"Målet er nådd {number_word(analysis.goal_streak)} målinger på rad."


def _note(analysis: Analysis, hidden: Collection[Period]) -> str:
    """What does not count between the first and the last measurement of the phase, and how far the limits can be trusted."""
    phase = analysis.phase
    span = range(phase.start - 1, phase.end) if phase else range(0)
    measured = [position for position in span if analysis.points[position].value is not None]
    if not measured:
        return ""
    first, last = measured[0], measured[-1]
    with_year = spans_years(analysis, first, last)
    gaps = [place for place in range(first, last + 1) if analysis.points[place].value is None]
    missing = [place for place in gaps if analysis.points[place].period not in hidden]
    kept = [place for place in gaps if analysis.points[place].period in hidden]
    excluded = [place for place in measured if analysis.points[place].is_excluded]
    notes = []
    for left_out, reason in (
        (missing, "er ikke målt og teller ikke med."),
        (kept, "er skjult, for færre enn fem er talt."),
        (excluded, "er holdt utenfor."),
    ):
        names = [place_name(analysis, place, with_year) for place in left_out]
        if names:
            what = listed(names) if len(names) <= _GAPS_NAMED else many_places(analysis, len(names), first)
            notes.append(f"{capitalized(what)} {reason}")
    if not analysis.series.shows_level:
        notes.append("Diagrammet viser spredningen mellom målingene, ikke hvor høye eller lave de er.")
    if analysis.has_provisional_limits:
        on = counted(analysis.phases[-1].baseline_measured, "måling", "målinger")
        notes.append(f"Foreløpige grenser: De bygger på {on}, og det vanlige er minst {LIMITS_USUAL}.")
    return " ".join(notes)


def _in_one_sentence(analysis: Analysis, headline: str, sentences: list[str]) -> str:
    """Headline and sentences as one, for who has room for one."""
    if analysis.verdict in (Verdict.NO_DATA, Verdict.TOO_FEW):
        too_few = f"For få punkter til å tolke (trenger {USEFUL_NEEDED})"
        return f"{too_few}, foreløpige grenser" if analysis.has_provisional_limits else too_few
    parts = [lowered(part) for part in " ".join(sentences).removesuffix(".").split(". ")]
    end = " (foreløpige grenser)." if analysis.has_provisional_limits else "."
    return f"{headline.removesuffix('.')}: {'; '.join(parts)}{end}"
