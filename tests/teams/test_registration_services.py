"""The påmeldingsskjema: draft, save, submit, withdraw, late entry."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from notifications.models import OutboxMessage
from teams.models import Registration
from teams.queries import find_registration, registration_gaps, seen_digest
from teams.services import (
    EditConflict,
    TeamError,
    add_late_registration,
    save_registration,
    start_registration,
    submit_registration,
    withdraw_registration,
)
from tests.factories.accounts import make_organization
from tests.factories.networks import coordinator_of, make_network
from tests.factories.registrations import FORM_OPEN_ON, make_draft, make_people, make_registration, noon

pytestmark = pytest.mark.django_db


def contact(network, **fields):
    return {
        "municipality": make_organization("Asker"),
        "service": "Hjemmetjenesten",
        "sponsor_name": "Siri Dalen",
        "contact_name": "Marte Solbakken",
        "contact_function": "Avdelingsleder",
        "contact_email": "marte@example.no",
        "change_package": network.change_packages.first(),
        **fields,
    }


def test_start_makes_a_draft_and_mails_its_private_link():
    network = make_network()
    registration, token = start_registration(network, today=FORM_OPEN_ON, **contact(network))
    message = OutboxMessage.objects.get()
    assert registration.status == "draft"
    assert (message.recipient_email, message.link) == ("marte@example.no", f"/pamelding/{token}/")
    assert message.has_secret_link
    assert find_registration(token) == registration
    assert token not in registration.token_hash


def test_start_with_the_same_form_token_continues_the_same_draft():
    network = make_network()
    form_token = uuid.uuid4()
    first, token = start_registration(network, today=FORM_OPEN_ON, form_token=form_token, **contact(network))
    again, same = start_registration(
        network, today=FORM_OPEN_ON, form_token=form_token, **contact(network, service="Sykehjemmet")
    )
    assert (again, same) == (first, token)
    assert again.service == "Sykehjemmet"
    assert OutboxMessage.objects.count() == 1


def test_start_is_open_on_the_deadline_day_and_closed_the_day_after():
    network = make_network()
    start_registration(network, today=date(2026, 4, 15), **contact(network))
    with pytest.raises(TeamError, match=r"Påmeldingen er stengt. Ta kontakt med usht@example.no."):
        start_registration(network, today=date(2026, 4, 16), **contact(network, service="En annen"))


def test_start_is_closed_before_publishing():
    network = make_network(is_published=False)
    with pytest.raises(TeamError, match="stengt"):
        start_registration(network, today=FORM_OPEN_ON, **contact(network))


def test_start_stops_sending_links_to_one_address():
    network = make_network()
    for _round in range(5):
        start_registration(network, today=FORM_OPEN_ON, **contact(network))
    with pytest.raises(TeamError, match="flere lenker") as caught:
        start_registration(network, today=FORM_OPEN_ON, **contact(network))
    assert caught.value.field == "contact_email"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("service", ""),
        ("contact_email", "ikke en adresse"),
        ("contact_name", "Ola 01010100050"),
        ("service", "x" * 200),
    ],
)
def test_start_refuses_what_does_not_hold_beside_its_field(field, value):
    network = make_network()
    with pytest.raises(TeamError) as caught:
        start_registration(network, today=FORM_OPEN_ON, **contact(network, **{field: value}))
    assert caught.value.field == field
    assert Registration.objects.count() == 0


def test_save_keeps_rows_in_form_order_and_leaves_empty_ones_out():
    registration, _token = make_draft(make_network())
    people = [
        {"position": 3, "name": " Ola ", "profession": "", "email": "OLA@example.no"},
        {"position": 9, "name": ""},
    ]
    save_registration(registration, version=1, people=people, today=FORM_OPEN_ON)
    assert list(registration.people.values_list("position", "role", "name", "email")) == [
        (3, "team_member", "Ola", "ola@example.no")
    ]


def test_save_keeps_a_half_written_row_and_submit_asks_for_the_name():
    registration, _token = make_draft(make_network())
    save_registration(
        registration,
        version=1,
        people=[*make_people(2), {"position": 4, "name": "", "profession": "Lege", "email": ""}],
        today=FORM_OPEN_ON,
    )
    with pytest.raises(TeamError, match=r"Skriv navnet på personen i rad 4, eller tøm raden\.") as caught:
        submit_registration(registration, now=noon(FORM_OPEN_ON))
    assert caught.value.field == "people-4-name"


def test_save_refuses_the_same_address_twice():
    registration, _token = make_draft(make_network())
    people = [
        {"position": 1, "name": "Ola", "email": "ola@example.no"},
        {"position": 2, "name": "Kari", "email": "Ola@example.no"},
    ]
    with pytest.raises(TeamError, match="Samme e-postadresse") as caught:
        save_registration(registration, version=1, people=people, today=FORM_OPEN_ON)
    assert caught.value.field == "people-2-email"
    assert registration.people.count() == 0


def test_save_refuses_a_national_identity_number_in_a_name():
    registration, _token = make_draft(make_network())
    with pytest.raises(TeamError, match="fødselsnummer") as caught:
        save_registration(
            registration, version=1, people=[{"position": 1, "name": "Ola 01010100050"}], today=FORM_OPEN_ON
        )
    assert caught.value.field == "people-1-name"


def test_save_of_the_same_field_by_two_is_a_conflict_and_nothing_is_overwritten():
    registration, _token = make_draft(make_network())
    seen = seen_digest(registration, names=["background"])
    save_registration(registration, version=1, seen=seen, background="Vår tekst", today=FORM_OPEN_ON)
    with pytest.raises(EditConflict) as caught:
        save_registration(registration, version=1, seen=seen, background="Deres tekst", today=FORM_OPEN_ON)
    assert caught.value.theirs == {"background": "Vår tekst"}
    registration.refresh_from_db()
    assert registration.background == "Vår tekst"


def test_save_of_different_steps_by_two_is_no_conflict():
    registration, _token = make_draft(make_network())
    seen = seen_digest(registration, names=["background"])
    save_registration(registration, version=1, people=make_people(2), today=FORM_OPEN_ON)
    save_registration(registration, version=1, seen=seen, background="Bakgrunn", today=FORM_OPEN_ON)
    assert registration.background == "Bakgrunn"
    assert registration.people.count() == 2


def test_save_of_what_stands_already_is_no_conflict():
    registration, _token = make_draft(make_network())
    for _click in range(2):
        save_registration(registration, version=1, background="Bakgrunn", today=FORM_OPEN_ON)
    assert registration.version == 2


def test_save_sends_the_link_to_a_new_contact_address():
    registration, _token = make_draft(make_network())
    save_registration(registration, version=1, contact_email="ny@example.no", today=FORM_OPEN_ON)
    assert OutboxMessage.objects.filter(kind="registration_link", recipient_email="ny@example.no").count() == 1


def test_submit_needs_a_team_leader():
    registration, _token = make_draft(make_network())
    save_registration(registration, version=1, people=make_people()[1:], today=FORM_OPEN_ON)
    with pytest.raises(TeamError, match=r"Teamet mangler teamleder\.") as caught:
        submit_registration(registration, now=noon(FORM_OPEN_ON))
    assert caught.value.field == "people-1-name"


def test_submit_twice_is_once_with_one_receipt():
    registration = make_registration(make_network())
    submit_registration(registration, now=noon(FORM_OPEN_ON))
    assert registration.status == "submitted"
    assert OutboxMessage.objects.filter(kind="registration_receipt").count() == 1


def test_submit_refuses_a_team_that_is_there_already():
    network = make_network()
    make_registration(network, service="Hjemmetjenesten")
    with pytest.raises(TeamError, match="allerede meldt på") as caught:
        make_registration(network, service="hjemmetjenesten")
    assert caught.value.field == "service"


def test_two_who_submit_the_same_team_at_the_same_moment_are_one_team():
    network = make_network()
    registration = make_registration(network, service="Hjemmetjenesten")
    same = {"municipality": registration.municipality, "change_package": registration.change_package}
    with pytest.raises(IntegrityError, match="registration_team_once"), transaction.atomic():
        make_late_row(network, service="HJEMMETJENESTEN", **same)
    withdraw_registration(registration)
    assert make_late_row(network, service="HJEMMETJENESTEN", **same).pk


def make_late_row(network, **fields):
    """A submitted registration as the database alone would take it."""
    token = str(uuid.uuid4())
    return Registration.objects.create(
        network=network, token_hash=token, status="submitted", submitted_at=noon(FORM_OPEN_ON), **fields
    )


def test_submit_after_the_deadline_is_refused():
    registration, _token = make_draft(make_network())
    save_registration(registration, version=1, people=make_people(), today=FORM_OPEN_ON)
    with pytest.raises(TeamError, match="stengt"):
        submit_registration(registration, now=noon(date(2026, 4, 16)))


def test_submitted_is_not_saved_over():
    registration = make_registration(make_network())
    with pytest.raises(TeamError, match="sendt inn"):
        save_registration(registration, version=registration.version, background="Nytt", today=FORM_OPEN_ON)


def test_withdraw_deletes_a_draft_and_keeps_what_was_submitted():
    network = make_network()
    draft, _token = make_draft(network)
    assert withdraw_registration(draft) is None
    submitted = withdraw_registration(make_registration(network))
    assert submitted.status == "withdrawn"
    assert Registration.objects.count() == 1
    assert OutboxMessage.objects.filter(kind="registration_withdrawn").count() == 1


def test_late_registration_is_submitted_at_once_after_the_deadline():
    network = make_network()
    registration = add_late_registration(
        network,
        by=coordinator_of(network),
        people=make_people(),
        now=noon(date(2026, 4, 20)),
        **contact(network),
    )
    assert (registration.status, registration.people.count()) == ("submitted", 5)
    assert OutboxMessage.objects.get().recipient_email == "marte@example.no"


def test_late_registration_without_leader_leaves_nothing():
    network = make_network()
    with pytest.raises(TeamError, match="teamleder"):
        add_late_registration(network, by=coordinator_of(network), people=[], **contact(network))
    assert Registration.objects.count() == 0


def test_gaps_advise_on_composition_without_requiring_it():
    registration, _token = make_draft(make_network())
    people = [
        {"position": position, "name": name, "profession": "Sykepleier", "email": ""}
        for position, name in ((1, "Ola Haug"), (3, "Kari Moe"), (4, "Nina Berg"))
    ]
    save_registration(registration, version=1, people=people, background="Bakgrunn", today=FORM_OPEN_ON)
    gaps = registration_gaps(registration)
    assert [gap.text for gap in gaps] == [
        "Teamet har ingen måleansvarlig ennå.",
        "Tre fagpersoner så langt. Fem til åtte er passe.",
        "Alle er oppført som sykepleier. Et tverrfaglig team ser mer.",
        "Ola Haug, Kari Moe og Nina Berg mangler e-post og får ikke egen innlogging.",
    ]
    assert not any(gap.is_required for gap in gaps)


def test_gaps_are_none_for_a_whole_team():
    registration = make_registration(make_network())
    assert registration_gaps(registration) == []


def test_digest_changes_only_with_its_own_fields():
    registration, _token = make_draft(make_network())
    before = seen_digest(registration, names=["service"], with_people=True)
    registration.background = "Ny"
    assert seen_digest(registration, names=["service"], with_people=True) == before
    registration.service = "Ny"
    assert seen_digest(registration, names=["service"], with_people=True) != before


def test_database_refuses_one_address_on_two_rows():
    assert "registration_email_once" in {c.name for c in Registration.people.rel.related_model._meta.constraints}
    assert connection.vendor in ("sqlite", "postgresql")
