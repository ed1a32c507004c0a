"""The coordinator works through registrations: who waits, what is missing, the contact and the answer."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from teams.models import CoachingNote, Registration, Team
from teams.services import approve_registration, decline_registration, log_contact
from tests.factories.accounts import make_organization
from tests.factories.networks import coordinator_of, make_network
from tests.factories.registrations import make_draft, make_people, make_registration

pytestmark = pytest.mark.django_db
SPRING = datetime(2026, 4, 8, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _spring():
    with time_machine.travel(SPRING, tick=False):
        yield


def register(network, name, day, **fields):
    return make_registration(network, municipality=make_organization(name), today=date(2026, 4, day), **fields)


@pytest.fixture
def network():
    return make_network("Akershus")


@pytest.fixture
def desk(client_for, network):
    """The coordinator's client."""
    return client_for(coordinator_of(network))


def url(registration, tail=""):
    return f"/nettverk/akershus/pameldinger/{registration.pk}/{tail}"


def test_list_has_those_who_wait_longest_for_a_call_on_top(desk, network):
    by = coordinator_of(network)
    contacted = register(network, "Asker", 2)
    log_contact(registration=contacted, note="Ringte", channel="phone", contacted_on=date(2026, 4, 3), by=by)
    approve_registration(register(network, "Bærum", 2), by=by)
    decline_registration(register(network, "Nes", 2), reason="Fullt", by=by)
    register(network, "Nittedal", 4)
    register(network, "Eidsvoll", 3, people=make_people(2))
    make_draft(network)
    response = desk.get("/nettverk/akershus/pameldinger/")
    rows = response.context["rows"]
    assert [row.title for row in rows] == ["Eidsvoll", "Nittedal", "Asker", "Bærum", "Nes"]
    assert [row.contact for row in rows] == [
        "Ikke kontaktet ennå",
        "Ikke kontaktet ennå",
        "Sist kontakt 3. april",
        "",
        "",
    ]
    assert rows[0].gaps == ["To fagpersoner så langt. Fem til åtte er passe."]
    assert response.context["lead"] == "To kommuner venter på at dere tar kontakt."
    assert "Ett utkast er påbegynt" in response.content.decode()


@pytest.mark.parametrize("count", [3, 30])
def test_list_takes_the_same_queries_for_few_and_many(count, desk, network, django_assert_num_queries):
    for number in range(count):
        register(network, f"Kommune {number}", 2)
    desk.get("/nettverk/akershus/pameldinger/")
    with django_assert_num_queries(8):
        desk.get("/nettverk/akershus/pameldinger/")


def test_list_is_empty_with_a_next_step(desk):
    assert "Del lenken til invitasjonen" in desk.get("/nettverk/akershus/pameldinger/").content.decode()


def test_contact_is_logged_once_and_shown(desk, network):
    registration = register(network, "Asker", 2)
    values = {"contacted_on": "07.04.2026", "channel": "phone", "note": "De finner en lege."}
    values["form_token"] = "7f9c0f1e-7d5b-4c6e-9a52-6f1f0e1f3c11"
    for _click in range(2):
        desk.post(url(registration, "kontakt/"), values)
    assert CoachingNote.objects.count() == 1
    text = desk.get(url(registration)).content.decode()
    assert "De finner en lege." in text
    assert "7. april 2026" in text


def test_contact_to_come_is_refused_beside_the_date(desk, network):
    registration = register(network, "Asker", 2)
    values = {"contacted_on": "2026-05-01", "channel": "phone", "note": "Skal ringe"}
    response = desk.post(url(registration, "kontakt/"), values)
    assert "framtiden" in response.context["contact_form"].errors["contacted_on"][0]
    assert "Skal ringe" in response.content.decode()


def test_approval_twice_makes_one_team(desk, network):
    registration = register(network, "Asker", 2)
    for _click in range(2):
        response = desk.post(url(registration, "godkjenn/"), follow=True)
    assert Team.objects.count() == 1
    assert "Teamet er laget" in response.content.decode()


def test_decline_needs_a_reason_beside_the_field(desk, network):
    registration = register(network, "Asker", 2)
    response = desk.post(url(registration, "avsla/"), {"reason": ""})
    assert "Skriv hvorfor" in response.context["decline_form"].errors["reason"][0]
    desk.post(url(registration, "avsla/"), {"reason": "Fullt"})
    registration.refresh_from_db()
    assert (registration.status, registration.decision_reason) == ("declined", "Fullt")


def test_approve_and_decline_at_once_leaves_the_first_answer(desk, network):
    registration = register(network, "Asker", 2)
    desk.post(url(registration, "godkjenn/"))
    response = desk.post(url(registration, "avsla/"), {"reason": "Fullt"})
    registration.refresh_from_db()
    assert registration.status == "approved"
    assert response["Location"] == url(registration)
    assert "kan ikke behandles nå" in desk.get(url(registration)).content.decode()


def late_values(network, **changes):
    values = {
        "municipality": make_organization("Asker").pk,
        "service": "Hjemmetjenesten",
        "contact_name": "Marte Solbakken",
        "contact_email": "marte@example.no",
        "change_package": network.change_packages.first().pk,
        "people-0-name": "Marte Solbakken",
        "people-TOTAL_FORMS": "9",
        "people-INITIAL_FORMS": "0",
        "form_token": "7f9c0f1e-7d5b-4c6e-9a52-6f1f0e1f3c12",
    }
    return {**values, **changes}


def test_late_registration_is_entered_once_after_the_deadline(client_for, network):
    with time_machine.travel(datetime(2026, 4, 20, 10, tzinfo=UTC), tick=False):
        desk = client_for(coordinator_of(network))
        for _click in range(2):
            response = desk.post("/nettverk/akershus/pameldinger/ny/", late_values(network))
    assert response["Location"] == "/nettverk/akershus/pameldinger/"
    assert Registration.objects.get().status == "submitted"


def test_late_registration_without_leader_is_told_in_the_first_row(desk, network):
    response = desk.post("/nettverk/akershus/pameldinger/ny/", late_values(network, **{"people-0-name": ""}))
    assert response.context["rows"][0].errors["name"] == ["Teamet mangler teamleder."]
    assert Registration.objects.count() == 0


def test_draft_is_nobodys_to_open_but_its_link(desk, network):
    draft, _token = make_draft(network)
    assert desk.get(url(draft)).status_code == 404


def test_samlinger_tell_who_comes(desk, network, client_for):
    team = approve_registration(register(network, "Asker", 2), by=coordinator_of(network))
    row = desk.get("/nettverk/akershus/samlinger/").context["rows"][0]
    assert (row.guests.text, row.guests.url) == (
        "0 av 5 har svart, 0 kommer.",
        "/nettverk/akershus/samlinger/1/oppmote/",
    )
    leader = client_for(team.memberships.get(role="team_leader").user)
    row = leader.get("/nettverk/akershus/samlinger/").context["rows"][0]
    assert row.guests.url == f"/team/{team.slug}/samlinger/1/svar/"
