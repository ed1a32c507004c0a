"""`python -m measurements.spc`: the contract, and every line that cannot be answered."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measurements.spc import ChartType, RuleSet
from measurements.spc.contract import UNFORESEEN, answer

ROOT = Path(__file__).parents[3]


def ask(request):
    line = request if isinstance(request, bytes) else json.dumps(request).encode()
    return json.loads(answer(line), parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))


def run(lines):
    """The program as others start it: bare Python, nothing installed, nothing of the environment."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", "import runpy, sys; sys.path.insert(0, '.'); "
         "runpy.run_module('measurements.spc', run_name='__main__')"],
        input=lines, capture_output=True, cwd=ROOT, timeout=60, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout.decode().splitlines(), done.stderr.decode()


def test_answer_has_the_form_of_the_contract():
    y, n = [8, 7, 9, 8, 7, 9, 8, None, 9, 9, 9, 10], [10] * 12
    months = [f"2018-{month:02}" for month in range(1, 13)]
    found = ask({"chart": "run", "y": y, "n": n, "x": months, "multiply": 100, "target": 75})
    assert list(found) == [
        "points", "phases", "shifts", "trends", "variation", "assurance", "goal_status", "reading",
    ]  # fmt: skip
    assert found["points"][0] == {
        "y": 80.0, "cl": 90.0, "lcl": None, "ucl": None,
        "outside": False, "excluded": False, "phase": 0, "marks": [],
    }  # fmt: skip
    assert found["points"][7]["y"] is None
    assert found["phases"] == [
        {
            "start": 1, "end": 12, "n_useful": 6, "longest_run": 5, "longest_run_max": 6, "crossings": 1,
            "crossings_min": 1, "runs_signal": False,
        }
    ]  # fmt: skip
    assert (found["goal_status"], found["assurance"], found["variation"]) == ("met", None, None)
    assert found["reading"] == "For få punkter til å tolke (trenger 10)"


def test_reading_of_months_names_them():
    values = [48, 52, 47, 53, 51, 49, *[56] * 8, 49]
    months = [f"{2025 + k // 12}-{k % 12 + 1:02}" for k in range(15)]
    named = ask({"chart": "run", "y": values, "x": months, "baseline": 6})["reading"]
    numbered = ask({"chart": "run", "y": values, "baseline": 6})["reading"]
    assert named == (
        "Tegn på forbedring: åtte målinger på rad lå over utgangspunktet, fra juli 2025 til februar 2026, "
        "og det skjer sjelden ved en tilfeldighet; den siste ligger under."
    )
    assert "fra punkt 7 til punkt 14" in numbered


def test_control_limits_on_few_points_are_called_provisional():
    reading = [ask({"chart": "i", "y": [1, 2] * half})["reading"] for half in (4, 5, 6)]
    assert reading[0] == "For få punkter til å tolke (trenger 10), foreløpige grenser"
    assert reading[1].endswith("(foreløpige grenser).")
    assert "foreløpige" not in reading[2]


def test_positions_outside_the_series_are_ignored_and_a_long_baseline_is_all_points():
    plain = ask({"chart": "i", "y": [1, 5, 2, 4, 3]})
    assert ask({"chart": "i", "y": [1, 5, 2, 4, 3], "phases": [0, -3, 5, 9], "exclude": [0, 6, -1]}) == plain
    assert ask({"chart": "i", "y": [1, 5, 2, 4, 3], "baseline": 99}) == plain


def test_a_target_with_a_history_is_given_for_each_observation():
    asked = {"chart": "i", "y": [70, 70, 90, 90], "x": [1, 1, 2, 3]}
    assert ask(asked | {"target": [80, 5, None, 85]}) == ask(asked | {"target": 85})
    assert ask(asked | {"target": [85, 85, 85, 95]})["goal_status"] == "not_met"
    assert ask(asked | {"target": [None, None, None, None]}) == ask(asked)
    assert ask(asked | {"target": [80, 85]}) == {"error": "target has 2 entries and y has 4"}
    assert ask(asked | {"target": [80, 85, 85, "x"]}) == {"error": "target has 'x' where a number should be"}


def test_null_is_as_good_as_absent():
    names = ("n", "x", "baseline", "phases", "exclude", "center", "target", "multiply", "screen", "rules", "direction",
             "shift", "trend")  # fmt: skip
    request = {"chart": "run", "y": [1, 2, None]}
    assert ask(request | dict.fromkeys(names)) == ask(request)


def test_numbers_are_read_as_typed():
    phase = ask({"chart": "i", "y": [0.1, 0.2, 0.3] * 8})["phases"][0]
    assert phase["n_useful"] == 16
    assert ask({"chart": "i", "y": [0.1] * 10})["phases"][0]["n_useful"] == 0
    assert ask({"chart": "run", "y": [1, 2, 3.0], "baseline": 2.0, "phases": [1.0]})["phases"][0]["end"] == 1


