"""The training is ticked off by each person, and the coordinator sees how far the måleansvarlige have come."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from measurements.models import LessonDone
from measurements.queries.gallery import gallery_examples
from measurements.services import MeasurementError, tick_lesson
from tests.factories.networks import coordinator_of
from tests.factories.teams import make_team

FIRST, SECOND = gallery_examples()[:2]
LAST = gallery_examples()[-1]


def address(example=FIRST, name="lesson_done"):
    return reverse(f"measurements:{name}", args=[example.slug])


def right(example):
    return next(number for number, choice in enumerate(example.choices, start=1) if choice.is_right)


def test_a_tick_stands_once_with_its_first_time(people):
    first = datetime(2026, 10, 1, 8, tzinfo=UTC)
    tick_lesson(FIRST.slug, is_done=True, by=people["Ingrid"], at=first)
    tick_lesson(FIRST.slug, is_done=True, by=people["Ingrid"])
    assert [(row.user, row.done_at) for row in LessonDone.objects.all()] == [(people["Ingrid"], first)]
    with pytest.raises(IntegrityError), transaction.atomic():
        LessonDone.objects.create(user=people["Ingrid"], slug=FIRST.slug)


def test_an_example_that_is_not_there_cannot_be_ticked_off(people):
    with pytest.raises(MeasurementError, match="Eksempelet finnes ikke lenger"):
        tick_lesson("finnes-ikke", is_done=True, by=people["Ingrid"])


def test_the_right_answer_offers_the_tick_and_leads_on(client_for, people):
    client = client_for(people["Ingrid"])
    page = client.get(address(name="gallery_detail"), {"svar": right(FIRST), "vurder": 1}).content.decode()
    assert "Kryss av og gå til neste" in page
    assert client.post(address())["Location"] == address(SECOND, "gallery_detail")
    assert client.post(address(LAST))["Location"] == reverse("measurements:gallery_list")


def test_the_list_and_the_example_say_what_is_done(client_for, people):
    client = client_for(people["Ingrid"])
    assert "Gjort" not in client.get(reverse("measurements:gallery_list")).content.decode()
    client.post(address())
    page = client.get(reverse("measurements:gallery_list"))
    assert [is_done for _example, _drawing, is_done in page.context["cards"]] == [True] + [False] * 7
    assert "Du har gjort 1 av 8." in page.content.decode()
    assert "Gjort onsdag 4. november" in client.get(address(name="gallery_detail")).content.decode()


def test_a_tick_can_be_taken_away(client_for, people):
    client = client_for(people["Ingrid"])
    client.post(address())
    assert client.post(address(), {"action": "undo"})["Location"] == address(name="gallery_detail")
    assert LessonDone.objects.count() == 0


def test_the_coordinator_sees_each_maleansvarlig(client_for, network, team, people):
    make_team(network, municipality="Asker")
    for example in gallery_examples():
        tick_lesson(example.slug, is_done=True, by=people["Ingrid"])
    # Taken out of the file since: counts no more.
    LessonDone.objects.create(user=people["Ingrid"], slug="gammelt-eksempel")
    page = client_for(people["Astrid"]).get(reverse("measurements:network_training", args=[network.slug]))
    rows = page.context["rows"]
    assert [(row.team.name, row.done, row.total, row.is_finished) for row in rows] == [
        ("Asker hjemmetjeneste", 0, 8, False),
        ("Lørenskog hjemmetjeneste", 8, 8, True),
    ]
    assert rows[1].name == "Ingrid Sæther"
    assert page.context["sentence"] == "Én av to måleansvarlige har gjort alle eksemplene."
    assert "sist onsdag 4. november" in page.content.decode()


def test_a_network_without_teams_says_so(client_for, network):
    page = client_for(coordinator_of(network)).get(reverse("measurements:network_training", args=[network.slug]))
    assert page.context["sentence"] == "Ingen team har en måleansvarlig ennå."


@pytest.mark.parametrize("count", [3, 30])
def test_the_training_page_asks_the_same_of_3_and_30_teams(
    client_for, network, people, django_assert_num_queries, count
):
    for number in range(count - 1):
        make_team(network, municipality=f"Kommune {number}")
    client = client_for(people["Astrid"])
    with django_assert_num_queries(7):
        client.get(reverse("measurements:network_training", args=[network.slug]))
