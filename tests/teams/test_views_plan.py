"""The pages of the plan and the tests of change, as people use and misuse them."""

import random
import uuid
from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import TeamRole
from teams.models import PDSACycle, PlanItem, Team
from teams.services import update_cycle, update_plan_item
from tests.accounts.national_ids import make_national_id
from tests.factories.networks import make_network, make_package
from tests.factories.teams import make_cycle, make_plan_item, make_team, member, user_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]
ITEM = {
    "title": "Farmasøyt med hver onsdag",
    "responsible": "",
    "starts_on": "2026-11-09",
    "due_on": "2026-12-18",
    "status": "not_started",
    "done_on": "",
    "note": "",
}


@pytest.fixture
def november():
    with time_machine.travel("2026-11-04T09:00:00+00:00", tick=False):
        yield


@pytest.fixture
def team() -> Team:
    return make_team()


@pytest.fixture
def leader(team: Team, client_for: Callable) -> Client:
    return client_for(user_in(team))


def plan(team: Team, rest: str = "") -> str:
    return f"/team/{team.slug}/plan/{rest}"


def pdsa(team: Team, rest: str = "") -> str:
    return f"/team/{team.slug}/tester/{rest}"


def test_new_item_comes_into_the_plan(team, leader):
    jonas = member(team, TeamRole.TEAM_MEMBER)
    response = leader.post(plan(team, "nytt/"), {**ITEM, "responsible": jonas.pk}, follow=True)
    text = response.content.decode()
    assert response.redirect_chain == [(plan(team), 302)]
    assert "Tiltaket er lagt i planen." in text
    assert "Farmasøyt med hver onsdag" in text
    assert team.plan_items.get().responsible == jonas


