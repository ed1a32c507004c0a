"""Charts that are hard to draw, and short ways to look at a drawing."""

import random
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

from measurements.charts import Chart, Note, Preview, SessionMark, Size, build_chart, render_svg
from measurements.spc import Direction, HeldTarget, analyse
from tests.measurements.spc.building import LISTS, build, lists, month

SESSIONS = (SessionMark(date(2026, 5, 5), "Samling 1"), SessionMark(date(2026, 10, 20), "Samling 2"))
NOTES = (
    Note(1, date(2026, 5, 6), "Samstemming ved hvert nytt vedtak"),
    Note(2, date(2026, 8, 6), "Farmasøyten er med"),
    Note(3, date(2026, 10, 6), "Sjekklista ligger i journalen"),
)
HOSTILE = "<script>alert(\"x\")</script> & 'æ' <b>fet</b>"
DEVIATIONS = [(61, 1000), (74, 1000), (52, 1000), (68, 1000), (59, 1000), (71, 1000), (63, 1000), (55, 1000), None]
# A rise without gaps, as it comes in twelve months.
STEADY = [45, 35, 40, 37, 45, 46, 50, 57, 62, 65, 70, 80]
SVG = "{http://www.w3.org/2000/svg}"


def chart_of(series, *, unit="%", title="Samstemt legemiddelliste", **options) -> Chart:
    """The chart of a series, with names that do not matter."""
    labels = {"numerator_label": "Samstemt", "denominator_label": "Sjekket"}
    return build_chart(analyse(series), title=title, unit=unit, **(labels | options))


def mockup(**options) -> Chart:
    """The chart of the pictures: samstemte lister to October, two sessions, three notes."""
    return chart_of(lists(), **({"sessions": SESSIONS, "notes": NOTES} | options))


def percent(values: Iterable[int | None], *, target: int | None = 95, length: int | None = 6, **options):
    """A series of percentages out of a hundred."""
    counts = [None if value is None else (value, 100) for value in values]
    return build(counts, multiplier=100, target=target, baseline_length=length, **options)


def deviations(latest=((49, 1000), (43, 1000), (26, 1000))):
    """Lower is better, per 100, goal 4.4."""
    values = [*DEVIATIONS, *latest]
    return build(values, multiplier=100, target=Decimal("4.4"), baseline_length=6, direction=Direction.DECREASE)


def long_series(months: int = 36):
    """Three years around a rising level, with gaps."""
    dice = random.Random(4)
    values: list[tuple[int, int] | None] = [
        (max(0, min(20, int(dice.gauss(8 + number * 0.25, 2)))), 20) for number in range(months)
    ]
    values[13] = values[14] = values[29] = None
    return build(values, multiplier=100, target=95, baseline_length=6)


