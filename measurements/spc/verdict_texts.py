"""What each verdict says: one function a verdict, each with every word that belongs to it."""

from collections.abc import Callable
from typing import NamedTuple

from measurements.spc.findings import BASELINE_NEEDED, USEFUL_NEEDED, Analysis, GoalStatus, Verdict
from measurements.spc.places import place_name, stretch
from measurements.spc.series import WANTED_SIDE, ChartType
from measurements.spc.wording import capitalized, counted, format_value, number_word

SIDE_WORD = {1: "over", -1: "under"}


class VerdictText(NamedTuple):
    """The words of one verdict, before the goal has had its say."""

    headline: str
    sentence: str
    label: str
    detail: str
    why: str
    next_step: str
    mark: str


def _no_data(analysis: Analysis, unit: str) -> VerdictText:
    return VerdictText(
        headline="Ingen målinger ennå.",
        sentence="Diagrammet begynner med den første målingen.",
        label="Ingen målinger",
        detail="ikke startet",
        why=f"Vi trenger minst {number_word(USEFUL_NEEDED)} målinger før vi kan si om noe er endret.",
        next_step="Registrer den første måneden.",
        mark="missing",
    )


def _too_few(analysis: Analysis, unit: str) -> VerdictText:
    phase = analysis.phases[-1]
    if phase.center is None and phase.measured:
        return VerdictText(
            headline="Utgangspunktet mangler.",
            sentence="Ingen av månedene i utgangspunktet er målt, så det er ikke noe å sammenligne med.",
            label="For få målinger",
            detail="mangler utgangspunkt",
            why=f"Utgangspunktet er {_middle(analysis)} av de første månedene. "
            "Uten målinger der kan vi ikke si om noe er endret.",
            next_step="Registrer tall for månedene i utgangspunktet, eller velg et senere utgangspunkt.",
            mark="missing",
        )
    needed, now = number_word(USEFUL_NEEDED), number_word(phase.counted)
    where = " i denne fasen" if len(analysis.phases) > 1 else ""
    next_step = "Fortsett å registrere."
    if phase.counted == phase.measured:
        sentence = f"Vi trenger minst {needed} målinger før vi kan si om noe er endret. Nå har vi {now}{where}."
    else:
        on_median = number_word(phase.measured - phase.n_useful)
        sentence = (
            f"Vi trenger minst {needed} målinger over eller under utgangspunktet før vi kan si om noe er endret. "
            f"Nå har vi {now}{where}, og {on_median} til som ligger på utgangspunktet og ikke teller."
        )
        if phase.measured >= USEFUL_NEEDED:
            next_step = "Se på selve tallene sammen. Når mange målinger er like, viser diagrammet lite."
    return VerdictText(
        headline=f"For få målinger, {phase.counted} av {USEFUL_NEEDED} som trengs.",
        sentence=sentence,
        label="For få målinger",
        detail=f"{phase.counted} av {USEFUL_NEEDED} som trengs",
        why=f"Med færre enn {needed} målinger kan også lange rekker og store hopp være tilfeldige.",
        next_step=next_step,
        mark="missing",
    )


def _constant(analysis: Analysis, unit: str) -> VerdictText:
    phase = analysis.phases[-1]
    value = format_value(analysis.points[analysis.latest or 0].value or 0, unit)
    is_met = analysis.goal_status is GoalStatus.MET
    alike = f"Alle {number_word(phase.measured)} målinger er {value}"
    return VerdictText(
        headline="Mål nådd, ingen variasjon." if is_met else "Ingen variasjon.",
        sentence=f"{alike}." if is_met else f"{alike}, så diagrammet kan ikke vise en endring.",
        label="Ingen variasjon",
        detail=f"alle er {value}",
        why="Vi teller målinger over og under utgangspunktet. Når alle er like, er det ingen å telle.",
        next_step="Hold fast ved det dere gjør." if is_met else "Se om indikatoren fanger det dere vil endre.",
        mark="uncertain",
    )


