"""Form fields that refuse what must never be stored, forms sent once, and the forms of sign-in and profile."""

import uuid

from allauth.account import forms as allauth_forms
from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from accounts import services
from accounts.models import User
from accounts.models.fields import LONG_TEXT_LIMIT, SAFE_TEXT_VALIDATORS


class SafeCharField(forms.CharField):
    """One line of text that belongs to no model field."""

    default_validators = SAFE_TEXT_VALIDATORS
    default_error_messages = {
        "max_length": _("Teksten er for lang: %(show_value)d tegn. Her er det plass til %(limit_value)d."),
    }


class SafeTextField(SafeCharField):
    """Several lines of text that belong to no model field, at most LONG_TEXT_LIMIT characters."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = LONG_TEXT_LIMIT, **kwargs):
        super().__init__(max_length=max_length, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        """Leave `maxlength` out: a browser that cuts a pasted text says nothing, our message does."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


def form_token_field() -> forms.UUIDField:
    """A hidden field that makes a form count once: declare it as `form_token` and ask `is_first_submission`."""
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)


def is_first_submission(form: forms.BaseForm, *, by: User) -> bool:
    """Tell whether this valid form is received for the first time.

    Ask inside the transaction of the change, so that a change that fails can be sent again. On False change nothing
    and answer as the first time.
    """
    token = form.cleaned_data.get("form_token")
    return token is None or services.claim_form_token(by=by, token=token)


class ProfileForm(forms.Form):
    """What others in the network see of a person."""

    name = SafeCharField(
        label=_("Navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Skriv navnet ditt.")},
    )
    phone = SafeCharField(
        label=_("Telefon"),
        max_length=20,
        required=False,
        help_text=_("Koordinatoren ringer hit når noe trengs."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "class": "input-short"}),
        validators=[
            RegexValidator(r"^\+?[\d ]{8,20}$", _("Skriv telefonnummeret med bare tall, for eksempel 412 34 567."))
        ],
    )


class RequestLoginCodeForm(allauth_forms.RequestLoginCodeForm):
    """Asks for the address that gets the code; the answer is the same whether anybody has it or not."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        field.label = _("E-postadresse")
        field.help_text = _("Den adressen du ble invitert med.")
        field.error_messages["required"] = _("Skriv e-postadressen du ble invitert med.")
        field.widget.attrs = {"autocomplete": "email", "inputmode": "email", "autofocus": True}


class ConfirmLoginCodeForm(allauth_forms.ConfirmLoginCodeForm):
    """Asks for the code from the mail."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Kode")
        field.help_text = _("Åtte bokstaver, for eksempel HMJF-ZRND.")
        field.error_messages["required"] = _("Skriv koden fra e-posten.")
        field.widget.attrs = {
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "class": "input-short",
            "autofocus": True,
        }
