"""Months the coordinator has locked: nothing about them changes until one is opened again, with a reason."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError
from django.urls import reverse

from measurements.models import Measurement, MonthDelivery
from measurements.queries import MonthState, team_overview
from measurements.queries.comparison import Figure, compare
from measurements.queries.imports import team_facts
from measurements.services import (
    MeasurementError,
    deliver_month,
    lock_months,
    open_month,
    prepare_import,
    record_event,
    record_measurement,
    remove_event,
    skip_month,
    skip_whole_month,
    take_import,
)
from tests.factories.measurements import make_indicator, make_plan, record_series
from tests.factories.teams import make_team

OCTOBER = date(2026, 10, 1)
SEPTEMBER = date(2026, 9, 1)
NOVEMBER = date(2025, 11, 1)
TODAY = date(2026, 11, 4)
REFUSED = "Oktober 2026 er låst. Må et tall rettes, kan koordinatoren åpne måneden igjen."


@pytest.fixture
def planned(team, people):
    plan = make_plan(team, make_indicator(team.change_package))
    planned = plan.planned_indicators.select_related("indicator", "plan__team__network").get()
    record_series(planned, [(9, 20)] * 2, by=people["Ingrid"])
    for month in (SEPTEMBER, OCTOBER):
        record_measurement(planned, month=month, numerator=16, denominator=20, by=people["Ingrid"])
        deliver_month(team, month=month, by=people["Ingrid"])
    return planned


@pytest.fixture
def locked(team, planned, people):
    lock_months([team], last=OCTOBER, by=people["Astrid"])
    return planned


def address(team, name="month_edit", month=OCTOBER):
    return reverse(f"measurements:{name}", args=[team.slug, month])


def states(team):
    return {status.month: status.state for status in team_overview(team, TODAY).months}


def test_the_database_knows_no_locker_without_a_lock(team, planned, people):
    with pytest.raises(IntegrityError, match="delivery_locked_or_open"):
        MonthDelivery.objects.filter(month=OCTOBER).update(locked_by=people["Astrid"])


def test_locking_takes_delivered_months_and_the_complete_ones_of_the_baseline(team, planned, people):
    locked = lock_months([team], last=OCTOBER, by=people["Astrid"])
    assert locked == {team: [NOVEMBER, date(2025, 12, 1), SEPTEMBER, OCTOBER]}
    assert states(team)[date(2026, 8, 1)] is MonthState.LATE
    assert [month for month, state in states(team).items() if state is MonthState.LOCKED] == locked[team]
    first = MonthDelivery.objects.get(month=NOVEMBER)
    assert (first.delivered_by, first.locked_by, first.locked_at) == (
        people["Ingrid"],
        people["Astrid"],
        datetime(2026, 11, 4, 13, 32, tzinfo=UTC),
    )


def test_locking_again_locks_nothing_more(team, locked, people):
    assert lock_months([team], last=OCTOBER, by=people["Astrid"]) == {}


def test_locking_stops_at_the_last_month_and_begins_at_the_first(team, planned):
    assert lock_months([team], first=SEPTEMBER, last=SEPTEMBER, by=None) == {team: [SEPTEMBER]}


def test_locking_thirty_teams_asks_no_more_than_locking_one_but_for_the_trail(
    network, team, planned, django_assert_num_queries
):
    teams = [team, *(make_team(network, municipality=name) for name in ("Asker", "Ås", "Nes"))]
    with django_assert_num_queries(8):
        lock_months(teams, last=OCTOBER, by=None)


CHANGES = {
    "correct": lambda planned, at: record_measurement(
        planned, month=OCTOBER, numerator=17, denominator=20, version=1, reason="Talt på nytt", by=None, at=at
    ),
    "skip": lambda planned, at: skip_month(planned, month=OCTOBER, reason="Ferie", version=1, by=None, at=at),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_figure_of_a_locked_month_stays(locked, change):
    with pytest.raises(MeasurementError, match=REFUSED) as refused:
        change(locked, None)
    assert refused.value.field == "month"
    assert Measurement.objects.get(month=OCTOBER).numerator == 16


def test_the_same_figure_of_an_open_month_can_still_change(team, locked):
    record_measurement(locked, month=date(2026, 8, 1), numerator=3, denominator=4, by=None)
    skip_whole_month(team, month=date(2026, 7, 1), reason="Ferie", by=None)
    assert states(team)[date(2026, 7, 1)] is MonthState.SKIPPED


def test_an_import_into_a_locked_month_takes_nothing(team, planned, people):
    figure = Figure(planned.pk, OCTOBER, 17, 20, "", "", 1)
    pending = prepare_import(team, figures=[figure], source="paste", by=people["Ingrid"])
    lock_months([team], last=OCTOBER, by=None)
    shown = compare([figure], team_facts(team)).state
    with pytest.raises(MeasurementError, match="Oktober 2026 er låst"):
        take_import(pending, shown=shown, reason="Talt på nytt", by=people["Ingrid"])
    assert Measurement.objects.get(month=OCTOBER).numerator == 16


def test_events_of_a_locked_month_stay(team, planned, people):
    days = make_indicator(team.change_package, code="FALL-D1", calculation="days", numerator_label="Fall")
    plan = make_plan(team, planned.indicator, days)
    row = plan.planned_indicators.select_related("indicator", "plan__team__network").get(indicator=days)
    event = record_event(row, happened_on=date(2026, 10, 5), by=None)
    lock_months([team], last=OCTOBER, by=None)
    for change in (
        lambda: record_event(row, happened_on=date(2026, 10, 6), by=None),
        lambda: remove_event(event, by=None),
    ):
        with pytest.raises(MeasurementError, match="Oktober 2026 er låst"):
            change()
    assert row.events.count() == 1


def test_opening_takes_a_reason_and_lets_the_team_correct(team, locked, people):
    with pytest.raises(MeasurementError, match="hvorfor måneden åpnes"):
        open_month(team, month=OCTOBER, reason=" ", by=people["Astrid"])
    opened = open_month(team, month=OCTOBER, reason="To skjemaer manglet", by=people["Astrid"])
    assert (opened.is_locked, opened.locked_by, opened.reopened_reason) == (False, None, "To skjemaer manglet")
    CHANGES["correct"](locked, None)
    assert Measurement.objects.get(month=OCTOBER).numerator == 17
    assert lock_months([team], last=OCTOBER, by=None) == {team: [OCTOBER]}
    assert MonthDelivery.objects.get(month=OCTOBER).reopened_reason == ""


def test_a_month_that_is_not_locked_cannot_be_opened(team, planned):
    with pytest.raises(MeasurementError, match="Oktober 2026 er ikke låst"):
        open_month(team, month=OCTOBER, reason="Feil", by=None)


def test_the_month_page_says_who_locked_and_offers_no_change(client_for, team, locked, people):
    page = client_for(people["Ingrid"]).get(address(team)).content.decode()
    assert f"Levert 4. november klokka 14.32 av Ingrid Sæther. Låst 4. november av {people['Astrid'].name}." in page
    assert "Må et tall rettes, kan koordinatoren åpne måneden igjen." in page
    assert ("> Endre<" in page, address(team, "month_open") in page) == (False, False)


def test_typing_and_delivering_a_locked_month_is_refused_in_words(client_for, team, locked, people):
    client = client_for(people["Ingrid"])
    kept = client.post(address(team, "month_autosave"), {f"{locked.pk}-n": "17"})
    assert (kept.status_code, kept.json()["message"]) == (409, REFUSED)
    answer = client.post(address(team), {f"{locked.pk}-n": "17", "action": "deliver"}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [REFUSED]


def test_correcting_a_locked_figure_is_refused_in_words(client_for, team, locked, people):
    client = client_for(people["Ingrid"])
    correction = reverse("measurements:measurement_edit", args=[team.slug, locked.indicator.code.lower(), OCTOBER])
    page = client.get(correction)
    assert (page.context["decision"].reason, "<form" in page.content.decode().split("<main")[1]) == (REFUSED, False)
    answer = client.post(correction, {"tall-n": "17", "tall-d": "20", "tall-kind": "figure"}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [REFUSED]


def test_the_grid_shows_locked_months_as_text(client_for, team, locked, people):
    address = reverse("measurements:baseline_edit", args=[team.slug])
    client = client_for(people["Ingrid"])
    page = client.get(address).content.decode()
    assert (f'name="{locked.pk}-2025-11-n"' in page, f'name="{locked.pk}-2026-01-n"' in page) == (False, True)
    client.post(
        address, {f"{locked.pk}-2025-11-n": "1", f"{locked.pk}-2025-11-d": "20", f"{locked.pk}-2025-11-seen": "1"}
    )
    assert Measurement.objects.get(month=NOVEMBER).numerator == 9


def test_pasting_over_a_locked_month_says_that_it_stays(client_for, team, locked, people):
    answer = client_for(people["Ingrid"]).post(
        reverse("measurements:baseline_paste", args=[team.slug]),
        {"pasted": "1\t20\n2\t20\n3\t20", "at": f"{locked.pk}-2025-11-n"},
    )
    message = answer.json()["message"]
    assert message == (
        "To felt er fylt ut. November 2025 er låst og står som den sto. "
        "Desember 2025 er låst og står som den sto. Husk å lagre."
    )


def test_an_imported_file_is_told_of_the_locked_month_at_its_cell(client_for, team, locked, people):
    text = "Måned\tIndikator\tTeller\tNevner\noktober 2026\tSAM-P1\t17\t20\nseptember 2026\tSAM-P1\t16\t20\n"
    answer = client_for(people["Ingrid"]).post(
        reverse("measurements:figures_import", args=[team.slug]), {"source": "paste", "tall-text": text}
    )
    assert [problem.message for problem in answer.context["problems"].shown] == [REFUSED]


def test_the_list_says_locked(client_for, team, locked, people):
    page = client_for(people["Ingrid"]).get(reverse("measurements:measurement_list", args=[team.slug]))
    line = page.context["months"][0]
    assert (line.name, line.mark, line.status, line.detail, line.action) == (
        "Oktober 2026",
        "locked",
        "Låst",
        "levert 4. november",
        "Se",
    )


def test_the_coordinator_locks_a_month_and_opens_it_with_a_reason(client_for, team, planned, people):
    client = client_for(people["Astrid"])
    answer = client.post(address(team, "month_lock"), follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["Oktober 2026 er låst."]
    refused = client.post(address(team, "month_open"), {"reason": ""})
    assert refused.context["form"].errors == {"reason": ["Skriv kort hvorfor måneden åpnes."]}
    answer = client.post(address(team, "month_open"), {"reason": "To skjemaer manglet"}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "Oktober 2026 er åpnet. Teamet kan rette tallene."
    ]
    page = client_for(people["Ingrid"]).get(address(team)).content.decode()
    assert "Koordinatoren har åpnet måneden igjen: To skjemaer manglet" in page
    assert client.get(address(team, "month_open")).status_code == 404


def test_the_coordinator_locks_the_whole_network(client_for, network, team, planned, people):
    make_team(network, municipality="Asker")
    client = client_for(people["Astrid"])
    address = reverse("measurements:network_lock", args=[network.slug])
    page = client.get(address)
    assert page.context["form"]["last"].value() == "2026-10"
    assert [(row.team.name, row.delivered_to, row.locked_to) for row in page.context["rows"]] == [
        ("Asker hjemmetjeneste", None, None),
        ("Lørenskog hjemmetjeneste", OCTOBER, None),
    ]
    answer = client.post(address, {"last": "2026-09"}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["Tre måneder hos ett team er låst."]
    row = answer.context["rows"][1]
    assert (row.delivered_to, row.locked_to, row.open_count) == (OCTOBER, SEPTEMBER, 1)
    again = client.post(address, {"last": "2026-09"}, follow=True)
    assert [str(message) for message in again.context["messages"]] == ["Alt som er levert, var låst fra før."]


def test_a_network_without_figures_has_nothing_to_lock(client_for, network, team, people):
    page = client_for(people["Astrid"]).get(reverse("measurements:network_lock", args=[network.slug]))
    assert "Ingen måneder å låse" in page.content.decode()


@pytest.mark.parametrize("count", [3, 30])
def test_the_lock_page_asks_the_same_of_3_and_30_teams(client_for, network, people, django_assert_num_queries, count):
    for number in range(count - 1):
        make_team(network, municipality=f"Kommune {number}")
    client = client_for(people["Astrid"])
    with django_assert_num_queries(8):
        client.get(reverse("measurements:network_lock", args=[network.slug]))


def test_a_grid_that_is_locked_whole_has_no_button_and_says_why(client_for, team, people):
    plan = make_plan(team)
    planned = plan.planned_indicators.select_related("indicator", "plan__team__network").get()
    record_series(planned, [(9, 20)] * 6)
    lock_months([team], last=OCTOBER, by=None)
    page = client_for(people["Ingrid"]).get(reverse("measurements:baseline_edit", args=[team.slug])).content.decode()
    assert "Alle månedene er låst." in page
    assert "Lagre utgangspunktet" not in page
