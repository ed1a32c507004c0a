"""The interactive figure has the figures and the places of the SVG."""

import json
import re
from datetime import date

import pytest

from measurements.charts import PAGE, Preview
from measurements.charts.plotly import plotly_figure
from measurements.charts.svg.layout import lay_out
from tests.measurements.charts.building import chart_of, hard_cases, mockup, parsed, percent, texts

CASES = hard_cases()


@pytest.fixture(scope="module")
def figure():
    return plotly_figure(mockup())


def trace(figure, name):
    return next(trace for trace in figure["data"] if trace.get("name") == name)


@pytest.mark.parametrize("name", CASES)
def test_figure_is_plain_data_with_the_svgs_values(name):
    chart = CASES[name]
    figure = json.loads(json.dumps(plotly_figure(chart)))
    values = list(chart.values)
    if chart.preview is not None:
        values[chart.preview] = None
    assert trace(figure, "values")["y"] == values
    assert figure["layout"]["yaxis"]["range"] == [0, chart.axis.maximum]


@pytest.mark.parametrize("name", CASES)
def test_figure_has_the_svgs_texts(name):
    figure = plotly_figure(CASES[name])
    written = sorted(
        re.sub("&lt;", "<", annotation["text"])
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
        for annotation in figure["layout"].get("annotations", [])
    )
    assert written == sorted(texts(parsed(CASES[name], PAGE)))


@pytest.mark.parametrize("name", CASES)
def test_figure_has_no_markup_of_anyone_elses(name):
    found = re.findall(r"<[^>]*>", json.dumps(plotly_figure(CASES[name])))
    assert set(found) <= {"<br>", "<extra>", "</extra>"}


def test_figure_has_goal_and_medians(figure):
    assert trace(figure, "goal")["y"] == [95.0, 95.0]
    medians = [trace for trace in figure["data"] if trace.get("name") == "median"]
    assert [median["y"] for median in medians] == [[42.5, 42.5], [42.5, 42.5]]
    assert medians[0]["x"][1] == medians[1]["x"][0] == 5.5


def test_figure_marks_the_run_and_the_latest(figure):
    marker = trace(figure, "values")["marker"]
    assert [color == "#0B5563" for color in marker["color"]] == [point.is_in_run for point in mockup().analysis.points]
    latest = trace(figure, "latest")
    assert (latest["x"], latest["y"], latest["marker"]["color"]) == ([11], [80.0], "#B4531A")


def test_figure_leaves_gaps_open(figure):
    assert trace(figure, "values")["connectgaps"] is False
    assert trace(figure, "values")["y"][8] is None


def test_hover_says_month_value_and_count(figure):
    said = [text.replace("\N{NO-BREAK SPACE}", " ") for text in trace(figure, "values")["customdata"][11]]
    assert said == ["Oktober 2026", "80 % (16 av 20)"]


def test_figure_has_the_margins_of_the_drawing(figure):
    frame = lay_out(mockup(), PAGE).frame
    margin = figure["layout"]["margin"]
    assert (margin["l"], PAGE.width - margin["r"], margin["t"]) == (frame.left, frame.right, frame.top)
    assert figure["layout"]["height"] == PAGE.height


def test_preview_is_a_warm_dashed_way_to_a_warm_point():
    figure = plotly_figure(mockup(preview=Preview(date(2026, 11, 1), 90.0)))
    way = trace(figure, "preview")
    assert (way["x"], way["y"], way["line"]["color"]) == ([11, 12], [80.0, 90.0], "#B4531A")
    assert trace(figure, "latest")["x"] == [12]


def test_figure_carries_no_template():
    assert len(json.dumps(plotly_figure(chart_of(percent([45])))["layout"].get("template", {}))) < 100
