"""The day of a rare event."""

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.forms.fields import DateField


class EventForm(forms.Form):
    """When it happened; never to whom."""

    happened_on = DateField(label=_("Hvilken dag skjedde det?"), help_text=_("Flere på samme dag føres som én."))
