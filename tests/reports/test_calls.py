"""The rules behind the call list, on facts alone."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.months import add_months
from measurements import spc
from reports.queries.calls import (
    Contact,
    LateReport,
    Moment,
    TeamFacts,
    find_call,
    find_calls,
    find_reasons,
    tried_text,
)

TODAY = date(2026, 11, 4)
MOMENT = Moment(TODAY, first_session_on=date(2026, 5, 5))
FINE = TeamFacts(
    pk=1,
    slug="asker",
    name="Asker",
    service="Hjemmetjenesten",
    joined_on=date(2026, 4, 20),
    leader=Contact("Petter Lunde", "412 34 567", "petter@example.no"),
    last_measured=date(2026, 10, 1),
    contacted_on=date(2026, 10, 1),
    attended_on=date(2026, 10, 20),
)
REPORT = LateReport("Statusrapport 1", date(2026, 10, 6), 7)


def figures(*values: int) -> dict[str, object]:
    """Analysis and reading of so many months of twenty, six of them the baseline."""
    points = tuple(spc.Point(add_months(date(2025, 11, 1), place), value, 20) for place, value in enumerate(values))
    series = spc.Series(points, multiplier=100, target=Decimal(95), baseline_length=6)
    analysis = spc.analyse(series)
    return {"analysis": analysis, "reading": spc.explain(analysis, "%")}


def texts(team: TeamFacts, moment: Moment = MOMENT) -> list[str]:
    """Every reason, the most urgent first."""
    return [reason.text for reason in sorted(find_reasons(team, moment), reverse=True)]


def test_team_in_order_needs_no_call() -> None:
    assert find_call(FINE, MOMENT) is None


def late(*months: int) -> dict[str, object]:
    """These months of 2026 are past their deadline on the tenth of the next."""
    return {
        "late_months": tuple(date(2026, month, 1) for month in months),
        "late_since": date(2026, months[0] + 1, 10),
        "last_measured": date(2026, months[0] - 1, 1),
    }


def test_two_missing_months_are_a_reason() -> None:
    reasons = find_reasons(replace(FINE, **late(8, 9)), MOMENT)
    assert [(one.mark, one.text, one.detail) for one in reasons] == [
        ("late", "Ingen måling siden juli", "Fristen for august var 10. september.")
    ]


@pytest.mark.parametrize(("days_late", "expected"), [(13, []), (14, ["Ingen måling siden august"])])
def test_one_missing_month_is_left_to_the_reminders_for_two_weeks(days_late: int, expected: list[str]) -> None:
    moment = replace(MOMENT, today=date(2026, 10, 10) + timedelta(days=days_late))
    assert texts(replace(FINE, **late(9)), moment) == expected


def test_team_that_never_measured_is_told_so() -> None:
    assert texts(replace(FINE, **late(8, 9) | {"last_measured": None})) == ["Ingen målinger ennå"]


@pytest.mark.parametrize(("days_late", "expected"), [(6, []), (7, ["Statusrapport 1 mangler"])])
def test_missing_report_is_left_to_the_reminders_for_a_week(days_late: int, expected: list[str]) -> None:
    moment = replace(MOMENT, today=REPORT.due_on + timedelta(days=days_late))
    assert texts(replace(FINE, late_reports=(REPORT,), contacted_on=None), moment) == expected


def test_two_equally_grave_reasons_are_one_sentence() -> None:
    call = find_call(replace(FINE, **late(8, 9), late_reports=(REPORT,)), MOMENT)
    assert call is not None
    assert call.reason == "Ingen måling siden juli, og statusrapport 1 mangler"
    assert call.since == date(2026, 9, 10)


def test_lesser_reason_is_not_named_beside_a_graver_one() -> None:
    call = find_call(replace(FINE, late_reports=(REPORT,), has_measurement_lead=False), MOMENT)
    assert call is not None
    assert (call.mark, call.reason) == ("late", "Statusrapport 1 mangler")


@pytest.mark.parametrize(
    ("ended_on", "detail"),
    [
        (date(2026, 10, 1), "Forrige sluttet 1. oktober. Oktober blir ikke levert uten en ny."),
        (None, "Ingen har hatt rollen ennå. Oktober blir ikke levert uten en ny."),
    ],
)
def test_team_without_measurement_lead_needs_a_call(ended_on: date | None, detail: str) -> None:
    team = replace(FINE, has_measurement_lead=False, measurement_lead_ended_on=ended_on, next_month=date(2026, 10, 1))
    call = find_call(team, MOMENT)
    assert call is not None
    assert (call.mark, call.reason, call.detail) == ("look", "Teamet har ingen måleansvarlig", detail)


@pytest.mark.parametrize(
    ("days_before", "mark"), [(29, None), (28, "look"), (8, "look"), (7, "late"), (1, "late"), (0, None)]
)
def test_baseline_is_asked_for_in_the_last_weeks_before_samling_1(days_before: int, mark: str | None) -> None:
    team = replace(FINE, baseline_months=6, baseline_missing=4)
    moment = Moment(TODAY, TODAY + timedelta(days=days_before))
    reasons = find_reasons(team, moment)
    assert [one.mark for one in reasons] == ([mark] if mark else [])
    if mark:
        assert reasons[0].text == "Utgangspunktet mangler før samling 1"
        assert reasons[0].detail.startswith("4 av 6 måneder mangler tall.")


@pytest.mark.parametrize(("days_before", "mark"), [(29, None), (28, "look"), (7, "late"), (-30, "late")])
def test_team_without_measurement_plan_needs_a_call_near_samling_1_and_after(
    days_before: int, mark: str | None
) -> None:
    moment = Moment(TODAY, TODAY + timedelta(days=days_before))
    found = find_reasons(replace(FINE, has_measurement_plan=False), moment)
    assert [one.mark for one in found] == ([mark] if mark else [])


@pytest.mark.parametrize(("days_since", "expected"), [(27, []), (28, ["Teamet har ingen plan"])])
def test_team_gets_four_weeks_after_samling_1_to_plan(days_since: int, expected: list[str]) -> None:
    moment = Moment(TODAY, TODAY - timedelta(days=days_since))
    assert texts(replace(FINE, has_plan=False), moment) == expected


def test_figures_that_slid_back_are_a_reason() -> None:
    team = replace(FINE, **figures(9, 7, 8, 7, 9, 8, 12, 13, 14, 13, 12, 14, 15, 13, 6, 5))
    assert texts(team) == ["Forbedringen har glidd tilbake"]


def test_figures_that_got_worse_are_a_reason() -> None:
    team = replace(FINE, **figures(15, 14, 16, 15, 14, 16, 9, 8, 7, 9, 8, 7, 6, 8))
    assert texts(team) == ["Tallene er blitt dårligere"]


@pytest.mark.parametrize(("measured", "expected"), [(4, []), (5, ["Ingen endring etter fem målinger med tiltak"])])
def test_tiltak_that_change_nothing_are_a_reason_after_five_measurements(measured: int, expected: list[str]) -> None:
    flat = figures(9, 11, 9, 11, 9, 11, 8, 11, 9, 12, 9, 11)
    assert texts(replace(FINE, **flat, measured_with_change=measured)) == expected


def test_improvement_is_no_reason() -> None:
    team = replace(FINE, **figures(9, 7, 8, 7, 9, 10, 10, 12, 13, 14, 16, 15, 17), measured_with_change=7)
    assert texts(team) == []


def test_help_asked_for_in_a_report_is_a_reason_until_somebody_rings() -> None:
    asked = replace(FINE, help_wanted="Vi får ikke med legen.", help_wanted_on=date(2026, 10, 5))
    assert texts(replace(asked, contacted_on=date(2026, 10, 1))) == ["Teamet ber om hjelp"]
    assert texts(replace(asked, contacted_on=date(2026, 10, 6))) == []


@pytest.mark.parametrize(
    ("contacted_on", "attended_on", "expected"),
    [
        (None, None, ["Ingen kontakt med teamet ennå"]),
        (date(2026, 5, 10), None, ["Ingen kontakt på seks måneder"]),
        (date(2026, 5, 10), date(2026, 10, 20), []),
        (date(2026, 8, 7), None, []),
    ],
)
def test_silence_for_three_months_is_a_reason(
    contacted_on: date | None, attended_on: date | None, expected: list[str]
) -> None:
    assert texts(replace(FINE, contacted_on=contacted_on, attended_on=attended_on)) == expected


def test_team_rung_this_week_is_left_in_peace() -> None:
    team = replace(FINE, late_reports=(REPORT,), contacted_on=TODAY - timedelta(days=6))
    assert find_calls([team], MOMENT) == []
    assert len(find_calls([replace(team, contacted_on=TODAY - timedelta(days=7))], MOMENT)) == 1


def test_calls_stand_with_the_most_urgent_first() -> None:
    quiet = replace(FINE, pk=2, name="Bærum", has_measurement_lead=False)
    grave = replace(FINE, pk=3, name="Eidsvoll", **late(8, 9))
    report = replace(FINE, pk=4, name="Nittedal", late_reports=(REPORT,))
    assert [call.team.name for call in find_calls([FINE, quiet, report, grave], MOMENT)] == [
        "Eidsvoll",
        "Nittedal",
        "Bærum",
    ]


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        (Contact("Kari", "+47 412 34 567", "kari@example.no"), "tel:+4741234567"),
        (Contact("Kari", "", "kari@example.no"), "mailto:kari@example.no"),
        (Contact("Kari"), ""),
    ],
)
def test_contact_is_rung_when_the_number_is_known(contact: Contact, link: str) -> None:
    assert contact.link == link


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, ""), (1, "Én påminnelse er sendt uten svar."), (2, "To påminnelser er sendt uten svar.")],
)
def test_what_has_been_tried_is_told_in_words(count: int, text: str) -> None:
    assert tried_text(count) == text