def test_excluded_positions_are_those_of_the_points_not_of_the_observations():
    found = ask({"chart": "run", "y": [1, 3, 9, 4], "x": ["b", "b", "a", "c"], "exclude": [1]})
    assert [(point["y"], point["excluded"]) for point in found["points"]] == [(9.0, True), (2.0, False), (4.0, False)]


def test_observations_without_x_are_dropped():
    assert [point["y"] for point in ask({"chart": "run", "y": [1, 2, 3], "x": [2, None, 1]})["points"]] == [3.0, 1.0]


def test_denominators_that_are_all_missing_leave_nothing():
    found = ask({"chart": "p", "y": [1, 2], "n": [None, None]})
    assert [point["y"] for point in found["points"]] == [None, None]


def test_center_may_be_given_for_each_observation():
    found = ask({"chart": "i", "y": [1, 3, 5, 4], "x": [1, 1, 2, 3], "center": [2, 9, 4.5, 4], "multiply": 10})
    assert [point["cl"] for point in found["points"]] == [20.0, 45.0, 40.0]
    assert found["phases"][0]["n_useful"] == 1


def test_text_of_any_kind_in_x_is_only_ordered():
    assert len(ask(b'{"chart": "run", "y": [1, 2], "x": ["\\ud800", "0000-05"]}')["points"]) == 2


REFUSED = {
    b"": "the line is not JSON",
    b"{": "the line is not JSON",
    b"nonsense": "the line is not JSON",
    b"[1, 2]": "the line is not a JSON object",
    b'"text"': "the line is not a JSON object",
    b"null": "the line is not a JSON object",
    b"\xff\xfe{}": "the line is not UTF-8",
    b"[" * 200_000: "the line is nested too deeply",
    b'{"y": ' + b"[" * 200_000: "the line is nested too deeply",
    b"{}": "y is missing or empty",
    b'{"chart": "run"}': "y is missing or empty",
    b'{"chart": "run", "y": []}': "y is missing or empty",
    b'{"y": [1]}': "chart is None, not one of run, i, mr",
    b'{"chart": "pie", "y": [1]}': "chart is 'pie', not one of run",
    b'{"chart": 7, "y": [1]}': "chart is 7, not one of run",
    b'{"chart": "\\ud800", "y": [1]}': r"chart is '\ud800', not one of run",
    b'{"chart": ["run"], "y": [1]}': "chart is ['run'], not one of run",
    b'{"chart": "run", "y": [1], "rules": "western"}': "rules is 'western', not one of anhoej, ihi, mdc",
    b'{"chart": "run", "y": [1], "direction": "up"}': "direction is 'up', not one of increase",
    b'{"chart": "run", "y": 1}': "y is not a list",
    b'{"chart": "run", "y": "12"}': "y is not a list",
    b'{"chart": "run", "y": {"a": 1}}': "y is not a list",
    b'{"chart": "run", "y": [true]}': "y has True where a number should be",
    b'{"chart": "run", "y": ["8"]}': "y has '8' where a number should be",
    b'{"chart": "run", "y": [[1]]}': "y has [1] where a number should be",
    b'{"chart": "run", "y": [NaN]}': "NaN is not a number",
    b'{"chart": "run", "y": [-Infinity]}': "-Infinity is not a number",
    b'{"chart": "run", "y": [1e309]}': "a number has more digits",
    b'{"chart": "run", "y": [1e999999999999]}': "a number has more digits",
    b'{"chart": "run", "y": [1e99999999999999999999]}': "a number has more digits",
    b'{"chart": "run", "y": [1e-400]}': "a number has more digits",
    b'{"chart": "run", "y": [0.' + b"1" * 5000 + b"]}": "a number has more digits",
    b'{"chart": "run", "y": [1' + b"0" * 400 + b"]}": "a number has more digits",
    b'{"chart": "run", "y": [1' + b"0" * 9000 + b"]}": "a number has more digits",
    b'{"chart": "run", "y": [1, 2], "n": [1]}': "n has 1 entries and y has 2",
    b'{"chart": "run", "y": [1], "n": []}': "n has 0 entries and y has 1",
    b'{"chart": "run", "y": [1], "n": [false]}': "n has False where a number should be",
    b'{"chart": "run", "y": [1, 2], "x": [1]}': "x is not a list with one entry for each of y",
    b'{"chart": "run", "y": [1], "x": "a"}': "x is not a list with one entry for each of y",
    b'{"chart": "run", "y": [1, 2], "x": [1, "a"]}': "x has 'a' where a number should be",
    b'{"chart": "run", "y": [1, 2], "x": [true, false]}': "x has True where a number should be",
    b'{"chart": "run", "y": [1], "n": [0]}': "1/0 has no value",
    b'{"chart": "run", "y": [1], "n": [-2]}': "the denominator -2 is negative",
    b'{"chart": "p", "y": [3], "n": [2]}': "3 of 2 is no share",
    b'{"chart": "pp", "y": [-1], "n": [2]}': "-1 of 2 is no share",
    b'{"chart": "u", "y": [-1], "n": [2]}': "the count -1 is negative",
    b'{"chart": "c", "y": [-1]}': "the count -1 is negative",
    b'{"chart": "g", "y": [-0.5]}': "the count -0.5 is negative",
    b'{"chart": "t", "y": [1, 0]}': "the time 0 is not above zero: enter a fraction of a day",
    b'{"chart": "t", "y": [-1.5]}': "the time -1.5 is not above zero",
    b'{"chart": "p", "y": [1]}': "the chart p needs denominators",
    b'{"chart": "up", "y": [1]}': "the chart up needs denominators",
    b'{"chart": "p", "y": [1], "n": [2], "center": 1.5}': "the centre line 1.5 of shares is not between 0 and 1",
    b'{"chart": "c", "y": [1], "center": -1}': "the centre line -1 of counts is negative",
    b'{"chart": "p", "y": [1], "n": [2], "rules": "mdc"}': "Making Data Count reads an I chart",
    b'{"chart": "run", "y": [1], "baseline": 0}': "baseline is not a whole number of at least 1",
    b'{"chart": "run", "y": [1], "baseline": 1.5}': "baseline is not a whole number of at least 1",
    b'{"chart": "run", "y": [1], "baseline": true}': "baseline has True where a number should be",
    b'{"chart": "run", "y": [1], "phases": 1}': "phases is not a list",
    b'{"chart": "run", "y": [1], "phases": [null]}': "phases is not a list of positions",
    b'{"chart": "run", "y": [1], "exclude": [1.5]}': "exclude is not a list of positions",
    b'{"chart": "run", "y": [1], "multiply": 0}': "multiply is not above zero",
    b'{"chart": "run", "y": [1], "multiply": "100"}': "multiply has '100' where a number should be",
    b'{"chart": "run", "y": [1], "target": "95"}': "target has '95' where a number should be",
    b'{"chart": "run", "y": [1], "screen": 1}': "screen is neither true nor false",
    b'{"chart": "run", "y": [1], "shift": 1}': "shift is not a whole number of at least 2",
    b'{"chart": "run", "y": [1], "trend": null, "shift": "6"}': "shift has '6' where a number should be",
    b'{"chart": "run", "y": [1], "target": {}}': "target has {} where a number should be",
    b'{"chart": "g", "y": [1e99], "n": [1e-99]}': "a number is too large to be computed with",
    b'{"chart": "t", "y": [1e99, 1e-99], "n": [1e-99, 1e99], "center": 1e99}': "a number is too large to be computed with",
}  # fmt: skip


