"""What is said about an indicator before anybody has counted."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.norwegian import format_percent
from measurements.models import Indicator
from measurements.spc import format_value


def suggested_goal(indicator: Indicator) -> str:
    """«95 %», «50 % lavere enn utgangspunktet», or nothing where each team decides."""
    if indicator.default_target is not None:
        return format_value(indicator.default_target, indicator.unit)
    change = indicator.relative_target
    if change is None:
        return ""
    if change == 0:
        return _("ikke dårligere enn utgangspunktet")
    words = _("%(change)s høyere enn utgangspunktet") if change > 0 else _("%(change)s lavere enn utgangspunktet")
    return words % {"change": format_percent(abs(change))}


def calculation_text(indicator: Indicator) -> str:
    """How the value is worked out, in one line."""
    one, other = indicator.numerator_label, indicator.denominator_label
    match indicator.calculation:
        case Indicator.Calculation.ALL_OR_NONE:
            return _("Alle eller ingen: %(one)s delt på %(other)s, i prosent") % {"one": one, "other": other}
        case Indicator.Calculation.PROPORTION:
            return _("Andel: %(one)s delt på %(other)s, i prosent") % {"one": one, "other": other}
        case Indicator.Calculation.RATE:
            return _("Rate: %(one)s delt på %(other)s, per %(per)s") % {
                "one": one,
                "other": other,
                "per": indicator.multiplier,
            }
        case Indicator.Calculation.MEAN:
            return _("Gjennomsnitt: %(one)s delt på %(other)s") % {"one": one, "other": other}
        case Indicator.Calculation.DAYS:
            return _("Dager siden forrige gang")
        case Indicator.Calculation.SUM:
            return _("Sum: %(one)s lagt sammen") % {"one": one}
    return _("Antall: %(one)s") % {"one": one}


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator as pages explain it. facts: label and text, the empty ones left out."""

    indicator: Indicator
    goal: str
    facts: tuple[tuple[str, str], ...]


def definitions(indicators: Iterable[Indicator]) -> list[Definition]:
    """The indicators with their goal and everything that is known about them, in order."""
    return [Definition(indicator, suggested_goal(indicator), _facts(indicator)) for indicator in indicators]


def _facts(indicator: Indicator) -> tuple[tuple[str, str], ...]:
    sample = indicator.sampling
    if indicator.sample_size:
        advised = _("gjerne %(number)s") % {"number": indicator.sample_size}
        sample = f"{sample}, {advised}" if sample else advised
    found = [
        (indicator.numerator_label, indicator.numerator_text),
        (indicator.denominator_label, indicator.denominator_text),
        (_("Ta med"), indicator.inclusion),
        (_("Ta ikke med"), indicator.exclusion),
        (_("Utvalg"), sample),
        (_("Hvor ofte"), indicator.get_frequency_display()),
        (_("Hvor tallene finnes"), indicator.data_source),
        (_("Slik regnes det ut"), calculation_text(indicator)),
        (_("Eksempel"), indicator.example),
        (_("Nynorsk"), indicator.name_nn),
        (_("Engelsk"), indicator.name_en),
        (_("Kilde"), indicator.source),
    ]
    return tuple((label, text) for label, text in found if text)
