"""Figures: what is accepted, what is refused, and that nobody's figure is lost."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.models import AuditEvent
from measurements.models import Indicator, Measurement, MeasurementRevision
from measurements.services import (
    MeasurementConflict,
    MeasurementError,
    check_value,
    deliver_month,
    record_measurement,
    skip_month,
)
from tests.factories.measurements import make_indicator, make_plan, make_rate, planned

OCTOBER = date(2026, 10, 1)


@pytest.fixture
def indicator(team):
    make_plan(team)
    return planned(team)


def figures(row):
    """What stands in the database now."""
    row.refresh_from_db()
    return row.numerator, row.denominator, row.skip_reason, row.version


def test_record_measurement_stores_counts_and_who(indicator, people):
    row = record_measurement(indicator, month=OCTOBER, numerator=16, denominator=20, by=people["Ingrid"])
    assert figures(row) == (16, 20, "", 1)
    assert (row.recorded_by, row.is_proportion) == (people["Ingrid"], True)
    event = AuditEvent.objects.first()
    assert (event.action, event.actor, event.summary) == ("record_measurement", people["Ingrid"], "SAM-P1 2026-10")


@pytest.mark.parametrize(
    ("numerator", "denominator", "field"),
    [
        (21, 20, "numerator"),
        (-1, 20, "numerator"),
        (1, -20, "denominator"),
        (None, 20, "numerator"),
        (3, None, "denominator"),
        (0, 0, "denominator"),
        (3, 0, "denominator"),
        (Decimal("12.5"), 20, "numerator"),
        (3, Decimal("20.5"), "denominator"),
        (3, 10_000_001, "denominator"),
    ],
)
def test_record_measurement_refuses_what_is_no_share(indicator, numerator, denominator, field):
    with pytest.raises(MeasurementError) as refused:
        record_measurement(indicator, month=OCTOBER, numerator=numerator, denominator=denominator, by=None)
    assert refused.value.field == field
    assert Measurement.objects.count() == 0


def test_nothing_counted_is_told_to_skip_the_month(indicator):
    with pytest.raises(MeasurementError, match="Hopp over måneden i stedet"):
        record_measurement(indicator, month=OCTOBER, numerator=0, denominator=0, by=None)


def test_all_and_none_are_shares(indicator):
    record_measurement(indicator, month=OCTOBER, numerator=20, denominator=20, by=None)
    record_measurement(indicator, month=date(2026, 9, 1), numerator=0, denominator=20, by=None)
    assert Measurement.objects.count() == 2


def test_a_rate_may_have_more_events_than_its_denominator(team):
    make_plan(team, make_rate(team.change_package), target=None)
    row = record_measurement(planned(team), month=OCTOBER, numerator=5, denominator=3, by=None)
    assert figures(row) == (5, 3, "", 1)


def test_a_mean_has_decimals_and_a_count_one_number(team):
    mean = make_indicator(team.change_package, code="SAM-B1", calculation="mean")
    make_plan(team, mean, target=None)
    row = record_measurement(planned(team), month=OCTOBER, numerator=Decimal("12.5"), denominator=4, by=None)
    assert figures(row) == (Decimal("12.5"), 4, "", 1)
    with pytest.raises(MeasurementError, match="to desimaler"):
        record_measurement(planned(team), month=OCTOBER, numerator=Decimal("12.555"), denominator=4, by=None)


def test_a_count_refuses_a_second_number(team):
    make_plan(team, make_indicator(team.change_package, code="SAM-P4", calculation="count"), target=None)
    row = record_measurement(planned(team), month=OCTOBER, numerator=7, denominator=None, by=None)
    assert figures(row) == (7, None, "", 1)
    with pytest.raises(MeasurementError, match="bare ett tall"):
        record_measurement(planned(team), month=OCTOBER, numerator=7, denominator=8, by=None)


@pytest.mark.parametrize(
    ("month", "words"),
    [
        (date(2026, 12, 1), "Desember 2026 er ikke begynt ennå"),
        (date(2025, 10, 1), "Oktober 2025 ligger før måleplanen begynner"),
    ],
)
def test_record_measurement_refuses_months_outside_the_plan(indicator, month, words):
    with pytest.raises(MeasurementError, match=words):
        record_measurement(indicator, month=month, numerator=1, denominator=2, by=None)


def test_record_measurement_refuses_months_after_the_network(indicator, network):
    network.ends_on = date(2026, 9, 30)
    network.save()
    with pytest.raises(MeasurementError, match="etter at nettverket er slutt"):
        record_measurement(planned(network.teams.get()), month=OCTOBER, numerator=1, denominator=2, by=None)


def test_this_month_may_be_entered_before_it_is_over(indicator):
    record_measurement(indicator, month=date(2026, 11, 1), numerator=1, denominator=2, by=None)
    assert Measurement.objects.count() == 1


def test_a_closed_network_takes_no_figures(indicator, network, people):
    network.closed_at = network.published_at
    network.save()
    with pytest.raises(MeasurementError, match="Nettverket er avsluttet"):
        record_measurement(planned(network.teams.get()), month=OCTOBER, numerator=1, denominator=2, by=None)


def test_the_same_figure_twice_is_one_figure(indicator, people):
    first = record_measurement(indicator, month=OCTOBER, numerator=16, denominator=20, by=people["Ingrid"])
    again = record_measurement(indicator, month=OCTOBER, numerator=16, denominator=20, by=people["Marte"])
    assert (again.pk, again.version, again.recorded_by) == (first.pk, 1, people["Ingrid"])
    assert MeasurementRevision.objects.count() == 0


def test_another_figure_unseen_is_a_conflict(indicator, people):
    record_measurement(indicator, month=OCTOBER, numerator=14, denominator=20, by=people["Marte"])
    with pytest.raises(MeasurementConflict) as conflict:
        record_measurement(indicator, month=OCTOBER, numerator=16, denominator=20, by=people["Ingrid"])
    theirs = conflict.value.theirs
    assert (theirs.numerator, theirs.version, conflict.value.who) == (14, 1, "Marte Solbakken")
    assert conflict.value.when == theirs.recorded_at
    assert figures(theirs) == (14, 20, "", 1)


def test_a_correction_keeps_what_it_replaces(indicator, people):
    record_measurement(indicator, month=OCTOBER, numerator=14, denominator=20, by=people["Marte"])
    row = record_measurement(
        indicator, month=OCTOBER, numerator=16, denominator=20, by=people["Ingrid"], version=1, reason="Talt feil"
    )
    assert figures(row) == (16, 20, "", 2)
    revision = MeasurementRevision.objects.get()
    assert (revision.numerator, revision.version, revision.recorded_by) == (14, 1, people["Marte"])
    assert (revision.replaced_by, revision.reason) == (people["Ingrid"], "Talt feil")


def test_an_old_version_corrects_nothing(indicator):
    record_measurement(indicator, month=OCTOBER, numerator=14, denominator=20, by=None)
    record_measurement(indicator, month=OCTOBER, numerator=15, denominator=20, by=None, version=1)
    with pytest.raises(MeasurementConflict):
        record_measurement(indicator, month=OCTOBER, numerator=16, denominator=20, by=None, version=1)
    assert figures(Measurement.objects.get()) == (15, 20, "", 2)


def test_a_delivered_figure_is_corrected_with_a_reason(indicator):
    record_measurement(indicator, month=OCTOBER, numerator=14, denominator=20, by=None)
    deliver_month(indicator.plan.team, month=OCTOBER, by=None)
    with pytest.raises(MeasurementError) as refused:
        record_measurement(indicator, month=OCTOBER, numerator=16, denominator=20, by=None, version=1)
    assert refused.value.field == "reason"


def test_skip_month_leaves_a_reason_and_no_figure(indicator, people):
    row = skip_month(indicator, month=OCTOBER, reason=" Fellesferie ", by=people["Ingrid"])
    assert figures(row) == (None, None, "Fellesferie", 1)
    assert row.is_skipped


def test_skip_month_asks_for_a_reason(indicator):
    with pytest.raises(MeasurementError) as refused:
        skip_month(indicator, month=OCTOBER, reason="  ", by=None)
    assert refused.value.field == "skip_reason"


def test_a_skipped_month_can_get_its_figure_later(indicator):
    skip_month(indicator, month=OCTOBER, reason="Ferie", by=None)
    row = record_measurement(indicator, month=OCTOBER, numerator=3, denominator=20, by=None, version=1)
    assert figures(row) == (3, 20, "", 2)
    assert MeasurementRevision.objects.get().skip_reason == "Ferie"


def test_no_text_holds_a_national_id(indicator):
    with pytest.raises(MeasurementError, match="fødselsnummer"):
        skip_month(indicator, month=OCTOBER, reason="Gjelder 01010750160", by=None)
    assert Measurement.objects.count() == 0


REFUSED_ROWS = [
    {"numerator": 21, "denominator": 20},
    {"numerator": -1, "denominator": 20},
    {"numerator": 1, "denominator": 0},
    {"numerator": None, "denominator": None, "skip_reason": ""},
    {"numerator": 1, "denominator": 20, "skip_reason": "Ferie"},
    {"numerator": 1, "denominator": 20, "month": date(2026, 10, 2)},
    {"numerator": 20_000_000, "denominator": 20_000_000},
]


@pytest.mark.parametrize("values", REFUSED_ROWS)
def test_the_database_itself_refuses(indicator, values):
    row = {"planned_indicator": indicator, "month": OCTOBER, "is_proportion": True, **values}
    with pytest.raises(IntegrityError), transaction.atomic():
        Measurement.objects.create(**row)


def test_only_a_signed_figure_is_less_than_nothing(team, indicator):
    row = {"planned_indicator": indicator, "month": OCTOBER, "denominator": 5}
    with pytest.raises(IntegrityError), transaction.atomic():
        Measurement.objects.create(**row, numerator=-1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Measurement.objects.create(**row, numerator=-20_000_000, is_signed=True)
    assert Measurement.objects.create(**row, numerator=-8, is_signed=True).pk


@pytest.mark.parametrize(
    ("fields", "figure", "words"),
    [
        ({"calculation": "mean"}, (-1, 5), "mindre enn null"),
        ({"calculation": "mean", "is_signed": True}, (-20_000_000, 5), "for stort"),
        ({"calculation": "mean", "is_signed": True}, (-8, 0), "kan ikke være 0"),
        ({"calculation": "all_or_none"}, (21, 20), "flere enn"),
        ({"calculation": "sum"}, (Decimal("1.234"), None), "høyst to desimaler"),
        ({"calculation": "sum"}, (5, 2), "bare ett tall"),
        ({"calculation": "count"}, (Decimal("1.5"), None), "helt tall"),
    ],
)
def test_each_calculation_refuses_what_is_no_value_of_it(team, fields, figure, words):
    values = Indicator(**fields, numerator_label="Teller", denominator_label="Nevner")
    with pytest.raises(MeasurementError, match=words):
        check_value(values, *figure)


def test_the_database_accepts_both_a_figure_and_a_reason(indicator):
    Measurement.objects.create(
        planned_indicator=indicator, month=OCTOBER, is_proportion=True, numerator=20, denominator=20
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Measurement.objects.create(planned_indicator=indicator, month=OCTOBER, skip_reason="Ferie")
    Measurement.objects.create(planned_indicator=indicator, month=date(2026, 9, 1), skip_reason="Ferie")
