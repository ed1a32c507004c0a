"""Everything in the drawing is where the figures say."""

from datetime import date

import pytest

from measurements.charts import CARD, PAGE, PHONE, SMALL, SPARK_ENTRY, Preview, SessionMark
from measurements.charts.svg.frame import frame_of
from measurements.charts.svg.layout import lay_out
from measurements.charts.svg.palette import BAND, LINE, NOW, PAPER, QUIET, SESSION
from tests.measurements.charts.building import (
    SVG,
    chart_of,
    deviations,
    mockup,
    parsed,
    paths,
    percent,
    places,
    texts,
)

MOCKUP = mockup()


def data_line(drawing, width="2.5"):
    (path,) = paths(drawing, stroke=LINE, stroke_width=width, stroke_linejoin="round")
    return path


def test_points_are_where_the_mockup_has_them():
    line = places(data_line(parsed(MOCKUP, PAGE)))
    assert line[0] == pytest.approx((86.5, 226.1), abs=0.6)
    assert line[-1] == pytest.approx((887.5, 106.4), abs=0.6)


@pytest.mark.parametrize("size", [PAGE, CARD, PHONE])
def test_points_have_the_height_of_their_value(size):
    frame = frame_of(MOCKUP, size)
    values = [value for value in MOCKUP.values if value is not None]
    for (_x, y), value in zip(places(data_line(parsed(MOCKUP, size), f"{size.line:g}")), values, strict=True):
        assert (frame.bottom - y) / (frame.bottom - frame.top) * 100 == pytest.approx(value, abs=0.1)


def test_missing_month_breaks_the_line():
    path = data_line(parsed(MOCKUP, PAGE))
    assert path.count("M") == 2
    assert [part.count("L") for part in path.split("M")[1:]] == [7, 2]


def test_points_of_the_run_are_solid_the_others_white_and_the_latest_warm():
    drawing = parsed(MOCKUP, PAGE)
    (solid,) = [path for path in paths(drawing, stroke=LINE, stroke_width="13") if path.count("h0") == 6]
    (white,) = paths(drawing, stroke=PAPER)
    assert white.count("h0") == 4
    assert places(white) == places(data_line(drawing))[:4]
    assert places(solid)[-1] == places(data_line(drawing))[-2]
    (latest,) = [circle for circle in drawing.iter(f"{SVG}circle") if circle.get("fill") == NOW]
    assert (float(latest.get("cx")), float(latest.get("cy"))) == places(data_line(drawing))[-1]
    assert latest.get("r") == "7.5"


def test_band_and_solid_median_end_where_the_baseline_ends():
    drawing = parsed(MOCKUP, PAGE)
    (band,) = [rect for rect in drawing.iter(f"{SVG}rect") if rect.get("fill") == BAND and rect.get("x") == "50"]
    end = 50 + float(band.get("width"))
    xs = [x for x, _y in places(data_line(drawing))]
    assert end == pytest.approx((xs[5] + xs[6]) / 2, abs=0.2)
    (solid,) = [path for path in paths(drawing, stroke=QUIET, stroke_width="2") if path.startswith("M50 ")]
    assert float(solid.split("H")[1]) == pytest.approx(end, abs=0.2)
    (dashed,) = paths(drawing, stroke_dasharray="7 5")
    assert dashed.endswith("H942")


def test_median_that_is_not_frozen_is_solid_and_has_no_band():
    drawing = parsed(chart_of(percent([45, 35, 40], length=None)), PAGE)
    assert paths(drawing, stroke_dasharray="7 5") == []
    assert [rect for rect in drawing.iter(f"{SVG}rect") if rect.get("fill") == BAND] == []


def test_phases_have_medians_of_their_own():
    chart = chart_of(percent([40, 40, 42, 40, 40, 41, 70, 71, 72, 70, 70, 75], phases=(6,)))
    frame = frame_of(chart, PAGE)
    (solid,) = [path for path in paths(parsed(chart, PAGE), stroke=QUIET) if path.count("M") == 2]
    assert [y for _x, y in places(solid)] == pytest.approx([frame.y(40), frame.y(70.5)], abs=0.5)


def test_session_stands_between_the_points_before_and_after_it():
    drawing = parsed(MOCKUP, PAGE)
    (lines,) = paths(drawing, stroke=SESSION)
    xs = [x for x, _y in places(lines)]
    points = [x for x, _y in places(data_line(drawing))]
    assert points[5] < xs[0] < points[6]
    assert xs[1] > points[-1]


def test_bracket_spans_the_run_on_the_empty_side_of_the_median():
    layout = lay_out(MOCKUP, PAGE)
    bracket = layout.bracket
    assert bracket.label.text == "7 målinger på rad over utgangspunktet"
    assert bracket.left == pytest.approx(layout.frame.x(4) - 6.5)
    assert bracket.right == pytest.approx(layout.frame.x(11) + 6.5)
    assert bracket.y - layout.frame.y(42.5) == pytest.approx(13)
    assert bracket.tick < bracket.y < bracket.label.box.top


