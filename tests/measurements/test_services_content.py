"""The reviewed indicator files load, twice alike, and complain with file and code."""

from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

from accounts.models import AuditEvent
from measurements.models import Indicator
from measurements.services import MeasurementError, import_indicators
from measurements.services.content import CONTENT
from networks.models import ChangePackage, FocusArea

FILES = sorted(CONTENT.glob("*.yaml"))


@pytest.fixture
def packages(db):
    area = FocusArea.objects.create(code="pasientsikkerhet", name="Pasientsikkerhet")
    for path in FILES:
        code = yaml.safe_load(path.read_text(encoding="utf-8"))["package"]
        ChangePackage.objects.create(focus_area=area, code=code, name=code, short_name=code)


def write(folder: Path, **fields) -> Path:
    """A content file with one indicator."""
    basis = {
        "code": "SAM-P1",
        "name": "Andel",
        "short_name": "Andel",
        "kind": "process",
        "calculation": "proportion",
        "numerator_label": "Samstemt",
        "numerator_text": "samstemte",
        "denominator_label": "Alle",
        "denominator_text": "alle",
        "direction": "increase",
    }
    content = {"package": "SAM", "package_version": 1, "indicators": [basis | fields]}
    (folder / "sam.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    return folder


def test_every_file_loads_once(packages):
    first = import_indicators(by=None)
    assert (first.created, first.changed, first.left_out) == (Indicator.objects.count(), 0, ())
    trail = AuditEvent.objects.count()
    again = import_indicators(by=None)
    assert (again.created, again.changed, AuditEvent.objects.count()) == (0, 0, trail)


def test_every_indicator_says_how_to_count_and_what_is_counted(packages):
    import_indicators(by=None)
    silent = Indicator.objects.filter(how_to_count="") | Indicator.objects.filter(counted_noun="")
    assert list(silent.values_list("code", flat=True)) == []
    assert list(Indicator.objects.filter(summary="").values_list("code", flat=True)) == []


def test_every_package_has_something_mandatory(packages):
    import_indicators(by=None)
    mandatory = Indicator.objects.filter(is_mandatory=True).values("change_package")
    assert list(ChangePackage.objects.exclude(pk__in=mandatory).values_list("code", flat=True)) == []


def test_a_changed_wording_updates_in_place(network, tmp_path):
    import_indicators(by=None, folder=write(tmp_path))
    result = import_indicators(by=None, folder=write(tmp_path, name="Ny ordlyd"))
    assert (result.created, result.changed) == (0, 1)
    assert Indicator.objects.get().name == "Ny ordlyd"


def test_files_without_a_change_package_are_left_out(db, tmp_path):
    assert import_indicators(by=None, folder=write(tmp_path)).left_out == ("SAM 1",)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"goal": 95}, "sam.yaml: SAM-P1: ukjent felt goal"),
        ({"kind": "strange"}, "sam.yaml: SAM-P1"),
        ({"default_target": 12345678}, "sam.yaml: SAM-P1"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(network, tmp_path, fields, words):
    with pytest.raises(MeasurementError, match=words):
        import_indicators(by=None, folder=write(tmp_path, **fields))
    assert Indicator.objects.count() == 0


def test_load_indicators_says_what_it_did(network, capsys):
    call_command("load_indicators")
    assert capsys.readouterr().out.startswith(f"{Indicator.objects.count()} new indicators, 0 changed.\n")
