"""Asks for a file with figures, for figures copied from a spreadsheet, and for the yes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import SafeCharField, SafeTextField

# A year of ten indicators is 5 000 characters; ten thousand rows are sent as a file.
LONGEST_PASTE = 200_000


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("Excel-fil (.xlsx) eller CSV-fil (.csv)"),
        error_messages={"required": _("Velg filen først."), "empty": _("Filen er tom.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


class PasteForm(forms.Form):
    """Copied cells, as text."""

    text = SafeTextField(
        label=_("Tallene"),
        max_length=LONGEST_PASTE,
        strip=False,
        help_text=_("Ta med kolonnen med måneder og raden med indikatorenes navn."),
        error_messages={"required": _("Lim inn tallene først.")},
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off", "wrap": "off"}),
    )


class TakeImportForm(forms.Form):
    """The yes to what was shown."""

    shown = SafeCharField(max_length=64, widget=forms.HiddenInput)
    reason = SafeCharField(
        label=_("Hvorfor rettes tallene?"),
        max_length=200,
        required=False,
        help_text=_("Noen av månedene er levert. Skriv kort hvorfor, for eksempel: talt på nytt. Ikke skriv navn."),
    )