def hard_cases() -> dict[str, Chart]:
    """Every way a chart can be hard to draw."""
    close = [(date(2026, 4, 20), 1), (date(2026, 6, 2), 2), (date(2026, 6, 20), 3), (date(2026, 6, 25), 4)]
    with_all = {"sessions": SESSIONS, "notes": NOTES}
    return {
        "mockup": mockup(),
        "one session": chart_of(build(LISTS[:11], multiplier=100, target=95, baseline_length=6), sessions=SESSIONS[:1]),
        "lower is better": chart_of(deviations(), unit="per 100", **with_all),
        "constant at 100": chart_of(percent([100] * 12), **with_all),
        "no points": chart_of(percent([])),
        "only gaps": chart_of(percent([None] * 4)),
        "one point": chart_of(percent([45])),
        "three points": chart_of(percent([45, 35, 40]), notes=[Note(1, date(2025, 12, 3), "x")]),
        "36 months": chart_of(
            long_series(),
            sessions=[SessionMark(date(2026, month, 5), f"Samling {month}") for month in (2, 5, 9)],
            notes=[Note(number, date(2026, number, 8), "x") for number in range(1, 7)],
        ),
        "far above the goal": chart_of(
            percent([85, 88, 91, 87, 92, 90, 97, 99, 98, 96, 99, 100], target=20), **with_all
        ),
        "goal beside the median": chart_of(
            percent([60, 66, 58, 64, 62, 61, 70, 72, None, 74, 71, 75], target=63), **with_all
        ),
        "goal on the median": chart_of(percent([40, 50, 60, 50, 50, 50, 50, 51, 49, 60], target=50), **with_all),
        "notes in one month": mockup(notes=[Note(number, date(2026, 8, number), "x") for number in range(1, 5)]),
        "sessions close": mockup(sessions=[SessionMark(on, f"Samling {number}") for on, number in close]),
        "long names": mockup(sessions=[SessionMark(on, "Oppstart for alle kommunene " * 3) for on, _ in close]),
        "phases": chart_of(
            percent([45, 35, 40, 37, 45, 45, 70, 75, 70, 80, 75, 85, 90, 85, 80, 90], phases=(6,)), **with_all
        ),
        "low median": chart_of(percent([3, 1, 4, 2, 3, 2, 6, 9, 12, 14, None, 15], target=50), **with_all),
        "falling from high": chart_of(
            percent([98, 97, 100, 98, 99, 98, 90, 86, 88, 80, None, 70, 75], target=99), **with_all
        ),
        "hostile texts": chart_of(
            lists(),
            title=HOSTILE,
            unit="%",
            numerator_label=HOSTILE,
            denominator_label=HOSTILE,
            sessions=[SessionMark(date(2026, 5, 5), HOSTILE)],
            notes=[Note(1, date(2026, 6, 1), HOSTILE)],
        ),
        "hostile unit": chart_of(deviations(), unit=HOSTILE),
        "left out": chart_of(percent([45, 35, 40, 37, 45, 45, 50, 57, 60, 65, 70], excluded=(4, 8)), **with_all),
        "preview": mockup(preview=Preview(date(2026, 11, 1), 90.0)),
        "counts": chart_of(
            build([3, 5, 2, 4, 0, 3, 2, 1, None, 1, 0, 2], target=2, direction=Direction.DECREASE), unit=""
        ),
        "large counts": chart_of(build([(2300 + 90 * n, 5400) for n in range(14)], multiplier=1000), unit="per 1000"),
        "a goal in steps": chart_of(
            percent(STEADY, earlier_targets=(HeldTarget(month(4), 60), HeldTarget(month(9), 80))), **with_all
        ),
        "a goal to come": chart_of(percent(STEADY, earlier_targets=(HeldTarget(month(12), 80),)), **with_all),
        "a goal given up": chart_of(percent(STEADY, target=None, earlier_targets=(HeldTarget(month(7), 60),))),
        "no goal, no baseline": chart_of(percent([45, 35, 40, 37, 45], target=None, length=None)),
    }


def parsed(chart: Chart, size: Size, uid: str = "c") -> ElementTree.Element:
    """The drawing as XML; a drawing that is not well-formed raises."""
    return ElementTree.fromstring(str(render_svg(chart, size, uid)))


def texts(drawing: ElementTree.Element) -> list[str]:
    """What is written in the drawing."""
    return [element.text or "" for element in drawing.iter(f"{SVG}text")]


def paths(drawing: ElementTree.Element, **attributes: str) -> list[str]:
    """The d of the paths with these attributes; stroke_width stands for stroke-width."""
    wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
    return [
        path.get("d", "")
        for path in drawing.iter(f"{SVG}path")
        if all(path.get(name) == value for name, value in wanted.items())
    ]


def places(path: str) -> list[tuple[float, float]]:
    """The coordinates in a path of absolute moves and lines."""
    return [(float(x), float(y)) for x, y in re.findall(r"[ML]([\d.-]+) ([\d.-]+)", path)]
