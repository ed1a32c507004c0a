"""The måleplan: what a team follows, from when, towards which goal."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from measurements.models import Indicator, MeasurementPlan, PlannedIndicator
from measurements.services import MeasurementError, set_measurement_plan
from networks.models import ChangePackage
from tests.factories.measurements import make_indicator, make_plan, planned, record_series

BASIS = {
    "who": "Sykepleier på vakt",
    "where": "Sone nord",
    "when": "Siste uke",
    "sample": "20",
    "starts_on": date(2025, 11, 14),
    "baseline_ends_on": date(2026, 4, 30),
    "by": None,
}


@pytest.fixture
def mandatory(team):
    return make_indicator(team.change_package, code="SAM-P1", is_mandatory=True)


@pytest.fixture
def optional(team):
    return make_indicator(team.change_package, code="SAM-P2")


def followed(team):
    """Code, target and whether it is active, in order."""
    rows = PlannedIndicator.objects.filter(plan__team=team).order_by("-is_active", "position")
    return [(row.indicator.code, row.target, row.is_active) for row in rows.select_related("indicator")]


def test_set_measurement_plan_counts_in_whole_months(team, mandatory, optional):
    plan = set_measurement_plan(
        team, indicators=[(mandatory, 95), (optional, None)], target_due_on=date(2027, 3, 1), **BASIS
    )
    assert (plan.starts_on, plan.baseline_ends_on, plan.version) == (date(2025, 11, 1), date(2026, 4, 1), 1)
    assert followed(team) == [("SAM-P1", Decimal(95), True), ("SAM-P2", None, True)]
    assert planned(team).target_due_on == date(2027, 3, 1)


def test_a_mandatory_indicator_cannot_be_left_out(team, mandatory, optional):
    with pytest.raises(MeasurementError, match="Kort SAM-P1 er obligatorisk") as refused:
        set_measurement_plan(team, indicators=[(optional, None)], **BASIS)
    assert refused.value.field == "indicators"
    assert MeasurementPlan.objects.count() == 0


def test_a_plan_has_an_indicator(team):
    with pytest.raises(MeasurementError, match="minst én"):
        set_measurement_plan(team, indicators=[], **BASIS)


def test_an_indicator_of_another_network_is_refused(team, mandatory):
    stranger = ChangePackage.objects.create(
        focus_area=team.change_package.focus_area, code="TRY", name="Trykksår", short_name="Trykksår"
    )
    strange = make_indicator(stranger, code="TRY-P1")
    with pytest.raises(MeasurementError, match="hører ikke til"):
        set_measurement_plan(team, indicators=[(mandatory, None), (strange, None)], **BASIS)
    team.network.change_packages.add(stranger)
    set_measurement_plan(team, indicators=[(mandatory, None), (strange, None)], **BASIS)
    assert [code for code, _target, _active in followed(team)] == ["SAM-P1", "TRY-P1"]


def test_the_same_indicator_twice_is_refused(team, mandatory):
    with pytest.raises(MeasurementError, match="to ganger"):
        set_measurement_plan(team, indicators=[(mandatory, None), (mandatory, 3)], **BASIS)


@pytest.mark.parametrize(("target", "words"), [(101, "100 %"), (-1, "mindre enn null")])
def test_a_target_fits_the_indicator(team, mandatory, target, words):
    with pytest.raises(MeasurementError, match=words) as refused:
        set_measurement_plan(team, indicators=[(mandatory, target)], **BASIS)
    assert refused.value.field == f"target_{mandatory.pk}"


def test_a_dropped_indicator_keeps_its_figures_and_comes_back(team, mandatory, optional):
    make_plan(team, mandatory, optional)
    second = PlannedIndicator.objects.get(indicator=optional)
    record_series(second, [(3, 20)])
    set_measurement_plan(team, indicators=[(mandatory, 90)], version=1, **BASIS)
    assert followed(team) == [("SAM-P1", Decimal(90), True), ("SAM-P2", Decimal(95), False)]
    set_measurement_plan(team, indicators=[(optional, 80), (mandatory, 90)], version=2, **BASIS)
    assert followed(team) == [("SAM-P2", Decimal(80), True), ("SAM-P1", Decimal(90), True)]
    assert second.measurements.count() == 1


def test_somebody_elses_change_is_not_overwritten(team, mandatory):
    make_plan(team, mandatory)
    make_plan(team, mandatory, target=80)
    with pytest.raises(MeasurementError, match="Noen andre har endret"):
        set_measurement_plan(team, indicators=[(mandatory, 70)], version=1, **BASIS)
    assert followed(team) == [("SAM-P1", Decimal(80), True)]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"baseline_ends_on": date(2025, 10, 1)}, "baseline_ends_on"),
        ({"baseline_ends_on": date(2027, 6, 1)}, "baseline_ends_on"),
    ],
)
def test_the_baseline_lies_inside_the_period(team, mandatory, change, field):
    with pytest.raises(MeasurementError) as refused:
        set_measurement_plan(team, indicators=[(mandatory, None)], **(BASIS | change))
    assert refused.value.field == field


def test_the_plan_cannot_begin_after_its_first_figure(team, mandatory):
    make_plan(team, mandatory)
    record_series(planned(team), [(3, 20)])
    later = BASIS | {"starts_on": date(2025, 12, 1)}
    with pytest.raises(MeasurementError, match="Dere har tall fra november 2025"):
        set_measurement_plan(team, indicators=[(mandatory, None)], **later)


def test_a_closed_network_keeps_its_plans(team, mandatory, network):
    network.closed_at = network.published_at
    network.save()
    with pytest.raises(MeasurementError, match="avsluttet"):
        set_measurement_plan(type(team).objects.get(), indicators=[(mandatory, None)], **BASIS)


def test_the_database_counts_plans_in_whole_months(team):
    for starts_on, ends_on in ((date(2026, 1, 2), date(2026, 2, 1)), (date(2026, 2, 1), date(2026, 1, 1))):
        with pytest.raises(IntegrityError), transaction.atomic():
            MeasurementPlan.objects.create(team=team, starts_on=starts_on, baseline_ends_on=ends_on)
    MeasurementPlan.objects.create(team=team, starts_on=date(2026, 1, 1), baseline_ends_on=date(2026, 1, 1))


@pytest.mark.parametrize(
    "values",
    [
        {"calculation": "rate", "multiplier": 0, "denominator_label": "Døgn"},
        {"calculation": "proportion", "multiplier": 1, "denominator_label": "Alle"},
        {"calculation": "rate", "multiplier": 1000, "denominator_label": ""},
        {"code": "SAM-P1", "calculation": "count", "multiplier": 1},
        {"calculation": "all_or_none", "multiplier": 1, "denominator_label": "Alle"},
        {"calculation": "count", "denominator_label": "Alle"},
        {"calculation": "mean", "multiplier": 10, "denominator_label": "Alle"},
        {"calculation": "sum", "multiplier": 10},
        {"calculation": "count", "is_signed": True},
        {"calculation": "days", "frequency": "monthly"},
        {"calculation": "count", "frequency": "event"},
        {"calculation": "count", "status": "sourced", "source": ""},
        {"calculation": "count", "version": 0},
        {"calculation": "count", "relative_target": -101},
        {"calculation": "count", "sample_size": 0},
    ],
)
def test_the_database_refuses_impossible_indicators(mandatory, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.create(**(bare_indicator(mandatory) | values))


@pytest.mark.parametrize(
    "values",
    [
        {"calculation": "all_or_none", "multiplier": 100, "denominator_label": "Alle"},
        {"calculation": "mean", "denominator_label": "Alle", "is_signed": True},
        {"calculation": "sum"},
        {"calculation": "days", "frequency": "event"},
        {"calculation": "count", "status": "sourced", "source": "Måledokument"},
        {"calculation": "count", "relative_target": -100, "sample_size": 1},
    ],
)
def test_the_database_takes_every_calculation(mandatory, values):
    assert Indicator.objects.create(**(bare_indicator(mandatory) | values)).pk


def test_the_database_keeps_owners_apart(mandatory, team, network):
    same = bare_indicator(mandatory) | {"code": "SAM-P1", "calculation": "count"}
    for owner in ({"owner_network": network}, {"owner_team": team}):
        assert Indicator.objects.create(**same, **owner).pk
        with pytest.raises(IntegrityError), transaction.atomic():
            Indicator.objects.create(**same, **owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.create(**(same | {"code": "X"}), owner_network=network, owner_team=team)


def test_only_a_retired_indicator_has_a_successor(mandatory, optional):
    rows = Indicator.objects.filter(pk=mandatory.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(superseded_by=optional)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(superseded_by=mandatory, state="retired")
    assert rows.update(superseded_by=optional, state="retired") == 1


def bare_indicator(like):
    """The least an indicator needs beside its calculation."""
    return {
        "change_package": like.change_package,
        "code": "X",
        "name": "X",
        "short_name": "X",
        "kind": "process",
        "direction": "increase",
        "numerator_label": "X",
    }
