"""The days of rare events."""

from datetime import date

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms import SafeTextField
from networks.forms.fields import DateField

# More lines than these are wrong in the same way.
_LINES_NAMED = 10


class EventForm(forms.Form):
    """When it happened; never to whom."""

    happened_on = DateField(label=_("Hvilken dag skjedde det?"), help_text=_("Flere på samme dag føres som én."))


class ManyEventsForm(forms.Form):
    """Several days at once, as they stand below each other in a spreadsheet."""

    days = SafeTextField(
        label=_("Datoer, én på hver linje"),
        help_text=_("Kopier kolonnen med datoer fra regnearket. Alle føres, eller ingen."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Skriv eller lim inn minst én dato."),
            "max_length": _("Det er for mange datoer på én gang. Del dem opp."),
        },
    )

    def clean_days(self) -> list[date]:
        """The days as they are written, each once; the lines that are none are named."""
        field, found, wrong = DateField(), {}, []
        for number, line in enumerate(self.cleaned_data["days"].splitlines(), start=1):
            text = line.strip()
            if not text:
                continue
            try:
                found[field.clean(text)] = None
            except forms.ValidationError:
                words = gettext("Linje %(number)d: «%(text)s» er ikke en dato. Skriv den som 4.11.2026.")
                wrong.append(words % {"number": number, "text": Truncator(text).chars(40)})
        if wrong:
            raise forms.ValidationError(wrong[:_LINES_NAMED])
        return list(found)
