"""A date as people write it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

DATE_ERRORS = {
    "required": gettext_lazy("Velg en dato, eller skriv den som 15.04.2027."),
    "invalid": gettext_lazy("Skriv datoen som 15.04.2027."),
}


class DateField(forms.DateField):
    """A date from the browser's picker or typed as dd.mm.åååå; a field's own words go before the usual ones."""

    def __init__(self, **kwargs: Any) -> None:
        words = DATE_ERRORS | kwargs.pop("error_messages", {})
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"], error_messages=words, **kwargs)
        self.widget.attrs.setdefault("class", "input-short")
