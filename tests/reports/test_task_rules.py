"""Which task each role has in each phase, on facts alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from accounts.roles import NetworkRole, TeamRole
from reports.queries.calls import Call, Contact, TeamFacts
from reports.queries.task_now import next_task, tasks_of_all
from reports.queries.task_now.situation import (
    Invitation,
    Month,
    NetworkSituation,
    OwnItem,
    ReportNow,
    TeamSituation,
    WaitingRegistration,
    WaitingReport,
    WaitingTest,
)
from reports.queries.task_now.task import Item, Urgency, due_line

TODAY = date(2026, 11, 4)
PHASES = ("planning", "enrolling", "prework", "session", "action_period", "sustaining", "closed")
LATE, NOW, SOON, CALM = Urgency
OCTOBER = Month(date(2026, 10, 1), date(2026, 11, 10), (Item("Samstemt legemiddelliste", "20 brukere"), Item("Fall")))
SEPTEMBER = replace(OCTOBER, month=date(2026, 9, 1), due_on=date(2026, 10, 10))
SESSION = Invitation(3, date(2027, 3, 3), date(2027, 3, 3), answered=6, invited=7, url="/svar/")
REPORT = ReportNow("Statusrapport 2", "status", date(2027, 2, 17), "", "/rapport/", ("Hva har dere lært?",))


def team(role: TeamRole, phase: str = "action_period", **facts: object) -> TeamSituation:
    """Somebody in a team that has everything in order."""
    values = {
        "today": TODAY,
        "role": role,
        "phase": phase,
        "team": 1,
        "slug": "lorenskog",
        "name": "Lørenskog hjemmetjeneste",
        "network_slug": "akershus",
        "network_name": "Akershus",
        "first_session_on": date(2026, 5, 5),
        "invitation": SESSION,
        "report": REPORT,
        **facts,
    }
    return TeamSituation(**values)


def network(role: NetworkRole, phase: str = "action_period", **facts: object) -> NetworkSituation:
    """Somebody with a role in a network that has everything in order."""
    values = {
        "today": TODAY,
        "role": role,
        "phase": phase,
        "slug": "akershus",
        "name": "Akershus",
        "registration_deadline_on": date(2026, 12, 1),
        "invitation": SESSION,
        **facts,
    }
    return NetworkSituation(**values)


def soon(days: int) -> Invitation:
    """A samling in so many days that this person has not answered."""
    return replace(SESSION, starts_on=TODAY + timedelta(days=days), ends_on=TODAY + timedelta(days=days))


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("role", TeamRole)
def test_team_in_order_has_nothing_that_hurries(role: TeamRole, phase: str) -> None:
    task = next_task(team(role, phase))
    assert (task.key, task.urgency) == ("closed" if phase == "closed" else "calm", CALM)


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("role", NetworkRole)
def test_network_in_order_has_nothing_that_hurries(role: NetworkRole, phase: str) -> None:
    expected = "watching" if role is NetworkRole.OBSERVER else "calm"
    if phase == "closed":
        expected = "closed"
    elif phase == "planning" and role is NetworkRole.COORDINATOR:
        expected = "publish"
    assert next_task(network(role, phase)).key == expected


LEADER, LEAD, MEMBER = TeamRole.TEAM_LEADER, TeamRole.MEASUREMENT_LEAD, TeamRole.TEAM_MEMBER
USER, SPONSOR = TeamRole.PATIENT_REPRESENTATIVE, TeamRole.SPONSOR
RETURNED = replace(REPORT, state="returned", comment="Skriv mer om målet.", returned_on=date(2026, 10, 14))
DUE_SOON = replace(REPORT, due_on=TODAY + timedelta(days=14), state="draft")
OVERDUE = replace(REPORT, due_on=TODAY - timedelta(days=1))
FINAL = replace(REPORT, title="Sluttrapport", kind="final", due_on=TODAY + timedelta(days=30))
OWN = (OwnItem("Avtale med legene", TODAY + timedelta(days=7)),)
TESTS = (WaitingTest(3, "Sjekkliste", "/test/3/"),)
APRIL = (date(2026, 4, 1),)
EVERYBODY = tuple(TeamRole)

# facts → who has which task first, and how urgent it is; everybody else is calm.
TEAM_TABLE = [
    ("returned report", {"report": RETURNED}, {LEADER: ("report_returned", LATE)}),
    ("report past its deadline", {"report": OVERDUE}, {LEADER: ("report_late", LATE)}),
    ("report in two weeks", {"report": DUE_SOON}, {LEADER: ("report_due", NOW)}),
    ("report in fifteen days", {"report": replace(DUE_SOON, due_on=TODAY + timedelta(days=15))}, {}),
    ("final report in a month", {"report": FINAL}, {LEADER: ("report_due", NOW)}),
    ("submitted report", {"report": replace(OVERDUE, state="submitted")}, {}),
    ("gaps", {"gaps": ("Skriv målet",)}, {LEADER: ("team_incomplete", NOW)}),
    ("no plan", {"has_plan": False}, {LEADER: ("plan_missing", NOW)}),
    ("no måleplan", {"has_measurement_plan": False}, {LEAD: ("measurement_plan", NOW)}),
    ("baseline", {"baseline_missing": APRIL, "baseline_months": 6}, {LEAD: ("baseline", LATE)}),
    ("open month", {"months": (OCTOBER,)}, {LEAD: ("month_open", NOW)}),
    ("late month", {"months": (SEPTEMBER, OCTOBER)}, {LEAD: ("month_late", LATE)}),
    (
        "open month and nobody to measure",
        {"months": (OCTOBER,), "has_measurement_lead": False},
        {LEAD: ("month_open", NOW), LEADER: ("month_open", NOW)},
    ),
    (
        "samling in two weeks",
        {"invitation": soon(14)},
        dict.fromkeys((LEADER, LEAD, MEMBER, USER), ("invitation", NOW)),
    ),
    (
        "samling in four weeks",
        {"invitation": soon(28)},
        dict.fromkeys((LEADER, LEAD, MEMBER, USER), ("invitation", SOON)),
    ),
    ("samling in 29 days", {"invitation": soon(29)}, {}),
    ("answered invitation", {"invitation": replace(soon(2), answer="no")}, {}),
    (
        "own tiltak in a week",
        {"own_items": OWN},
        dict.fromkeys((LEADER, LEAD, MEMBER), ("own_items", NOW)),
    ),
    (
        "own tiltak late",
        {"own_items": (OwnItem("Avtale", TODAY - timedelta(days=1)),)},
        dict.fromkeys((LEADER, LEAD, MEMBER), ("own_items", LATE)),
    ),
    ("own tiltak later", {"own_items": (OwnItem("Avtale", TODAY + timedelta(days=8)),)}, {}),
    ("test to study", {"tests": TESTS}, {LEADER: ("study_test", SOON), MEMBER: ("study_test", SOON)}),
    ("obstacle", {"obstacle": "Fastlegen svarer ikke."}, {SPONSOR: ("obstacle", NOW)}),
]


@pytest.mark.parametrize(("facts", "expected"), [row[1:] for row in TEAM_TABLE], ids=[row[0] for row in TEAM_TABLE])
@pytest.mark.parametrize("role", TeamRole)
def test_fact_gives_each_role_its_task(role: TeamRole, facts: dict, expected: dict) -> None:
    task = next_task(team(role, **facts))
    assert (task.key, task.urgency) == expected.get(role, ("calm", CALM))


@pytest.mark.parametrize("facts", [row[1] for row in TEAM_TABLE], ids=[row[0] for row in TEAM_TABLE])
@pytest.mark.parametrize("role", TeamRole)
def test_nothing_is_asked_of_anybody_in_a_closed_network(role: TeamRole, facts: dict) -> None:
    assert next_task(team(role, "closed", **facts)).key == "closed"


@pytest.mark.parametrize(
    ("phase", "expected"),
    [
        ("enrolling", "calm"),
        ("prework", "calm"),
        ("session", "plan_missing"),
        ("action_period", "plan_missing"),
        ("sustaining", "plan_missing"),
    ],
)
def test_plan_is_asked_for_from_the_first_samling_on(phase: str, expected: str) -> None:
    assert next_task(team(LEADER, phase, has_plan=False)).key == expected


def test_baseline_is_urgent_once_samling_1_has_been() -> None:
    facts = {"baseline_missing": APRIL, "baseline_months": 6}
    before = next_task(team(LEAD, "prework", first_session_on=TODAY + timedelta(days=20), **facts))
    after = next_task(team(LEAD, **facts))
    assert (before.urgency, str(before.due)) == (NOW, "Samling 1 er tirsdag 24. november, om 20 dager")
    assert (after.urgency, after.due) == (LATE, None)
    assert before.effort == "5 av 6 måneder har tall. Det er disse dere sammenligner med senere."


def test_late_month_comes_before_the_baseline_and_the_open_month() -> None:
    tasks = tasks_of_all([team(LEAD, months=(SEPTEMBER, OCTOBER), baseline_missing=APRIL, baseline_months=6)])
    assert [task.key for task in tasks] == ["month_late", "baseline", "month_open"]


def test_month_task_says_what_it_takes() -> None:
    task = next_task(team(LEAD, months=(OCTOBER,)))
    assert task.heading == "Registrer oktober"
    assert str(task.due) == "Frist tirsdag 10. november, om seks dager"
    assert task.effort == "2 indikatorer, om lag 2 minutter. Tallene lagres mens du skriver."
    assert (task.action.label, task.action.url) == ("Start registreringen", "/team/lorenskog/malinger/2026-10/")
    assert task.other.url == "/team/lorenskog/malinger/2026-10/hopp-over/"


def test_month_with_every_figure_in_waits_to_be_delivered() -> None:
    task = next_task(team(LEAD, months=(replace(OCTOBER, missing=(), is_started=True),)))
    assert (task.heading, task.effort) == ("Lever oktober", "Alle tallene er inne. Se over dem og lever.")


def test_late_month_names_the_others_that_are_late() -> None:
    august = replace(SEPTEMBER, month=date(2026, 8, 1), due_on=date(2026, 9, 10))
    task = next_task(team(LEAD, months=(august, SEPTEMBER)))
    assert task.heading == "Registrer august"
    assert str(task.due) == "Fristen var 10. september, for åtte uker siden"
    assert task.effort.endswith("Også september mangler.")


def test_report_task_lists_the_questions_that_are_left() -> None:
    task = next_task(team(LEADER, report=DUE_SOON))
    assert task.heading == "Skriv statusrapport 2"
    assert [item.text for item in task.items] == ["Hva har dere lært?"]
    done = next_task(team(LEADER, report=replace(DUE_SOON, questions=())))
    assert (done.heading, done.effort) == ("Lever statusrapport 2", "Alle svarene er skrevet. Les gjennom og lever.")


def test_returned_report_shows_the_comment() -> None:
    task = next_task(team(LEADER, report=RETURNED))
    assert task.effort == "Koordinatoren skriver: «Skriv mer om målet.»"
    assert str(task.due) == "Kom tilbake 14. oktober, for tre uker siden"


def test_calm_measurement_lead_hears_when_the_next_month_opens() -> None:
    november = Month(date(2026, 11, 1), date(2026, 12, 10), ())
    task = next_task(team(LEAD, next_month=november, next_month_opens_on=date(2026, 12, 1)))
    assert task.heading == "Ingenting haster"
    assert task.effort == (
        "Neste er å registrere november. Det kan du gjøre fra tirsdag 1. desember, og fristen er 10. desember."
    )


FACTS = TeamFacts(1, "eidsvoll", "Eidsvoll", "Hjemmetjenesten", TODAY, leader=Contact("Kari Nordby", "901 11 111"))
GRAVE = Call(FACTS, "late", "Ingen måling siden august", "Fristen var 6. oktober.", 100, None)
MILD = Call(FACTS, "look", "Teamet har ingen plan", "", 58, None)
REGISTRATIONS = (WaitingRegistration("Lørenskog", TODAY), WaitingRegistration("Asker", TODAY))
REPORTS = (WaitingReport("Nittedal", "Statusrapport 1", date(2026, 10, 5), "/rapporter/1/"),)
HANNE, TONE, FIA = NetworkRole.COORDINATOR, NetworkRole.ORGANIZER, NetworkRole.FACULTY

NETWORK_TABLE = [
    ("registrations", "enrolling", {"registrations": REGISTRATIONS}, {HANNE: ("registrations", NOW)}),
    ("late registration", "action_period", {"registrations": REGISTRATIONS}, {HANNE: ("registrations", NOW)}),
    ("grave call", "action_period", {"calls": (GRAVE, MILD)}, {HANNE: ("call", LATE)}),
    ("mild call", "action_period", {"calls": (MILD,)}, {HANNE: ("call", NOW)}),
    ("report", "action_period", {"reports": REPORTS}, {HANNE: ("reports", NOW)}),
    ("report and mild call", "action_period", {"reports": REPORTS, "calls": (MILD,)}, {HANNE: ("reports", NOW)}),
    ("report and grave call", "action_period", {"reports": REPORTS, "calls": (GRAVE,)}, {HANNE: ("call", LATE)}),
    (
        "attendance",
        "action_period",
        {"unrecorded": 2, "unrecorded_on": date(2026, 10, 20)},
        {HANNE: ("attendance", NOW), TONE: ("attendance", NOW)},
    ),
    ("messages", "action_period", {"unsent": 2}, {HANNE: ("messages", NOW)}),
    ("finished", "sustaining", {"is_finished": True, "ends_on": date(2026, 10, 31)}, {HANNE: ("close", SOON)}),
    (
        "samling in four weeks",
        "action_period",
        {"invitation": soon(28)},
        {TONE: ("session_near", SOON), FIA: ("session_near", SOON)},
    ),
]


@pytest.mark.parametrize(
    ("phase", "facts", "expected"), [row[1:] for row in NETWORK_TABLE], ids=[row[0] for row in NETWORK_TABLE]
)
@pytest.mark.parametrize("role", [HANNE, TONE, FIA, NetworkRole.OBSERVER])
def test_fact_gives_each_network_role_its_task(role: NetworkRole, phase: str, facts: dict, expected: dict) -> None:
    task = next_task(network(role, phase, **facts))
    calm = ("watching" if role is NetworkRole.OBSERVER else "calm", CALM)
    assert (task.key, task.urgency) == expected.get(role, calm)


def test_unfinished_setup_is_finished_before_publishing() -> None:
    task = next_task(network(HANNE, "planning", problems=("Velg minst én tiltakspakke",)))
    assert (task.heading, task.action.url) == ("Gjør ferdig oppsettet", "/nettverk/akershus/oppsett/")
    ready = next_task(network(HANNE, "planning"))
    assert (ready.heading, ready.action.url) == ("Publiser invitasjonen", "/nettverk/akershus/invitasjon/")


def test_call_task_rings_the_leader_and_names_the_others() -> None:
    task = next_task(network(HANNE, calls=(GRAVE, replace(MILD, team=replace(FACTS, name="Nittedal")))))
    assert (task.heading, task.action.url) == ("Ring Kari Nordby", "tel:90111111")
    assert task.effort == "Eidsvoll: ingen måling siden august. Fristen var 6. oktober."
    assert task.items == (Item("Nittedal", "Teamet har ingen plan"),)


def test_person_in_several_places_gets_the_most_urgent_first() -> None:
    other = replace(team(LEADER, report=OVERDUE), team=2, slug="asker", name="Asker hjemmetjeneste")
    tasks = tasks_of_all([team(LEAD, months=(OCTOBER,)), other, network(TONE, invitation=soon(20))])
    assert [(task.key, task.place) for task in tasks] == [
        ("report_late", "Asker hjemmetjeneste"),
        ("month_open", "Lørenskog hjemmetjeneste"),
        ("session_near", "Akershus"),
    ]


def test_task_shared_by_two_roles_in_one_team_is_there_once() -> None:
    tasks = tasks_of_all([team(LEADER, invitation=soon(10)), team(LEAD, invitation=soon(10))])
    assert [task.key for task in tasks] == ["invitation"]


def test_person_without_a_role_is_told_what_to_wait_for() -> None:
    assert [task.key for task in tasks_of_all([])] == ["outside"]
    assert tasks_of_all([], is_administrator=True)[0].action.url == "/nettverk/"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 10), "Frist tirsdag 10. november, om seks dager"),
        (date(2026, 11, 4), "Frist i dag"),
        (date(2026, 11, 3), "Fristen var 3. november, i går"),
        (date(2027, 2, 17), "Frist onsdag 17. februar 2027, om 15 uker"),
    ],
)
def test_due_line_gives_date_and_distance(day: date, text: str) -> None:
    assert str(due_line(day, TODAY)) == text
