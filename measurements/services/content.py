"""Loads the reviewed indicators from measurements/content/ into the database."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from accounts.services import record
from measurements.models import Indicator
from measurements.services.errors import MeasurementError
from networks.models import ChangePackage

CONTENT = Path(__file__).resolve().parent.parent / "content"


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many indicators were new and changed, and the packages of files that have no change package yet."""

    created: int
    changed: int
    left_out: tuple[str, ...]


@transaction.atomic
def import_indicators(*, by: User | None, folder: Path = CONTENT) -> ImportResult:
    """Make or update the indicators of every change package that exists; running it again changes nothing.

    Raises MeasurementError naming the file and indicator that cannot be read.
    """
    packages = {(row.code.lower(), row.version): row for row in ChangePackage.objects.all()}
    existing = {(row.code, row.version): row for row in Indicator.objects.all()}
    created = changed = 0
    left_out = []
    for path in sorted(folder.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        package = packages.get((content["package"].lower(), content["package_version"]))
        if package is None:
            left_out.append(f"{content['package']} {content['package_version']}")
            continue
        for position, fields in enumerate(content["indicators"], start=1):
            wanted = _wanted(path, package, position, fields)
            row = existing.get((wanted["code"], wanted["version"]))
            if row and all(getattr(row, name) == value for name, value in wanted.items()):
                continue
            created, changed = created + (row is None), changed + (row is not None)
            _save(path, row or Indicator(), wanted, by)
    return ImportResult(created, changed, tuple(left_out))


def _wanted(path: Path, package: ChangePackage, position: int, fields: dict[str, Any]) -> dict[str, Any]:
    wanted = {"version": 1, **fields, "change_package": package, "position": position}
    known = {field.name for field in Indicator._meta.fields}
    strange = sorted(set(wanted) - known)
    if strange:
        raise MeasurementError(f"{path.name}: {fields.get('code')}: ukjent felt {', '.join(strange)}")
    target = wanted.get("default_target")
    if target is not None:
        wanted["default_target"] = Decimal(str(target))
    if wanted.get("calculation") == Indicator.Calculation.PROPORTION:
        wanted.setdefault("multiplier", 100)
        wanted.setdefault("unit", "%")
    return wanted


def _save(path: Path, row: Indicator, wanted: dict[str, Any], by: User | None) -> None:
    for name, value in wanted.items():
        setattr(row, name, value)
    try:
        row.full_clean()
    except ValidationError as error:
        raise MeasurementError(f"{path.name}: {row.code}: {'; '.join(error.messages)}") from error
    row.save()
    record(by=by, action="import_indicators", scope="content", subject=row, summary=row.code)
