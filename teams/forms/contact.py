"""The forms of what happens between samlinger: the team's meetings, and the organiser's contact with it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import SafeCharField, SafeTextField, form_token_field
from networks.forms.fields import DateField
from teams.models import CoachingNote, TeamMeeting
from teams.services.meetings import MEETING_FIELDS


class MeetingForm(forms.Form):
    """One meeting of the team."""

    held_on = DateField(
        label=_("Dato"), initial=timezone.localdate, error_messages={"required": _("Skriv hvilken dag møtet var.")}
    )
    topic = SafeCharField(label=_("Tema"), max_length=160, required=False)
    attendee_count = forms.IntegerField(
        label=_("Hvor mange var til stede?"),
        min_value=1,
        max_value=100,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input-short"}),
    )
    had_patient_representative = forms.BooleanField(label=_("Brukerrepresentanten var med"), required=False)
    note = SafeTextField(
        label=_("Hva ble dere enige om?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    form_token = form_token_field()

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in MEETING_FIELDS}


def meeting_values(meeting: TeamMeeting) -> dict[str, Any]:
    """The form's fields as they stand in a meeting."""
    return {name: getattr(meeting, name) for name in MEETING_FIELDS}


class ContactForm(forms.Form):
    """One contact with a municipality."""

    contacted_on = DateField(
        label=_("Når"), initial=timezone.localdate, error_messages={"required": _("Skriv hvilken dag det var.")}
    )
    channel = forms.ChoiceField(
        label=_("Hvordan"),
        choices=CoachingNote.Channel.choices,
        initial=CoachingNote.Channel.PHONE,
        widget=forms.RadioSelect(attrs={"choices_class": "choices-inline"}),
    )
    note = SafeTextField(
        label=_("Hva ble avtalt?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv kort hva dere snakket om.")},
    )
    form_token = form_token_field()

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in ("contacted_on", "channel", "note")}
