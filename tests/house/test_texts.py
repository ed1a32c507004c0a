"""No text anywhere takes a national identity number: not in a model, not in a form, not in a service's free structure."""

import random
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from accounts.models.fields import SafeCharField, SafeEmailField, SafeTextField
from tests.accounts.national_ids import make_national_id
from tests.browser import ROOT

APPS = ["accounts", "notifications", "networks", "teams", "measurements", "reports", "laeringsnettverk"]
# Written by the machine or by reviewed content, never typed by a person: addresses, codes, hashes, kinds and scopes.
NOT_TYPED = {
    "accounts.AuditEvent.action",
    "accounts.AuditEvent.scope",
    "accounts.AuditEvent.subject",
    "accounts.Invitation.token_hash",
    "accounts.User.password",
    "measurements.ChartLink.token_hash",
    "measurements.Indicator.code",
    "measurements.TallySheet.token_hash",
    "networks.ChangePackage.code",
    "networks.FocusArea.code",
    "networks.Network.slug",
    "measurements.LessonDone.slug",
    "notifications.OutboxMessage.key",
    "notifications.OutboxMessage.kind",
    "notifications.OutboxMessage.link",
    "notifications.OutboxMessage.recipient_email",
    "notifications.OutboxMessage.scope",
    "reports.ReportVersion.sha256",
    "teams.Registration.link_nonce",
    "teams.Registration.token_hash",
    "teams.Team.slug",
}


@pytest.fixture
def sentence() -> str:
    """What somebody might write, with a number made for this test."""
    return f"Bruker {make_national_id(random.Random(7))} falt"


def text_fields() -> list[models.Field]:
    """Every field of our models that holds text a person could have typed."""
    fields = (field for app in APPS for model in apps.get_app_config(app).get_models() for field in model._meta.fields)
    return [
        field
        for field in fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices and str(field) not in NOT_TYPED
    ]


@pytest.mark.parametrize("field", text_fields(), ids=str)
def test_model_field_refuses_a_national_id(field: models.Field, sentence: str) -> None:
    assert isinstance(field, SafeCharField | SafeTextField | SafeEmailField)
    with pytest.raises(ValidationError) as refusal:
        field.run_validators(sentence)
    assert "national_id" in [error.code for error in refusal.value.error_list]
    assert sentence.split()[1] not in str(refusal.value)


def form_classes() -> list[type[forms.BaseForm]]:
    """Every form of our apps, found by importing all their modules of forms."""
    for app in APPS:
        for path in [ROOT / app / "forms.py", *(ROOT / app / "forms").glob("*.py")]:
            if path.exists():
                import_module(_module(path))
    return sorted(
        {form for form in _subclasses(forms.BaseForm) if form.__module__.split(".")[0] in APPS},
        key=lambda form: str(form),
    )


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _subclasses(form: type) -> Iterator[type]:
    for child in form.__subclasses__():
        yield child
        yield from _subclasses(child)


def typed_fields(form: type[forms.BaseForm]) -> dict[str, forms.CharField]:
    """The form's own text fields; a model form leaves those of its model to the model."""
    of_model = set(form._meta.fields or []) if issubclass(form, forms.ModelForm) else set()
    return {
        name: field
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField) and name not in of_model
    }


def test_forms_are_found() -> None:
    assert len(form_classes()) > 3


@pytest.mark.parametrize("form", form_classes(), ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_form_field_refuses_a_national_id(form: type[forms.BaseForm], sentence: str) -> None:
    taken = []
    for name, field in typed_fields(form).items():
        try:
            field.clean(sentence)
        except ValidationError:
            continue
        taken.append(name)
    # The code from the mail is compared, never stored.
    assert taken == (["code"] if form.__name__ == "ConfirmLoginCodeForm" else [])


@pytest.mark.parametrize("app", APPS)
def test_plain_text_field_is_not_used(app: str) -> None:
    """Fields made while the form is made are safe ones too: the plain class is not written anywhere."""
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sorted((ROOT / app).rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\bforms\.CharField\(", line) and not line.startswith("class Safe")
    ]
    assert found == []
