"""Merknader in the browser: written once, changed, deleted, put back."""

from datetime import date

import pytest
from django.urls import reverse

from measurements.models import Annotation
from measurements.services import annotate
from tests.factories.measurements import make_plan, planned, record_series
from tests.factories.teams import make_cycle, make_team, user_in

TOKEN = "2c1b8a52-5a57-4a52-9a70-0b7f1d0f7c11"


@pytest.fixture
def indicator(team):
    make_plan(team)
    row = planned(team)
    record_series(row, [(9, 20)])
    return row


@pytest.fixture
def address(team):
    return reverse("measurements:annotation_create", args=[team.slug, "sam-p1"])


def written(text="Farmasøyten er med", happened_on="2026-08-12", scope="one", **more):
    return {"text": text, "happened_on": happened_on, "scope": scope, "form_token": TOKEN, **more}


def test_a_double_click_writes_one_merknad(client_for, people, team, indicator, address):
    client = client_for(people["Ingrid"])
    for _click in range(2):
        answer = client.post(address, written())
        assert answer["Location"] == reverse("measurements:chart_detail", args=[team.slug, "sam-p1"])
    row = Annotation.objects.get()
    assert (row.text, row.happened_on, row.planned_indicator) == ("Farmasøyten er med", date(2026, 8, 12), indicator)


def test_a_merknad_on_all_charts_about_a_test(client_for, people, team, indicator, address):
    cycle = make_cycle(team)
    client_for(people["Ingrid"]).post(address, written(scope="all", pdsa_cycle=cycle.pk))
    row = Annotation.objects.get()
    assert (row.planned_indicator, row.pdsa_cycle) == (None, cycle)


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"text": ""}, "text", "Feltet må fylles ut|Dette feltet|obligatorisk|må"),
        ({"text": "x" * 121}, "text", "120"),
        ({"text": "Ola 01010750160"}, "text", "fødselsnummer"),
        ({"happened_on": "31.31.2026"}, "happened_on", "dato"),
    ],
)
def test_a_wrong_merknad_says_so_and_keeps_the_text(client_for, people, indicator, address, change, field, words):
    page = client_for(people["Ingrid"]).post(address, written() | change)
    form = page.context["form"]
    assert (page.status_code, Annotation.objects.count()) == (200, 0)
    assert list(form.errors) == [field]
    assert form[field].value() == (written() | change)[field]


def test_a_merknad_is_changed_and_deleted_and_put_back(client_for, people, team, indicator):
    row = annotate(team, planned_indicator=indicator, happened_on=date(2026, 8, 12), text="Før", by=None)
    client = client_for(people["Marte"])
    page = reverse("measurements:annotation_edit", args=[team.slug, "sam-p1", row.pk])
    client.post(page, written(text="Etter", scope="all"))
    row.refresh_from_db()
    assert (row.text, row.planned_indicator) == ("Etter", None)
    chart = client.post(page, {"action": "delete"}, follow=True)
    assert Annotation.objects.count() == 0
    undo = chart.context["deleted"]
    assert "Merknaden «Etter» er slettet." in chart.content.decode()
    client.post(reverse("measurements:annotation_create", args=[team.slug, "sam-p1"]), undo)
    assert [(row.text, row.planned_indicator) for row in Annotation.objects.all()] == [("Etter", None)]
    assert client.get(chart.redirect_chain[-1][0]).context["deleted"] is None


def test_another_teams_merknad_is_not_there(client_for, people, team, indicator, network):
    row = annotate(team, planned_indicator=indicator, happened_on=date(2026, 8, 12), text="Vår", by=None)
    other = make_team(network, municipality="Asker")
    make_plan(other, indicator.indicator)
    client = client_for(user_in(other))
    for slug in (team.slug, other.slug):
        assert client.get(reverse("measurements:annotation_edit", args=[slug, "sam-p1", row.pk])).status_code == 404