def _no_change(analysis: Analysis, unit: str) -> VerdictText:
    most, fewest = number_word(analysis.longest_run_max or 0), number_word(analysis.crossings_min or 0)
    crossings = counted(analysis.crossings, "kryssing", "kryssinger")
    is_met = analysis.goal_status is GoalStatus.MET
    within = " og ligger innenfor grensene" if analysis.has_limits else ""
    return VerdictText(
        headline="Ingen tegn til varig endring.",
        sentence=f"Målingene veksler rundt utgangspunktet{within}, slik vi venter når ingenting er endret.",
        label="Ingen endring",
        detail=f"veksler rundt {format_value(analysis.center or 0, unit)}",
        why=(
            f"{_with_so_many(analysis)} venter vi høyst {most} på rad på samme side av utgangspunktet, og at målingene "
            f"krysser det minst {fewest} ganger, når ingenting er endret. "
            f"Her er det høyst {number_word(analysis.longest_run)} på rad og {crossings}.{_on_median(analysis)}"
        ),
        next_step="Hold fast ved det dere gjør." if is_met else "Prøv en ny endring, og fortsett å måle.",
        mark="uncertain",
    )


def _uncertain(analysis: Analysis, unit: str) -> VerdictText:
    if analysis.is_provisional:
        return _provisional(analysis)
    side, most = SIDE_WORD[analysis.run_side], analysis.longest_run_max or 0
    why = _why_run(analysis)
    if analysis.run_needed is None:
        then = f"Opptil {number_word(most)} på rad er vanlig når ingenting er endret."
    else:
        needed = number_word(analysis.run_needed)
        then = f"Det trengs {needed}."
        if analysis.run_needed > most + 1:
            why += f" Grensen stiger med antall målinger, derfor trengs det {needed}."
    return VerdictText(
        headline="Ikke sikkert ennå.",
        sentence=f"{_run(analysis)} ligger {side} utgangspunktet. {then}",
        label="Ikke sikkert ennå",
        detail=f"{analysis.run_length} på rad {side}",
        why=why,
        next_step=_uncertain_next_step(analysis),
        mark="uncertain",
    )


def _uncertain_next_step(analysis: Analysis) -> str:
    wanted = WANTED_SIDE[analysis.series.direction]
    if analysis.run_side == -wanted:
        return "Snakk om hva som kan ligge bak, og følg med på neste måling."
    if not wanted or analysis.run_needed is None:
        return "Følg med på de neste målingene."
    more = analysis.run_needed - analysis.run_length
    side = SIDE_WORD[analysis.run_side]
    if more == 1:
        return f"Er neste måling også {side}, er det et tegn på varig forbedring."
    return f"Er de {number_word(more)} neste målingene også {side}, er det et tegn på varig forbedring."


def _provisional(analysis: Analysis) -> VerdictText:
    phase, needed = analysis.phases[-1], number_word(BASELINE_NEEDED)
    in_baseline = counted(phase.baseline_measured, "måling", "målinger")
    return VerdictText(
        headline="Ikke sikkert ennå.",
        sentence=f"Utgangspunktet er foreløpig. Det bygger på {in_baseline}, og det trengs {needed}.",
        label="Ikke sikkert ennå",
        detail="foreløpig utgangspunkt",
        why=f"Med færre enn {needed} målinger kan utgangspunktet selv være tilfeldig. Da sammenligner vi ikke med det.",
        next_step=f"Velg et utgangspunkt med minst {needed} målinger.",
        mark="uncertain",
    )


def _long_run(analysis: Analysis, change: str, label: str, next_step: str, mark: str) -> VerdictText:
    """A run too long for chance that still stands, or was broken by one single point."""
    side, other = SIDE_WORD[analysis.run_side], SIDE_WORD[-analysis.run_side]
    if not analysis.run_against:
        headline = f"Tegn på varig {change}."
        sentence = f"{_run(analysis)} ligger {side} utgangspunktet, og det skjer sjelden ved en tilfeldighet."
    else:
        headline = f"Tegn på {change}."
        is_latest = analysis.current_side != analysis.run_side
        then = f"Den siste ligger {other}." if is_latest else f"Siden har én ligget {other}."
        sentence = (
            f"{_run(analysis)} lå {side} utgangspunktet, {_months(analysis)}, "
            f"og det skjer sjelden ved en tilfeldighet. {then}"
        )
    return VerdictText(
        headline, sentence, label, f"{analysis.run_length} på rad {side}", _why_run(analysis), next_step, mark
    )


def _improvement(analysis: Analysis, unit: str) -> VerdictText:
    then = "følg med på neste måling" if analysis.run_against else "hold fast ved det"
    next_step = f"Skriv en merknad om hva dere har gjort, og {then}."
    return _long_run(analysis, "forbedring", "Forbedring", next_step, "improvement")


def _deterioration(analysis: Analysis, unit: str) -> VerdictText:
    started = place_name(analysis, analysis.run_start or 0)
    next_step = f"Finn ut hva som ble annerledes rundt {started}, da rekken begynte."
    return _long_run(analysis, "forverring", "Forverring", next_step, "attention")


