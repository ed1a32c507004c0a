"""Tellelister on the web: opened and ended by the måleansvarlig, tapped with nothing but the address."""

import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from measurements.models import TallySheet, Tap
from measurements.queries.tally import TallyCount, tally_count
from measurements.services import close_tally_sheet, record_taps
from measurements.views.secret_pages import MOST_REQUESTS
from tests.factories.measurements import make_count, make_indicator, make_plan, make_tally, planned, taps

QUERIES_OF_LIST = 9


@pytest.fixture
def indicator(team):
    make_plan(team)
    return planned(team)


@pytest.fixture
def sheet(indicator, people):
    return make_tally(indicator, by=people["Ingrid"])


@pytest.fixture
def ward():
    """A phone on the ward: no account, and the strictest of Django's form checks on."""
    return Client(enforce_csrf_checks=True)


def page(sheet):
    return reverse("measurements:tally_count", args=[sheet.token])


def send(client, sheet, *entries):
    url = reverse("measurements:tally_taps", args=[sheet.token])
    sent = json.dumps({"taps": list(entries)})
    return client.post(url, sent, content_type="application/json", headers={"Accept": "application/json"})


def one(answer, token=None):
    return {"id": str(token or uuid.uuid4()), "answer": answer}


def test_the_list_shows_what_is_counted_and_nothing_else(ward, sheet, team):
    answer = ward.get(page(sheet))
    text = answer.content.decode()
    assert answer.status_code == 200
    for shown in (team.name, "oktober 2026", "Kort SAM-P1", "0 av 10 talt", ">Ja<", ">Nei<", ">Ikke aktuelt<"):
        assert shown in text
    assert "Ingenting om pasienter eller brukere lagres" in text
    assert not any(hidden in text for hidden in ("Ingrid", f"/team/{team.slug}", "Logg inn", '<svg class="chart'))
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store, private", "no-referrer")
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert not answer.cookies


def test_a_tap_without_javascript_is_a_form_and_can_be_undone(ward, sheet):
    token = uuid.uuid4()
    answer = ward.post(page(sheet), {"tap": token, "answer": "yes"})
    # A double click sends the same tap again.
    ward.post(page(sheet), {"tap": token, "answer": "yes"})
    assert (answer.status_code, tally_count(sheet)) == (302, TallyCount(1))
    text = ward.get(answer["Location"]).content.decode()
    assert "1 av 10 talt" in text
    assert f'value="{token}"' in text
    ward.post(page(sheet), {"tap": token, "answer": "undo"})
    assert tally_count(sheet) == TallyCount()
    assert f'value="{token}"' not in ward.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("sent", [{}, {"tap": "x", "answer": "yes"}, {"tap": str(uuid.uuid4()), "answer": "kanskje"}])
def test_a_form_with_something_else_changes_nothing(ward, sheet, sent):
    assert ward.post(page(sheet), sent).status_code == 302
    assert Tap.objects.count() == 0


def test_a_full_list_says_so_and_takes_an_undo(ward, sheet):
    sent = taps("yyyyynnnnn")
    record_taps(sheet, taps=sent)
    text = ward.get(page(sheet)).content.decode()
    assert "10 av 10 talt" in text
    assert "Dere er i mål" in text
    late = ward.post(page(sheet), {"tap": uuid.uuid4(), "answer": "no"})
    assert (late["Location"], tally_count(sheet)) == (page(sheet), TallyCount(5, 5))


def test_a_count_has_one_button(ward, team, people):
    make_plan(team, make_count(team.change_package), target=None)
    sheet = make_tally(planned(team), by=people["Ingrid"], limit=None)
    text = ward.get(page(sheet)).content.decode()
    assert text.count('name="answer" value="yes"') == 1
    assert "+1" in text
    assert 'value="no"' not in text
    assert send(ward, sheet, one("yes"), one("yes")).json() == {
        "yes": 2,
        "no": 0,
        "none": 0,
        "refused": [],
        "is_full": False,
    }


def test_kept_taps_are_received_in_order_and_once(ward, sheet):
    first, second = one("yes"), one("no")
    entries = [first, second, one("none"), {**first, "answer": "undo"}]
    told = {"yes": 0, "no": 1, "none": 1, "refused": [], "is_full": False}
    assert send(ward, sheet, *entries).json() == told
    assert send(ward, sheet, *entries).json() == told
    assert send(ward, sheet).json() == told


def test_a_tap_that_came_when_the_list_was_full_is_named(ward, sheet):
    record_taps(sheet, taps=taps("y" * 9))
    last, late = one("no"), one("no")
    told = send(ward, sheet, last, late).json()
    assert (told["refused"], told["is_full"], told["no"]) == ([late["id"]], True, 1)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"taps": 1}',
        '{"taps": [1]}',
        '{"taps": [{"id": "x", "answer": "yes"}]}',
        '{"taps": [{"id": "7d0a7d2b-6d3f-4f6f-9d5b-000000000001", "answer": []}]}',
        json.dumps({"taps": [{"id": str(uuid.uuid4()), "answer": "yes"}] * 101}),
        "\xff",
    ],
)
def test_a_body_of_another_shape_changes_nothing(ward, sheet, body):
    url = reverse("measurements:tally_taps", args=[sheet.token])
    answer = ward.post(url, body.encode("latin-1"), content_type="application/json")
    assert (answer.status_code, answer.json()) == (400, {"message": "Trykkene kunne ikke leses."})
    assert Tap.objects.count() == 0