def test_double_click_makes_one_item(team, leader):
    token = str(uuid.uuid4())
    for _click in range(2):
        assert leader.post(plan(team, "nytt/"), {**ITEM, "form_token": token}).status_code == 302
    assert team.plan_items.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("due_on", "2026-11-01", "Fristen er før starten."),
        ("starts_on", "31.02.2026", "Skriv datoen som 15.04.2027."),
        ("responsible", "999999", "Velg et gyldig valg."),
        ("note", "x" * 5_000_000, "Teksten er for lang: 5000000 tegn. Her er det plass til 1000."),
        ("title", "Hei\x00du", "usynlig tegn"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_nothing_typed_is_lost(team, leader, field, value, message):
    response = leader.post(plan(team, "nytt/"), {**ITEM, "note": "Husk Linda", field: value})
    form = response.context["form"]
    text = response.content.decode()
    assert list(form.errors) == [field]
    assert message in str(form.errors[field][0]) or message in text
    assert 'value="2026-12-18"' in text or field == "due_on"
    assert ("Husk Linda" in text) == (field != "note")
    assert not team.plan_items.exists()


def test_norwegian_date_is_understood(team, leader):
    leader.post(plan(team, "nytt/"), {**ITEM, "starts_on": "9.11.2026", "due_on": "18.12.2026"})
    assert team.plan_items.get().due_on == date(2026, 12, 18)


def test_national_id_is_refused_and_not_repeated_in_the_message(team, leader):
    number = make_national_id(random.Random(3))
    response = leader.post(plan(team, "nytt/"), {**ITEM, "note": f"Bruker {number}"})
    assert "fødselsnummer" in str(response.context["form"].errors["note"])
    assert number not in str(response.context["form"].errors["note"])


def test_script_paste_is_shown_as_text(team, leader):
    leader.post(plan(team, "nytt/"), {**ITEM, "title": "<script>alert(1)</script>", "note": "<b>fet</b>"})
    text = leader.get(plan(team)).content.decode()
    assert "<script>alert" not in text
    assert "<b>fet" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_edit_conflict_shows_both_and_the_next_save_is_a_decision(team, leader):
    item = make_plan_item(team, note="Først")
    ingrid = user_in(team, TeamRole.MEASUREMENT_LEAD)
    mine = {**ITEM, "title": item.title, "note": "Min tekst", "version": item.version}
    update_plan_item(item, by=ingrid, version=item.version, note="Ingrids tekst")
    response = leader.post(plan(team, f"{item.pk}/"), mine)
    text = response.content.decode()
    assert "Ingrid Sæther lagret kl. 10.00, etter at du åpnet siden." in text
    assert "Ingrids tekst" in text
    assert "Min tekst</textarea>" in text
    item.refresh_from_db()
    assert item.note == "Ingrids tekst"
    again = leader.post(plan(team, f"{item.pk}/"), {**mine, "version": response.context["form"]["version"].value()})
    item.refresh_from_db()
    assert (again.status_code, item.note) == (302, "Min tekst")


def test_deleted_item_can_be_put_back(team, leader):
    item = make_plan_item(team)
    text = leader.post(plan(team, f"{item.pk}/slett/"), follow=True).content.decode()
    assert "«Farmasøyt med hver onsdag» er tatt ut av planen." in text
    assert not team.plan_items.exists()
    leader.post(plan(team, "angre/"))
    assert team.plan_items.get().title == "Farmasøyt med hver onsdag"
    assert leader.post(plan(team, "angre/")).status_code == 302
    assert team.plan_items.count() == 1


def test_a_deletion_is_not_offered_back_for_ever(team, leader):
    item = make_plan_item(team)
    leader.post(plan(team, f"{item.pk}/slett/"))
    with time_machine.travel("2026-11-04T10:00:00+00:00", tick=False):
        assert "Angre" not in leader.get(plan(team)).content.decode()
        leader.post(plan(team, "angre/"))
    assert not team.plan_items.exists()


def test_empty_plan_offers_the_package(client_for):
    package = make_package("RLH", ideas=("Ett tiltak", "To tiltak"))
    team = make_team(make_network(packages=[package]))
    leader = client_for(user_in(team))
    assert "Hent tiltak fra tiltakspakken" in leader.get(plan(team)).content.decode()
    text = leader.post(plan(team, "fra-tiltakspakken/"), follow=True).content.decode()
    assert "2 tiltak er hentet." in text
    assert "Hent tiltak fra tiltakspakken" not in text


def test_reader_sees_the_plan_without_buttons(team, client_for):
    make_plan_item(team)
    reader = client_for(user_in(team, TeamRole.PATIENT_REPRESENTATIVE))
    text = reader.get(plan(team)).content.decode()
    assert "Farmasøyt med hver onsdag" in text
    assert "Nytt tiltak" not in text
    assert f'href="{plan(team)}1' not in text
    assert "Hent dem" not in text


@pytest.mark.parametrize("count", [3, 30])
def test_pages_take_constant_queries(team, leader, count):
    for number in range(count):
        item = make_plan_item(team, f"Tiltak {number}", responsible=member(team, TeamRole.TEAM_MEMBER))
        make_cycle(team, f"Test {number}", plan_item=item)
    leader.get(plan(team))
    found = []
    for path in (plan(team), pdsa(team)):
        with CaptureQueriesContext(connection) as queries:
            assert leader.get(path).status_code == 200
        found.append(len(queries))
    assert found == [8, 6]


def test_new_test_goes_to_its_page(team, leader):
    values = {"title": "Sjekkliste", "plan": "To vakter.", "prediction": "Det går.", "form_token": str(uuid.uuid4())}
    response = leader.post(pdsa(team, "ny/"), values)
    assert (response.status_code, response["Location"]) == (302, pdsa(team, "1/"))
    again = leader.post(pdsa(team, "ny/"), values)
    assert (again["Location"], PDSACycle.objects.count()) == (pdsa(team), 1)


def test_new_test_is_prefilled_from_the_one_before(team, leader):
    make_cycle(team, stage="finished", decision="adapt", next_step="Prøv på kveldsvakt.")
    text = leader.get(pdsa(team, "ny/?fra=1")).content.decode()
    assert "Prøv på kveldsvakt.</textarea>" in text
    assert 'value="Sjekkliste i journalen"' in text


@pytest.mark.parametrize("number", ["99", "x", "-1", "99999999999999999999"])
def test_new_test_ignores_a_test_that_does_not_exist(team, leader, number):
    assert leader.get(pdsa(team, f"ny/?fra={number}")).status_code == 200


def test_each_stage_saves_or_moves_on(team, leader):
    cycle = make_cycle(team, stage="do")
    path = pdsa(team, "1/")
    leader.post(path, {"observations": "Elleve av tolv.", "version": cycle.version})
    cycle.refresh_from_db()
    assert (cycle.stage, cycle.observations) == ("do", "Elleve av tolv.")
    leader.post(path, {"observations": "Elleve av tolv.", "version": cycle.version, "next": "1"})
    cycle.refresh_from_db()
    assert cycle.stage == "study"


def test_finishing_without_a_decision_says_so_beside_the_choice(team, leader):
    cycle = make_cycle(team, stage="act")
    response = leader.post(pdsa(team, "1/"), {"next_step": "Prøv igjen", "version": cycle.version, "next": "1"})
    assert list(response.context["form"].errors) == ["decision"]
    assert "Prøv igjen</textarea>" in response.content.decode()
    leader.post(pdsa(team, "1/"), {"decision": "adopt", "version": cycle.version, "next": "1"})
    cycle.refresh_from_db()
    assert cycle.stage == "finished"


def test_earlier_stage_is_corrected_without_moving_the_test(team, leader):
    cycle = make_cycle(team, stage="study")
    response = leader.post(
        pdsa(team, "1/?steg=plan"), {"title": "Nytt navn", "plan": "Tre vakter.", "version": cycle.version, "next": "1"}
    )
    cycle.refresh_from_db()
    assert (response.status_code, cycle.stage, cycle.title) == (302, "study", "Nytt navn")


def test_two_writers_in_one_stage_see_both_texts(team, leader):
    cycle = make_cycle(team, stage="study")
    seen = cycle.version
    update_cycle(cycle, by=user_in(team, TeamRole.MEASUREMENT_LEAD), version=seen, learning="Ingrid lærte dette.")
    text = leader.post(pdsa(team, "1/"), {"learning": "Marte lærte noe annet.", "version": seen}).content.decode()
    assert "Ingrid lærte dette." in text
    assert "Marte lærte noe annet.</textarea>" in text


def test_reader_reads_a_test_and_cannot_write(team, client_for):
    make_cycle(team, stage="study", observations="Elleve av tolv.")
    reader = client_for(user_in(team, TeamRole.PATIENT_REPRESENTATIVE))
    text = reader.get(pdsa(team, "1/")).content.decode()
    assert "Elleve av tolv." in text
    assert "<textarea" not in text
    assert reader.post(pdsa(team, "1/"), {"learning": "x", "version": 2}).status_code == 403


def test_closed_network_can_be_read_but_not_changed(team, leader):
    make_plan_item(team)
    team.network.closed_at = team.network.published_at
    team.network.save()
    assert "Nytt tiltak" not in leader.get(plan(team)).content.decode()
    assert leader.post(plan(team, "nytt/"), ITEM).status_code == 403
    assert PlanItem.objects.count() == 1
