"""Figures of avdelinger go out to a file and come in from one, each beside the name of its avdeling."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from measurements.models import Measurement, PlannedIndicator
from measurements.services import record_measurement, set_measured_units
from measurements.spreadsheets.grid_paste import place_in_grid
from tests.factories.measurements import make_indicator, make_plan, record_series
from tests.measurements.spreadsheets.building import workbook

AUGUST, SEPTEMBER, OCTOBER = date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)
HEADINGS = ("Måned", "Kode", "Avdeling", "Teller", "Nevner")


@pytest.fixture
def parts(team):
    """Ten months to August were entered for the whole team; in September two avdelinger began."""
    make_plan(team, make_indicator(team.change_package), make_indicator(team.change_package, code="SAM-P2"))
    rows = PlannedIndicator.objects.select_related("indicator", "plan__team__network")
    record_series(rows.get(indicator__code="SAM-P1"), [(10, 20)] * 10)
    units = [(None, "Avdeling 1", True), (None, "Avdeling 2", True)]
    set_measured_units(team, units=units, counted=[rows.get(indicator__code="SAM-P1")], by=None)
    found = {row.unit.name: row for row in rows.select_related("unit").filter(unit__isnull=False)}
    record_measurement(found["Avdeling 1"], month=SEPTEMBER, numerator=4, denominator=9, by=None)
    return found


@pytest.fixture
def ingrid(client_for, people, parts):
    return client_for(people["Ingrid"])


def address(team, name):
    return reverse(f"measurements:{name}", args=[team.slug])


def upload(client, team, content, name="tall.xlsx"):
    data = {"source": "file", "fil-file": SimpleUploadedFile(name, content)}
    return client.post(address(team, "figures_import"), data)


def lines(*rows):
    return workbook(("Tall", [HEADINGS, *rows]))


def test_every_figure_goes_out_with_its_unit(ingrid, team):
    rows = ingrid.get(address(team, "figures_csv")).content.decode("utf-8-sig").split("\r\n")
    assert rows[0] == "Måned;Kode;Indikator;Avdeling;Teller;Nevner;Ikke målt fordi;Kommentar"
    assert rows[10:12] == ["2026-08;SAM-P1;Kort SAM-P1;;10;20;;", "2026-09;SAM-P1;Kort SAM-P1;Avdeling 1;4;9;;"]
    assert len(rows) == 13


@pytest.mark.parametrize("name", ["figures_xlsx", "figures_csv", "figures_template"])
def test_what_went_out_comes_in_as_the_same(ingrid, team, name):
    kept = 1 if name == "figures_template" else 11
    file = ingrid.get(address(team, name)).content
    assert upload(ingrid, team, file, f"tall.{'csv' if name.endswith('csv') else 'xlsx'}").status_code == 302
    found = ingrid.get(address(team, "figures_import_review")).context["found"]
    assert (len(found.new), len(found.changed), len(found.same)) == (0, 0, kept)


def test_figures_of_units_are_taken_and_their_sum_is_the_teams(ingrid, team, parts):
    upload(ingrid, team, lines(("2026-09", "SAM-P1", "avdeling 2", 3, 8), ("2026-09", "SAM-P1", "Avdeling 1", 5, 9)))
    page = ingrid.get(address(team, "figures_import_review"))
    assert [line.indicator for line in page.context["lines"].new] == ["Kort SAM-P1, Avdeling 2"]
    assert [line.indicator for line in page.context["lines"].changed] == ["Kort SAM-P1, Avdeling 1"]
    ingrid.post(address(team, "figures_import_review"), {"shown": page.context["found"].state})
    rows = Measurement.objects.filter(month=SEPTEMBER).order_by("planned_indicator__unit__name")
    assert list(rows.values_list("planned_indicator", "numerator", "denominator")) == [
        (parts["Avdeling 1"].pk, 5, 9),
        (parts["Avdeling 2"].pk, 3, 8),
    ]


@pytest.mark.parametrize(
    ("row", "cell", "message"),
    [
        (
            ("2026-09", "SAM-P1", "Avdeling 3", 1, 2),
            "C2",
            "«Kort SAM-P1» telles ikke for en avdeling som heter «Avdeling 3».",
        ),
        (
            ("2026-09", "SAM-P2", "Avdeling 1", 1, 2),
            "C2",
            "«Kort SAM-P2» telles ikke for en avdeling som heter «Avdeling 1».",
        ),
        (
            ("2026-09", "SAM-P1", None, 1, 2),
            "C2",
            "«Kort SAM-P1» telles for hver avdeling. Skriv avdelingen i kolonnen «Avdeling».",
        ),
        (("2026-08", "SAM-P1", "Avdeling 1", 1, 2), "C2", "Måneden har alt et tall for hele teamet. Det blir stående."),
    ],
    ids=["no such unit", "not counted by units", "no unit", "entered for the whole team"],
)
def test_what_fits_no_unit_is_said_at_its_cell(ingrid, team, row, cell, message):
    page = upload(ingrid, team, lines(row))
    assert [(one.cell, one.message) for one in page.context["problems"].shown] == [(cell, message)]


def test_a_sheet_without_the_column_is_told_of_it(ingrid, team):
    page = upload(
        ingrid, team, workbook(("Tall", [("Måned", "Kode", "Teller", "Nevner"), ("2026-09", "SAM-P1", 1, 2)]))
    )
    assert [(one.cell, one.message) for one in page.context["problems"].shown] == [
        ("A2", "«Kort SAM-P1» telles for hver avdeling. Skriv avdelingen i kolonnen «Avdeling».")
    ]


def test_a_table_with_months_down_the_side_names_units_in_its_headings(ingrid, team):
    rows = (
        ("Måned", "Kort SAM-P1, Avdeling 1", "", "Kort SAM-P1, Avdeling 2", ""),
        ("sep. 2026", 4, 9, 3, 8),
        ("okt. 2026", 5, 9, 6, 8),
    )
    assert upload(ingrid, team, workbook(("Ark1", rows))).status_code == 302
    found = ingrid.get(address(team, "figures_import_review")).context["lines"]
    assert found.summary == "3 nye, 0 endres, 1 likt"


def test_copied_cells_find_their_units_in_the_grid(parts):
    planned = list(parts.values())
    text = "Måned\tKort SAM-P1, Avdeling 2\t\nokt. 2026\t6\t8\n"
    key = f"{parts['Avdeling 2'].pk}-2026-10"
    assert place_in_grid(text, planned, [SEPTEMBER, OCTOBER], "").fields == {f"{key}-n": "6", f"{key}-d": "8"}
    left_out = place_in_grid("Måned\tSAM-P1\t\nokt. 2026\t6\t8\n", planned, [OCTOBER], "").left_out
    assert "telles for hver avdeling" in left_out[0]


def test_a_team_without_units_sees_no_column_of_them(client_for, people, team):
    make_plan(team)
    text = client_for(people["Ingrid"]).get(address(team, "figures_csv")).content.decode("utf-8-sig")
    assert text == "Måned;Kode;Indikator;Teller;Nevner;Ikke målt fordi;Kommentar\r\n"