def _change(analysis: Analysis, unit: str) -> VerdictText:
    next_step = "Finn ut hva som ble annerledes, og skriv en merknad om det."
    if not analysis.run_length:
        times = counted(analysis.crossings, "gang", "ganger")
        fewest = counted(analysis.crossings_min or 0, "gang", "ganger")
        return VerdictText(
            headline="Tegn på endring.",
            sentence=f"Målingene krysser utgangspunktet bare {times}, og det skjer sjelden når ingenting er endret.",
            label="Endring",
            detail=f"krysser bare {times}",
            why=f"{_with_so_many(analysis)} venter vi at målingene krysser utgangspunktet minst {fewest} når "
            f"ingenting er endret. Her skjer det {times}.{_on_median(analysis)}",
            next_step=next_step,
            mark="attention",
        )
    if analysis.run_against <= 1:
        return _long_run(analysis, "endring", "Endring", next_step, "attention")
    side, other = SIDE_WORD[analysis.run_side], SIDE_WORD[-analysis.run_side]
    since = f"Siden har {number_word(analysis.run_against)} ligget {other}"
    if analysis.current_side == analysis.run_side and analysis.current_length > 1:
        since += f", men nå ligger {number_word(analysis.current_length)} på rad {side}"
    return VerdictText(
        headline="Tegn på endring.",
        sentence=f"{_run(analysis)} lå {side} utgangspunktet, {_months(analysis)}. {since}.",
        label="Endring",
        detail=f"{analysis.run_length} på rad {side}, så {analysis.run_against} {other}",
        why=_why_run(analysis),
        next_step=next_step,
        mark="attention",
    )


def _slid_back(analysis: Analysis, unit: str) -> VerdictText:
    side, other = SIDE_WORD[analysis.run_side], SIDE_WORD[-analysis.run_side]
    ended = place_name(analysis, analysis.run_end or 0)
    return VerdictText(
        headline="Forbedringen har ikke holdt seg.",
        sentence=(
            f"{_run(analysis)} lå {side} utgangspunktet, {_months(analysis)}. "
            f"Nå ligger {number_word(analysis.current_length)} på rad {other}."
        ),
        label="Har ikke holdt seg",
        detail=f"{analysis.current_length} på rad {other}",
        why=_why_run(analysis),
        next_step=f"Finn ut hva som ble annerledes etter {ended}.",
        mark="attention",
    )


def _middle(analysis: Analysis) -> str:
    return "medianen" if analysis.series.chart in (ChartType.RUN, ChartType.G) else "gjennomsnittet"


def _run(analysis: Analysis) -> str:
    return f"{capitalized(number_word(analysis.run_length))} målinger på rad"


def _months(analysis: Analysis) -> str:
    return stretch(analysis, analysis.run_start or 0, analysis.run_end or 0)


def _with_so_many(analysis: Analysis) -> str:
    useful = f"Med {counted(analysis.n_useful, 'måling', 'målinger')}"
    return f"{useful} over eller under utgangspunktet" if _on_median(analysis) else useful


def _on_median(analysis: Analysis) -> str:
    number = analysis.phases[-1].measured - analysis.n_useful
    lie = f"{capitalized(counted(number, 'måling', 'målinger'))} ligger på utgangspunktet og teller ikke."
    return f" {lie}" if number else ""


def _why_run(analysis: Analysis) -> str:
    same_side = "på samme side" if _on_median(analysis) else "på samme side av utgangspunktet"
    return (
        f"{_with_so_many(analysis)} venter vi høyst {number_word(analysis.longest_run_max or 0)} på rad {same_side} "
        f"når ingenting er endret. "
        f"Her er det {number_word(analysis.run_length)}, {_months(analysis)}.{_on_median(analysis)}"
    )


# The words of Anhøj's rules; where others say it in their own way, rule_texts has them.
TELLERS: dict[Verdict, Callable[[Analysis, str], VerdictText]] = {
    Verdict.NO_DATA: _no_data,
    Verdict.TOO_FEW: _too_few,
    Verdict.CONSTANT: _constant,
    Verdict.NO_CHANGE: _no_change,
    Verdict.UNCERTAIN: _uncertain,
    Verdict.IMPROVEMENT: _improvement,
    Verdict.DETERIORATION: _deterioration,
    Verdict.CHANGE: _change,
    Verdict.SLID_BACK: _slid_back,
}
