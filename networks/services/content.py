"""Loads the reviewed content: focus areas, change packages with their tiltak, municipalities."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organization, User
from accounts.services import record
from networks.models import ChangeIdea, ChangePackage, FocusArea
from networks.services.errors import NetworkError

CONTENT = Path(__file__).parent.parent / "content"
PACKAGE_FIELDS = ("name", "short_name", "summary", "setting", "status", "source")


@dataclass(slots=True)
class ImportResult:
    """How much was new, and how much was changed."""

    created: int = 0
    changed: int = 0

    def __add__(self, other: "ImportResult") -> "ImportResult":
        return ImportResult(self.created + other.created, self.changed + other.changed)


@transaction.atomic
def import_content(*, by: User | None) -> ImportResult:
    """Make or update focus areas, change packages and tiltak from the files. Running it again changes nothing."""
    result = ImportResult()
    areas: dict[str, FocusArea] = {}
    for code, name in _read(CONTENT / "focus_areas.yaml").items():
        area = FocusArea.objects.filter(code=code).first() or FocusArea(code=code)
        areas[code] = area
        _save(area, {"name": name}, result, by=by)
    replaced: list[tuple[ChangePackage, str]] = []
    for path in sorted((CONTENT / "packages").glob("*.yaml")):
        data = _read(path)
        package = _import_package(path, data, areas, result, by=by)
        if data.get("superseded_by"):
            replaced.append((package, data["superseded_by"]))
    for package, wanted in replaced:
        code, version = wanted.split()
        _save(package, {"superseded_by": ChangePackage.objects.get(code=code, version=version)}, result, by=by)
    return result


@transaction.atomic
def import_municipalities(*, by: User | None) -> ImportResult:
    """Add the municipalities of Norway that are missing, and correct numbers that have changed."""
    with (CONTENT / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kind = Organization.Kind.MUNICIPALITY
    known = {(row.name, row.county): row for row in Organization.objects.filter(kind=kind)}
    result, new = ImportResult(), []
    for row in rows:
        existing = known.get((row["name"], row["county"]))
        if existing is None:
            new.append(Organization(kind=kind, **row))
        elif existing.number != row["number"]:
            existing.number = row["number"]
            existing.save(update_fields=["number"])
            result.changed += 1
    # One insert for 357 rows: the file is reviewed, and the constraint still holds.
    Organization.objects.bulk_create(new)
    result.created = len(new)
    if new:
        first = Organization.objects.filter(kind=kind).first()
        record(by=by, action="import_municipalities", scope="accounts", subject=first, summary=str(len(new)))
    return result


def _import_package(
    path: Path, data: dict[str, Any], areas: dict[str, FocusArea], result: ImportResult, *, by: User | None
) -> ChangePackage:
    if data["focus_area"] not in areas:
        raise NetworkError(_("%(file)s: ukjent innsatsområde.") % {"file": path.name}, "focus_area")
    key = {"code": data["code"], "version": data["version"]}
    package = ChangePackage.objects.filter(**key).first() or ChangePackage(**key)
    values = {name: data[name] for name in PACKAGE_FIELDS}
    _save(package, {**values, "focus_area": areas[data["focus_area"]]}, result, by=by)
    ideas = {idea.position: idea for idea in package.change_ideas.all()}
    for position, name in enumerate(data["ideas"], start=1):
        idea = ideas.get(position) or ChangeIdea(change_package=package, position=position)
        _save(idea, {"name": name}, result, by=by)
    return package


def _save(row: Any, values: dict[str, Any], result: ImportResult, *, by: User | None) -> None:
    """Save when something differs."""
    is_new = row.pk is None
    if not is_new and all(getattr(row, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(row, name, value)
    try:
        row.full_clean()
    except ValidationError as error:
        raise NetworkError(f"{row}: {'; '.join(error.messages)}") from error
    row.save()
    if is_new:
        result.created += 1
    else:
        result.changed += 1
    record(by=by, action="import_content", scope="networks", subject=row)


def _read(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
