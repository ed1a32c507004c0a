"""Opens a telleliste."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measurements.forms.numbers import NumberField
from measurements.forms.plan import MonthField
from measurements.models import PlannedIndicator
from networks.forms.fields import DateField


class TallySheetForm(forms.Form):
    """What is counted, for which month, how many, and the last day the link works."""

    planned_indicator = forms.ModelChoiceField(
        label=_("Hva skal telles?"),
        queryset=PlannedIndicator.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    month = MonthField(label=_("Måned"), help_text=_("Måneden tallene hører til."))
    limit = NumberField(
        label=_("Hvor mange skal telles?"),
        help_text=_(
            "Lista stopper av seg selv der. Trengs når svaret er ja eller nei, kan stå tomt når dere bare teller opp."
        ),
    )
    expires_on = DateField(label=_("Siste dag lenken virker"), help_text=_("Høyst to måneder fram i tid."))

    def __init__(self, *args: Any, planned: Sequence[PlannedIndicator], months: Sequence[date], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["planned_indicator"]
        rows = PlannedIndicator.objects.filter(pk__in=[row.pk for row in planned]).select_related("indicator", "unit")
        field.queryset = rows.order_by("position")
        field.label_from_instance = lambda row: row.title
        self.fields["month"].set_months(months)
        self.fields["limit"].widget.attrs["class"] = "input-short"

    def clean_limit(self) -> int | None:
        """A whole number, or nothing."""
        limit = self.cleaned_data["limit"]
        if limit is not None and limit != int(limit):
            raise forms.ValidationError(_("Skriv et helt tall."))
        return None if limit is None else int(limit)
