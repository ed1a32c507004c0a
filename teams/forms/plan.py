"""The form of one tiltak in the plan."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import SafeCharField, SafeTextField, form_token_field
from networks.forms.fields import DateField
from teams.models import PlanItem, Team, TeamMembership

_USUAL_LENGTH = timedelta(weeks=6)


class PlanItemForm(forms.Form):
    """One tiltak: what, who, from when to when, how far."""

    title = SafeCharField(
        label=_("Tiltak"),
        max_length=200,
        help_text=_("Hva dere skal gjøre, med få ord."),
        error_messages={"required": _("Skriv hva dere skal gjøre.")},
    )
    responsible = forms.ModelChoiceField(
        TeamMembership.objects.none(), label=_("Ansvarlig"), required=False, empty_label=_("Ikke bestemt")
    )
    starts_on = DateField(label=_("Start"), error_messages={"required": _("Skriv når dere begynner.")})
    due_on = DateField(label=_("Frist"), error_messages={"required": _("Skriv når tiltaket skal være innført.")})
    status = forms.ChoiceField(label=_("Status"), choices=PlanItem.Status.choices)
    done_on = DateField(
        label=_("Innført dato"),
        required=False,
        help_text=_("Gjelder når status er «Innført». Står den tom, bruker vi dagens dato."),
    )
    note = SafeTextField(label=_("Merknad"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    form_token = form_token_field()

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = team.memberships.current()
        self.fields["responsible"].label_from_instance = lambda person: person.name

    def clean(self) -> dict[str, Any]:
        """Hold the deadline to the start; the service holds the rest."""
        cleaned = super().clean()
        starts_on, due_on = cleaned.get("starts_on"), cleaned.get("due_on")
        if starts_on and due_on and due_on < starts_on:
            self.add_error("due_on", _("Fristen er før starten. Velg en frist på eller etter startdatoen."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in plan_item_values(PlanItem())}


def plan_item_values(item: PlanItem) -> dict[str, Any]:
    """The form's fields as they stand in a tiltak."""
    names = ("title", "responsible", "starts_on", "due_on", "status", "done_on", "note")
    return {name: getattr(item, name) for name in names}


def new_plan_item_values(today: date) -> dict[str, Any]:
    """What the form proposes for a new tiltak."""
    return {"starts_on": today, "due_on": today + _USUAL_LENGTH, "status": PlanItem.Status.NOT_STARTED}
