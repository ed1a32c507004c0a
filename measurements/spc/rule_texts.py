"""What the other rules say: a point outside its limits, the rules of IHI, and those of Making Data Count.

IHI's shift and trend speak by chance more often than Anhøj's rules (a shift of six in about one of four random series of
24), so nothing here calls them rare.
"""

from collections.abc import Callable

from measurements.spc.findings import Analysis, Assurance, Basis, GoalStatus, Verdict
from measurements.spc.patterns import MDC_LENGTH
from measurements.spc.places import at_place, stretch
from measurements.spc.series import WANTED_SIDE, RuleSet
from measurements.spc.verdict_texts import SIDE_WORD, TELLERS, VerdictText
from measurements.spc.wording import capitalized, counted, format_value, number_word

ASSURANCES = {
    Assurance.PASS: "Målet ligger utenfor grensene, så det blir trolig nådd hver gang så lenge ingenting endres.",
    Assurance.FAIL: "Målet ligger utenfor grensene, så det blir trolig ikke nådd uten at noe endres.",
    Assurance.INCONSISTENT: "Målet ligger innenfor grensene, så det blir nådd noen ganger og andre ganger ikke.",
}
_HEADLINES = {
    Verdict.IMPROVEMENT: ("Tegn på forbedring.", "Forbedring", "improvement"),
    Verdict.DETERIORATION: ("Tegn på forverring.", "Forverring", "attention"),
    Verdict.CHANGE: ("Tegn på endring.", "Endring", "attention"),
}
_IHI_WARNING = "Disse reglene slår oftere ut ved en tilfeldighet enn Anhøj-reglene."
_FIND_OUT = "Finn ut hva som ble annerledes, og skriv en merknad om det."


def told(analysis: Analysis, unit: str) -> VerdictText:
    """The words of the verdict, by the rule it stands on."""
    if analysis.verdict is Verdict.UNUSUAL:
        return _unusual(analysis, unit)
    teller: Callable[[Analysis, str], VerdictText] | None = None
    if analysis.verdict is Verdict.NO_CHANGE:
        if not analysis.series.may_run:
            teller = _within_limits
        else:
            teller = {RuleSet.IHI: _no_ihi_pattern, RuleSet.MDC: _no_mdc_pattern}.get(analysis.series.rules)
    elif analysis.series.rules is RuleSet.IHI and analysis.verdict is Verdict.UNCERTAIN and analysis.run_length:
        teller = _building
    elif analysis.series.rules is RuleSet.MDC and analysis.basis is not None:
        teller = _mdc_pattern
    elif analysis.basis is Basis.TREND:
        teller = _ihi_trend
    elif analysis.series.rules is RuleSet.IHI and analysis.basis is Basis.RUN and analysis.verdict in _HEADLINES:
        teller = _ihi_shift
    return (teller or TELLERS[analysis.verdict])(analysis, unit)


def _limit(analysis: Analysis, position: int) -> tuple[str, str, float]:
    """ "over", "øvre" and the limit that the point at the position is beyond, or near."""
    point = analysis.points[position]
    if (point.side or 0) > 0:
        return "over", "øvre", point.upper or 0
    return "under", "nedre", point.lower or 0


def _unusual(analysis: Analysis, unit: str) -> VerdictText:
    position = analysis.unusual or 0
    beyond, which, limit = _limit(analysis, position)
    where = at_place(analysis, position)
    what = "Siste måling" if position == analysis.latest else f"Målingen {where}"
    more = len(analysis.outside) - 1
    others = f" {capitalized(counted(more, 'måling', 'målinger'))} til ligger utenfor grensene." if more else ""
    return VerdictText(
        headline="En uvanlig måling.",
        sentence=f"{what} ligger {beyond} {which} grense, og det skjer sjelden når ingenting er endret.{others}",
        label="Uvanlig måling",
        detail=f"{beyond} {which} grense",
        why=f"Grensene viser hvor målingene vanligvis ligger når ingenting er endret. Målingen {where} er "
        f"{format_value(analysis.points[position].value or 0, unit)}, og {which} grense er {format_value(limit, unit)}.",
        next_step=f"Finn ut hva som skjedde {where}, og skriv en merknad om det.",
        mark="attention",
    )


def _within_limits(analysis: Analysis, unit: str) -> VerdictText:
    return VerdictText(
        headline="Ingen tegn til endring.",
        sentence="Alle målingene ligger innenfor grensene, slik vi venter når ingenting er endret.",
        label="Ingen endring",
        detail="innenfor grensene",
        why="I dette diagrammet ser vi bare etter målinger utenfor grensene. Her er det ingen.",
        next_step=_steady(analysis),
        mark="uncertain",
    )


def _steady(analysis: Analysis) -> str:
    is_met = analysis.goal_status is GoalStatus.MET
    return "Hold fast ved det dere gjør." if is_met else "Prøv en ny endring, og fortsett å måle."


def _ihi_rule(analysis: Analysis) -> str:
    shift, trend = number_word(analysis.series.shift_length), number_word(analysis.series.trend_length)
    return (
        f"IHI-reglene ser etter minst {shift} på rad på samme side av utgangspunktet, "
        f"og minst {trend} på rad som stiger eller synker."
    )


