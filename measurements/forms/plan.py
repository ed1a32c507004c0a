"""Sets up the måleplan."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from accounts.forms import SafeCharField
from accounts.months import add_months, format_month_key, month_of, months_between, parse_month
from accounts.norwegian import format_month
from measurements.forms.numbers import NumberField
from measurements.models import Indicator
from measurements.queries.definitions import Definition, definitions
from measurements.queries.offers import Offer

# As far back as a team has figures worth entering.
EARLIEST = 24


class Choice(NamedTuple):
    """One indicator of the page. `move` is there when a newer version has come; `earlier` tells of targets given up."""

    offer: Offer
    definition: Definition
    follow: BoundField
    target: BoundField
    move: BoundField | None
    earlier: str


class MonthField(forms.TypedChoiceField):
    """A month chosen from a list, given as its first day."""

    def __init__(self, *, months: Sequence[date] = (), **kwargs: Any):
        super().__init__(coerce=parse_month, empty_value=None, **kwargs)
        self.set_months(months)

    def set_months(self, months: Sequence[date]) -> None:
        """Offer these months."""
        empty = [] if self.required else [("", _("Ikke bestemt"))]
        self.choices = empty + [(format_month_key(month), format_month(month)) for month in months]

    def prepare_value(self, value: Any) -> Any:
        """The month as its choice is written."""
        return format_month_key(value) if isinstance(value, date) else value


class PlanForm(forms.Form):
    """Which indicators, towards which goal, counted where, when and how many, from when."""

    who = SafeCharField(
        label=_("Hvem teller?"), max_length=160, required=False, help_text=_("For eksempel primærkontakten.")
    )
    where = SafeCharField(
        label=_("Hvor teller dere?"), max_length=160, required=False, help_text=_("For eksempel sone nord.")
    )
    when = SafeCharField(
        label=_("Når teller dere?"), max_length=160, required=False, help_text=_("For eksempel siste uke i måneden.")
    )
    sample = SafeCharField(
        label=_("Hvor mange teller dere?"),
        max_length=160,
        required=False,
        help_text=_("For eksempel 20 tilfeldige brukere. Ta like mange hver måned."),
    )
    starts_on = MonthField(label=_("Første måned med tall"), help_text=_("Seks måneder før samling 1 er vanlig."))
    baseline_ends_on = MonthField(
        label=_("Siste måned i utgangspunktet"),
        help_text=_("Den siste før dere begynte å endre noe."),
    )
    target_due_on = MonthField(label=_("Når skal målet være nådd?"), required=False)
    targets_from = MonthField(
        label=_("Når gjelder et endret mål fra?"),
        help_text=_("Månedene før beholder målet de hadde. Var det en feil, velger dere den tidligste måneden."),
        error_messages={"required": _("Velg fra hvilken måned et endret mål gjelder.")},
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        offers: Sequence[Offer],
        today: date,
        ends_on: date | None,
        counted_from: date | None,
        earlier: Mapping[int, str],
        **kwargs: Any,
    ):
        """counted_from: the first month with figures, if any. earlier: of indicators by id, the targets given up."""
        super().__init__(*args, **kwargs)
        self.offers, self.earlier = list(offers), earlier
        if counted_from:
            self.fields["targets_from"].set_months(months_between(min(counted_from, today), today)[::-1])
            self.initial["targets_from"] = month_of(today)
        else:
            # Nothing has been held against the targets yet: they may be changed as often as the team wants.
            del self.fields["targets_from"]
        first = add_months(today.replace(day=1), -EARLIEST)
        initial = [value for name in ("starts_on", "baseline_ends_on") if (value := self.initial.get(name))]
        first = min([first, *initial])
        last = (ends_on or add_months(today, 24)).replace(day=1)
        self.fields["starts_on"].set_months(months_between(first, today))
        self.fields["baseline_ends_on"].set_months(months_between(first, max(last, *initial, today.replace(day=1))))
        self.fields["target_due_on"].set_months(
            months_between(today, max(last, self.initial.get("target_due_on") or last))
        )
        for offer in self.offers:
            indicator = offer.indicator
            self.fields[f"follow_{indicator.pk}"] = forms.BooleanField(
                label=indicator.short_name, required=False, disabled=offer.is_mandatory, initial=offer.is_mandatory
            )
            self.fields[f"target_{indicator.pk}"] = NumberField(
                label=_("Mål"), has_decimals=True, is_signed=indicator.is_signed
            )
            if offer.newer:
                self.fields[f"move_{indicator.pk}"] = forms.BooleanField(
                    label=_("Gå over til den nye utgaven"), required=False
                )

    def choices(self) -> Iterator[Choice]:
        """Each indicator with its definition and its fields."""
        definitions_of = definitions([offer.indicator for offer in self.offers])
        for offer, definition in zip(self.offers, definitions_of, strict=True):
            pk = offer.indicator.pk
            move = self[f"move_{pk}"] if offer.newer else None
            earlier = self.earlier.get(pk, "")
            yield Choice(offer, definition, self[f"follow_{pk}"], self[f"target_{pk}"], move, earlier)

    def chosen(self) -> list[tuple[Indicator, Decimal | None]]:
        """The indicators to follow with their targets, in the order of the page."""
        data = self.cleaned_data
        return [
            (
                offer.newer if data.get(f"move_{offer.indicator.pk}") else offer.indicator,
                data.get(f"target_{offer.indicator.pk}"),
            )
            for offer in self.offers
            if offer.is_mandatory or data.get(f"follow_{offer.indicator.pk}")
        ]
