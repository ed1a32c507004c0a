"""Loads the reviewed indicators from measurements/content/ into the database."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.services import record
from measurements.models import Indicator, Measurement
from measurements.services.errors import MeasurementError
from measurements.services.stamps import renew_stamps_of
from networks.models import ChangePackage

CONTENT = Path(__file__).resolve().parent.parent / "content"
FILE_FIELDS = {"package", "package_version", "indicators"}
REQUIRED = (
    *("code", "name", "name_nn", "name_en", "short_name", "summary", "kind", "calculation", "numerator_label"),
    *("numerator_text", "counted_noun", "counted_one", "direction", "frequency", "data_source", "how_to_count"),
    *("example", "status"),
)
OPTIONAL = (
    *("version", "multiplier", "is_signed", "denominator_label", "denominator_text", "inclusion", "exclusion", "unit"),
    *("default_target", "relative_target", "sampling", "sample_size", "source", "is_mandatory", "state"),
    "superseded_by",
)
# Yes-or-no answers and numbers; every other field is text.
TYPES = {
    "version": int,
    "multiplier": int,
    "relative_target": int,
    "sample_size": int,
    "is_signed": bool,
    "is_mandatory": bool,
    "default_target": (int, float, str),
}

# All or nothing is counted as a share is: one may become the other under the figures that are there.
SHARES = {Indicator.Calculation.PROPORTION, Indicator.Calculation.ALL_OR_NONE}
RELATIONS = ["change_package", "owner_network", "owner_team", "based_on", "superseded_by"]

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many indicators were new and changed, and the packages of files that have no change package yet."""

    created: int
    changed: int
    left_out: tuple[str, ...]


@transaction.atomic
def import_indicators(*, by: User | None, folder: Path = CONTENT) -> ImportResult:
    """Make or update the indicators of every change package that exists; running it again changes nothing.

    Raises MeasurementError naming the file and indicator that cannot be read. Copies in networks and what teams have
    made themselves are left alone.
    """
    packages = {(row.code.lower(), row.version): row for row in ChangePackage.objects.all()}
    existing: dict[Key, Indicator] = {(row.code, row.version): row for row in Indicator.objects.public()}
    seen: dict[Key, str] = {}
    successors: list[tuple[str, Indicator, Key | None]] = []
    created: set[Key] = set()
    changed: set[Key] = set()
    left_out = []
    for path in sorted(folder.glob("*.yaml")):
        content = _read(path)
        package = packages.get((str(content["package"]).lower(), content["package_version"]))
        if package is None:
            left_out.append(f"{content['package']} {content['package_version']}")
            continue
        for position, fields in enumerate(content["indicators"], start=1):
            where = _check_fields(path, package, position, fields)
            wanted = _wanted(where, package, position, fields)
            key = (wanted["code"], wanted["version"])
            if key in seen:
                raise MeasurementError(f"{where}: versjon {key[1]} står også i {seen[key]}")
            seen[key] = path.name
            successor = wanted.pop("superseded_by")
            row = existing.get(key)
            if row is None or any(getattr(row, name) != value for name, value in wanted.items()):
                (changed if row else created).add(key)
                row = existing[key] = _save(where, row, wanted, by)
            successors.append((where, row, successor))
    for where, row, successor in successors:
        if _supersede(where, row, successor, existing, by):
            changed.add((row.code, row.version))
    return ImportResult(len(created), len(changed - created), tuple(left_out))


