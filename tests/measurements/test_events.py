"""Days between events: the dates are entered, the chart is drawn over the events."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import AuditEvent
from measurements.models import IndicatorEvent, PlannedIndicator
from measurements.queries import figures_of_teams, series_for, team_overview, team_series
from measurements.queries.entry import month_entry
from measurements.services import (
    MeasurementError,
    deliver_month,
    lock_months,
    record_event,
    record_events,
    record_measurement,
    remove_event,
)
from networks.services import close_network
from tests.factories.measurements import make_indicator, make_plan, record_series

TODAY = date(2026, 11, 4)
DAYS = [date(2025, 11, 3), date(2025, 11, 24), date(2026, 1, 5), date(2026, 1, 6)]


@pytest.fixture
def planned(team):
    """Followed beside a share."""
    package = team.change_package
    days = make_indicator(package, code="FALL-R3", calculation="days", unit="dager", kind="outcome")
    make_plan(team, make_indicator(package, code="SAM-P1"), days, target=None)
    return row_of("FALL-R3")


def row_of(code):
    return PlannedIndicator.objects.select_related("indicator", "plan__team__network").get(indicator__code=code)


def enter(planned, days):
    for day in days:
        record_event(planned, happened_on=day, by=None)


def page_of(team):
    return reverse("measurements:event_list", args=[team.slug, "fall-r3"])


def test_the_values_are_the_days_since_the_event_before(team, planned):
    # In the order somebody remembers them.
    enter(planned, DAYS[::-1])
    points = series_for(planned, TODAY).series.points
    assert [(point.period, point.numerator, point.denominator) for point in points] == [
        (DAYS[1], 21, None),
        (DAYS[2], 42, None),
        (DAYS[3], 1, None),
    ]
    analysis = series_for(planned, TODAY).analysis
    assert (analysis.center, [point.value for point in analysis.points]) == (21, [21, 42, 1])


def test_the_baseline_is_frozen_when_enough_events_lie_in_it(team, planned):
    enter(planned, [date(2025, 11, 1) + timedelta(days=20 * step) for step in range(12)])
    series = series_for(planned, TODAY).series
    # Eleven values, nine of them before May.
    assert (len(series.points), series.baseline_length) == (11, 9)


def test_the_same_day_twice_is_once(team, planned):
    first = record_event(planned, happened_on=DAYS[0], by=None)
    trail = AuditEvent.objects.count()
    assert record_event(planned, happened_on=DAYS[0], by=None) == first
    assert (IndicatorEvent.objects.count(), AuditEvent.objects.count()) == (1, trail)
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorEvent.objects.create(planned_indicator=planned, happened_on=DAYS[0])
    other = row_of("SAM-P1")
    assert IndicatorEvent.objects.create(planned_indicator=other, happened_on=DAYS[0]).pk


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 11, 5), "ikke kommet"), (date(2025, 10, 31), "begynner"), (date(202, 3, 1), "begynner")],
)
def test_a_day_lies_between_the_start_of_the_plan_and_today(planned, day, words):
    with pytest.raises(MeasurementError, match=words) as refused:
        record_event(planned, happened_on=day, by=None)
    assert refused.value.field == "happened_on"


def test_dates_and_figures_are_not_mixed(team, planned):
    with pytest.raises(MeasurementError, match="Før datoene"):
        record_measurement(planned, month=date(2026, 10, 1), numerator=3, denominator=None, by=None)
    with pytest.raises(MeasurementError, match="hver måned"):
        record_event(row_of("SAM-P1"), happened_on=DAYS[0], by=None)


def test_a_removed_day_joins_its_neighbours(team, planned):
    enter(planned, DAYS)
    remove_event(planned.events.get(happened_on=DAYS[1]), by=None)
    assert [point.numerator for point in series_for(planned, TODAY).series.points] == [63, 1]
    assert AuditEvent.objects.filter(action="remove_event").count() == 1


def test_months_ask_for_figures_only(team, planned, people, client_for):
    share = row_of("SAM-P1")
    record_series(share, [(3, 20)] * 12)
    assert deliver_month(team, month=date(2026, 10, 1), by=None)
    month = team_overview(team, TODAY).months[0]
    assert (month.missing, month.state) == ((), "delivered")
    page = client_for(people["Ingrid"]).get(reverse("measurements:month_edit", args=[team.slug, date(2026, 9, 1)]))
    assert "Kort FALL-R3" not in page.content.decode()
    assert figures_of_teams({team.pk: team.network_id}, TODAY, sessions=[])[team.pk].is_complete(date(2026, 9, 1))
    assert month_entry(team, date(2026, 10, 1), people["Ingrid"]).saved.keys() == {share.pk}


def test_a_plan_without_events_asks_the_database_no_more(team, planned, django_assert_num_queries):
    with django_assert_num_queries(5):
        team_series(team, TODAY, has_notes=False)
    with django_assert_num_queries(4):
        team_series(team, TODAY, has_notes=False, is_monthly=True)


def test_other_teams_see_no_days(planned):
    enter(planned, DAYS)
    assert series_for(planned, TODAY).without_small_numbers().series.points == ()


def test_the_page_enters_and_removes(team, planned, people, client_for):
    client = client_for(people["Ingrid"])
    page = client.get(page_of(team)).content.decode()
    assert "Ingen er ført ennå." in page
    assert 'value="2026-11-04"' in page or 'value="04.11.2026"' in page
    client.post(page_of(team), {"happened_on": "2026-10-01"})
    page = client.post(page_of(team), {"happened_on": "22.10.2026"}, follow=True).content.decode()
    assert "22. oktober 2026 er ført." in page
    assert "21 dager etter forrige" in page
    assert "13 dager" in page
    again = client.post(page_of(team), {"happened_on": "22.10.2026"}, follow=True).content.decode()
    assert "Flere på samme dag føres som én." in again
    event = planned.events.get(happened_on=date(2026, 10, 1))
    gone = client.post(reverse("measurements:event_remove", args=[team.slug, "fall-r3", event.pk]), follow=True)
    assert "1. oktober 2026 er tatt bort." in gone.content.decode()
    assert planned.events.count() == 1


@pytest.mark.parametrize("written", ["", "i går", "2026-11-05", "0202-03-01", "2026-02-30"])
def test_a_wrong_day_is_kept_and_explained(team, planned, people, client_for, written):
    page = client_for(people["Ingrid"]).post(page_of(team), {"happened_on": written})
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["happened_on"])
    assert page.context["form"]["happened_on"].value() == written
    assert planned.events.count() == 0


def test_the_chart_page_leads_to_the_days_and_writes_them_out(team, planned, people, client_for):
    enter(planned, DAYS)
    client = client_for(people["Ingrid"])
    page = client.get(reverse("measurements:chart_detail", args=[team.slug, "fall-r3"])).content.decode()
    assert page_of(team) in page
    assert "24. nov." in page
    table = client.get(reverse("measurements:chart_csv", args=[team.slug, "fall-r3"])).content.decode()
    assert table.startswith("\ufeffDato;")
    assert "2025-11-24;21;;21;" in table
    assert client.get(reverse("measurements:event_list", args=[team.slug, "sam-p1"])).status_code == 404


def test_nothing_is_entered_after_the_end(network, team, planned, people):
    event = record_event(planned, happened_on=DAYS[0], by=None)
    close_network(network, by=people["Astrid"])
    planned.plan.team.network.refresh_from_db()
    with pytest.raises(MeasurementError, match="avsluttet"):
        record_event(planned, happened_on=DAYS[1], by=None)
    event.planned_indicator = planned
    with pytest.raises(MeasurementError, match="avsluttet"):
        remove_event(event, by=None)


def test_a_column_of_days_is_entered_at_once(team, planned, people, client_for):
    client = client_for(people["Ingrid"])
    enter(planned, [DAYS[0]])
    text = "3.11.2025\n\n24.11.25\r\n 2026-01-05 \n24.11.2025\n"
    page = client.post(page_of(team), {"days": text}, follow=True).content.decode()
    assert "To dager er ført. Én dag sto der fra før." in page
    assert list(planned.events.values_list("happened_on", flat=True)) == DAYS[:3]
    assert AuditEvent.objects.get(action="record_events").summary == "FALL-R3 2 days"
    again = client.post(page_of(team), {"days": text}, follow=True).content.decode()
    assert "Alle dagene sto der fra før." in again


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["Skriv eller lim inn minst én dato."]),
        (
            "3.11.2025\ni går\n30.2.2026",
            [
                "Linje 2: «i går» er ikke en dato. Skriv den som 4.11.2026.",
                "Linje 3: «30.2.2026» er ikke en dato. Skriv den som 4.11.2026.",
            ],
        ),
        ("3.11.2025\n5.11.2026", ["5. november 2026 er ikke kommet ennå."]),
        ("3.11.2025\n3.11.0202", ["Måleplanen begynner 1. november 2025. 3. november 202 er før det."]),
    ],
    ids=["nothing", "no dates", "to come", "before the plan"],
)
def test_one_wrong_day_enters_none_and_loses_nothing(team, planned, people, client_for, text, said):
    page = client_for(people["Ingrid"]).post(page_of(team), {"days": text})
    assert (page.status_code, page.context["many"].errors["days"]) == (200, said)
    assert page.context["many"]["days"].value() == text
    assert planned.events.count() == 0


def test_a_column_of_days_takes_the_same_queries(planned, django_assert_num_queries):
    for count in (3, 30):
        with django_assert_num_queries(8):
            record_events(
                planned, days=[date(2026, 1, 1) + timedelta(days=count * 5 + n) for n in range(count)], by=None
            )


def test_days_of_a_locked_month_are_refused_together(team, planned, people):
    record_series(row_of("SAM-P1"), [(3, 20)] * 12)
    deliver_month(team, month=date(2026, 10, 1), by=None)
    lock_months([team], last=date(2026, 10, 1), by=None)
    with pytest.raises(MeasurementError, match="Oktober 2026 er låst"):
        record_events(planned, days=[date(2026, 11, 2), date(2026, 10, 3)], by=None)
    assert planned.events.count() == 0


def test_the_days_can_be_taken_along(team, planned, people, client_for):
    enter(planned, DAYS[:2])
    address = reverse("measurements:event_csv", args=[team.slug, "fall-r3"])
    text = client_for(people["Ingrid"]).get(address).content.decode("utf-8-sig")
    assert text == "Dato;Dager siden forrige\r\n2025-11-03;\r\n2025-11-24;21\r\n"


def test_the_chart_names_the_day_of_the_last_event_and_leads_everybody_who_sees_it_to_the_days(
    team, planned, people, client_for
):
    enter(planned, DAYS[:3])
    chart = reverse("measurements:chart_detail", args=[team.slug, "fall-r3"])
    for name in ("Ingrid", "Astrid"):
        page = client_for(people[name]).get(chart)
        latest = page.context["page"].facts[0]
        assert (latest.figure, latest.text) == ("42\xa0dager", "5. januar 2026")
        assert f'href="{page_of(team)}"' in page.content.decode()
