"""A field left empty is told of in its own words: what to write, not only that something is required."""

import pytest
from django import forms

from tests.house.test_texts import form_classes

# What a person fills in; a choice with a first answer is never left empty.
WRITTEN = forms.CharField | forms.DateField | forms.IntegerField


@pytest.mark.parametrize("form", form_classes(), ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_empty_field_is_told_of_in_its_own_words(form: type[forms.BaseForm]) -> None:
    generic = [
        name
        for name, field in form.base_fields.items()
        if isinstance(field, WRITTEN)
        and field.required
        and not isinstance(field.widget, forms.HiddenInput)
        and str(field.error_messages["required"]) == "Feltet er påkrevet."
    ]
    # Those of sign-in get their words when the form is made, over the library's own fields.
    assert generic == {"ConfirmLoginCodeForm": ["code"], "RequestLoginCodeForm": ["email"]}.get(form.__name__, [])
