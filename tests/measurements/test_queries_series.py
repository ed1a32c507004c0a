"""The bridge from rows to series: gaps, frozen baseline, notes, one axis, few queries."""

from datetime import date
from decimal import Decimal

import pytest

from measurements.models import PlannedIndicator
from measurements.queries import figures, figures_of_teams, series_for, team_series
from measurements.services import annotate, skip_month
from measurements.spc import Verdict
from teams.models import PDSACycle, PlanItem, Team
from tests.factories.measurements import make_indicator, make_plan, make_rate, planned, record_series

TODAY = date(2026, 11, 4)
# The drawing's own series: six months of baseline, July not measured.
DRAWN = [(9, 20), (7, 20), (8, 20), (7, 19), (9, 20), (10, 22), (10, 20), (12, 21), None, (13, 20), (14, 20), (16, 20)]


@pytest.fixture
def indicator(team):
    make_plan(team)
    row = planned(team)
    record_series(row, DRAWN)
    return row


def test_team_series_freezes_the_baseline_and_keeps_gaps(team, indicator):
    found = team_series(team, TODAY)[0]
    assert [point.numerator for point in found.series.points] == [9, 7, 8, 7, 9, 10, 10, 12, None, 13, 14, 16]
    assert found.series.points[0].period == date(2025, 11, 1)
    assert (found.series.baseline_length, found.series.multiplier, found.series.target) == (6, 100, Decimal(95))
    assert found.analysis.verdict is Verdict.IMPROVEMENT
    assert (found.analysis.center, found.analysis.run_length) == (42.5, 7)
    assert found.reading.headline == "Tegn på varig forbedring."


@pytest.mark.parametrize(
    ("fields", "figures", "values"),
    [
        ({"calculation": "proportion"}, [(9, 20), (10, 22)], [45, 1000 / 22]),
        ({"calculation": "all_or_none"}, [(9, 20), (10, 22)], [45, 1000 / 22]),
        ({"calculation": "rate", "multiplier": 1000}, [(5, 900), (0, 880)], [50 / 9, 0]),
        ({"calculation": "mean"}, [(Decimal("34.5"), 10), (30, 12)], [3.45, 2.5]),
        ({"calculation": "mean", "is_signed": True}, [(-8, 5), (Decimal("7.5"), 5)], [-1.6, 1.5]),
        ({"calculation": "sum"}, [Decimal("12.75"), 8], [12.75, 8]),
        ({"calculation": "count"}, [7, 0], [7, 0]),
    ],
)
def test_each_calculation_has_its_value(team, fields, figures, values):
    make_plan(team, make_indicator(team.change_package, **fields), target=None)
    record_series(planned(team), figures)
    analysed = team_series(team, TODAY)[0].analysis.points
    assert [point.value for point in analysed] == pytest.approx(values)


def test_counts_come_as_integers(team, indicator):
    assert {type(point.numerator) for point in team_series(team, TODAY)[0].series.points} == {int, type(None)}


def test_all_indicators_share_one_axis(team):
    package = team.change_package
    make_plan(team, make_indicator(package, code="SAM-P1"), make_indicator(package, code="SAM-P2"))
    first, second = PlannedIndicator.objects.order_by("position")
    record_series(first, [(1, 20)] * 3)
    skip_month(second, month=date(2026, 3, 1), reason="Ferie", by=None)
    found = team_series(team, TODAY)
    assert [len(item.series.points) for item in found] == [5, 5]
    assert found[1].skip_reasons == {date(2026, 3, 1): "Ferie"}
    assert [len(item.series.points) for item in team_series(team, TODAY, until=date(2026, 10, 1))] == [12, 12]


def test_a_team_without_figures_has_an_empty_series(team):
    make_plan(team)
    found = team_series(team, TODAY)[0]
    assert (found.series.points, found.analysis.verdict) == ((), Verdict.NO_DATA)


def test_a_team_without_plan_has_no_series(team):
    assert team_series(team, TODAY) == []


def test_an_indicator_nobody_follows_is_read_on_its_own_page_only(team, indicator):
    PlannedIndicator.objects.update(is_active=False)
    assert team_series(team, TODAY) == []
    assert series_for(planned(team), TODAY).analysis.run_length == 7


def test_notes_come_from_merknader_tests_and_plan(team, indicator, people):
    item = PlanItem.objects.create(
        team=team,
        title="Samstemming ved nytt vedtak",
        starts_on=date(2026, 5, 1),
        due_on=date(2026, 6, 1),
        status=PlanItem.Status.DONE,
        done_on=date(2026, 5, 20),
    )
    adopted = {"team": team, "stage": "finished", "decision": "adopt"}
    PDSACycle.objects.create(number=1, title="Ringe", plan_item=item, decided_on=date(2026, 5, 12), **adopted)
    PDSACycle.objects.create(number=2, title="Farmasøyt", decided_on=date(2026, 8, 12), **adopted)
    third = PDSACycle.objects.create(number=3, title="Sjekkliste", decided_on=date(2026, 10, 10), **adopted)
    PDSACycle.objects.create(
        team=team, number=4, title="Nei", stage="finished", decision="abandon", decided_on=date(2026, 10, 11)
    )
    own = annotate(
        team,
        planned_indicator=indicator,
        happened_on=date(2026, 10, 12),
        text="Sjekklista ligger i journalen",
        by=people["Ingrid"],
        pdsa_cycle=third,
    )
    everywhere = annotate(team, planned_indicator=None, happened_on=date(2026, 1, 3), text="Ny turnus", by=None)
    notes = series_for(indicator, TODAY).notes
    assert [(note.number, note.on, note.text, note.annotation, note.pdsa_number) for note in notes] == [
        (1, date(2026, 1, 3), "Ny turnus", everywhere.pk, None),
        (2, date(2026, 5, 20), "Samstemming ved nytt vedtak er innført", None, 1),
        (3, date(2026, 8, 12), "Farmasøyt tas i bruk", None, 2),
        (4, date(2026, 10, 12), "Sjekklista ligger i journalen", own.pk, 3),
    ]


