"""An analysis as plain Norwegian: the verdict, one or two sentences, and why they are allowed."""

from dataclasses import dataclass

from measurements.spc.findings import Analysis, GoalStatus, Verdict
from measurements.spc.run_chart import WANTED_SIDE
from measurements.spc.series import Direction
from measurements.spc.verdict_texts import TELLERS
from measurements.spc.wording import capitalized, counted, listed, month_name, number_word

# Gaps are named up to this many, and counted beyond.
_GAPS_NAMED = 3
# The goal takes over the short label when the latest points have met it this many times in a row.
_GOAL_LABEL_FROM = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """What the chart says, in bokmål.

    headline and sentence stand over the chart; label, detail and mark are the short form for a list of teams, where a
    goal that is met comes before the change. change and change_mark are the change alone, for a page that shows the
    goal by itself. why gives the rule and the count; note says what was left out; next_step proposes one thing.
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


def explain(analysis: Analysis, unit: str = "") -> Reading:
    """Say what the analysis found and never more; unit ("%", "per 100") follows the values that are mentioned."""
    text = TELLERS[analysis.verdict](analysis, unit)
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
        note=_note(analysis),
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


def _note(analysis: Analysis) -> str:
    """Which months between the first and the last measurement of the phase do not count, and why."""
    phase = analysis.phase
    points = analysis.points[phase.start - 1 : phase.end] if phase else ()
    measured = [position for position, point in enumerate(points) if point.value is not None]
    if not measured:
        return ""
    points = points[measured[0] : measured[-1] + 1]
    with_year = points[0].period.replace(year=points[0].period.year + 1, day=1) <= points[-1].period
    notes = []
    for left_out, reason in (
        ([point for point in points if point.value is None], "er ikke målt og teller ikke med."),
        ([point for point in points if point.value is not None and point.is_excluded], "er holdt utenfor."),
    ):
        names = [month_name(point.period) + (f" {point.period.year}" if with_year else "") for point in left_out]
        if names:
            what = listed(names) if len(names) <= _GAPS_NAMED else counted(len(names), "måned", "måneder")
            notes.append(f"{capitalized(what)} {reason}")
    return " ".join(notes)
