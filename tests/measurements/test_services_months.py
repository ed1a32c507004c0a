"""Delivering a month, skipping it, and keeping drafts."""

from datetime import UTC, date, datetime

import pytest

from measurements.models import EntryDraft, MonthDelivery
from measurements.services import (
    MeasurementError,
    deliver_month,
    record_measurement,
    save_entry_draft,
    skip_month,
    skip_whole_month,
)
from tests.factories.measurements import make_indicator, make_plan

OCTOBER = date(2026, 10, 1)


@pytest.fixture
def indicators(team):
    package = team.change_package
    plan = make_plan(team, make_indicator(package, code="SAM-P1"), make_indicator(package, code="SAM-P2"))
    return list(plan.planned_indicators.select_related("indicator", "plan__team__network"))


def test_deliver_month_needs_a_figure_or_a_reason_for_each(team, indicators, people):
    first, second = indicators
    with pytest.raises(MeasurementError, match="Mangler tall eller grunn for Kort SAM-P1 og Kort SAM-P2"):
        deliver_month(team, month=OCTOBER, by=None)
    record_measurement(first, month=OCTOBER, numerator=3, denominator=4, by=None)
    skip_month(second, month=OCTOBER, reason="Ingen nye", by=None)
    delivery = deliver_month(team, month=OCTOBER, by=people["Ingrid"])
    assert (delivery.delivered_by, delivery.delivered_at) == (
        people["Ingrid"],
        datetime(2026, 11, 4, 13, 32, tzinfo=UTC),
    )


def test_delivering_twice_keeps_the_first(team, indicators, people):
    skip_whole_month(team, month=OCTOBER, reason="Ferie", by=people["Ingrid"])
    again = deliver_month(team, month=OCTOBER, by=people["Marte"])
    assert (again.delivered_by, MonthDelivery.objects.count()) == (people["Ingrid"], 1)


def test_skip_whole_month_leaves_figures_alone(team, indicators):
    first, second = indicators
    figure = record_measurement(first, month=OCTOBER, numerator=3, denominator=4, by=None)
    skip_whole_month(team, month=OCTOBER, reason="Sykdom", by=None)
    figure.refresh_from_db()
    assert (figure.numerator, second.measurements.get().skip_reason) == (3, "Sykdom")


def test_skip_whole_month_asks_for_a_reason(team, indicators):
    with pytest.raises(MeasurementError) as refused:
        skip_whole_month(team, month=OCTOBER, reason="", by=None)
    assert (refused.value.field, MonthDelivery.objects.count()) == ("skip_reason", 0)


def test_a_team_without_plan_delivers_nothing(team):
    with pytest.raises(MeasurementError, match="ingen måleplan"):
        deliver_month(team, month=OCTOBER, by=None)


def test_a_draft_is_kept_as_typed_and_goes_when_delivered(team, indicators, people):
    save_entry_draft(team, month=OCTOBER, fields={"n-1": "16x", "d-1": "20"}, by=people["Ingrid"])
    save_entry_draft(team, month=OCTOBER, fields={"n-1": "16"}, by=people["Marte"])
    draft = save_entry_draft(team, month=OCTOBER, fields={"n-1": "17"}, by=people["Ingrid"])
    assert (draft.fields, EntryDraft.objects.count()) == ({"n-1": "17"}, 2)
    skip_whole_month(team, month=OCTOBER, reason="Ferie", by=people["Ingrid"])
    assert [row.user for row in EntryDraft.objects.all()] == [people["Marte"]]


def test_a_draft_never_holds_a_national_id_nor_a_pasted_file(team, indicators, people):
    fields = {"n-1": "01010750160", "n-2": "9" * 5_000_000, "n-3": "1\x00", "../x": "3", "d-1": "20"}
    assert save_entry_draft(team, month=OCTOBER, fields=fields, by=people["Ingrid"]).fields == {"d-1": "20"}
