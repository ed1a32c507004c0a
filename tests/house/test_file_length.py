"""A module a person can hold in mind: 400 lines is the hard stop; past 300 it is time to split by noun."""

from pathlib import Path

from tests.browser import ROOT

FOLDERS = ["laeringsnettverk", "accounts", "notifications", "networks", "teams", "measurements", "reports"]
FOLDERS += ["tests", "benchmarks", "bin"]
MOST_LINES = 400


def own_modules() -> list[Path]:
    """Every Python file people maintain by hand."""
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    return [path for path in files if "migrations" not in path.parts and "vendor" not in path.parts]


def test_modules_are_found() -> None:
    assert len(own_modules()) > 20


def test_no_module_is_longer_than_the_stop() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for path in own_modules()}
    assert {str(path): lines for path, lines in lengths.items() if lines > MOST_LINES} == {}
