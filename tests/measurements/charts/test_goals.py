"""A goal that was changed is drawn in steps, each named at its own line."""

import json
from datetime import date

import pytest

from measurements.charts import PAGE, PDF, PHONE, REPORT, SMALL, SPARK_ENTRY, alt_text
from measurements.charts.description import GoalStep
from measurements.charts.plotly import plotly_figure
from measurements.charts.svg.frame import frame_of, goals_of
from measurements.charts.svg.layout import lay_out
from measurements.charts.svg.palette import TEXT
from measurements.spc import HeldTarget
from tests.measurements.charts.building import STEADY, chart_of, parsed, paths, percent, texts
from tests.measurements.spc.building import month


def raised(*given_up, target=95):
    return chart_of(percent(STEADY, target=target, earlier_targets=tuple(HeldTarget(*held) for held in given_up)))


def test_each_goal_has_the_slots_in_which_it_held():
    chart = raised((month(4), 60), (month(6), None), (month(9), 80))
    assert chart.goals == (GoalStep(0, 4, 60), GoalStep(6, 9, 80), GoalStep(9, 12, 95))
    assert [goal.value for goal in chart.given_up_goals] == [60, 80]


def test_a_goal_from_before_the_chart_or_of_nothing_is_not_drawn():
    assert raised((date(2020, 1, 1), 60)).goals == (GoalStep(0, 12, 95),)
    assert raised((month(4), 60), target=None).goals == (GoalStep(0, 4, 60),)
    assert raised((month(4), 60), target=None).given_up_goals == (GoalStep(0, 4, 60),)


def test_the_axis_of_a_rate_reaches_over_a_goal_that_was_given_up():
    series = percent([4, 5, 3], target=2, length=None, earlier_targets=(HeldTarget(month(1), 30),))
    assert chart_of(series, unit="per 100").axis.maximum >= 30


@pytest.mark.parametrize("size", [PAGE, PHONE, PDF, REPORT, SMALL, SPARK_ENTRY], ids=lambda size: size.name)
def test_the_lines_follow_each_other_and_the_last_reaches_the_edge(size):
    chart = raised((month(4), 60), (month(9), 80))
    frame = frame_of(chart, size)
    lines = goals_of(chart, frame)
    assert [(line.left, line.right) for line in lines] == [
        (frame.left, frame.border(4)),
        (frame.border(4), frame.border(9)),
        (frame.border(9), frame.right),
    ]
    assert lines[0].y > lines[1].y > lines[2].y
    [drawn] = paths(parsed(chart, size), stroke=TEXT, stroke_linecap="round")
    assert drawn.count("M") == 3


@pytest.mark.parametrize("size", [PAGE, PHONE, PDF, REPORT], ids=lambda size: size.name)
def test_a_goal_that_begins_after_the_last_month_has_room_behind_it(size):
    chart = raised((month(12), 80))
    frame = frame_of(chart, size)
    before, now = goals_of(chart, frame)
    assert before.right == now.left == pytest.approx(frame.right - size.end_room)
    assert now.right == frame.right
    assert frame_of(raised((month(11), 80)), size).step > frame.step


@pytest.mark.parametrize("size", [PAGE, PHONE, PDF, REPORT], ids=lambda size: size.name)
def test_both_goals_are_named_in_the_drawing(size):
    said = texts(parsed(raised((month(8), 80)), size))
    sign = "" if size is REPORT else "\xa0%"
    assert f"Mål 80{sign}" in said
    assert ({"Mål", "95\xa0%"} if size in (PAGE, PDF) else {f"Mål 95{sign}"}) <= set(said)


@pytest.mark.parametrize(("size", "name"), [(PHONE, "Mål 95\xa0%, nå 98\xa0%"), (REPORT, "Mål 95, nå 98")])
def test_a_goal_whose_line_is_too_short_is_named_with_the_one_before(size, name):
    said = texts(parsed(raised((month(12), 95), target=98), size))
    assert [text for text in said if text.startswith("Mål")] == [name]


def test_the_interactive_chart_has_the_same_steps():
    chart = raised((month(4), 60), (month(9), 80))
    goals = [trace for trace in plotly_figure(chart)["data"] if trace.get("name") == "goal"]
    assert [goal["y"] for goal in goals] == [[60, 60], [80, 80], [95, 95]]
    assert [goal["x"][0] for goal in goals[1:]] == [3.5, 8.5] == [goal["x"][1] for goal in goals[:2]]
    assert "Mål 80" in json.dumps(plotly_figure(chart), ensure_ascii=False)


def test_the_alt_text_tells_what_the_goal_was():
    said = alt_text(raised((month(4), 60), (month(9), 80)))
    assert "Mål 95\xa0%. Målet var 60\xa0% til og med feb. 2026. Målet var 80\xa0% til og med juli 2026." in said


def test_the_names_of_the_goals_touch_nothing_else():
    layout = lay_out(raised((month(4), 60), (month(9), 80)), PAGE)
    boxes = [label.box for label in layout.labels]
    for place, box in enumerate(boxes):
        for other in boxes[place + 1 :]:
            assert (
                box.right <= other.left or other.right <= box.left or box.bottom <= other.top or other.bottom <= box.top
            )
