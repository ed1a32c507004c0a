"""What the other rules say: a point outside its limits, the rules of IHI, and those of Making Data Count.

IHI's shift and trend speak by chance more often than Anhøj's rules (a shift of six in about one of four random series of
24), so nothing here calls them rare.
"""

from collections.abc import Callable

from measurements.spc.findings import Analysis, Assurance, Basis, GoalStatus, Verdict
from measurements.spc.patterns import MDC_LENGTH
from measurements.spc.places import at_place, stretch
from measurements.spc.series import ChartType, RuleSet
from measurements.spc.verdict_texts import SIDE_WORD, TELLERS, VerdictText
from measurements.spc.wording import capitalized, format_value, number_word

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
# What a point is called where it is no measurement but a spread: one, the one, many.
_POINT_WORDS = {
    ChartType.MR: ("sprang", "spranget", "sprang"),
    ChartType.S: ("spredning", "spredningen", "spredninger"),
}
_IHI_WARNING = "Disse reglene slår oftere ut ved en tilfeldighet enn Anhøj-reglene."


def told(analysis: Analysis, unit: str) -> VerdictText:
    """The words of the verdict, by the rule it stands on."""
    rules, verdict, basis = analysis.series.rules, analysis.verdict, analysis.basis
    teller = TELLERS.get(verdict)
    if verdict is Verdict.UNUSUAL:
        teller = _unusual
    elif verdict is Verdict.NO_CHANGE and not analysis.series.may_run:
        teller = _within_limits
    elif rules is RuleSet.MDC:
        teller = _no_mdc_pattern if verdict is Verdict.NO_CHANGE else _mdc_pattern if basis else teller
    elif rules is RuleSet.IHI:
        teller = _IHI_TELLERS.get((verdict, basis), teller)
        if verdict is Verdict.UNCERTAIN and analysis.run_length:
            teller = _building
    return teller(analysis, unit)


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
    one, the, many = _POINT_WORDS.get(analysis.series.chart, ("måling", "målingen", "målinger"))
    what = f"Siste {one}" if position == analysis.latest else f"{capitalized(the)} {where}"
    more = len(analysis.outside) - 1
    others = (
        f" {capitalized(number_word(more))} {one if more == 1 else many} til ligger utenfor grensene." if more else ""
    )
    return VerdictText(
        headline="Noe uvanlig.",
        sentence=f"{what} ligger {beyond} {which} grense, og det skjer sjelden når ingenting er endret.{others}",
        label="Uvanlig",
        detail=f"{beyond} {which} grense",
        why=f"Grensene viser hvor {many} vanligvis ligger når ingenting er endret. {capitalized(the)} {where} er "
        f"{format_value(analysis.points[position].value or 0, unit)}, og {which} grense er {format_value(limit, unit)}.",
        next_step=f"Finn ut hva som skjedde {where}, og skriv en merknad om det.",
        mark="attention",
    )


def _within_limits(analysis: Analysis, unit: str) -> VerdictText:
    return VerdictText(
        headline="Ingen tegn til endring.",
        sentence="Alle punktene ligger innenfor grensene, slik vi venter når ingenting er endret.",
        label="Ingen endring",
        detail="innenfor grensene",
        why="I dette diagrammet ser vi bare etter punkter utenfor grensene. Her er det ingen.",
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
        sentence = f"{capitalized(length)} målinger på rad ligger {side} utgangspunktet, og regelen krever {needed}."
    return VerdictText(
        headline=headline,
        sentence=sentence,
        label=label,
        detail=f"{analysis.run_length} på rad {side}",
        why=_ihi_run(analysis),
        next_step=_follow_up(analysis),
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
        sentence = f"{capitalized(length)} målinger på rad {verb}, og regelen krever {needed}."
    else:
        sentence = f"{capitalized(length)} målinger på rad {past}, {when}, og regelen krever {needed}."
    return VerdictText(
        headline=headline,
        sentence=sentence,
        label=label,
        detail=f"{trend.length} på rad {verb if is_current else past}",
        why=f"{_ihi_rule(analysis)} Her er det {length} på rad som {verb if is_current else past}, {when}. {_IHI_WARNING}",
        next_step=_follow_up(analysis),
        mark=mark,
    )


def _ihi_run(analysis: Analysis) -> str:
    when = stretch(analysis, analysis.run_start or 0, analysis.run_end or 0)
    return f"{_ihi_rule(analysis)} Her er det {number_word(analysis.run_length)}, {when}. {_IHI_WARNING}"


def _follow_up(analysis: Analysis) -> str:
    if analysis.verdict is Verdict.IMPROVEMENT:
        return "Skriv en merknad om hva dere har gjort, og følg med på neste måling."
    return "Finn ut hva som ble annerledes, og skriv en merknad om det."


def _ihi_slid_back(analysis: Analysis, unit: str) -> VerdictText:
    return TELLERS[Verdict.SLID_BACK](analysis, unit)._replace(why=_ihi_run(analysis))


_IHI_TELLERS: dict[tuple[Verdict, Basis | None], Callable[[Analysis, str], VerdictText]] = {
    (Verdict.NO_CHANGE, None): _no_ihi_pattern,
    (Verdict.SLID_BACK, Basis.RUN): _ihi_slid_back,
    **{(verdict, Basis.RUN): _ihi_shift for verdict in _HEADLINES},
    **{(verdict, Basis.TREND): _ihi_trend for verdict in _HEADLINES},
}


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
    return VerdictText(
        headline=headline,
        sentence=f"{seen}, og det skjer sjelden ved en tilfeldighet.",
        label=label,
        detail=detail,
        why=_mdc_rule(),
        next_step=_follow_up(analysis),
        mark=mark,
    )
