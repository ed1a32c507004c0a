"""The Gantt chart: every state in its own shape, safe text, no scaling."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from networks.models import LearningSession
from teams.charts import PLAN_MARKS, PlanRow, PlanState, draw_plan, plan_alt_text

TODAY = date(2026, 11, 4)
SVG = "{http://www.w3.org/2000/svg}"
SESSIONS = [
    LearningSession(number=1, starts_on=date(2026, 5, 5), ends_on=date(2026, 5, 6)),
    LearningSession(number=2, starts_on=date(2026, 10, 20), ends_on=date(2026, 10, 20)),
]


def row(state: PlanState, *, pk: int = 1, title: str = "Sjekkliste", **fields) -> PlanRow:
    words = {PlanState.LATE: "Forsinket, frist 15. okt.", PlanState.DONE: "Innført"}
    values = {
        "pk": pk,
        "title": title,
        "responsible": "Tor Arne Vik",
        "starts_on": date(2026, 8, 24),
        "due_on": date(2026, 10, 15),
        "done_on": date(2026, 9, 30) if state is PlanState.DONE else None,
        "state": state,
        "mark": PLAN_MARKS[state],
        "word": "",
        "detail": "",
        "word_long": words.get(state, state.value),
        "start_text": "",
        "due_text": "",
        "note": "",
        "version": 1,
    }
    return PlanRow(**{**values, **fields})


def drawn(*rows: PlanRow, today: date = TODAY, sessions=SESSIONS) -> ET.Element:
    return ET.fromstring(draw_plan(rows, sessions=sessions, today=today, uid="plan"))


def texts(svg: ET.Element) -> list[str]:
    return [node.text for node in svg.iter(f"{SVG}text")]


def test_nothing_to_draw_is_an_empty_text():
    assert draw_plan([], sessions=SESSIONS, today=TODAY, uid="plan") == ""


def test_chart_says_who_what_and_how_far_beside_each_bar():
    svg = drawn(row(PlanState.DONE), row(PlanState.LATE, pk=2, title="Avtale"))
    assert [text for text in texts(svg) if text in ("Sjekkliste", "Avtale", "Tor", "Innført", "I dag", "Samling 2")] == [
        "Samling 2", "Sjekkliste", "Tor", "Innført", "Avtale", "Tor", "I dag",
    ]  # fmt: skip
    assert svg.find(f"{SVG}desc").text == plan_alt_text([row(PlanState.DONE), row(PlanState.LATE, title="Avtale")])


def test_late_bar_has_a_dotted_tail_to_today():
    tails = [path.get("d") for path in drawn(row(PlanState.LATE)).iter(f"{SVG}path") if path.get("stroke-dasharray")]
    today_line = [
        path.get("d") for path in drawn(row(PlanState.LATE)).iter(f"{SVG}path") if path.get("stroke") == "#b4531a"
    ]
    assert len(tails) == 1
    assert tails[0].split("H")[1] == re.match(r"M([\d.]+) ", today_line[0])[1]


def test_late_word_stands_on_its_tail_when_there_is_no_room_after_today():
    today = date(2026, 10, 15)
    late = row(
        PlanState.LATE, starts_on=date(2026, 5, 6), due_on=date(2026, 6, 1), word_long="Forsinket, frist 1. juni"
    )
    svg = drawn(late, today=today)
    name, word = (
        next(node for node in svg.iter(f"{SVG}text") if node.text == text) for text in ("Tor", late.word_long)
    )
    tail = next(path.get("d") for path in svg.iter(f"{SVG}path") if path.get("stroke-dasharray"))
    assert word.get("text-anchor") is None
    assert float(name.get("x")) < float(word.get("x")) < float(re.match(r"M([\d.]+)", tail)[1])


def test_states_differ_in_more_than_colour():
    shapes = set()
    for state in (PlanState.DONE, PlanState.ONGOING, PlanState.LATE, PlanState.NOT_STARTED):
        svg = drawn(row(state, due_on=date(2026, 12, 1)))
        rects = [rect for rect in svg.iter(f"{SVG}rect") if rect.get("height") == "22"]
        tail = any(path.get("stroke-dasharray") for path in svg.iter(f"{SVG}path"))
        shapes.add((len(rects), rects[0].get("stroke") is not None, tail, rects[0].get("fill") == "#fff"))
    assert len(shapes) == 4


def test_text_from_people_is_escaped():
    svg = draw_plan([row(PlanState.ONGOING, title="<script>alert(1)</script>")], sessions=[], today=TODAY, uid="plan")
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


def test_long_title_takes_two_lines_and_says_that_there_is_more():
    svg = drawn(
        row(PlanState.ONGOING, title="Rutine for hvem som følger opp lista når en bruker kommer hjem fra sykehus")
    )
    lines = [text for text in texts(svg) if text.startswith("Rutine") or text.endswith("…")]
    assert (len(lines), lines[1][-1]) == (2, "…")


def test_everything_stays_inside_the_drawing():
    rows = [
        row(PlanState.NOT_STARTED, starts_on=date(2027, 3, 1), due_on=date(2027, 3, 31)),
        row(PlanState.LATE, pk=2, due_on=TODAY - timedelta(days=1), word_long="Forsinket, frist 3. nov."),
    ]
    for node in drawn(*rows).iter(f"{SVG}text"):
        assert 0 <= float(node.get("x")) <= 1070
    words = {node.text: node.get("text-anchor") for node in drawn(*rows).iter(f"{SVG}text")}
    assert words["not_started"] == "end"


def test_a_word_steps_to_the_other_side_of_its_bar_rather_than_lie_across_a_samling():
    fields = {"starts_on": date(2027, 1, 11), "due_on": date(2027, 2, 26)}
    samling = LearningSession(number=3, starts_on=date(2027, 3, 9), ends_on=date(2027, 3, 9))
    far = row(PlanState.DONE, pk=2, starts_on=date(2026, 5, 4), done_on=date(2027, 5, 1))
    sides = {}
    for name, sessions in (("free", []), ("crossed", [samling])):
        svg = drawn(row(PlanState.NOT_STARTED, **fields), far, sessions=sessions)
        sides[name] = next(node.get("text-anchor") for node in svg.iter(f"{SVG}text") if node.text == "not_started")
    assert sides == {"free": None, "crossed": "end"}


@pytest.mark.parametrize("today", [date(2029, 1, 1), date(2024, 1, 1)])
def test_a_plan_far_from_today_shows_no_today(today):
    assert "I dag" not in texts(drawn(row(PlanState.DONE), today=today))


def test_a_mistyped_year_thins_out_the_months():
    svg = drawn(row(PlanState.ONGOING, due_on=date(2046, 12, 1)))
    assert len(texts(svg)) < 40
