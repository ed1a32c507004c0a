"""The question about an odd figure, in words."""

from django.utils.translation import gettext as _

from measurements.models import Indicator
from measurements.queries.oddities import Oddity, OddityKind
from measurements.spc import format_number


def odd_texts(indicator: Indicator, odd: Oddity) -> tuple[str, str]:
    """«Stemmer 200 brukere?», and what makes one ask: «Vanligvis er det 18 til 24.»"""
    number = format_number(odd.value)
    if odd.kind is OddityKind.FEW:
        text = _("Er bare %(number)s talt?") % {"number": number}
        return text, _("%(number)s av %(number)s er 100 %%, men så få sier lite.") % {"number": number}
    if odd.kind is OddityKind.REPEATED:
        text = _("Stemmer %(number)s for tredje gang på rad?") % {"number": number}
        return text, _("«%(label)s» var det samme de to gangene før.") % {"label": indicator.numerator_label}
    label = indicator.denominator_label if odd.field == "d" else indicator.numerator_label
    noun = indicator.counted_noun if odd.field == "d" and indicator.counted_noun else label.lower()
    usual = format_number(odd.lowest)
    if odd.lowest != odd.highest:
        usual = _("%(lowest)s til %(highest)s") % {"lowest": usual, "highest": format_number(odd.highest)}
    return (
        _("Stemmer %(number)s %(noun)s?") % {"number": number, "noun": noun},
        _("Vanligvis er det %(usual)s.") % {"usual": usual},
    )
