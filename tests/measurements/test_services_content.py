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
from tests.factories.measurements import make_plan, planned, record_series

FILES = sorted(CONTENT.glob("*.yaml"))


@pytest.fixture
def packages(db):
    area = FocusArea.objects.create(code="pasientsikkerhet", name="Pasientsikkerhet")
    for path in FILES:
        code = yaml.safe_load(path.read_text(encoding="utf-8"))["package"]
        ChangePackage.objects.create(focus_area=area, code=code, name=code, short_name=code)


def write(folder: Path, more: dict | None = None, **fields) -> Path:
    """A content file with one indicator."""
    basis = {
        "code": "SAM-P1",
        "name": "Andel",
        "name_nn": "Del",
        "name_en": "Share",
        "short_name": "Andel",
        "kind": "process",
        "calculation": "proportion",
        "numerator_label": "Samstemt",
        "numerator_text": "samstemte",
        "denominator_label": "Alle",
        "denominator_text": "alle",
        "summary": "Lista er lik",
        "counted_noun": "brukere",
        "counted_one": "bruker",
        "direction": "increase",
        "frequency": "monthly",
        "data_source": "Journalen",
        "how_to_count": "Tell.",
        "example": "8 av 10 er 80 %.",
        "status": "proposed",
    }
    indicators = [{name: value for name, value in (basis | fields).items() if value is not None}]
    content = {"package": "SAM", "package_version": 1, "indicators": indicators, **(more or {})}
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


def test_the_ten_packages_have_seventy_two_indicators_in_three_languages(packages):
    import_indicators(by=None)
    assert (ChangePackage.objects.count(), Indicator.objects.count()) == (10, 72)
    names = Indicator.objects.values_list("name", "name_nn", "name_en")
    assert [row for row in names if len(set(row)) == 1 or not all(row)] == []
    assert set(
        Indicator.objects.values_list("code", "calculation").filter(calculation__in=["days", "all_or_none"])
    ) == {
        ("FALL-P2", "all_or_none"),
        ("TOF-P1", "all_or_none"),
        ("TRY-P7", "all_or_none"),
        ("FALL-R3", "days"),
        ("TRY-R2", "days"),
    }
    assert list(Indicator.objects.filter(is_signed=True).values_list("code", flat=True)) == ["GPF-R1"]


def test_what_is_sourced_says_where(packages):
    import_indicators(by=None)
    sourced = Indicator.objects.filter(status="sourced")
    assert list(sourced.values_list("code", flat=True)) == ["RLS-P1"]
    assert "måledokument" in sourced.get().source


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
        ({"default_target": "mange"}, "sam.yaml: SAM-P1: default_target kan ikke være 'mange'"),
        ({"name_nn": None}, "sam.yaml: SAM-P1: mangler name_nn"),
        ({"code": None}, "sam.yaml: indikator nummer 1: mangler code"),
        ({"code": "FALL-P1"}, "sam.yaml: FALL-P1: koden skal begynne med SAM-"),
        ({"name": 7}, "sam.yaml: SAM-P1: name kan ikke være 7"),
        ({"sample_size": True}, "sam.yaml: SAM-P1: sample_size kan ikke være True"),
        ({"is_mandatory": "ja"}, "sam.yaml: SAM-P1: is_mandatory kan ikke være 'ja'"),
        ({"superseded_by": "SAM-P1"}, "sam.yaml: SAM-P1: superseded_by skal være kode og versjon"),
        ({"superseded_by": "SAM-P1 9"}, "sam.yaml: SAM-P1: finner ikke etterfølgeren SAM-P1 versjon 9"),
        ({"status": "sourced"}, "sam.yaml: SAM-P1: .*sourced_names_its_source"),
        ({"calculation": "count"}, "sam.yaml: SAM-P1: .*share_has_denominator"),
        ({"more": {"indicators": ["SAM-P1"]}}, "sam.yaml: indikator nummer 1: skal være felt med navn"),
        ({"more": {"indicators": {}}}, "sam.yaml: filen skal ha"),
        ({"more": {"extra": 1}}, "sam.yaml: filen skal ha"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(network, tmp_path, fields, words):
    with pytest.raises(MeasurementError, match=words):
        import_indicators(by=None, folder=write(tmp_path, **fields))
    assert Indicator.objects.count() == 0


@pytest.mark.parametrize("text", ["package: [", "- en liste", ""])
def test_a_file_that_is_no_yaml_of_ours_is_named(network, tmp_path, text):
    (tmp_path / "sam.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(MeasurementError, match=r"sam\.yaml: filen"):
        import_indicators(by=None, folder=tmp_path)


def test_the_same_code_twice_is_refused(network, tmp_path):
    content = yaml.safe_load((write(tmp_path) / "sam.yaml").read_text(encoding="utf-8"))
    content["indicators"] *= 2
    (tmp_path / "sam.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(MeasurementError, match=r"sam\.yaml: SAM-P1: versjon 1 står også i sam\.yaml"):
        import_indicators(by=None, folder=tmp_path)


def test_a_new_version_takes_the_place_of_the_old(network, tmp_path):
    import_indicators(by=None, folder=write(tmp_path))
    old = yaml.safe_load((tmp_path / "sam.yaml").read_text(encoding="utf-8"))["indicators"][0]
    new = old | {"version": 2, "name": "Ny betydning"}
    write(tmp_path, more={"indicators": [new, old | {"superseded_by": "SAM-P1 2"}]})
    result = import_indicators(by=None, folder=tmp_path)
    assert (result.created, result.changed) == (1, 1)
    first = Indicator.objects.get(version=1)
    assert (first.state, first.superseded_by) == ("retired", Indicator.objects.get(version=2))
    assert import_indicators(by=None, folder=tmp_path).changed == 0
    # Taken back: the old one is offered again.
    write(tmp_path, more={"indicators": [new, old]})
    import_indicators(by=None, folder=tmp_path)
    first.refresh_from_db()
    assert (first.state, first.superseded_by) == ("current", None)


def test_figures_never_come_to_mean_something_else(network, team, tmp_path):
    import_indicators(by=None, folder=write(tmp_path))
    import_indicators(by=None, folder=write(tmp_path, calculation="rate", multiplier=1000, unit="per 1000"))
    import_indicators(by=None, folder=write(tmp_path))
    make_plan(team, Indicator.objects.get())
    record_series(planned(team), [(3, 20)])
    with pytest.raises(MeasurementError, match=r"sam\.yaml: SAM-P1: calculation, multiplier er endret"):
        import_indicators(by=None, folder=write(tmp_path, calculation="rate", multiplier=1000, unit="per 1000"))
    # All or nothing is the same arithmetic.
    assert import_indicators(by=None, folder=write(tmp_path, calculation="all_or_none")).changed == 1


def test_load_indicators_says_what_it_did(network, capsys):
    call_command("load_indicators")
    assert capsys.readouterr().out.startswith(f"{Indicator.objects.count()} new indicators, 0 changed.\n")
