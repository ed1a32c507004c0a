"""The year of a network: the band as a drawing, and the same as lines."""

import re
from datetime import date, timedelta

import pytest

from networks.models import LearningSession, ReportDeadline
from networks.queries import Phase
from reports.charts import WIDTH, Deadline, phase_band
from reports.queries.network_page.timeline import phase_lines

TODAY = date(2026, 11, 4)
SESSIONS = [
    LearningSession(number=1, starts_on=date(2026, 5, 5), ends_on=date(2026, 5, 6)),
    LearningSession(number=2, starts_on=date(2026, 10, 20), ends_on=date(2026, 10, 20)),
    LearningSession(number=3, starts_on=date(2027, 3, 3), ends_on=date(2027, 3, 3)),
]
PHASES = [
    Phase("planning", "Planlegging", None, date(2026, 2, 1), "done"),
    Phase("enrolling", "Påmelding", date(2026, 2, 2), date(2026, 4, 15), "done"),
    Phase("prework", "Forarbeid", date(2026, 4, 16), date(2026, 5, 4), "done"),
    Phase("session", "Samling 1", date(2026, 5, 5), date(2026, 5, 6), "done", 1),
    Phase("action_period", "Arbeidsperiode 1", date(2026, 5, 7), date(2026, 10, 19), "done", 1),
    Phase("session", "Samling 2", date(2026, 10, 20), date(2026, 10, 20), "done", 2),
    Phase("action_period", "Arbeidsperiode 2", date(2026, 10, 21), date(2027, 3, 2), "now", 2),
    Phase("session", "Samling 3", date(2027, 3, 3), date(2027, 3, 3), "coming", 3),
    Phase("sustaining", "Videreføring", date(2027, 3, 4), date(2027, 4, 30), "coming"),
]
DEADLINES = [
    Deadline(date(2026, 4, 15), "Påmeldingsfrist"),
    Deadline(date(2026, 10, 6), "Statusrapport 1"),
    Deadline(date(2027, 2, 17), "Statusrapport 2"),
    Deadline(date(2027, 3, 31), "Sluttrapport"),
]


def texts(svg: str) -> list[str]:
    """What is written in the drawing."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def numbers(svg: str, attribute: str) -> list[float]:
    """The values of an attribute of all elements."""
    return [float(value) for value in re.findall(rf'\s{attribute}="(-?[\d.]+)"', svg)]


def test_band_names_phases_samlinger_and_deadlines() -> None:
    written = texts(phase_band(PHASES, SESSIONS, DEADLINES, TODAY))
    for expected in (
        "Forarbeid",
        "Arbeidsperiode 1",
        "Arbeidsperiode 2, nå",
        "Videreføring",
        "Samling 1",
        "5.–6. mai",
        "3. mars 2027",
        "Påmeldingsfrist 15. april",
        "Sluttrapport 31. mars",
        "I dag, 4. nov.",
    ):
        assert expected in written
    # The pill hangs over November, so that month has no name of its own.
    assert [month for month in written if month in ("okt.", "nov.", "des.")] == ["okt.", "des."]


def test_deadlines_that_stand_close_keep_their_names_and_dates() -> None:
    # Three weeks before samling 3, with today's line between the texts.
    sessions = [
        LearningSession(number=1, starts_on=date(2026, 2, 24), ends_on=date(2026, 2, 25)),
        LearningSession(number=2, starts_on=date(2026, 8, 11), ends_on=date(2026, 8, 11)),
        LearningSession(number=3, starts_on=date(2026, 12, 23), ends_on=date(2026, 12, 23)),
    ]
    phases = [
        Phase("enrolling", "Påmelding", date(2025, 12, 11), date(2026, 2, 4), "done"),
        Phase("prework", "Forarbeid", date(2026, 2, 5), date(2026, 2, 23), "done"),
        Phase("action_period", "Arbeidsperiode 1", date(2026, 2, 26), date(2026, 8, 10), "done", 1),
        Phase("action_period", "Arbeidsperiode 2", date(2026, 8, 12), date(2026, 12, 22), "now", 2),
        Phase("sustaining", "Videreføring", date(2026, 12, 24), date(2027, 1, 20), "coming"),
    ]
    deadlines = [
        Deadline(date(2026, 2, 4), "Påmeldingsfrist"),
        Deadline(date(2026, 7, 28), "Statusrapport 1"),
        Deadline(date(2026, 12, 9), "Statusrapport 2"),
        Deadline(date(2027, 1, 20), "Sluttrapport"),
    ]
    written = texts(phase_band(phases, sessions, deadlines, date(2026, 11, 26)))
    for expected in ("Forarbeid", "Videreføring", "Statusrapport 2, 9. des.", "Sluttrapport 20. jan."):
        assert expected in written


def test_enrolling_is_drawn_while_it_lasts() -> None:
    early = [
        Phase(one.name, one.label, one.starts_on, one.ends_on, "now" if one.name == "enrolling" else "coming")
        for one in PHASES
    ]
    written = texts(phase_band(early, SESSIONS, DEADLINES, date(2026, 3, 2)))
    assert "Påmelding, nå" in written
    assert "Forarbeid, nå" not in written


@pytest.mark.parametrize("days", [-200, -60, 0, 150, 400])
def test_nothing_is_drawn_outside_the_band(days: int) -> None:
    svg = phase_band(PHASES, SESSIONS, DEADLINES, TODAY + timedelta(days=days))
    assert all(0 <= x <= WIDTH for x in numbers(svg, "x") + numbers(svg, "cx"))


def test_closed_network_has_no_today() -> None:
    over = [Phase(one.name, one.label, one.starts_on, one.ends_on, "done", one.number) for one in PHASES]
    over.append(Phase("closed", "Avsluttet", date(2027, 4, 30), None, "now"))
    assert not [text for text in texts(phase_band(over, SESSIONS, DEADLINES, TODAY)) if text.startswith("I dag")]


def test_network_without_dates_has_no_band() -> None:
    assert phase_band([Phase("planning", "Planlegging", None, None, "now")], [], [], TODAY) == ""


def test_texts_of_the_band_are_escaped() -> None:
    svg = phase_band(PHASES, SESSIONS, [Deadline(date(2026, 12, 1), "<b>Frist</b>")], TODAY)
    assert "<b>" not in svg


def test_lines_say_the_same_in_order() -> None:
    deadlines = [
        ReportDeadline(kind="status", number=1, due_on=date(2026, 10, 6)),
        ReportDeadline(kind="status", number=2, due_on=date(2027, 2, 17)),
    ]
    lines = phase_lines(PHASES, SESSIONS, deadlines, TODAY)
    assert [(line.label, line.when, line.state) for line in lines] == [
        ("Forarbeid", "april–mai", "done"),
        ("Samling 1", "5.–6. mai", "done"),
        ("Arbeidsperiode 1", "mai–okt.", "done"),
        ("Samling 2", "20. oktober", "done"),
        ("Arbeidsperiode 2, nå", "I dag 4. nov.", "now"),
        ("Statusrapport 2", "17. februar 2027", "coming"),
        ("Samling 3", "3. mars 2027", "coming"),
        ("Videreføring", "mars–april 2027", "coming"),
    ]
