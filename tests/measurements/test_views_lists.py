"""«Målinger», måleplan, skipping a month, and the public tiltakspakke."""

from datetime import date

import pytest
from django.urls import reverse

from measurements.models import MeasurementPlan, MonthDelivery, PlannedIndicator
from measurements.services import record_measurement, skip_whole_month
from tests.factories.measurements import make_indicator, make_plan, planned, record_series

OCTOBER = date(2026, 10, 1)


def page_of(name, *args):
    return reverse(f"measurements:{name}", args=args)


def deliver_until(team, last):
    """Skip every month from November to `last`, so that only what comes after is open."""
    month = date(2025, 11, 1)
    while month <= last:
        skip_whole_month(team, month=month, reason="Før", by=None)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def test_the_list_names_the_one_thing_to_do(client_for, people, team):
    make_plan(team)
    deliver_until(team, date(2026, 9, 1))
    task = client_for(people["Ingrid"]).get(page_of("measurement_list", team.slug)).context["task"]
    assert task.sentence == "Oktober er ikke levert. Fristen er 10. november, om seks dager."
    assert (task.button, task.url) == ("Registrer oktober", page_of("month_edit", team.slug, OCTOBER))


def test_a_baseline_without_figures_comes_first(client_for, people, team):
    make_plan(team)
    client = client_for(people["Ingrid"])
    task = client.get(page_of("measurement_list", team.slug)).context["task"]
    assert task.sentence == "Utgangspunktet mangler tall for seks måneder."
    assert task.url == page_of("baseline_edit", team.slug)
    deliver_until(team, date(2026, 3, 1))
    task = client.get(page_of("measurement_list", team.slug)).context["task"]
    assert task.sentence == "Utgangspunktet mangler tall for april."


def test_when_all_is_delivered_there_is_nothing_to_press(client_for, people, team):
    make_plan(team)
    deliver_until(team, OCTOBER)
    page = client_for(people["Ingrid"]).get(page_of("measurement_list", team.slug))
    assert (page.context["task"].sentence, page.context["task"].url) == ("Alt er levert.", "")


def test_those_who_may_not_record_have_no_button(client_for, people, team):
    make_plan(team)
    page = client_for(people["Astrid"]).get(page_of("measurement_list", team.slug))
    assert page.context["task"].url == ""
    assert "Bare måleansvarlig og teamlederen kan registrere målinger." in page.content.decode()


def test_a_month_says_where_it_stands(client_for, people, team):
    make_plan(team)
    deliver_until(team, date(2026, 8, 1))
    record_measurement(planned(team), month=OCTOBER, numerator=3, denominator=20, by=None)
    page = client_for(people["Ingrid"]).get(page_of("measurement_list", team.slug))
    assert [(line.name, line.status, line.action) for line in page.context["months"][:3]] == [
        ("Oktober 2026", "Begynt, ikke levert", "Registrer"),
        ("September 2026", "Ikke levert", "Registrer"),
        ("August 2026", "Hoppet over", "Se"),
    ]
    assert page.context["months"][1].detail == "frist 10. oktober, for fire uker siden"


def test_a_team_without_plan_is_told_what_to_do(client_for, people, team):
    assert (
        "Sett opp måleplanen"
        in client_for(people["Ingrid"]).get(page_of("measurement_list", team.slug)).content.decode()
    )
    assert (
        "Måleansvarlig eller teamlederen setter den opp."
        in client_for(people["Arne"]).get(page_of("measurement_list", team.slug)).content.decode()
    )


@pytest.mark.parametrize(("indicators", "months"), [(3, 3), (10, 12)])
def test_the_list_takes_the_same_queries_for_few_and_many(
    client_for, people, team, django_assert_num_queries, indicators, months
):
    package = team.change_package
    make_plan(team, *(make_indicator(package, code=f"SAM-P{number}") for number in range(indicators)))
    for row in PlannedIndicator.objects.select_related("indicator", "plan__team__network"):
        record_series(row, [(3, 20)] * months)
    client = client_for(people["Ingrid"])
    client.get(page_of("measurement_list", team.slug))
    with django_assert_num_queries(9):
        client.get(page_of("measurement_list", team.slug))


def plan_fields(*followed, **change):
    """What the plan form posts."""
    data = {
        "who": "Sykepleier på vakt",
        "where": "Sone nord",
        "when": "Siste uke",
        "sample": "20",
        "starts_on": "2025-11",
        "baseline_ends_on": "2026-04",
        "target_due_on": "2027-03",
        "version": "",
    }
    for indicator, target in followed:
        data |= {f"follow_{indicator.pk}": "on", f"target_{indicator.pk}": target}
    return data | change


