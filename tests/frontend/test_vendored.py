"""Other people's browser files are the ones that were recorded, each with its licence."""

import hashlib
import json

from tests.browser import ROOT

RECORD = json.loads((ROOT / "static/vendor/VENDORED.json").read_text(encoding="utf-8"))
OWN = {"static/vendor/VENDORED.json", "static/vendor/designsystemet/designsystemet.config.json"}


def recorded() -> dict[str, str]:
    """Path and checksum of every recorded file."""
    return {file["path"]: file["sha256"] for package in RECORD for file in package["files"]}


def test_vendored_files_are_unchanged() -> None:
    found = {path: hashlib.sha256((ROOT / path).read_bytes()).hexdigest() for path in recorded()}
    assert found == recorded()


def test_no_vendored_file_is_unrecorded() -> None:
    folders = (ROOT / "static/vendor", ROOT / "tests/vendor")
    present = {path.relative_to(ROOT).as_posix() for folder in folders for path in folder.rglob("*") if path.is_file()}
    assert present - OWN == set(recorded())


def test_every_package_has_version_and_licence() -> None:
    assert [package["name"] for package in RECORD if not (package["version"] and package["licence"])] == []


def test_theme_has_the_colours_of_its_configuration() -> None:
    theme = (ROOT / "static/vendor/designsystemet/laringsnettverk.css").read_text(encoding="utf-8").lower()
    assert "--ds-color-accent-base-default: #0b5563" in theme
    assert "--ds-color-warm-base-default: #b4531a" in theme
