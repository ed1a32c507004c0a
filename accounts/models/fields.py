"""Text fields that refuse what must never be stored: national identity numbers, control characters, endless text."""

import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.national_id import contains_national_id

# Long enough for every text a team writes, short enough that a pasted file is refused with a sentence.
LONG_TEXT_LIMIT = 10_000


def refuse_national_id(value: str) -> None:
    """Raise ValidationError, without repeating the number, when `value` holds a fødselsnummer."""
    if contains_national_id(value):
        raise ValidationError(
            _("Teksten ser ut til å inneholde et fødselsnummer. Fjern det, her skal det aldri stå slike numre."),
            code="national_id",
        )


def refuse_control_characters(value: str) -> None:
    """Raise ValidationError for characters that no keyboard writes (NUL, lone surrogates, direction overrides)."""
    for char in value:
        category = unicodedata.category(char)
        if category == "Cs" or (category == "Cc" and char not in "\n\r\t") or char in "\u202a\u202b\u202d\u202e":
            raise ValidationError(
                _(
                    "Teksten har et usynlig tegn som ikke kan lagres. Skriv den inn på nytt, eller lim inn som ren tekst."
                ),
                code="control_character",
            )


SAFE_TEXT_VALIDATORS = [refuse_control_characters, refuse_national_id]


class SafeCharField(models.CharField):
    """One line of text."""

    default_validators = SAFE_TEXT_VALIDATORS


class SafeEmailField(models.EmailField):
    """An e-mail address; a number of a person hides before the @ as well as anywhere."""

    default_validators = [*models.EmailField.default_validators, *SAFE_TEXT_VALIDATORS]


class SafeTextField(models.TextField):
    """Several lines of text, at most LONG_TEXT_LIMIT characters."""

    default_validators = SAFE_TEXT_VALIDATORS

    def __init__(self, *args, max_length: int = LONG_TEXT_LIMIT, **kwargs):
        super().__init__(*args, max_length=max_length, **kwargs)
        self.validators = [*self.validators, self._refuse_long_text]

    def _refuse_long_text(self, value: str) -> None:
        if len(value) > self.max_length:
            raise ValidationError(
                _("Teksten er for lang: %(length)d tegn. Her er det plass til %(limit)d."),
                code="max_length",
                params={"length": len(value), "limit": self.max_length},
            )
