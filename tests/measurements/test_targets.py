"""A target that is changed: the one that is given up stays in the months in which it held."""

import csv
import io
import random
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from measurements.models import EarlierTarget, PlannedIndicator
from measurements.queries import team_series
from measurements.queries.targets import held_targets
from measurements.services import record_events, set_measured_units, set_measurement_plan
from tests.factories.measurements import make_indicator, make_plan, planned, record_series

MAY, AUGUST, SEPTEMBER, OCTOBER, NOVEMBER = (date(2026, month, 1) for month in (5, 8, 9, 10, 11))
DUE_ON = date(2027, 3, 1)
TWELVE = [(count, 20) for count in (9, 7, 8, 7, 9, 10, 10, 12, 13, 13, 14, 16)]


@pytest.fixture
def followed(team):
    """One indicator towards 80 %, with figures from November 2025 to October 2026."""
    make_plan(team, target=80)
    row = planned(team)
    record_series(row, TWELVE)
    return row


def aim(row, target, month=None, *, by=None):
    """Change the target on the måleplan, from the month on."""
    plan = row.plan
    set_measurement_plan(
        plan.team,
        indicators=[(row.indicator, target)],
        who=plan.who,
        where=plan.where,
        when=plan.when,
        sample=plan.sample,
        starts_on=plan.starts_on,
        baseline_ends_on=plan.baseline_ends_on,
        target_due_on=DUE_ON,
        targets_from=month,
        by=by,
    )


def history(row):
    """The targets given up, with the month of the next, and the one that holds now; rows and their sum say the same."""
    row = PlannedIndicator.objects.get(pk=row.pk)
    rows = list(row.earlier_targets.values_list("replaced_from", "target"))
    assert rows == [tuple(held) for held in held_targets(row)]
    return [*[(target, month) for month, target in rows], row.target]


def test_the_target_of_before_stays_in_its_months(followed, people):
    aim(followed, 90, SEPTEMBER, by=people["Ingrid"])
    aim(followed, 95, date(2026, 11, 20))
    assert history(followed) == [(80, SEPTEMBER), (90, NOVEMBER), 95]
    first, second = EarlierTarget.objects.all()
    assert (first.replaced_by, first.replaced_at, second.replaced_by) == (people["Ingrid"], timezone.now(), None)


def test_without_a_month_the_new_target_holds_from_this_one(followed):
    aim(followed, 90)
    assert history(followed) == [(80, NOVEMBER), 90]


def test_a_target_that_is_as_it_was_changes_nothing(followed):
    aim(followed, 90, SEPTEMBER)
    made = EarlierTarget.objects.get()
    aim(followed, 90, MAY)
    assert history(followed) == [(80, SEPTEMBER), 90]
    assert EarlierTarget.objects.get() == made


def test_a_mistake_is_replaced_from_the_month_it_began(followed):
    aim(followed, 9, SEPTEMBER)
    aim(followed, 90, SEPTEMBER)
    assert history(followed) == [(80, SEPTEMBER), 90]
    aim(followed, 95, AUGUST)
    assert history(followed) == [(80, AUGUST), 95]


def test_from_the_first_month_on_it_replaces_all_there_was(followed):
    aim(followed, 90, SEPTEMBER)
    aim(followed, 95, followed.plan.starts_on)
    assert history(followed) == [95]


def test_the_old_target_back_in_the_same_month_takes_the_change_back(followed):
    aim(followed, 90, SEPTEMBER)
    aim(followed, 80, SEPTEMBER)
    assert history(followed) == [80]


def test_the_first_target_holds_from_the_beginning(team):
    make_plan(team, target=None)
    row = planned(team)
    record_series(row, TWELVE)
    aim(row, 90, SEPTEMBER)
    assert history(row) == [90]
    aim(row, None, OCTOBER)
    assert history(row) == [(90, OCTOBER), None]
    aim(row, 95, NOVEMBER)
    assert history(row) == [(90, OCTOBER), (None, NOVEMBER), 95]


def test_what_nothing_was_held_against_is_no_history(team):
    make_plan(team, target=80)
    row = planned(team)
    aim(row, 90, SEPTEMBER)
    assert history(row) == [90]


@pytest.mark.parametrize("seed", range(3))
def test_any_changes_give_each_month_the_target_that_was_set_for_it_last(followed, team, seed):
    dice = random.Random(seed)
    months = [point.period for point in team_series(team, date(2026, 11, 4))[0].series.points]
    wanted = dict.fromkeys(months, 80)
    for _change in range(6):
        target, month = dice.choice([None, 60, 70, 80, 90]), dice.choice(months)
        aim(PlannedIndicator.objects.get(pk=followed.pk), target, month)
        if target != wanted[months[-1]]:
            wanted |= dict.fromkeys(months[months.index(month) :], target)
        first = next((value for value in wanted.values() if value is not None), None)
        for earliest in months:
            if wanted[earliest] is not None:
                break
            wanted[earliest] = first
        [item] = team_series(team, date(2026, 11, 4))
        assert {month: item.series.target_at(month) for month in months} == wanted
        assert history(followed)[-1] == wanted[months[-1]]


