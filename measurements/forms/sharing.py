"""Shares a chart until a day."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import SafeCharField, form_token_field
from networks.forms.fields import DateField


class ChartLinkForm(forms.Form):
    """What the link is for, and its last day."""

    label = SafeCharField(
        label=_("Hva er lenken til?"),
        max_length=80,
        required=False,
        help_text=_(
            "Så dere kjenner den igjen her, for eksempel kommunestyret i desember. Den som får lenken, ser det ikke."
        ),
    )
    expires_on = DateField(label=_("Siste dag lenken virker"), help_text=_("Høyst ett år fram i tid."))
    form_token = form_token_field()
