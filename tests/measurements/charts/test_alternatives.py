"""The table and the alt text say what the drawing shows."""

from datetime import date

import pytest

from measurements.charts import Preview, alt_text, table
from measurements.spc import format_number
from tests.measurements.charts.building import chart_of, deviations, hard_cases, mockup, percent
from tests.measurements.spc.building import build

CASES = hard_cases()


def test_alt_text_has_indicator_points_baseline_latest_goal_and_verdict():
    said = alt_text(mockup()).replace("\N{NO-BREAK SPACE}", " ")
    assert said == (
        "Samstemt legemiddelliste. Seriediagram med 11 målinger fra nov. 2025 til okt. 2026. Utgangspunkt 42,5 %. "
        "Siste måling, oktober 2026: 80 % (16 av 20). Mål 95 %. Høyere er bedre. Tegn på varig forbedring. "
        "Sju målinger på rad ligger over utgangspunktet, og det skjer sjelden ved en tilfeldighet."
    )


def test_alt_text_of_a_rate_says_per():
    said = alt_text(chart_of(deviations(), unit="per 100")).replace("\N{NO-BREAK SPACE}", " ")
    assert "Siste måling, oktober 2026: 2,6 per 100 (26 per 1 000). Mål 4,4 per 100. Lavere er bedre." in said


def test_alt_text_without_measurements_claims_nothing():
    said = alt_text(chart_of(percent([])))
    assert said.startswith("Samstemt legemiddelliste. Seriediagram uten målinger. Mål 95")
    assert "Utgangspunkt" not in said
    assert "Siste måling" not in said


def test_alt_text_of_a_preview_says_that_it_is_not_saved():
    said = alt_text(mockup(preview=Preview(date(2026, 11, 1), 90.0)))
    assert "Ikke lagret, november 2026: 90" in said
    assert "Siste måling" not in said


@pytest.mark.parametrize("name", CASES)
def test_alt_text_agrees_with_the_analysis(name):
    chart = CASES[name]
    said = alt_text(chart)
    if chart.analysis.center is not None:
        assert f"{chart.median_name} {chart.value_text(chart.analysis.center)}." in said
    if chart.analysis.latest is not None and chart.preview is None:
        assert f": {chart.value_text(chart.analysis.points[chart.analysis.latest].value)}" in said
    assert chart.reading.sentence in said


def test_table_has_the_figures_of_every_month():
    made = table(mockup())
    assert [row.month for row in made.rows][:3] == ["nov.", "des.", "jan."]
    assert (made.rows[11].month_year, made.rows[11].numerator, made.rows[11].denominator) == ("okt. 2026", "16", "20")
    assert made.rows[3].value == "36,8\N{NO-BREAK SPACE}%"
    assert (made.numerator_label, made.denominator_label, made.value_label) == ("Samstemt", "Sjekket", "Andel")


def test_table_marks_the_run_and_says_so():
    made = table(mockup())
    assert [position for position, row in enumerate(made.rows) if row.is_in_run] == [4, 5, 6, 7, 9, 10, 11]
    assert made.run_caption == "Farget: de sju på rad"


def test_table_shows_a_gap_as_a_gap():
    row = table(mockup()).rows[8]
    assert (row.is_missing, row.numerator, row.denominator, row.value) == (True, "–", "–", "–")


def test_table_of_a_phone_is_newest_first():
    made = table(mockup())
    assert [row.month_year for row in made.newest_first] == [row.month_year for row in made.rows][::-1]


def test_table_of_counts_has_no_denominator():
    made = table(chart_of(build([3, 5, 2]), unit="", denominator_label="Skal ikke vises"))
    assert (made.denominator_label, made.value_label) == ("", "Verdi")


@pytest.mark.parametrize("name", CASES)
def test_table_agrees_with_the_analysis(name):
    chart = CASES[name]
    for row, point in zip(table(chart).rows, chart.analysis.points, strict=True):
        assert row.is_in_run == point.is_in_run
        assert row.is_excluded == point.is_excluded
        assert row.value == ("–" if point.value is None else chart.figure(point.value))
        assert row.numerator == ("–" if point.numerator is None else format_number(point.numerator))
