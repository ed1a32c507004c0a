"""Every stored field has a privacy class, and the documents made from data say what the data says."""

from collections import Counter

import pytest
from django.apps import apps
from django.db.models import Model

from accounts.management.commands.print_permissions import permissions_document
from accounts.models import User
from accounts.models.fields import SafeCharField, SafeTextField
from laeringsnettverk.management.commands.print_data_protection import data_protection_document
from laeringsnettverk.privacy import REGISTER
from tests.browser import ROOT

MODELS: dict[str, type[Model]] = {model._meta.label: model for model in apps.get_models()}


def stored_fields(model: type[Model]) -> set[str]:
    """The model's own fields, many-to-many included."""
    meta = model._meta
    return {field.name for field in [*meta.concrete_fields, *meta.many_to_many]}


def test_every_model_is_in_the_register_once() -> None:
    assert Counter(row.label for row in REGISTER) == Counter(list(MODELS))


@pytest.mark.parametrize("row", REGISTER, ids=lambda row: row.label)
def test_every_field_has_one_class(row) -> None:
    assert Counter(row.fields()) == Counter(stored_fields(MODELS[row.label]))


@pytest.mark.parametrize("row", [row for row in REGISTER if row.free_text], ids=lambda row: row.label)
def test_free_text_is_a_guarded_field(row) -> None:
    fields = [MODELS[row.label]._meta.get_field(name) for name in row.free_text.split()]
    # Structured texts are checked by the service that stores them: see the test of the forms.
    plain = [field for field in fields if field.get_internal_type() != "JSONField"]
    assert [field.name for field in plain if not isinstance(field, SafeCharField | SafeTextField)] == []


def test_relation_to_a_person_is_personal() -> None:
    ordinary = [
        f"{row.label}.{name}"
        for row in REGISTER
        for name in f"{row.free_text} {row.ordinary} {row.technical}".split()
        if MODELS[row.label]._meta.get_field(name).related_model is User
    ]
    assert ordinary == []


@pytest.mark.parametrize(
    ("name", "document"),
    [("permissions.md", permissions_document), ("data-protection.md", data_protection_document)],
    ids=["permissions", "data-protection"],
)
def test_printed_document_is_up_to_date(name: str, document) -> None:
    written = (ROOT / "docs" / name).read_text(encoding="utf-8").rstrip()
    assert written == document(), f"print docs/{name} again"