def test_events_are_held_against_a_target_too(team):
    rare = make_indicator(team.change_package, code="FALL-R3", calculation="days", direction="increase")
    make_plan(team, rare, target=30)
    row = planned(team)
    record_events(row, days=[date(2026, 5, 3), date(2026, 6, 20), date(2026, 9, 2)], by=None)
    aim(row, 60, SEPTEMBER)
    assert history(row) == [(30, SEPTEMBER), 60]
    [item] = team_series(team, date(2026, 11, 4))
    assert [item.series.target_at(point.period) for point in item.series.points] == [30, 60]


def test_the_parts_of_avdelinger_follow_the_whole(followed, team):
    set_measured_units(team, units=[(None, name, True) for name in ("Sol", "Eng")], counted=[followed], by=None)
    aim(PlannedIndicator.objects.get(pk=followed.pk), 90, SEPTEMBER)
    set_measured_units(
        team,
        units=[*[(unit, unit.name, True) for unit in team.measured_units.all()], (None, "Vest", True)],
        counted=[followed],
        by=None,
    )
    assert [held_targets(part) for part in followed.parts.all()] == [((SEPTEMBER, Decimal(80)),)] * 3
    assert {(part.target, part.target_due_on) for part in followed.parts.all()} == {(90, DUE_ON)}


def test_the_database_keeps_one_change_a_month_in_whole_months(followed):
    def given_up(**values):
        return EarlierTarget.objects.create(
            **{"planned_indicator": followed, "target": 80, "replaced_from": MAY} | values
        )

    given_up()
    given_up(replaced_from=AUGUST, target=None)
    for wrong in ({}, {"replaced_from": date(2026, 6, 2)}, {"replaced_from": OCTOBER, "target": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            given_up(**wrong)
    assert EarlierTarget.objects.count() == 2


def test_status_speaks_of_the_target_that_holds_now(followed, team):
    aim(followed, 60, SEPTEMBER)
    [item] = team_series(team, date(2026, 11, 4))
    assert (item.analysis.goal_status, item.analysis.goal_streak) == ("met", 5)
    at_the_time = item.up_to(AUGUST)
    assert (at_the_time.series.target, at_the_time.series.earlier_targets) == (80, ())
    assert at_the_time.analysis.goal_status == "not_met"


def page_of(team, code="sam-p1"):
    return reverse("measurements:chart_detail", args=[team.slug, code])


def test_the_chart_page_tells_what_the_target_was(followed, team, people, client_for):
    aim(followed, 90, SEPTEMBER, by=people["Ingrid"])
    aim(followed, None, NOVEMBER, by=None)
    page = client_for(people["Marte"]).get(page_of(team)).content.decode()
    assert f"Nytt mål fra september 2026: 90\xa0%. Før var det 80\xa0%. {people['Ingrid'].name}." in page
    assert "Målet på 90\xa0% gjelder ikke fra november 2026." in page
    assert "Målet var 80\xa0% til og med aug. 2026." in page
    assert "Angre" not in page


def test_a_target_costs_no_query_until_it_is_changed(followed, team, people, client_for, django_assert_num_queries):
    client = client_for(people["Marte"])
    client.get(page_of(team))
    with django_assert_num_queries(12):
        client.get(page_of(team))
    aim(followed, 90, SEPTEMBER)
    client.get(page_of(team))
    with django_assert_num_queries(13):
        client.get(page_of(team))


def test_the_file_has_the_target_of_each_month(followed, team, people, client_for):
    aim(followed, 90, SEPTEMBER)
    answer = client_for(people["Marte"]).get(reverse("measurements:chart_csv", args=[team.slug, "sam-p1"]))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["Mål"] for row in rows] == ["80"] * 10 + ["90"] * 2


def plan_page(team):
    return reverse("measurements:plan_edit", args=[team.slug])


def plan_fields(row, target, **more):
    return {
        f"follow_{row.indicator_id}": "on",
        f"target_{row.indicator_id}": target,
        "starts_on": "2025-11",
        "baseline_ends_on": "2026-04",
        "version": row.plan.version,
    } | more


def test_the_plan_page_asks_from_when_a_changed_target_holds(followed, team, people, client_for):
    client = client_for(people["Ingrid"])
    form = client.get(plan_page(team)).context["form"]
    months = [value for value, _text in form.fields["targets_from"].choices]
    assert (form["targets_from"].value(), months[0], months[-1]) == ("2026-11", "2026-11", "2025-11")
    client.post(plan_page(team), plan_fields(followed, "90", targets_from="2026-09"))
    assert history(followed) == [(80, SEPTEMBER), 90]
    for reader in ("Ingrid", "Arne"):
        said = client_for(people[reader]).get(plan_page(team)).content.decode()
        assert "Målet var 80\xa0% til og med august 2026." in said


def test_a_month_that_is_not_offered_is_refused_beside_the_field(followed, team, people, client_for):
    client = client_for(people["Ingrid"])
    for month in ("2026-12", "2025-10", "x"):
        page = client.post(plan_page(team), plan_fields(followed, "90", targets_from=month))
        assert list(page.context["form"].errors) == ["targets_from"]
    page = client.post(plan_page(team), plan_fields(followed, "90"))
    assert page.context["form"].errors["targets_from"] == ["Velg fra hvilken måned et endret mål gjelder."]
    assert history(followed) == [80]


def test_a_plan_without_figures_asks_nothing(team, people, client_for):
    make_plan(team, target=80)
    assert "targets_from" not in client_for(people["Ingrid"]).get(plan_page(team)).context["form"].fields
