"""Apps know only what lies below them: by import, by foreign key and by reverse name."""

import re

import pytest
from django.apps import apps
from django.db.models import Field, Model
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.browser import ROOT

# Lowest first; Django's own apps lie below all of ours.
APPS = ["accounts", "notifications", "networks", "teams", "measurements", "reports", "laeringsnettverk"]
MODELS = [model for model in apps.get_models() if model._meta.app_label in APPS]


def layer(label: str) -> int:
    """How high an app lies."""
    return APPS.index(label) if label in APPS else -1


def own_relations(model: type[Model]) -> list[Field]:
    """The model's own relations, keys and many-to-many alike."""
    return [field for field in model._meta.get_fields() if field.is_relation and field.concrete and field.related_model]


def test_import_contracts_are_kept(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    status = lint_imports(no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_no_relation_points_upwards() -> None:
    upwards = [
        f"{field.model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in MODELS
        for field in own_relations(model)
        if layer(field.related_model._meta.app_label) > layer(model._meta.app_label)
    ]
    assert upwards == []


def reverse_names() -> dict[str, int]:
    """Names a model gives to the other end of its relations, with the lowest layer that may use each."""
    names: dict[str, int] = {}
    for model in MODELS:
        for field in own_relations(model):
            name = field.remote_field.get_accessor_name() if field.remote_field else None
            below = layer(field.related_model._meta.app_label)
            # A plus says that the other end gets no name.
            if name and name != "+" and below < layer(model._meta.app_label):
                names[name] = min(names.get(name, len(APPS)), layer(model._meta.app_label))
    return names


def uses(name: str, app: str) -> list[str]:
    """The app's modules that use the name as an attribute or in a look-up; imports are the contracts' business."""
    pattern = re.compile(rf"^(?!from |import ).*(?:\.{name}\b|[\"'(]{name}__)", flags=re.MULTILINE)
    paths = (path for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts)
    return [str(path.relative_to(ROOT)) for path in paths if pattern.search(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("name", "lowest"), sorted(reverse_names().items()))
def test_reverse_name_is_not_used_from_below(name: str, lowest: int) -> None:
    assert [path for app in APPS[:lowest] for path in uses(name, app)] == []