def test_after_the_close_the_phone_is_told_and_the_page_reveals_nothing(ward, sheet, team, people):
    close_tally_sheet(sheet, by=people["Ingrid"])
    told = send(ward, sheet, one("yes"))
    assert (told.status_code, told.json()) == (404, {"message": "Lenken virker ikke."})
    for answer in (ward.get(page(sheet)), ward.post(page(sheet), {"tap": uuid.uuid4(), "answer": "yes"})):
        assert answer.status_code == 404
        assert "Spør den som ga deg lenken om en ny" in answer.content.decode()
        assert team.name not in answer.content.decode()
    assert Tap.objects.count() == 0


def test_one_link_cannot_keep_the_site_busy(ward, sheet):
    url = reverse("measurements:tally_taps", args=[sheet.token])
    assert {ward.get(url).status_code for _turn in range(MOST_REQUESTS)} == {405}
    assert ward.get(page(sheet)).status_code == 429


def test_the_list_is_opened_printed_and_closed(client_for, team, indicator, people, settings):
    settings.SITE_URL = "https://nettverk.example.no"
    client = client_for(people["Ingrid"])
    new = reverse("measurements:tally_create", args=[team.slug])
    asked = client.get(f"{new}?maned=2026-10&n=20").content.decode()
    assert 'value="20"' in asked
    assert 'value="2026-11-11"' in asked
    sent = {"planned_indicator": indicator.pk, "month": "2026-10", "limit": "20", "expires_on": "11.11.2026"}
    answer = client.post(new, sent)
    sheet = TallySheet.objects.get()
    text = client.get(answer["Location"]).content.decode()
    assert f"https://nettverk.example.no{page(sheet)}" in text
    assert 'aria-label="QR-kode som åpner tellelista"' in text
    assert "Åpen til og med 11. november 2026." in text
    record_taps(sheet, taps=taps("yynx"))
    text = client.get(answer["Location"]).content.decode()
    assert "2 av 3" in text
    assert "3 av 20 talt" in text
    assert "2 ja, 1 nei, 1 ikke aktuelt" in text
    client.post(answer["Location"], {"action": "close"})
    text = client.get(answer["Location"]).content.decode()
    assert "Stengt." in text
    assert "<svg role" not in text
    listed = client.get(reverse("measurements:tally_list", args=[team.slug])).content.decode()
    assert "Kort SAM-P1, oktober 2026" in listed


def test_the_list_is_deleted_with_its_taps(client_for, team, sheet, people):
    record_taps(sheet, taps=taps("yn"))
    url = reverse("measurements:tally_detail", args=[team.slug, sheet.pk])
    client_for(people["Marte"]).post(url, {"action": "delete"})
    assert (TallySheet.objects.count(), Tap.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"limit": ""}, "Skriv hvor mange dere skal telle."),
        ({"limit": "2,5"}, "Skriv et helt tall."),
        ({"limit": "0"}, "Skriv et tall fra 1 til 1000."),
        ({"limit": "mange"}, "Skriv bare tall her"),
        ({"expires_on": "03.11.2026"}, "Datoen er passert."),
        ({"expires_on": "11.11.2027"}, "Lenken kan vare til 5. januar 2027."),
        ({"month": "2025-01"}, "Velg et gyldig valg"),
        ({"planned_indicator": "0"}, "Velg et gyldig valg"),
    ],
)
def test_what_cannot_be_is_said_at_the_field(client_for, team, indicator, people, changed, said):
    sent = {"planned_indicator": indicator.pk, "month": "2026-10", "limit": "20", "expires_on": "11.11.2026", **changed}
    text = (
        client_for(people["Ingrid"]).post(reverse("measurements:tally_create", args=[team.slug]), sent).content.decode()
    )
    assert said in text
    assert TallySheet.objects.count() == 0


def test_the_list_of_lists_costs_the_same_however_many(client_for, team, people, django_assert_num_queries):
    package = team.change_package
    make_plan(team, *(make_indicator(package, code=f"SAM-P{number}") for number in range(4)))
    rows = list(team.measurement_plan.planned_indicators.select_related("indicator", "plan__team__network"))
    client = client_for(people["Ingrid"])
    url = reverse("measurements:tally_list", args=[team.slug])
    make_tally(rows[0], by=people["Ingrid"])
    client.get(url)
    with django_assert_num_queries(QUERIES_OF_LIST):
        client.get(url)
    for row in rows[1:]:
        record_taps(make_tally(row, by=people["Ingrid"]), taps=taps("ynx"))
    with django_assert_num_queries(QUERIES_OF_LIST):
        client.get(url)


def test_a_team_without_a_plan_is_told_to_make_one(client_for, team, people):
    client = client_for(people["Ingrid"])
    assert (
        "Sett opp måleplanen først" in client.get(reverse("measurements:tally_list", args=[team.slug])).content.decode()
    )
    assert client.get(reverse("measurements:tally_create", args=[team.slug])).status_code == 302
