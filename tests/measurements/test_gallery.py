"""«Vis verdien av målinger»: every example is whole, says what it should, and answers kindly."""

import re

import pytest
from django.urls import reverse

from measurements.queries.gallery import Example, gallery_examples
from measurements.spc import Verdict
from tests.factories.accounts import make_user

# What the engine says of each, so that a figure that is changed in the file cannot turn the lesson around.
VERDICTS = {
    "bare-tilfeldigheter": Verdict.NO_CHANGE,
    "et-skift": Verdict.IMPROVEMENT,
    "for-og-etter": Verdict.IMPROVEMENT,
    "for-fa-malinger": Verdict.TOO_FEW,
    "alltid-hundre": Verdict.CONSTANT,
    "mal-nadd-en-gang": Verdict.NO_CHANGE,
    "liten-nevner": Verdict.NO_CHANGE,
    "glir-tilbake": Verdict.SLID_BACK,
}
EXAMPLES = pytest.mark.parametrize("example", gallery_examples(), ids=lambda example: example.slug)


def right(example: Example) -> int:
    """The number of the right answer."""
    return next(number for number, choice in enumerate(example.choices, start=1) if choice.is_right)


def test_examples_say_what_they_are_there_to_show() -> None:
    assert {one.slug: one.chart.analysis.verdict for one in gallery_examples()} == VERDICTS


@EXAMPLES
def test_no_choice_is_right_by_its_place_alone_and_each_has_a_reply(example: Example) -> None:
    assert [bool(choice.text and choice.reply) for choice in example.choices] == [True] * 3
    assert len({choice.text for choice in example.choices}) == 3


def test_right_answers_stand_in_different_places() -> None:
    assert {right(example) for example in gallery_examples()} == {1, 2}


@pytest.fixture
def client(db, client_for):
    return client_for(make_user("Kari Nordby"))


def words(response) -> str:
    page = response.content.decode()
    page = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page, flags=re.DOTALL).split())


@EXAMPLES
def test_answer_is_met_and_then_the_chart_is_read(client, example: Example) -> None:
    address = reverse("measurements:gallery_detail", args=[example.slug])
    before = words(client.get(address))
    assert example.question in before
    assert example.lesson not in before
    assert example.chart.reading.headline not in before
    for number, choice in enumerate(example.choices, start=1):
        after = words(client.get(address, {"svar": number, "vurder": 1}))
        assert ("Det er riktig." in after, "Ikke helt." in after) == (choice.is_right, not choice.is_right)
        assert choice.reply in after
        assert example.lesson in after
        assert " ".join(example.chart.reading.sentence.split()) in after


@pytest.mark.parametrize("answer", ["", "0", "4", "tull", "-1"])
def test_no_answer_is_said_beside_the_choices(client, answer: str) -> None:
    page = words(client.get(reverse("measurements:gallery_detail", args=["et-skift"]), {"svar": answer, "vurder": 1}))
    assert "Velg et av svarene først." in page
    assert "Ta med deg" not in page


def test_right_answer_leads_on_and_the_last_leads_back(client) -> None:
    first, *_rest, last = gallery_examples()
    page = client.get(reverse("measurements:gallery_detail", args=[first.slug]), {"svar": right(first), "vurder": 1})
    assert "Kryss av og gå til neste" in words(page)
    page = client.get(reverse("measurements:gallery_detail", args=[last.slug]), {"svar": right(last), "vurder": 1})
    assert "Kryss av som gjort" in words(page)
    for example in (first, last):
        client.post(reverse("measurements:lesson_done", args=[example.slug]))
    leads = {first: "Neste eksempel", last: "Se alle eksemplene"}
    for example, lead in leads.items():
        address = reverse("measurements:gallery_detail", args=[example.slug])
        assert lead in words(client.get(address, {"svar": right(example), "vurder": 1}))


def test_list_leads_to_every_example(client, django_assert_num_queries) -> None:
    page = client.get(reverse("measurements:gallery_list")).content.decode()
    for example in gallery_examples():
        assert f'href="{reverse("measurements:gallery_detail", args=[example.slug])}"' in page


def test_unknown_example_is_not_found(client) -> None:
    assert client.get(reverse("measurements:gallery_detail", args=["finnes-ikke"])).status_code == 404
