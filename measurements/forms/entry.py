"""One figure: the two numbers of an indicator in a month, as month page, baseline grid and correction ask for them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import SafeCharField
from measurements.forms.numbers import HiddenNumberInput, NumberField
from measurements.models import PlannedIndicator
from measurements.services import MeasurementError, check_value

FIELD_OF = {"numerator": "n", "denominator": "d"}


def pair_text(numerator: Decimal | None, denominator: Decimal | None) -> str:
    """Two numbers as one text, however they are stored, to know later what «Ja, det stemmer» was said about."""
    return "/".join(["" if number is None else f"{number.normalize():f}" for number in (numerator, denominator)])


class EntryRowForm(forms.Form):
    """«16 av 20». Half-typed is fine until `is_required`.

    seen: the version that stood when the page was shown. ok: the numbers a soft question has been answered for. c: what
    is worth knowing about the figure.
    """

    seen = forms.IntegerField(required=False, widget=HiddenNumberInput)
    ok = SafeCharField(required=False, max_length=40, widget=HiddenNumberInput)
    c = SafeCharField(label=_("Kommentar til tallet, uten navn"), required=False, max_length=300)

    def __init__(self, *args: Any, planned: PlannedIndicator, is_required: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.planned = planned
        self.is_required = is_required
        indicator = planned.indicator
        self.fields["n"] = NumberField(
            label=indicator.numerator_label, has_decimals=indicator.has_decimals, is_signed=indicator.is_signed
        )
        if indicator.has_denominator:
            self.fields["d"] = NumberField(label=indicator.denominator_label)

    def clean(self) -> dict[str, Any]:
        """Check the pair; a missing half is an error only when the figure is required."""
        cleaned = super().clean()
        if "n" in self.errors or "d" in self.errors:
            return cleaned
        if not self.is_required and not self.is_filled:
            self._check_half(cleaned)
            return cleaned
        try:
            check_value(self.planned.indicator, cleaned.get("n"), cleaned.get("d"))
        except MeasurementError as error:
            self.add_error(FIELD_OF.get(error.field or ""), error.message)
        return cleaned

    def _check_half(self, cleaned: dict[str, Any]) -> None:
        for name in ("n", "d"):
            value = cleaned.get(name)
            if value is not None and value < 0 and not (name == "n" and self.planned.indicator.is_signed):
                self.add_error(name, _("Tallet kan ikke være mindre enn null."))

    @property
    def is_filled(self) -> bool:
        """Tell whether every number the figure needs was typed and read."""
        return self.numerator is not None and ("d" not in self.fields or self.denominator is not None)

    @property
    def pair(self) -> str:
        """The two numbers as one text."""
        return pair_text(self.numerator, self.denominator)

    @property
    def is_confirmed(self) -> bool:
        """Tell whether somebody said that these very numbers are right, or wrote why they are so."""
        return self["ok"].value() == self.pair or bool((self["c"].value() or "").strip())

    @property
    def comment(self) -> str | None:
        """What was written about the figure; None when nothing was asked, so that what stands is left alone."""
        return self.cleaned_data.get("c") if self.add_prefix("c") in self.data else None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed in the first field."""
        return not self.data.get(self.add_prefix("n"), "").strip()

    @property
    def numerator(self) -> Decimal | None:
        """The first number, if it was read."""
        return self.cleaned_data.get("n") if self.is_bound and hasattr(self, "cleaned_data") else None

    @property
    def denominator(self) -> Decimal | None:
        """The second number, if it was read."""
        return self.cleaned_data.get("d") if self.is_bound and hasattr(self, "cleaned_data") else None
