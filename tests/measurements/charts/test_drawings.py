"""Every size draws every case: well-formed, escaped, readable."""

import re
from itertools import combinations, pairwise

import pytest

from measurements.charts import (
    CARD,
    PAGE,
    PDF,
    PHONE,
    REPORT,
    SMALL,
    SPARK_ENTRY,
    SPARK_MATRIX,
    alt_text,
    render_set,
    render_svg,
)
from measurements.charts.svg.layout import lay_out
from tests.measurements.charts.building import HOSTILE, SVG, hard_cases, mockup, parsed, texts

CASES = hard_cases()
FULL = [PAGE, CARD, PDF, PHONE]
SPARKS = [SPARK_ENTRY, SPARK_MATRIX]
SIZES = [*FULL, REPORT, SMALL, *SPARKS]


def sized(sizes):
    return pytest.mark.parametrize("size", sizes, ids=lambda size: size.name)


@sized(SIZES)
@pytest.mark.parametrize("name", CASES)
def test_every_size_draws_every_case(name, size):
    drawing = parsed(CASES[name], size)
    assert drawing.get("width") == str(size.width)
    assert drawing.get("viewBox") == f"0 0 {size.width} {drawing.get('height')}"
    assert "nan" not in str(render_svg(CASES[name], size, "c"))


@sized(SIZES)
@pytest.mark.parametrize("name", CASES)
def test_no_drawing_needs_a_style(name, size):
    drawing = parsed(CASES[name], size)
    assert not any(element.tag == f"{SVG}style" or element.get("style") for element in drawing.iter())


@sized(SIZES)
@pytest.mark.parametrize("name", ["hostile texts", "hostile unit"])
def test_hostile_texts_stay_texts(name, size):
    drawing = parsed(CASES[name], size)
    known = {"svg", "title", "desc", "g", "path", "rect", "circle", "text"}
    assert {element.tag.removeprefix(SVG) for element in drawing.iter()} <= known
    assert "<script" not in str(render_svg(CASES[name], size, "c"))


def test_hostile_title_is_read_as_it_was_written():
    drawing = parsed(CASES["hostile texts"], PAGE)
    assert drawing.find(f"{SVG}title").text == HOSTILE


@sized(SIZES)
@pytest.mark.parametrize("name", CASES)
def test_every_text_is_within_the_drawing(name, size):
    drawing = parsed(CASES[name], size)
    for text in drawing.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x")) <= size.width
        assert 0 < float(text.get("y")) < float(drawing.get("height"))


def all_labels(layout):
    bracket = [layout.bracket.label] if layout.bracket else []
    return [*layout.labels, *bracket, *layout.values, *layout.months, *layout.counts]


@sized(FULL)
@pytest.mark.parametrize("name", CASES)
def test_no_two_labels_overlap(name, size):
    labels = all_labels(lay_out(CASES[name], size))
    overlapping = [(one.text, other.text) for one, other in combinations(labels, 2) if one.box.overlaps(other.box)]
    assert overlapping == []


@sized(FULL)
@pytest.mark.parametrize("name", CASES)
def test_no_label_is_cut_off(name, size):
    for label in all_labels(lay_out(CASES[name], size)):
        assert label.box.left >= -2, label
        assert label.box.right <= size.width + 2, label
        assert label.box.top >= 0, label


@sized(FULL)
@pytest.mark.parametrize("name", CASES)
def test_session_line_is_hidden_behind_a_text_that_had_to_cross_it(name, size):
    chart = CASES[name]
    layout = lay_out(chart, size)
    frame = layout.frame
    xs = [frame.border(border.position) for border in chart.borders]
    plates = [
        (float(rect.get("x")), float(rect.get("y")), float(rect.get("width")))
        for rect in parsed(chart, size).iter(f"{SVG}rect")
    ]
    for label in all_labels(layout):
        box = label.box
        if frame.top < label.y < frame.bottom:
            for x in [x for x in xs if box.left < x < box.right]:
                assert any(left <= x <= left + width and abs(top - box.top) < 3 for left, top, width in plates), label


@sized(FULL)
def test_labels_of_the_mockup_keep_clear_of_the_session_lines(size):
    layout = lay_out(mockup(), size)
    xs = [layout.frame.border(border.position) for border in mockup().borders]
    inside = [label for label in all_labels(layout) if layout.frame.top < label.y < layout.frame.bottom]
    assert [label.text for label in inside for x in xs if label.box.left < x < label.box.right] == []


@sized(FULL)
@pytest.mark.parametrize("name", CASES)
def test_no_text_hides_a_point(name, size):
    layout = lay_out(CASES[name], size)
    points = [(x, y) for x, y in zip(layout.trail.xs, layout.trail.ys, strict=True) if y is not None]
    labels = [*layout.labels, *([layout.bracket.label] if layout.bracket else [])]
    hidden = [
        label.text
        for label in labels
        for x, y in points
        if label.box.left < x < label.box.right and label.box.top < y < label.box.bottom
    ]
    assert hidden == []


@sized(FULL)
@pytest.mark.parametrize("name", CASES)
def test_note_marks_do_not_touch(name, size):
    marks = lay_out(CASES[name], size).notes
    for before, after in pairwise(marks):
        assert before.x + before.half < after.x - after.half


@sized([PAGE, CARD, PHONE, REPORT, SMALL])
def test_drawing_is_an_image_with_name_and_description(size):
    drawing = parsed(mockup(), size, "u7")
    assert drawing.get("role") == "img"
    named = [drawing.find(f"{SVG}{tag}") for tag in ("title", "desc")]
    assert drawing.get("aria-labelledby").split() == [element.get("id") for element in named]
    assert f"{named[0].text}. {named[1].text}" == alt_text(mockup())


@sized(SPARKS)
def test_spark_is_decoration_without_text(size):
    drawing = parsed(mockup(), size)
    assert (drawing.get("aria-hidden"), texts(drawing)) == ("true", [])


def test_pdf_title_is_the_whole_alt_text():
    assert parsed(mockup(), PDF).find(f"{SVG}title").text == alt_text(mockup())


def test_set_holds_each_size_with_ids_of_its_own():
    made = str(render_set(mockup(), "c1"))
    ids = re.findall(r' id="([^"]+)"', made)
    assert len(ids) == len(set(ids)) == 6
    assert re.findall(r"run-chart-(\w+)\"", made) == ["page", "card", "phone"]


def test_empty_frame_says_that_it_is_empty():
    for size in (PAGE, PHONE, REPORT, SMALL):
        assert "Ingen målinger ennå" in texts(parsed(CASES["no points"], size))


def test_goal_and_median_labels_keep_apart():
    labels = {label.text: label for label in lay_out(CASES["goal on the median"], PAGE).labels}
    assert abs(labels["Mål"].y - labels["Utgangspunkt"].y) >= 34
