"""How a chart is read: each change has a reason, is read everywhere, can be taken back, and is held by the database."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AuditEvent
from measurements.models import ChartChange, Indicator, PlannedIndicator
from measurements.queries import figures_of_teams, series_for, team_overview, team_series
from measurements.queries.choices import FITTING, choices_of, stored_choices
from measurements.services import (
    MeasurementError,
    change_chart,
    draft_chart_change,
    preview_chart_change,
    record_measurement,
    undo_chart_change,
)
from measurements.spc import ChartType, RuleSet
from networks.services import close_network
from tests.factories.measurements import make_indicator, make_plan, planned, record_series

TODAY = date(2026, 11, 4)
JULY = date(2026, 7, 1)
SERIES = [(9, 20), (7, 20), (8, 20), (7, 19), (9, 20), (10, 22), (12, 21), (11, 20), (14, 20), (15, 20), (16, 20)]


@pytest.fixture
def indicator(team):
    make_plan(team)
    row = planned(team)
    record_series(row, SERIES)
    return row


@pytest.fixture
def change(indicator, people):
    def make(**values):
        draft = draft_chart_change(indicator, **values)
        return change_chart(draft, reason=" Ny rutine ", by=people["Ingrid"])

    return make


def read(indicator):
    return series_for(
        PlannedIndicator.objects.select_related("plan__team__network", "indicator").get(pk=indicator.pk), TODAY
    )


def test_every_kind_of_change_is_read_by_the_one_bridge(indicator, change, team):
    change(kind="reading", chart="p", rules="ihi")
    change(kind="phase", month=JULY)
    change(kind="exclusion", month=date(2026, 6, 1))
    change(kind="baseline", month=date(2026, 3, 1))
    series = read(indicator).series
    assert (series.chart, series.rules, series.phases, series.baseline_length) == (ChartType.P, RuleSet.IHI, (8,), 5)
    assert [point.period.month for point in series.points if point.is_excluded] == [6]
    everywhere = [
        team_series(team, TODAY)[0],
        team_overview(team, TODAY).series[0],
        figures_of_teams({team.pk: team.network_id}, TODAY, sessions=[])[team.pk].main,
    ]
    assert [item.series for item in everywhere] == [series] * 3
    assert len(everywhere[0].analysis.phases) == 2
    assert everywhere[0].analysis.has_limits


def test_a_change_is_kept_with_reason_person_and_time_and_audited(indicator, change, people):
    row = change(kind="phase", month=JULY)
    assert (row.reason, row.made_by, row.made_at) == ("Ny rutine", people["Ingrid"], timezone.now())
    undo_chart_change(row, by=people["Astrid"])
    undo_chart_change(row, by=people["Marte"])
    row.refresh_from_db()
    assert (row.undone_by, row.undone_at) == (people["Astrid"], timezone.now())
    audited = AuditEvent.objects.filter(action__in=["change_chart", "undo_chart_change"]).order_by("pk")
    assert [(event.action, event.actor, event.summary) for event in audited] == [
        ("change_chart", people["Ingrid"], "Ny fase: Ny rutine"),
        ("undo_chart_change", people["Astrid"], "Ny fase: Ny rutine"),
    ]


def test_undoing_the_latest_reading_brings_the_one_before_back(indicator, change, people):
    change(kind="reading", chart="i", rules="mdc")
    latest = change(kind="reading", chart="pp", rules="anhoej")
    undo_chart_change(latest, by=people["Ingrid"])
    assert (read(indicator).series.chart, read(indicator).series.rules) == (ChartType.I, RuleSet.MDC)
    # Taken back, the same month can be chosen again.
    undo_chart_change(change(kind="phase", month=JULY), by=people["Ingrid"])
    change(kind="phase", month=JULY)
    assert read(indicator).series.phases == (8,)


def test_the_stored_sum_is_that_of_the_standing_rows(indicator, change, people):
    change(kind="exclusion", month=JULY)
    undo_chart_change(change(kind="exclusion", month=date(2026, 8, 1)), by=people["Ingrid"])
    stored = PlannedIndicator.objects.get(pk=indicator.pk).chart_choices
    assert stored == {"exclusions": ["2026-07-01"]}
    assert stored_choices(stored) == choices_of(indicator.chart_changes.filter(undone_at=None))


def test_a_preview_writes_nothing(indicator):
    draft = draft_chart_change(indicator, kind="phase", month=JULY)
    assert len(preview_chart_change(draft).analysis.phases) == 2
    assert ChartChange.objects.count() == 0
    assert len(read(indicator).analysis.phases) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "reading", "chart": "u", "rules": "anhoej"}, "chart"),
        ({"kind": "reading", "chart": "p", "rules": "mdc"}, "rules"),
        ({"kind": "reading", "chart": "run", "rules": "anhoej"}, "chart"),
        ({"kind": "phase", "month": date(2025, 11, 1)}, "month"),
        ({"kind": "phase", "month": date(2027, 11, 1)}, "month"),
        ({"kind": "exclusion", "month": date(2024, 7, 1)}, "month"),
        ({"kind": "baseline", "month": date(2026, 4, 1)}, "month"),
        ({"kind": "phase", "month": None}, "month"),
    ],
)
def test_what_does_not_fit_is_refused(change, values, field):
    with pytest.raises(MeasurementError) as refused:
        change(**values)
    assert (refused.value.field, ChartChange.objects.count()) == (field, 0)


@pytest.mark.parametrize("reason", ["", "Ola 01010750160", "x" * 161])
def test_a_reason_is_needed_and_must_be_one_that_can_stand(indicator, reason):
    with pytest.raises(MeasurementError) as refused:
        change_chart(draft_chart_change(indicator, kind="phase", month=JULY), reason=reason, by=None)
    assert (refused.value.field, ChartChange.objects.count()) == ("reason", 0)


def test_the_same_month_twice_and_a_closed_network_are_refused(indicator, change, people, team):
    row = change(kind="phase", month=JULY)
    with pytest.raises(MeasurementError):
        change(kind="phase", month=JULY)
    close_network(team.network, by=people["Astrid"])
    indicator.plan.team.network.refresh_from_db()
    with pytest.raises(MeasurementError):
        change(kind="phase", month=date(2026, 8, 1))
    with pytest.raises(MeasurementError):
        undo_chart_change(row, by=people["Ingrid"])


def test_a_later_figure_that_the_type_cannot_hold_gives_a_run_chart(team, people):
    make_plan(team, make_indicator(team.change_package, code="FALL-R1", calculation="count", denominator_label=""))
    row = planned(team)
    for month, value in ((1, 12), (2, 30), (3, 9)):
        record_measurement(row, month=date(2026, month, 1), numerator=value, denominator=None, by=None)
    change_chart(draft_chart_change(row, kind="reading", chart="c", rules="anhoej"), reason="Antall", by=None)
    assert read(row).analysis.series.chart is ChartType.C
    later = read(row).with_value(date(2026, 3, 1), -1, None)
    assert (later.analysis.series.chart, later.is_replaced) == (ChartType.RUN, True)


def test_every_calculation_has_its_charts_and_the_run_chart_first():
    assert sorted(FITTING) == sorted(Indicator.Calculation.values)
    assert {charts[0] for charts in FITTING.values()} == {ChartType.RUN}
    assert {chart.value for charts in FITTING.values() for chart in charts} == set(ChartChange.Chart.values)


@pytest.mark.parametrize(
    ("fields", "is_held"),
    [
        ({}, True),
        ({"kind": "reading", "month": None, "chart": "i", "rules": "mdc"}, True),
        ({"reason": ""}, False),
        ({"month": None}, False),
        ({"month": date(2026, 8, 2)}, False),
        ({"chart": "i"}, False),
        ({"kind": "other"}, False),
        ({"kind": "reading", "month": None, "chart": "p", "rules": "mdc"}, False),
        ({"kind": "reading", "month": None, "chart": "", "rules": "ihi"}, False),
        ({"kind": "reading", "month": None, "chart": "x", "rules": "ihi"}, False),
        ({"kind": "reading", "month": None, "chart": "i", "rules": "x"}, False),
        ({"month": JULY}, False),
        ({"month": JULY, "undone_at": timezone.now}, True),
        ({"by": "Ingrid", "undone_at": timezone.now}, True),
        ({"by": "Ingrid"}, False),
    ],
)
def test_the_database_holds_what_a_change_is(indicator, change, people, fields, is_held):
    change(kind="phase", month=JULY)
    values = {"kind": "phase", "month": date(2026, 8, 1), "reason": "Grunn"} | fields
    if "undone_at" in values:
        values["undone_at"] = values["undone_at"]()
    if "by" in values:
        values["undone_by"] = people[values.pop("by")]
    if is_held:
        assert ChartChange.objects.create(planned_indicator=indicator, **values).pk
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        ChartChange.objects.create(planned_indicator=indicator, **values)
