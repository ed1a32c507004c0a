"""Samlinger and deadlines keep their order; everything that is wrong is said at once."""

from datetime import date, time

import pytest

from networks.services import (
    NetworkConflict,
    NetworkError,
    SetupError,
    save_setup,
    set_learning_sessions,
    set_report_deadlines,
    update_learning_session,
)
from networks.services.network import EDITABLE_FIELDS
from tests.factories.networks import PLANNED_ON, coordinator_of, make_network

pytestmark = pytest.mark.django_db


def row(first, last=None, **fields):
    return {"starts_on": first, "ends_on": last or first, **fields}


def rows_of(network):
    return [row(r.starts_on, r.ends_on, number=r.number) for r in network.learning_sessions.order_by("number")]


def problems_of(caught):
    return [(problem.row, problem.field, problem.message) for problem in caught.value.problems]


def test_sessions_are_kept_changed_added_and_removed():
    network = make_network()
    by = coordinator_of(network)
    first, second, third = network.learning_sessions.order_by("number")
    rows = rows_of(network)
    set_learning_sessions(
        network,
        sessions=[rows[0], row(date(2026, 9, 1), place="Lillestrøm"), {**rows[2], "starts_on": date(2027, 3, 2)}],
        by=by,
        today=PLANNED_ON,
    )
    saved = list(network.learning_sessions.order_by("number"))
    assert [(r.pk, r.number, r.starts_on) for r in saved] == [
        (first.pk, 1, date(2026, 5, 5)),
        (saved[1].pk, 2, date(2026, 9, 1)),
        (third.pk, 3, date(2027, 3, 2)),
    ]
    assert second.pk not in [r.pk for r in saved]
    assert network.starts_on == date(2026, 5, 5)


def test_sessions_out_of_order_overlapping_and_backwards_are_told_by_row():
    network = make_network()
    with pytest.raises(NetworkError) as caught:
        set_learning_sessions(
            network,
            sessions=[
                row(date(2026, 5, 5), date(2026, 5, 6)),
                row(date(2026, 5, 6)),
                row(date(2026, 4, 30)),
                row(date(2026, 8, 2), date(2026, 8, 1)),
            ],
            by=coordinator_of(network),
        )
    assert problems_of(caught) == [
        (1, "starts_on", "Samlingen overlapper med samling 1."),
        (2, "starts_on", "Samling 3 må være etter samling 2."),
        (3, "ends_on", "Siste dag er før første dag."),
    ]
    assert network.learning_sessions.count() == 3


def test_samling_1_comes_after_the_deadline():
    network = make_network()
    with pytest.raises(NetworkError, match=r"Samling 1 må være etter påmeldingsfristen\.") as caught:
        set_learning_sessions(network, sessions=[row(date(2026, 4, 15))], by=coordinator_of(network), today=PLANNED_ON)
    assert (caught.value.problems[0].row, caught.value.problems[0].field) == (0, "starts_on")
    assert network.learning_sessions.count() == 3


def test_a_samling_that_was_held_is_not_removed():
    network = make_network()
    rest = rows_of(network)[1:]
    with pytest.raises(NetworkError, match="Samling 1 er holdt"):
        set_learning_sessions(network, sessions=rest, by=coordinator_of(network), today=date(2026, 6, 1))


def test_a_network_has_at_least_one_samling():
    network = make_network()
    with pytest.raises(NetworkError, match="minst én samling"):
        set_learning_sessions(network, sessions=[], by=coordinator_of(network), today=PLANNED_ON)


def test_one_day_cannot_end_before_it_begins():
    network = make_network()
    with pytest.raises(NetworkError, match="Sluttiden er før starttiden"):
        set_learning_sessions(
            network,
            sessions=[row(date(2026, 5, 5), starts_at=time(15), ends_at=time(9))],
            by=coordinator_of(network),
            today=PLANNED_ON,
        )


def test_update_of_one_samling_holds_the_calendar_and_the_version():
    network = make_network()
    by = coordinator_of(network)
    session = network.learning_sessions.get(number=2)
    saved = update_learning_session(session, by=by, version=network.version, place="Lørenskog hus")
    assert saved.place == "Lørenskog hus"
    with pytest.raises(NetworkConflict) as caught:
        update_learning_session(session, by=by, version=network.version, place="Et annet sted")
    assert caught.value.theirs == {"place": "Lørenskog hus"}
    network.refresh_from_db()
    with pytest.raises(NetworkError, match="etter samling 2"):
        update_learning_session(
            session, by=by, version=network.version, starts_on=date(2027, 4, 1), ends_on=date(2027, 4, 1)
        )