@pytest.fixture
def indicators(team):
    package = team.change_package
    return (
        make_indicator(package, code="SAM-P1", is_mandatory=True, default_target=95),
        make_indicator(package, code="SAM-P2"),
    )


def test_a_new_plan_is_proposed_from_the_network(client_for, people, team, indicators):
    form = client_for(people["Ingrid"]).get(page_of("plan_edit", team.slug)).context["form"]
    assert (form["starts_on"].value(), form["baseline_ends_on"].value()) == ("2025-11", "2026-04")
    assert [(row.offer.indicator.code, row.follow.value(), row.target.value()) for row in form.choices()] == [
        ("SAM-P1", True, "95"),
        ("SAM-P2", False, ""),
    ]


def test_a_plan_is_made_and_leads_to_the_baseline(client_for, people, team, indicators):
    mandatory, optional = indicators
    data = plan_fields((optional, "87,5")) | {f"target_{mandatory.pk}": "90"}
    answer = client_for(people["Ingrid"]).post(page_of("plan_edit", team.slug), data)
    assert answer["Location"] == page_of("baseline_edit", team.slug)
    plan = MeasurementPlan.objects.get()
    assert (plan.starts_on, plan.baseline_ends_on) == (date(2025, 11, 1), date(2026, 4, 1))
    assert (plan.who, plan.where, plan.when, plan.sample) == ("Sykepleier på vakt", "Sone nord", "Siste uke", "20")
    rows = plan.planned_indicators.select_related("indicator")
    assert [(row.indicator.code, str(row.target), row.target_due_on) for row in rows] == [
        ("SAM-P1", "90.00", date(2027, 3, 1)),
        ("SAM-P2", "87.50", date(2027, 3, 1)),
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"baseline_ends_on": "2025-11", "starts_on": "2026-01"}, "baseline_ends_on"),
        ({"starts_on": ""}, "starts_on"),
        ({"starts_on": "1999-01"}, "starts_on"),
        ({"where": "Ola 01010750160"}, "where"),
        ({"target": "101"}, "target"),
        ({"target": "mange"}, "target"),
    ],
)
def test_a_wrong_plan_says_so_beside_the_field(client_for, people, team, indicators, change, field):
    names = {"target": f"target_{indicators[0].pk}"}
    change = {names.get(name, name): value for name, value in change.items()}
    page = client_for(people["Ingrid"]).post(page_of("plan_edit", team.slug), plan_fields() | change)
    assert (page.status_code, MeasurementPlan.objects.count()) == (200, 0)
    assert list(page.context["form"].errors) == [names.get(field, field)]


def test_those_who_may_not_plan_see_the_plan(client_for, people, team, indicators):
    make_plan(team, *indicators)
    client = client_for(people["Arne"])
    page = client.get(page_of("plan_edit", team.slug)).content.decode()
    assert "Sone nord" in page
    assert "Lagre måleplanen" not in page
    assert client.post(page_of("plan_edit", team.slug), plan_fields()).status_code == 403


def test_the_whole_month_or_one_indicator_is_skipped(client_for, people, team, indicators):
    make_plan(team, *indicators)
    first, second = PlannedIndicator.objects.order_by("position")
    client = client_for(people["Ingrid"])
    address = page_of("month_skip", team.slug, OCTOBER)
    client.post(address, {"what": str(first.pk), "reason": "Ingen nye"})
    assert (first.measurements.get().skip_reason, MonthDelivery.objects.count()) == ("Ingen nye", 0)
    answer = client.post(address, {"what": "all", "reason": "Sykdom"})
    assert answer["Location"] == page_of("month_edit", team.slug, OCTOBER)
    assert (second.measurements.get().skip_reason, MonthDelivery.objects.count()) == ("Sykdom", 1)
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("reason", ["", "   ", "Ola 01010750160", "x" * 201])
def test_skipping_needs_a_reason_that_can_be_kept(client_for, people, team, indicators, reason):
    make_plan(team, *indicators)
    page = client_for(people["Ingrid"]).post(
        page_of("month_skip", team.slug, OCTOBER), {"what": "all", "reason": reason}
    )
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["reason"])
    assert MonthDelivery.objects.count() == 0


def test_a_tiltakspakke_is_open_to_all(client, team, indicators):
    page = client.get(page_of("package_detail", "sam")).content.decode()
    assert "Kort SAM-P1" in page
    assert "obligatorisk" in page
    assert client.get(page_of("package_detail", "finnes-ikke")).status_code == 404
