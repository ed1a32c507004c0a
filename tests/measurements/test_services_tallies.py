"""Tellelister: opened for what can be tapped, each tap counted once, full at n, and closed for good when closed."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.secret_links import hash_token
from measurements.models import ChartLink, Indicator, Measurement, TallySheet, Tap
from measurements.queries.tally import TallyCount, find_tally_sheet, sheets_of, tallies_of, tally_count
from measurements.services import (
    MeasurementError,
    TallyClosedError,
    TapEntry,
    close_tally_sheet,
    delete_old_links,
    delete_tally_sheet,
    deliver_month,
    open_tally_sheet,
    record_measurement,
    record_taps,
)
from measurements.services.tallies import MOST_TAPS
from networks.services import close_network
from tests.factories.measurements import make_count, make_indicator, make_plan, make_tally, planned, taps

OCTOBER = date(2026, 10, 1)
LAST = date(2026, 11, 10)


@pytest.fixture
def indicator(team):
    make_plan(team)
    return planned(team)


@pytest.fixture
def sheet(indicator, people):
    return make_tally(indicator, by=people["Ingrid"])


def counts(team, **fields):
    """An indicator that is counted as a plain number."""
    make_plan(team, make_count(team.change_package, **fields), target=None)
    return planned(team)


def test_a_new_telleliste_works_to_the_end_of_its_last_day(indicator, people):
    sheet = make_tally(indicator, by=people["Ingrid"])
    assert (sheet.planned_indicator, sheet.month, sheet.limit, sheet.created_by) == (
        indicator,
        OCTOBER,
        10,
        people["Ingrid"],
    )
    assert timezone.localtime(sheet.expires_at).isoformat() == "2026-11-11T00:00:00+01:00"
    assert find_tally_sheet(sheet.token, timezone.now()) == sheet
    with time_machine.travel(datetime(2026, 11, 10, 23, tzinfo=UTC)):
        assert find_tally_sheet(sheet.token, timezone.now()) is None


def test_only_the_hash_of_the_link_is_kept(sheet):
    assert sheet.token_hash == hash_token(sheet.token) != sheet.token
    assert sheet.token not in str(TallySheet.objects.values())
    # The same nonce makes another token for a chart.
    assert ChartLink(link_nonce=sheet.link_nonce).token != sheet.token


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"limit": None}, "limit"),
        ({"limit": 0}, "limit"),
        ({"limit": 1001}, "limit"),
        ({"month": date(2026, 12, 1)}, "month"),
        ({"month": date(2025, 10, 1)}, "month"),
        ({"expires_on": date(2026, 11, 3)}, "expires_on"),
        ({"expires_on": date(2027, 1, 6)}, "expires_on"),
    ],
)
def test_what_cannot_be_is_refused(indicator, people, fields, field):
    with pytest.raises(MeasurementError) as refused:
        make_tally(indicator, by=people["Ingrid"], **fields)
    assert (refused.value.field, TallySheet.objects.count()) == (field, 0)


def test_a_mean_is_not_tapped(team, people):
    mean = make_indicator(
        team.change_package,
        calculation=Indicator.Calculation.MEAN,
        unit="dager",
    )
    make_plan(team, mean, target=None)
    with pytest.raises(MeasurementError, match="kan ikke telles med trykk"):
        make_tally(planned(team), by=people["Ingrid"])


def test_a_delivered_month_and_an_ended_network_get_no_list(team, indicator, people):
    record_measurement(indicator, month=OCTOBER, numerator=1, denominator=2, by=None)
    deliver_month(team, month=OCTOBER, by=None)
    with pytest.raises(MeasurementError, match="Oktober 2026 er levert"):
        make_tally(indicator, by=people["Ingrid"])
    close_network(team.network, by=people["Astrid"])
    indicator = planned(team)
    with pytest.raises(MeasurementError, match="Nettverket er avsluttet"):
        make_tally(indicator, by=people["Ingrid"], month=date(2026, 11, 1))


def test_taps_are_counted_by_answer(sheet, team, indicator):
    result = record_taps(sheet, taps=taps("yynx"))
    assert (result.count, result.refused) == (TallyCount(2, 1, 1), ())
    assert (tally_count(sheet), tally_count(sheet).counted) == (TallyCount(2, 1, 1), 3)
    assert tallies_of(team, OCTOBER) == {indicator.pk: TallyCount(2, 1, 1)}
    assert tallies_of(team, date(2026, 9, 1)) == {}
    assert sheets_of(team) == [(sheet, TallyCount(2, 1, 1))]
    assert Measurement.objects.count() == 0


def test_a_tap_that_is_sent_twice_counts_once(sheet):
    sent = taps("yn")
    record_taps(sheet, taps=[*sent, *sent])
    assert record_taps(sheet, taps=sent).count == TallyCount(1, 1, 0)


def test_an_undone_tap_counts_no_more_however_often_it_comes(sheet):
    first, second = taps("yn")
    record_taps(sheet, taps=[first, second])
    undo = TapEntry(first.token, None)
    assert record_taps(sheet, taps=[undo, undo]).count == TallyCount(0, 1, 0)
    assert record_taps(sheet, taps=[first]).count == TallyCount(0, 1, 0)


def test_an_undo_that_overtakes_its_tap_holds(sheet):
    (tap,) = taps("y")
    assert record_taps(sheet, taps=[TapEntry(tap.token, None)]).count == TallyCount()
    assert record_taps(sheet, taps=[tap]).count == TallyCount()


def test_the_list_is_full_at_n_and_what_does_not_apply_stands_apart(sheet):
    record_taps(sheet, taps=taps("yyyyynnnn"))
    last, late, apart = taps("yyx")
    result = record_taps(sheet, taps=[last, late, apart])
    assert (result.count, result.refused) == (TallyCount(6, 4, 1), (late.token,))
    # After an undo there is room again.
    again = record_taps(sheet, taps=[TapEntry(last.token, None), *taps("n")])
    assert (again.count, again.refused) == (TallyCount(5, 5, 1), ())


def test_a_count_goes_on_without_n_and_knows_only_one_more(team, people):
    sheet = make_tally(counts(team), by=people["Ingrid"], limit=None)
    one, no, apart = taps("ynx")
    result = record_taps(sheet, taps=[one, no, apart, *taps("y" * 30)])
    assert (result.count, result.refused) == (TallyCount(31), (no.token, apart.token))


def test_whoever_has_the_link_cannot_fill_the_database(team, people):
    sheet = make_tally(counts(team), by=people["Ingrid"], limit=None)
    Tap.objects.bulk_create(
        Tap(sheet=sheet, token=uuid.uuid4(), answer=Tap.Answer.YES, is_undone=True) for _row in range(MOST_TAPS - 1)
    )
    first, more = taps("yy")
    late_undo = TapEntry(uuid.uuid4(), None)
    assert record_taps(sheet, taps=[first, more, late_undo]).refused == (more.token, late_undo.token)
    assert Tap.objects.count() == MOST_TAPS


def test_taps_after_the_close_are_refused(sheet, people):
    record_taps(sheet, taps=taps("y"))
    close_tally_sheet(sheet, by=people["Marte"])
    close_tally_sheet(sheet, by=people["Marte"])
    with pytest.raises(TallyClosedError, match="Tellingen er stengt"):
        record_taps(sheet, taps=taps("y"))
    assert (find_tally_sheet(sheet.token, timezone.now()), tally_count(sheet)) == (None, TallyCount(1))
    assert AuditEvent.objects.filter(action="close_tally_sheet").count() == 1


def test_a_delivered_month_takes_no_more_taps(sheet, team, indicator):
    record_measurement(indicator, month=OCTOBER, numerator=1, denominator=2, by=None)
    deliver_month(team, month=OCTOBER, by=None)
    with pytest.raises(TallyClosedError):
        record_taps(sheet, taps=taps("y"))


def test_opening_again_gives_a_new_link_and_keeps_what_was_tapped(sheet, indicator, people):
    old = sheet.token
    record_taps(sheet, taps=taps("yn"))
    close_tally_sheet(sheet, by=people["Ingrid"])
    again = make_tally(indicator, by=people["Marte"], limit=20)
    assert (again.pk, again.limit, tally_count(again)) == (sheet.pk, 20, TallyCount(1, 1))
    assert find_tally_sheet(old, timezone.now()) is None
    assert find_tally_sheet(again.token, timezone.now()) == again
    actions = AuditEvent.objects.filter(subject=f"tallysheet/{sheet.pk}").order_by("pk")
    assert [(event.action, event.actor, event.summary) for event in actions] == [
        ("open_tally_sheet", people["Ingrid"], "SAM-P1 2026-10"),
        ("close_tally_sheet", people["Ingrid"], "SAM-P1 2026-10"),
        ("open_tally_sheet", people["Marte"], "SAM-P1 2026-10"),
    ]


def test_a_deleted_list_takes_its_taps_along(sheet, people):
    record_taps(sheet, taps=taps("yn"))
    delete_tally_sheet(sheet, by=people["Ingrid"])
    assert (TallySheet.objects.count(), Tap.objects.count()) == (0, 0)
    assert AuditEvent.objects.filter(action="delete_tally_sheet", actor=people["Ingrid"]).count() == 1


def test_lists_that_ended_long_ago_are_thrown_away_at_night(sheet, indicator, people):
    record_taps(sheet, taps=taps("yn"))
    newer = make_tally(indicator, by=people["Ingrid"], month=date(2026, 9, 1))
    end = sheet.expires_at
    assert delete_old_links(now=end + timedelta(days=60)) == 0
    close_tally_sheet(newer, by=people["Ingrid"])
    assert delete_old_links(now=timezone.now() + timedelta(days=60, seconds=1)) == 1
    assert list(TallySheet.objects.all()) == [sheet]
    assert delete_old_links(now=end + timedelta(days=60, seconds=1)) == 1
    assert Tap.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "is_refused"),
    [
        ({"month": date(2026, 9, 1)}, False),
        ({"month": date(2026, 9, 2)}, True),
        ({"limit": 1000}, False),
        ({"limit": 1001}, True),
        ({"limit": 0}, True),
        ({"limit": None}, False),
        ({"expires_at": datetime(2026, 11, 4, 13, 32, tzinfo=UTC)}, True),
        ({"revoked_at": datetime(2026, 11, 4, 13, 32, tzinfo=UTC)}, False),
        ({"revoked_at": datetime(2026, 11, 4, 13, 31, tzinfo=UTC)}, True),
        ({"token_hash": None}, True),
    ],
)
def test_the_database_holds_the_rules_of_a_list(sheet, fields, is_refused):
    if is_refused:
        with pytest.raises(IntegrityError), transaction.atomic():
            TallySheet.objects.filter(pk=sheet.pk).update(**fields)
    else:
        assert TallySheet.objects.filter(pk=sheet.pk).update(**fields) == 1


def test_the_database_holds_one_list_a_month_and_each_tap_once(sheet, indicator):
    twin = TallySheet(planned_indicator=indicator, month=OCTOBER, expires_at=sheet.expires_at)
    twin.renew()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
    twin.month = date(2026, 9, 1)
    twin.save()
    token = uuid.uuid4()
    Tap.objects.create(sheet=sheet, token=token, answer="yes")
    Tap.objects.create(sheet=twin, token=token, answer="no")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tap.objects.create(sheet=sheet, token=token, answer="no")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tap.objects.create(sheet=sheet, token=uuid.uuid4(), answer="som")


def test_two_indicators_of_one_month_are_counted_apart(team, people):
    package = team.change_package
    make_plan(team, make_indicator(package), make_count(package), target=None)
    share, count = team.measurement_plan.planned_indicators.order_by("position")
    record_taps(make_tally(share, by=people["Ingrid"]), taps=taps("yn"))
    record_taps(make_tally(count, by=people["Ingrid"], limit=None), taps=taps("yyy"))
    assert tallies_of(team, OCTOBER) == {share.pk: TallyCount(1, 1), count.pk: TallyCount(3)}


def test_an_indicator_that_is_followed_no_more_gets_no_list(team, indicator, people):
    indicator.is_active = False
    with pytest.raises(MeasurementError, match="kan ikke telles"):
        open_tally_sheet(indicator, month=OCTOBER, limit=10, expires_on=LAST, by=people["Ingrid"])