def deadline(due, first=date(2026, 5, 1), last=date(2026, 9, 30), kind="status"):
    return {"kind": kind, "due_on": due, "period_starts_on": first, "period_ends_on": last}


def test_deadlines_are_numbered_in_order():
    network = make_network()
    set_report_deadlines(
        network,
        deadlines=[deadline(date(2026, 10, 1)), deadline(date(2027, 2, 1)), deadline(date(2027, 4, 1), kind="final")],
        by=coordinator_of(network),
    )
    assert [(str(r), r.due_on) for r in network.report_deadlines.all()] == [
        ("Statusrapport 1", date(2026, 10, 1)),
        ("Statusrapport 2", date(2027, 2, 1)),
        ("Sluttrapport", date(2027, 4, 1)),
    ]


def test_deadlines_that_do_not_hold_are_told_by_row():
    network = make_network()
    with pytest.raises(NetworkError) as caught:
        set_report_deadlines(
            network,
            deadlines=[
                deadline(date(2026, 5, 5)),
                deadline(date(2027, 1, 1), first=date(2027, 2, 1)),
                deadline(date(2026, 12, 1), kind="final"),
                deadline(date(2027, 5, 1)),
            ],
            by=coordinator_of(network),
        )
    assert [(number, field) for number, field, _message in problems_of(caught)] == [
        (0, "due_on"),
        (1, "period_ends_on"),
        (2, "due_on"),
        (2, "kind"),
    ]


def setup_values(network, **changes):
    values = {
        "version": network.version,
        "fields": {name: getattr(network, name) for name in EDITABLE_FIELDS},
        "packages": list(network.change_packages.all()),
        "sessions": rows_of(network),
        "deadlines": list(network.report_deadlines.values("kind", "due_on", "period_starts_on", "period_ends_on")),
        "by": coordinator_of(network),
        "today": PLANNED_ON,
    }
    return {**values, **changes}


def test_setup_moves_deadline_and_samling_1_together():
    network = make_network()
    values = setup_values(network)
    values["fields"]["registration_deadline_on"] = date(2026, 6, 1)
    values["sessions"][0] |= {"starts_on": date(2026, 6, 10), "ends_on": date(2026, 6, 10)}
    save_setup(network, **values)
    assert (network.registration_deadline_on, network.starts_on) == (date(2026, 6, 1), date(2026, 6, 10))


def test_setup_says_everything_that_is_wrong_and_saves_nothing():
    network = make_network()
    values = setup_values(network, packages=[])
    values["fields"] |= {"registration_deadline_on": date(2026, 1, 1), "theme": "Nytt tema"}
    values["sessions"][1] |= {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 5, 1)}
    values["deadlines"][0]["due_on"] = date(2026, 1, 1)
    with pytest.raises(SetupError) as caught:
        save_setup(network, **values)
    assert {part: [problem.field for problem in problems] for part, problems in caught.value.parts.items()} == {
        "sessions": ["starts_on"],
        "deadlines": ["due_on"],
        "fields": ["change_packages", "registration_deadline_on"],
    }
    network.refresh_from_db()
    assert network.theme == ""


def test_setup_refuses_samling_1_before_a_deadline_that_nobody_touched():
    network = make_network()
    values = setup_values(network)
    values["sessions"][0] |= {"starts_on": date(2026, 4, 1), "ends_on": date(2026, 4, 1)}
    with pytest.raises(SetupError) as caught:
        save_setup(network, **values)
    assert [problem.field for problem in caught.value.parts["fields"]] == ["registration_deadline_on"]


def test_setup_by_two_is_a_conflict():
    network = make_network()
    values = setup_values(network)
    save_setup(network, **{**values, "fields": {**values["fields"], "theme": "Fall"}})
    with pytest.raises(NetworkConflict) as caught:
        save_setup(network, **{**values, "fields": {**values["fields"], "theme": "Legemidler"}})
    assert caught.value.theirs["theme"] == "Fall"
