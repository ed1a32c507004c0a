"""Texts that may not be stored are refused with a sentence, long ones with numbers, and a form counts once."""

import uuid

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from accounts.forms import SafeCharField, SafeTextField, form_token_field, is_first_submission
from accounts.models import fields
from tests.factories.accounts import make_user


class NoteForm(forms.Form):
    """A form that counts once."""

    form_token = form_token_field()
    note = SafeCharField()


@pytest.mark.parametrize("text", ["Nul\x00l", "Snu\u202eret", "Halv\ud800"])
@pytest.mark.parametrize(
    "field", [SafeCharField(), SafeTextField(), fields.SafeCharField(max_length=99), fields.SafeTextField()]
)
def test_invisible_character_is_refused(field: forms.Field | models.Field, text: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        field.run_validators(text)
    assert {error.code for error in refusal.value.error_list} <= {
        "control_character",
        "null_characters_not_allowed",
        "surrogate_characters_not_allowed",
    }


@pytest.mark.parametrize("text", ["Linje\nlinje\tslutt", "Ærlig talt – «ja» 100 %", "👍🏽 e\u0301", "<b>fet</b>"])
def test_ordinary_text_is_taken_as_it_is(text: str) -> None:
    assert SafeTextField().clean(text) == text
    fields.SafeTextField().run_validators(text)


@pytest.mark.parametrize("field", [SafeTextField(), fields.SafeTextField()])
def test_pasted_file_is_refused_with_numbers(field: forms.Field | models.Field) -> None:
    with pytest.raises(ValidationError) as refusal:
        field.run_validators("x" * 10_001)
    assert "10001" in str(refusal.value)
    assert "10000" in str(refusal.value)


def test_browser_is_not_asked_to_cut_a_long_text() -> None:
    assert "maxlength" not in SafeTextField().widget.attrs


@pytest.mark.django_db
def test_form_counts_once_for_each_person() -> None:
    kari, ola = make_user("Kari"), make_user("Ola")
    data = {"form_token": str(uuid.uuid4()), "note": "Hei"}
    first, second, other = NoteForm(data), NoteForm(data), NoteForm(data)
    assert all([first.is_valid(), second.is_valid(), other.is_valid()])
    answers = [
        is_first_submission(first, by=kari),
        is_first_submission(second, by=kari),
        is_first_submission(other, by=ola),
    ]
    assert answers == [True, False, True]


def test_each_page_gets_its_own_token() -> None:
    values = {NoteForm()["form_token"].value() for _page in range(3)}
    assert len(values) == 3


@pytest.mark.django_db
def test_form_without_a_token_still_counts() -> None:
    form = NoteForm({"note": "Hei"})
    assert form.is_valid()
    assert is_first_submission(form, by=make_user())
