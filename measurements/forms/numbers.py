"""Reads a number as people write it: 16, 12,5, 12.5, 1 200."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

# Spaces people put between thousands: ordinary, hard, narrow and thin.
_SPACES = re.compile(r"[ \u00a0\u202f\u2009]")
_NUMBER = re.compile(r"-?[0-9]{1,16}(?:[.,][0-9]{1,16})?")


class NumberInput(forms.TextInput):
    """A text field written without a template: the baseline grid has a hundred of them."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: object = None) -> SafeString:
        """The input element."""
        return _input(self, name, value, attrs)


class HiddenNumberInput(forms.HiddenInput):
    """A hidden field written the same way."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: object = None) -> SafeString:
        """The input element."""
        return _input(self, name, value, attrs)


class NumberField(forms.CharField):
    """A number in a text field: no spinner, the right keyboard on a phone, and nothing typed is thrown away."""

    widget = NumberInput

    def __init__(self, *, has_decimals: bool = False, is_signed: bool = False, **kwargs):
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        mode = number_keyboard(has_decimals=has_decimals, is_signed=is_signed)
        self.widget.attrs |= {"inputmode": mode, "autocomplete": "off", "enterkeyhint": "next"}

    def to_python(self, value: str | None) -> Decimal | None:
        """The number, or None for an empty field."""
        return parse_number(super().to_python(value))


def number_keyboard(*, has_decimals: bool, is_signed: bool) -> str:
    """Which keyboard a phone shows; the number pads have no minus."""
    if is_signed:
        return "text"
    return "decimal" if has_decimals else "numeric"


def _input(
    widget: forms.TextInput | forms.HiddenInput, name: str, value: Any, attrs: dict[str, Any] | None
) -> SafeString:
    written = widget.format_value(value)
    all_attrs = {"type": widget.input_type, "name": name, "value": written, **widget.attrs, **(attrs or {})}
    return format_html("<input{}>", flatatt(all_attrs))


def parse_number(text: str) -> Decimal | None:
    """The number written in `text`, None when it is empty. ValidationError when it is no number."""
    text = _SPACES.sub("", text.strip()).replace("\u2212", "-")
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise forms.ValidationError(_("Skriv bare tall her, for eksempel 16."), code="number")
    return Decimal(text.replace(",", "."))
