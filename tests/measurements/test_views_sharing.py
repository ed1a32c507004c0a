"""A chart shared by a link: who makes and stops it, what it shows, and what it hides."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from measurements.models import ChartLink
from measurements.services import annotate, revoke_chart_link, share_chart, skip_month
from measurements.views.secret_pages import MOST_MISSES
from tests.factories.measurements import make_plan, planned, record_series

SERIES = [(9, 20), (7, 20), (8, 20), (7, 19), (9, 20), (10, 22), (3, 4), (12, 21)]


@pytest.fixture
def indicator(team):
    make_plan(team)
    row = planned(team)
    record_series(row, SERIES)
    return row


@pytest.fixture
def link(indicator, people):
    return share_chart(indicator, expires_on=date(2026, 12, 4), label="Kommunestyret", by=people["Ingrid"])


@pytest.fixture
def page(team, indicator):
    return reverse("measurements:chart_link_list", args=[team.slug, "sam-p1"])


def address(link):
    return reverse("measurements:shared_chart", args=[link.token])


def test_the_link_shows_chart_sentence_table_and_its_last_day(link, team, settings):
    settings.SITE_URL = "https://nettverk.example.no"
    answer = Client().get(address(link))
    text = answer.content.decode()
    assert answer.status_code == 200
    for shown in (team.name, "Kort SAM-P1", "<svg", "12", "Lenken virker til og med 4. desember 2026"):
        assert shown in text
    assert "En åpen rute betyr at tallet er skjult: færre enn fem er talt, og da ser bare teamet det." in text
    headers = {name: answer[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")}
    assert headers == {
        "Cache-Control": "no-store, private",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
    }
    assert not answer.cookies


def test_the_link_hides_notes_reasons_names_and_small_numbers(link, team, indicator, people):
    annotate(team, planned_indicator=indicator, happened_on=date(2026, 6, 3), text="Farmasøyten er med", by=None)
    skip_month(indicator, month=date(2026, 8, 1), reason="Syk hos Kari", by=None)
    text = Client().get(address(link)).content.decode()
    for hidden in ("Farmasøyten", "Kari", "Ingrid", "Kommunestyret", f"/team/{team.slug}", "75 %"):
        assert hidden not in text
    (row,) = [part for part in text.split("<tr>")[1:] if "mai 2026" in part]
    assert "færre enn 5" in row
    assert "april 2026" in text
    assert ">3<" not in row


def test_unknown_stopped_and_old_links_are_the_same_kind_page(link, people):
    unknown = reverse("measurements:shared_chart", args=["0" * 40])
    answers = [Client().get(unknown)]
    with time_machine.travel(datetime(2026, 12, 4, 23, 1, tzinfo=UTC)):
        answers.append(Client().get(address(link)))
    revoke_chart_link(link, by=people["Marte"])
    answers.append(Client().get(address(link)))
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({answer.content for answer in answers}) == 1
    assert "Spør den som ga deg lenken om en ny" in answers[0].content.decode()
    assert answers[0]["Referrer-Policy"] == "no-referrer"


def test_whoever_guesses_addresses_is_told_to_wait(link):
    unknown = reverse("measurements:shared_chart", args=["0" * 40])
    client = Client()
    statuses = [client.get(unknown).status_code for _try in range(MOST_MISSES + 1)]
    assert statuses == [404] * MOST_MISSES + [429]
    assert client.get(address(link)).status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.7").get(address(link)).status_code == 200


def test_a_link_is_made_listed_and_stopped(client_for, page, people, team, settings):
    settings.SITE_URL = "https://nettverk.example.no"
    client = client_for(people["Ingrid"])
    assert 'value="2026-12-04"' in client.get(page).content.decode()
    client.post(page, {"label": "Kommunestyret", "expires_on": "04.12.2026"})
    link = ChartLink.objects.get()
    text = client.get(page).content.decode()
    assert f"https://nettverk.example.no{address(link)}" in text
    assert "Virker til og med 4. desember 2026." in text
    client.post(reverse("measurements:chart_link_revoke", args=[team.slug, "sam-p1", link.pk]))
    assert "Lenken er stoppet" in client.get(page).content.decode()
    assert Client().get(address(link)).status_code == 404


def test_a_double_click_makes_one_link(client_for, page, people):
    client = client_for(people["Marte"])
    sent = {"label": "", "expires_on": "2026-12-04", "form_token": "7d0a7d2b-6d3f-4f6f-9d5b-000000000001"}
    client.post(page, sent)
    client.post(page, sent)
    assert ChartLink.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"expires_on": ""}, "Velg en dato"),
        ({"expires_on": "31.02.2026"}, "Skriv datoen som 15.04.2027."),
        ({"expires_on": "03.11.2026"}, "Datoen er passert."),
        ({"expires_on": "01.01.2028"}, "Lenken kan vare til 4. november 2027."),
        ({"expires_on": "04.12.2026", "label": "Ola 01010750160"}, "fødselsnummer"),
    ],
)
def test_what_cannot_be_is_said_at_the_field(client_for, page, people, sent, said):
    text = client_for(people["Ingrid"]).post(page, sent).content.decode()
    assert said in text
    assert ChartLink.objects.count() == 0


def test_the_chart_page_offers_sharing_to_those_who_may(client_for, team, indicator, people):
    chart = reverse("measurements:chart_detail", args=[team.slug, "sam-p1"])
    offered = {
        name: "/del/" in client_for(people[name]).get(chart).content.decode() for name in people if name != "Frode"
    }
    assert offered == {"Ingrid": True, "Marte": True, "Arne": False, "Astrid": True}


def test_a_link_of_another_indicator_is_not_stopped_from_here(client_for, team, link, people):
    other = share_chart(link.planned_indicator, expires_on=date(2026, 12, 4), by=people["Ingrid"])
    url = reverse("measurements:chart_link_revoke", args=[team.slug, "sam-p1", other.pk + 100])
    assert client_for(people["Ingrid"]).post(url).status_code == 404
    assert ChartLink.objects.filter(revoked_at=None).count() == 2