def test_bracket_mirrors_where_the_run_is_under_the_median():
    chart = chart_of(deviations(((49, 1000), (43, 1000), (26, 1000), (26, 1000), (20, 1000))), unit="per 100")
    layout = lay_out(chart, PAGE)
    assert layout.frame.y(chart.analysis.center) - layout.bracket.y == pytest.approx(13)
    assert layout.bracket.label.box.bottom < layout.bracket.y < layout.bracket.tick
    assert layout.bracket.label.text == "7 målinger på rad under utgangspunktet"


def test_bracket_goes_outside_the_points_when_the_empty_side_is_too_narrow():
    layout = lay_out(chart_of(percent([3, 1, 4, 2, 3, 2, 6, 9, 12, 14, None, 15], target=50)), PAGE)
    assert layout.bracket.y < min(y for y in layout.trail.ys if y is not None)
    assert layout.bracket.label.box.bottom < layout.bracket.y


def test_bracket_text_of_a_phone_says_the_median():
    layout = lay_out(MOCKUP, PHONE)
    assert layout.bracket.label.text == "7 på rad over 42,5\N{NO-BREAK SPACE}%"


def test_chart_without_a_run_has_no_bracket():
    assert lay_out(chart_of(percent([45, 35, 40])), PAGE).bracket is None


def test_latest_value_is_over_its_point_and_mirrors_where_lower_is_better():
    over = lay_out(MOCKUP, PAGE)
    assert over.latest.box.bottom < over.trail.ys[11]
    chart = chart_of(deviations(), unit="per 100")
    under = lay_out(chart, PAGE)
    assert under.latest.text == "2,6"
    assert under.latest.box.top > under.trail.ys[11]


def test_wide_chart_says_ikke_malt_under_the_gap():
    drawing = parsed(MOCKUP, PAGE)
    assert [text for text in texts(drawing) if text in ("ikke", "målt")] == ["ikke", "målt"]
    assert "ikke" not in texts(parsed(MOCKUP, PHONE))


def test_counts_stand_under_their_months_with_a_dash_for_the_gap():
    layout = lay_out(MOCKUP, PAGE)
    row = [label for label in layout.counts if label.y == layout.counts[-1].y]
    assert row[0].text == "n ="
    assert [label.text for label in row[1:]] == ["20", "20", "20", "19", "20", "22", "20", "21", "–", "20", "20", "20"]
    assert [label.x for label in row[1:]] == pytest.approx(layout.trail.xs)


def test_months_of_a_phone_are_every_third_and_the_last():
    assert [label.text for label in lay_out(MOCKUP, PHONE).months] == ["nov.", "feb.", "mai", "aug.", "okt."]


def test_months_of_a_long_series_are_thinned():
    chart = chart_of(percent([40, 50] * 30))
    layout = lay_out(chart, PAGE)
    assert 5 <= len(layout.months) <= 25
    assert layout.months[-1].x == pytest.approx(layout.frame.x(59))


def test_year_stands_under_the_first_month_and_under_january():
    layout = lay_out(MOCKUP, PAGE)
    years = {label.text: label.x for label in layout.counts if label.text.startswith("20") and len(label.text) == 4}
    assert years == {"2025": pytest.approx(layout.frame.x(0)), "2026": pytest.approx(layout.frame.x(2))}


def test_preview_is_reached_by_a_dashed_warm_line():
    chart = mockup(preview=Preview(date(2026, 11, 1), 90.0))
    drawing = parsed(chart, SPARK_ENTRY)
    (dashed,) = paths(drawing, stroke=NOW, stroke_dasharray="3 3")
    frame = frame_of(chart, SPARK_ENTRY)
    assert places(dashed)[0] == pytest.approx((frame.x(11), frame.y(80)), abs=0.1)
    assert places(dashed)[1] == pytest.approx((frame.x(12), frame.y(90)), abs=0.1)


def test_two_notes_of_one_month_share_a_mark():
    notes = [note for note in MOCKUP.notes if note.number != 3]
    notes.append(type(notes[0])(3, date(2026, 8, 20), "x"))
    layout = lay_out(mockup(notes=notes), PAGE)
    assert [mark.text for mark in layout.notes] == ["1", "2, 3"]
    assert layout.notes[1].x == pytest.approx(layout.frame.x(9))


def test_small_multiple_has_only_the_ends_of_the_axis():
    assert texts(parsed(MOCKUP, SMALL)) == ["nov. 2025", "okt. 2026", "0", "50", "100"]


def test_new_series_keeps_to_the_left():
    frame = frame_of(chart_of(percent([45])), PAGE)
    assert frame.x(0) < frame.left + (frame.right - frame.left) / 6


def test_session_at_the_last_border_gets_room_at_the_right():
    with_session = frame_of(mockup(), PAGE)
    without = frame_of(mockup(sessions=[SessionMark(date(2026, 5, 5), "Samling 1")]), PAGE)
    assert with_session.border(12) == pytest.approx(924)
    assert without.border(12) == pytest.approx(942)