def _no_ihi_pattern(analysis: Analysis, unit: str) -> VerdictText:
    return VerdictText(
        headline="Ingen tegn til varig endring.",
        sentence="Målingene veksler rundt utgangspunktet uten lange rekker, slik vi venter når ingenting er endret.",
        label="Ingen endring",
        detail=f"veksler rundt {format_value(analysis.center or 0, unit)}",
        why=f"{_ihi_rule(analysis)} Her er det høyst {number_word(analysis.longest_run)} på rad på samme side.",
        next_step=_steady(analysis),
        mark="uncertain",
    )


def _building(analysis: Analysis, unit: str) -> VerdictText:
    side, length = SIDE_WORD[analysis.run_side], number_word(analysis.run_length)
    needed = number_word(analysis.series.shift_length)
    return VerdictText(
        headline="Ikke sikkert ennå.",
        sentence=f"{capitalized(length)} målinger på rad ligger {side} utgangspunktet. Det trengs {needed}.",
        label="Ikke sikkert ennå",
        detail=f"{analysis.run_length} på rad {side}",
        why=f"{_ihi_rule(analysis)} Her er det {length}.",
        next_step="Følg med på de neste målingene.",
        mark="uncertain",
    )


def _ihi_shift(analysis: Analysis, unit: str) -> VerdictText:
    headline, label, mark = _HEADLINES[analysis.verdict]
    side, other = SIDE_WORD[analysis.run_side], SIDE_WORD[-analysis.run_side]
    length, needed = number_word(analysis.run_length), number_word(analysis.series.shift_length)
    when = stretch(analysis, analysis.run_start or 0, analysis.run_end or 0)
    if analysis.run_against:
        sentence = f"{capitalized(length)} målinger på rad lå {side} utgangspunktet, {when}. "
        sentence += f"Siden har {number_word(analysis.run_against)} ligget {other}."
    else:
        sentence = f"{capitalized(length)} målinger på rad ligger {side} utgangspunktet, og det trengs {needed}."
    return VerdictText(
        headline=headline,
        sentence=sentence,
        label=label,
        detail=f"{analysis.run_length} på rad {side}",
        why=f"{_ihi_rule(analysis)} Her er det {length}, {when}. {_IHI_WARNING}",
        next_step=_FIND_OUT,
        mark=mark,
    )


def _ihi_trend(analysis: Analysis, unit: str) -> VerdictText:
    headline, label, mark = _HEADLINES[analysis.verdict]
    trend = analysis.trend
    length, needed = number_word(trend.length), number_word(analysis.series.trend_length)
    when = stretch(analysis, trend.start, trend.end)
    is_current = trend.end == analysis.latest
    verb, past = ("stiger", "steg") if trend.side > 0 else ("synker", "sank")
    if is_current:
        sentence = f"{capitalized(length)} målinger på rad {verb}, og det trengs {needed}."
    else:
        sentence = f"{capitalized(length)} målinger på rad {past}, {when}, og det trengs {needed}."
    return VerdictText(
        headline=headline,
        sentence=sentence,
        label=label,
        detail=f"{trend.length} på rad {verb if is_current else past}",
        why=f"{_ihi_rule(analysis)} Her er det {length} på rad som {verb if is_current else past}, {when}. {_IHI_WARNING}",
        next_step=_FIND_OUT,
        mark=mark,
    )


def _mdc_rule() -> str:
    seven = number_word(MDC_LENGTH)
    return (
        f"Making Data Count ser etter en måling utenfor grensene, {seven} på rad på samme side av utgangspunktet, "
        f"{seven} på rad som stiger eller synker, og to av tre nær en av grensene."
    )


def _no_mdc_pattern(analysis: Analysis, unit: str) -> VerdictText:
    return VerdictText(
        headline="Ingen tegn til endring.",
        sentence="Siste måling ligger der vi venter når ingenting er endret.",
        label="Ingen endring",
        detail=f"varierer rundt {format_value(analysis.center or 0, unit)}",
        why=f"{_mdc_rule()} Siste måling er ikke del av noe slikt.",
        next_step=_steady(analysis),
        mark="uncertain",
    )


def _mdc_pattern(analysis: Analysis, unit: str) -> VerdictText:
    headline, label, mark = _HEADLINES[analysis.verdict]
    beyond, which, _ = _limit(analysis, analysis.latest or 0)
    if analysis.basis is Basis.OUTSIDE:
        seen, detail = f"Siste måling ligger {beyond} {which} grense", f"{beyond} {which} grense"
    elif analysis.basis is Basis.TWO_IN_THREE:
        seen, detail = f"To av tre målinger på rad ligger nær {which} grense", f"nær {which} grense"
    elif analysis.trend is not None:
        verb = "stiger" if analysis.trend.side > 0 else "synker"
        seen = f"{capitalized(number_word(analysis.trend.length))} målinger på rad {verb}"
        detail = f"{analysis.trend.length} på rad {verb}"
    else:
        side = SIDE_WORD[analysis.run_side]
        seen = f"{capitalized(number_word(analysis.run_length))} målinger på rad ligger {side} utgangspunktet"
        detail = f"{analysis.run_length} på rad {side}"
    is_better = analysis.verdict is Verdict.IMPROVEMENT and WANTED_SIDE[analysis.series.direction]
    return VerdictText(
        headline=headline,
        sentence=f"{seen}, og det skjer sjelden ved en tilfeldighet.",
        label=label,
        detail=detail,
        why=_mdc_rule(),
        next_step="Skriv en merknad om hva dere har gjort, og følg med på neste måling." if is_better else _FIND_OUT,
        mark=mark,
    )
