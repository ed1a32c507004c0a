"""Puts an indicator in the network's own words, or makes one for a team alone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.norwegian import format_number
from measurements.forms.numbers import NumberField
from measurements.models import Indicator
from measurements.services.indicators import COPY_FIELDS, OWN_FIELDS

_LONG = forms.Textarea(attrs={"rows": 4})


class _IndicatorForm(forms.ModelForm):
    """The service validates the row; the instance of the page is not touched."""

    def _post_clean(self) -> None:
        for field in self.instance._meta.fields:
            self._validate_field(field)

    def _validate_field(self, field: Any) -> None:
        value = self.cleaned_data.get(field.name)
        if isinstance(value, str) and value:
            try:
                field.run_validators(value)
            except forms.ValidationError as error:
                self.add_error(field.name, error)

    def values(self) -> dict[str, Any]:
        """The fields as the services take them."""
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.fields}


class NetworkIndicatorForm(_IndicatorForm):
    """A network's own words for an indicator; how it is worked out stays as it is."""

    default_target = NumberField(
        label=_("Foreslått mål"), has_decimals=True, is_signed=True, help_text=_("Teamene kan sette et annet.")
    )

    class Meta:
        model = Indicator
        fields = COPY_FIELDS
        labels = {
            "name": _("Navn"),
            "name_nn": _("Navn på nynorsk"),
            "name_en": _("Navn på engelsk"),
            "short_name": _("Kortnavn"),
            "summary": _("Kort forklart"),
            "numerator_label": _("Navn på det første tallet"),
            "numerator_text": _("Hva det første tallet teller"),
            "denominator_label": _("Navn på det andre tallet"),
            "denominator_text": _("Hva det andre tallet teller"),
            "inclusion": _("Ta med"),
            "exclusion": _("Ta ikke med"),
            "counted_noun": _("Det som telles, flere"),
            "counted_one": _("Det som telles, én"),
            "direction": _("Ønsket retning"),
            "sampling": _("Utvalg"),
            "sample_size": _("Anbefalt antall"),
            "data_source": _("Hvor tallene finnes"),
            "how_to_count": _("Slik teller dere"),
            "example": _("Eksempel"),
            "is_mandatory": _("Obligatorisk for alle team med tiltakspakken"),
        }
        help_texts = {
            "short_name": _("Overskriften på diagrammet."),
            "summary": _("Én linje: hva teller som ja?"),
            "counted_noun": _("For eksempel brukere."),
            "counted_one": _("For eksempel bruker."),
            "is_mandatory": _("Tell få ting: to til fire indikatorer er nok."),
        }
        error_messages = {
            "name": {"required": _("Skriv navnet på indikatoren.")},
            "short_name": {"required": _("Skriv kortnavnet, som blir overskriften på diagrammet.")},
            "numerator_label": {"required": _("Skriv hva som står over det første feltet.")},
            "numerator_text": {"required": _("Skriv hva det første tallet teller.")},
            "denominator_label": {"required": _("Skriv hva som står over det andre feltet.")},
        }
        widgets = {"how_to_count": _LONG, "example": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        target = self.instance.default_target
        self.initial["default_target"] = "" if target is None else format_number(target, 2)
        if not self.instance.has_denominator:
            del self.fields["denominator_label"], self.fields["denominator_text"]
        else:
            self.fields["denominator_label"].required = True


class TeamIndicatorForm(_IndicatorForm):
    """The few things a team must decide to count something of its own."""

    class Meta:
        model = Indicator
        fields = OWN_FIELDS
        labels = {
            "short_name": _("Hva vil dere følge?"),
            "summary": _("Forklar det i én setning"),
            "kind": _("Hva slags indikator er det?"),
            "calculation": _("Hvordan regnes den ut?"),
            "multiplier": _("Per hvor mange?"),
            "frequency": _("Hvor ofte telles det?"),
            "numerator_label": _("Hva teller dere?"),
            "denominator_label": _("Hva deles det på?"),
            "counted_noun": _("Hvem eller hva telles, i flertall?"),
            "unit": _("Hva står etter tallet?"),
            "direction": _("Hva er bra?"),
            "how_to_count": _("Slik teller dere"),
        }
        help_texts = {
            "short_name": _("Blir overskriften på diagrammet. For eksempel «Måltider i fellesskap»."),
            "multiplier": _("Bare for rate. For eksempel 1000 pasientdøgn."),
            "frequency": _("Tallet for et kvartal eller halvår føres i den siste måneden."),
            "numerator_label": _("Navnet over det første feltet. For eksempel «Spiste sammen»."),
            "denominator_label": _("Navnet over det andre feltet. La stå tomt når dere bare teller ett tall."),
            "counted_noun": _("For eksempel brukere."),
            "unit": _("For gjennomsnitt og sum, for eksempel minutter. Andel får %."),
        }
        error_messages = {
            "short_name": {"required": _("Skriv hva dere vil følge.")},
            "numerator_label": {"required": _("Skriv hva dere teller.")},
            "multiplier": {"required": _("Skriv per hvor mange, for eksempel 1000.")},
        }
        widgets = {"how_to_count": _LONG, "kind": forms.RadioSelect, "direction": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["multiplier"].required = False
        often = self.fields["frequency"]
        often.required = False
        # Dates of events have no months to choose among.
        often.choices = [choice for choice in often.choices if choice[0] in Indicator.CALENDAR_FREQUENCIES]
        for name in ("kind", "direction", "calculation"):
            field = self.fields[name]
            field.choices = [choice for choice in field.choices if choice[0]]

    def clean_multiplier(self) -> int:
        """Left empty, it is one."""
        return self.cleaned_data["multiplier"] or 1

    def clean_frequency(self) -> str:
        """Left out, it is every month."""
        return self.cleaned_data["frequency"] or Indicator.Frequency.MONTHLY

    def clean(self) -> dict[str, Any]:
        """A calculation with two numbers needs a name for the second."""
        cleaned = super().clean()
        calculation = cleaned.get("calculation")
        needs_second = calculation and Indicator(calculation=calculation).has_denominator
        if needs_second and not cleaned.get("denominator_label") and "denominator_label" not in self.errors:
            self.add_error("denominator_label", _("Skriv hva det deles på."))
        return cleaned