def _read(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise MeasurementError(f"{path.name}: filen kan ikke leses: {' '.join(str(error).split())}") from error
    if not isinstance(content, dict) or set(content) != FILE_FIELDS or not isinstance(content["indicators"], list):
        raise MeasurementError(f"{path.name}: filen skal ha package, package_version og lista indicators, ikke mer")
    return content


def _check_fields(path: Path, package: ChangePackage, position: int, fields: Any) -> str:
    """File and code, for messages, of an entry that has the fields it needs, and no others."""
    code = fields.get("code") if isinstance(fields, dict) else None
    where = f"{path.name}: {code or f'indikator nummer {position}'}"
    if not isinstance(fields, dict):
        raise MeasurementError(f"{where}: skal være felt med navn")
    strange = sorted(set(fields) - {*REQUIRED, *OPTIONAL}, key=str)
    if strange:
        raise MeasurementError(f"{where}: ukjent felt {', '.join(map(str, strange))}")
    lacking = [name for name in REQUIRED if not fields.get(name)]
    if lacking:
        raise MeasurementError(f"{where}: mangler {', '.join(lacking)}")
    for name, value in fields.items():
        expected = TYPES.get(name, str)
        # True is an int in Python, and no number in a file.
        if not isinstance(value, expected) or (expected is not bool and isinstance(value, bool)):
            raise MeasurementError(f"{where}: {name} kan ikke være {value!r}")
    if not code.startswith(f"{package.code}-"):
        raise MeasurementError(f"{where}: koden skal begynne med {package.code}-")
    return where


def _wanted(where: str, package: ChangePackage, position: int, fields: dict[str, Any]) -> dict[str, Any]:
    """Every field of the content with its value: one that is left out of the file is taken out of the row."""
    row = Indicator()
    wanted = {name: getattr(row, name) for name in OPTIONAL}
    if fields["calculation"] in SHARES:
        wanted |= {"multiplier": 100, "unit": "%"}
    wanted |= fields
    wanted |= {"change_package": package, "position": position}
    target = wanted["default_target"]
    try:
        wanted["default_target"] = None if target is None else Decimal(str(target))
    except InvalidOperation as error:
        raise MeasurementError(f"{where}: default_target kan ikke være {target!r}") from error
    wanted["superseded_by"] = _successor(where, wanted["superseded_by"])
    if wanted["superseded_by"]:
        wanted["state"] = Indicator.State.RETIRED
    return wanted


def _successor(where: str, written: str | None) -> Key | None:
    """«SAM-P1 2» as code and version."""
    if written is None:
        return None
    code, _space, version = written.partition(" ")
    if not version.isdecimal():
        raise MeasurementError(f"{where}: superseded_by skal være kode og versjon, ikke {written!r}")
    return code, int(version)


def _save(where: str, row: Indicator | None, wanted: dict[str, Any], by: User | None) -> Indicator:
    if row is None:
        row = Indicator()
    else:
        _check_same_arithmetic(where, row, wanted)
    for name, value in wanted.items():
        setattr(row, name, value)
    if row.state != Indicator.State.RETIRED:
        row.superseded_by = None
    try:
        # Constraints are left to the database: asking it about each costs seventeen queries an indicator.
        row.full_clean(exclude=RELATIONS, validate_unique=False, validate_constraints=False)
        with transaction.atomic():
            row.save()
            renew_stamps_of(row)
    except ValidationError as error:
        raise MeasurementError(f"{where}: {'; '.join(error.messages)}") from error
    except IntegrityError as error:
        raise MeasurementError(f"{where}: {error}") from error
    record(by=by, action="import_indicators", scope="content", subject=row, summary=row.code)
    return row


def _check_same_arithmetic(where: str, row: Indicator, wanted: dict[str, Any]) -> None:
    """Figures that teams have entered must not come to mean something else."""
    arithmetic = ("calculation", "multiplier", "is_signed")
    changed = [name for name in arithmetic if getattr(row, name) != wanted[name]]
    if changed == ["calculation"] and {row.calculation, wanted["calculation"]} == SHARES:
        return
    if changed and Measurement.objects.filter(planned_indicator__indicator=row).exists():
        raise MeasurementError(f"{where}: {', '.join(changed)} er endret, men team har tall. Lag en ny versjon")


def _supersede(where: str, row: Indicator, wanted: Key | None, existing: dict[Key, Indicator], by: User | None) -> bool:
    """Point to the successor; tell whether that was a change."""
    successor = existing.get(wanted) if wanted else None
    if wanted and (successor is None or successor is row):
        raise MeasurementError(f"{where}: finner ikke etterfølgeren {wanted[0]} versjon {wanted[1]}")
    if row.superseded_by_id == (successor.pk if successor else None):
        return False
    row.superseded_by = successor
    row.save(update_fields=["superseded_by"])
    renew_stamps_of(row)
    record(by=by, action="import_indicators", scope="content", subject=row, summary=row.code)
    return True