def test_a_note_on_one_chart_is_not_on_another(team):
    package = team.change_package
    make_plan(team, make_indicator(package, code="SAM-P1"), make_indicator(package, code="SAM-P2"))
    first, second = PlannedIndicator.objects.select_related("plan__team").order_by("position")
    annotate(team, planned_indicator=first, happened_on=TODAY, text="Bare her", by=None)
    assert [len(series_for(row, TODAY).notes) for row in (first, second)] == [1, 0]


def test_a_chart_has_sessions_notes_and_labels(team, indicator):
    annotate(team, planned_indicator=None, happened_on=date(2026, 8, 3), text="Farmasøyt", by=None)
    chart = series_for(indicator, TODAY).chart()
    assert [border.label for border in chart.borders] == ["Samling 1", "Samling 2"]
    assert [(note.number, note.text) for note in chart.notes] == [(1, "Farmasøyt")]
    assert (chart.title, chart.unit, chart.target) == ("Kort SAM-P1", "%", 95.0)


def test_with_value_reads_the_figure_being_typed(team, indicator):
    found = team_series(team, TODAY)[0].with_value(date(2026, 10, 1), 3, 20)
    assert found.analysis.verdict is Verdict.NO_CHANGE
    assert found.series.points[-1].numerator == 3


def test_without_small_numbers_hides_months_with_few_counted(team, indicator):
    record_series(indicator, [(2, 4)], first=date(2026, 11, 1))
    found = team_series(team, TODAY)[0].without_small_numbers()
    assert (found.series.points[-1].numerator, found.series.points[-2].numerator) == (None, 16)


def test_up_to_forgets_what_came_later(team, indicator):
    found = team_series(team, TODAY)[0].up_to(date(2026, 9, 1))
    assert (found.series.points[-1].period, found.analysis.run_length) == (date(2026, 9, 1), 6)


def teams_with_figures(team, count, months, indicators):
    """The team and copies of it, each with so many indicators and months."""
    package = team.change_package
    chosen = [make_indicator(package, code=f"SAM-P{number}") for number in range(1, indicators)]
    chosen.append(make_rate(package, code="SAM-R9"))
    for number in range(1, count):
        Team.objects.create(
            network=team.network,
            slug=f"team-{number}",
            organization=team.organization,
            service=f"Sone {number}",
            change_package=package,
        )
    for row in Team.objects.all():
        make_plan(row, *chosen)
        for item in PlannedIndicator.objects.filter(plan__team=row).select_related("indicator", "plan__team__network"):
            record_series(item, [(3, 20)] * months)


@pytest.mark.parametrize(("count", "months", "indicators"), [(1, 2, 1), (3, 3, 3)])
def test_figures_of_teams_takes_one_query_and_two_more_after_a_change(
    team, django_assert_num_queries, count, months, indicators
):
    teams_with_figures(team, count, months, indicators)
    teams = dict(Team.objects.values_list("pk", "network"))
    with django_assert_num_queries(3):
        found = figures_of_teams(teams, TODAY, sessions=[])
    with django_assert_num_queries(1):
        assert figures_of_teams(teams, TODAY, sessions=[]) == found
    lengths = [len(item.series.points) for figures in found.values() for item in figures.series]
    assert lengths == [months] * (count * indicators)


@pytest.mark.parametrize(("months", "indicators"), [(2, 1), (5, 3)])
def test_team_series_takes_seven_queries_and_five_when_nothing_has_changed(
    team, django_assert_num_queries, months, indicators
):
    teams_with_figures(team, 1, months, indicators)
    for asked in (7, 5):
        with django_assert_num_queries(asked):
            for item in team_series(team, TODAY):
                item.chart()


def test_no_more_figures_are_kept_than_there_is_room_for(team, monkeypatch, django_assert_num_queries):
    teams_with_figures(team, 3, 2, 1)
    teams = dict(Team.objects.values_list("pk", "network"))
    monkeypatch.setattr(figures, "KEPT_TEAMS", 2)
    found = figures_of_teams(teams, TODAY, sessions=[])
    assert set(found) == set(teams)
    *_first, last = found
    with django_assert_num_queries(1):
        assert figures_of_teams({last: teams[last]}, TODAY, sessions=[])[last] is found[last]
    with django_assert_num_queries(3):
        assert len(figures_of_teams(teams, TODAY, sessions=[])) == 3