@pytest.mark.parametrize(("line", "reason"), REFUSED.items(), ids=range(len(REFUSED)))
def test_what_cannot_be_answered_is_refused_with_a_reason(line, reason):
    found = ask(line)
    assert list(found) == ["error"]
    assert reason in found["error"]
    assert len(found["error"]) < 200


def test_every_line_is_answered_in_order_by_bare_python():
    lines = [b'{"chart": "run", "y": [1, 2, 3]}', *list(REFUSED)[:40], b'{"chart": "c", "y": [4, 5]}', b" "]
    code, answers, complaints = run(b"\n".join(lines))
    assert (code, complaints, len(answers)) == (0, "", len(lines))
    found = [json.loads(text) for text in answers]
    assert "points" in found[0]
    assert all(list(one) == ["error"] for one in [*found[1:-2], found[-1]])
    assert found[-2]["points"][1]["y"] == 5.0


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-3, 40), st.floats(-5, 50), st.text(max_size=3), st.integers()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=2), inner, max_size=2)),
    max_leaves=6,
)
NUMBERS = st.lists(
    st.one_of(st.none(), st.integers(-1, 30), st.integers(1, 30), st.floats(0, 9)), min_size=1, max_size=9
)
WISHES = ("x", "n", "baseline", "phases", "exclude", "center", "target", "multiply", "screen", "shift", "trend")


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(
    st.sampled_from([*ChartType]),
    st.sampled_from([*RuleSet]),
    NUMBERS,
    NUMBERS,
    st.dictionaries(st.sampled_from(WISHES), VALUES, max_size=3),
)
def test_any_object_is_answered_or_refused_for_a_reason(chart, rules, y, n, wishes):
    found = ask({"chart": chart, "rules": rules, "y": y, "n": (n * 9)[: len(y)]} | wishes)
    assert found.get("error") != UNFORESEEN
    assert "error" in found or len(found["points"]) <= len(y)


def test_nothing_in_gives_nothing_out():
    assert run(b"") == (0, [], "")
    assert run(b"\n")[1] == ['{"error": "the line is not JSON: Expecting value at character 2"}']


def test_reader_that_leaves_ends_it_quietly():
    command = f"{sys.executable} -m measurements.spc | head -c 10"
    lines = b'{"chart": "run", "y": [1, 2, 3]}\n' * 5000
    done = subprocess.run(command, shell=True, input=lines, capture_output=True, cwd=ROOT, timeout=60, check=False)
    assert done.stderr == b""
