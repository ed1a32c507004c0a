"""The påmeldingsskjema as a municipality meets it, without JavaScript."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from networks.services import import_municipalities
from notifications.models import OutboxMessage
from teams.models import Registration
from teams.services import approve_registration, decline_registration
from tests.factories.accounts import make_organization
from tests.factories.networks import coordinator_of, make_network
from tests.factories.registrations import make_draft, make_registration

pytestmark = pytest.mark.django_db
SPRING = datetime(2026, 4, 1, 10, tzinfo=UTC)
AFTER = datetime(2026, 4, 16, 10, tzinfo=UTC)
FORM_TOKEN = "7f9c0f1e-7d5b-4c6e-9a52-6f1f0e1f3c11"


@pytest.fixture(autouse=True)
def _spring():
    with time_machine.travel(SPRING, tick=False):
        yield


def contact(network, **changes):
    return {
        "municipality": make_organization("Asker").pk,
        "service": "Hjemmetjenesten",
        "sponsor_name": "Siri Dalen",
        "contact_name": "Marte Solbakken",
        "contact_function": "Avdelingsleder",
        "contact_email": "marte@example.no",
        "change_package": network.change_packages.first().pk,
        "form_token": FORM_TOKEN,
        **changes,
    }


def start(client, network, **changes):
    """Send step 1; gives the private token."""
    response = client.post(f"/invitasjoner/{network.slug}/meld-pa/", contact(network, **changes))
    return response["Location"].split("/")[2]


def page(token, step=""):
    return f"/pamelding/{token}/{step}/" if step else f"/pamelding/{token}/"


def data_of(response, **changes):
    """What the browser sends for a step as it stands."""
    forms = [response.context["form"], *(response.context["rows"] or [])]
    data = {field.html_name: field.value() or "" for form in forms for field in form}
    if response.context["rows"]:
        data |= {field.html_name: field.value() for field in response.context["rows"].management_form}
    return {**data, "step": response.context["step"], **changes}


LEADER = {"people-0-name": "Marte Solbakken", "people-0-profession": "Leder", "people-0-email": "marte@example.no"}


def test_the_whole_way_from_invitation_to_receipt(client):
    network = make_network()
    token = start(client, network)
    response = client.get(page(token, "team"))
    assert [row.row_label for row in response.context["rows"]] == [
        "Teamleder",
        "Måleansvarlig",
        *(f"Teammedlem {number}" for number in range(1, 7)),
        "Brukerrepresentant",
    ]
    response = client.post(page(token, "team"), data_of(response, **LEADER))
    assert response["Location"] == page(token, "bakgrunn")
    response = client.get(page(token, "bakgrunn"))
    response = client.post(page(token, "bakgrunn"), data_of(response, background="Lister stemmer ikke."))
    assert response["Location"] == page(token, "kontroll")
    text = client.get(page(token, "kontroll")).content.decode()
    assert "Lister stemmer ikke." in text
    assert "Teamet har ingen måleansvarlig ennå." in text
    for _click in range(2):
        response = client.post(page(token, "kontroll"))
        assert response["Location"] == page(token)
    assert "Påmeldingen er mottatt" in client.get(page(token)).content.decode()
    assert [message.kind for message in OutboxMessage.objects.order_by("pk")] == [
        "registration_link",
        "registration_receipt",
    ]


def test_start_keeps_what_was_typed_and_says_what_is_missing(client):
    network = make_network()
    response = client.post(f"/invitasjoner/{network.slug}/meld-pa/", contact(network, service="", contact_email="nei"))
    form = response.context["form"]
    assert set(form.errors) == {"service", "contact_email"}
    assert 'value="Siri Dalen"' in response.content.decode()
    assert Registration.objects.count() == 0


def test_double_click_on_start_makes_one_draft(client):
    network = make_network()
    assert start(client, network) == start(client, network)
    assert (Registration.objects.count(), OutboxMessage.objects.count()) == (1, 1)


def test_municipalities_of_the_region_are_offered_first(client):
    import_municipalities(by=None)
    response = client.get(f"/invitasjoner/{make_network().slug}/meld-pa/")
    choices = response.context["form"].fields["municipality"].choices
    assert [group for group, _rows in choices] == ["", "Akershus", "Andre kommuner"]


def test_back_and_later_save_what_was_typed(client):
    token = start(client, make_network())
    data = data_of(client.get(page(token, "team")), **LEADER, go="kontakt")
    assert client.post(page(token, "team"), data)["Location"] == page(token, "kontakt")
    data = data_of(client.get(page(token, "bakgrunn")), background="Halvferdig", go="senere")
    assert client.post(page(token, "bakgrunn"), data)["Location"] == page(token)
    text = client.get(page(token)).content.decode()
    assert "Marte Solbakken" in text
    assert "Halvferdig" in text


@pytest.mark.parametrize(
    ("changes", "row", "field", "message"),
    [
        ({"people-1-name": "A", "people-1-email": "MARTE@example.no"}, 1, "email", "Samme e-postadresse"),
        ({"people-1-name": "A", "people-1-email": "nei"}, 1, "email", "Skriv en hel e-postadresse"),
        ({"people-2-name": "Ola 01010100050"}, 2, "name", "fødselsnummer"),
        ({"people-2-profession": "x" * 200}, 2, "profession", "80"),
    ],
)
def test_bad_rows_get_their_error_beside_the_field(client, changes, row, field, message):
    token = start(client, make_network())
    response = client.post(page(token, "team"), data_of(client.get(page(token, "team")), **LEADER, **changes))
    assert message in response.context["rows"][row].errors[field][0]
    assert response.context["rows"][0]["name"].value() == "Marte Solbakken"
    assert Registration.objects.get().people.count() == 0


def test_a_very_long_text_is_refused_with_its_length_and_kept_in_the_field(client):
    token = start(client, make_network())
    data = data_of(client.get(page(token, "bakgrunn")), background="x" * 5_000_000)
    response = client.post(page(token, "bakgrunn"), data)
    assert "5000" in response.context["form"].errors["background"][0]
    assert len(response.context["form"]["background"].value()) == 5_000_000


def test_pasted_html_is_shown_as_text(client):
    token = start(client, make_network())
    data = data_of(client.get(page(token, "bakgrunn")), background="<script>alert(1)</script>")
    client.post(page(token, "bakgrunn"), data)
    text = client.get(page(token, "kontroll")).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert" not in text


def test_submit_without_leader_says_so_and_where(client):
    token = start(client, make_network())
    response = client.post(page(token, "kontroll"))
    text = response.content.decode()
    assert "Teamet mangler teamleder." in text
    assert page(token, "team") in text
    assert Registration.objects.get().status == "draft"


def test_two_browsers_on_one_step_lose_nothing(client):
    token = start(client, make_network())
    mine = data_of(client.get(page(token, "bakgrunn")), background="Min tekst")
    client.post(page(token, "bakgrunn"), {**mine, "background": "Tekst fra en annen"})
    response = client.post(page(token, "bakgrunn"), mine)
    text = response.content.decode()
    assert "Tekst fra en annen" in text
    assert "Min tekst" in text
    assert Registration.objects.get().background == "Tekst fra en annen"
    client.post(page(token, "bakgrunn"), data_of(response))
    assert Registration.objects.get().background == "Min tekst"


def test_two_browsers_on_the_team_see_which_rows_differ(client):
    token = start(client, make_network())
    mine = data_of(client.get(page(token, "team")), **LEADER)
    client.post(page(token, "team"), {**mine, "people-0-name": "Kari Moe", "people-0-email": "kari@example.no"})
    response = client.post(page(token, "team"), mine)
    assert [(value.label, value.text) for value in response.context["form"].conflict.values] == [
        ("Teamleder", "Kari Moe, Leder, kari@example.no")
    ]


def test_autosave_answers_with_what_the_page_must_carry_and_the_advice(client):
    token = start(client, make_network())
    data = data_of(client.get(page(token, "team")), **LEADER)
    answer = client.post(page(token, "lagre"), data).json()
    assert answer["advice"][:2] == [
        "Teamet har ingen måleansvarlig ennå.",
        "Én fagperson så langt. Fem til åtte er passe.",
    ]
    again = {**data, "version": answer["version"], "seen": answer["seen"], "people-1-name": "Ingrid Sæther"}
    assert client.post(page(token, "lagre"), again).status_code == 200
    assert Registration.objects.get().people.count() == 2


def test_autosave_says_why_it_did_not_save(client):
    token = start(client, make_network())
    data = data_of(client.get(page(token, "team")), **LEADER)
    answer = client.post(page(token, "lagre"), {**data, "people-0-email": "nei"})
    assert answer.status_code == 422
    assert answer.json()["message"].startswith("Ikke lagret ennå: Skriv en hel e-postadresse")
    client.post(page(token, "team"), {**data, "people-0-name": "Kari Moe"})
    assert client.post(page(token, "lagre"), data).status_code == 409
    with time_machine.travel(AFTER, tick=False):
        answer = client.post(page(token, "lagre"), {**data, "people-3-name": "Ola"})
    assert "Påmeldingen er stengt" in answer.json()["message"]


def test_after_the_deadline_the_form_names_the_contact(client):
    network = make_network()
    token = start(client, network)
    with time_machine.travel(AFTER, tick=False):
        for url in (f"/invitasjoner/{network.slug}/meld-pa/", page(token, "team"), page(token, "kontroll")):
            response = client.get(url)
            text = response.content.decode()
            assert "Påmeldingen er stengt" in text
            assert "Fristen gikk ut onsdag 15. april" in text
            assert "usht@example.no" in text
        posted = client.post(f"/invitasjoner/{network.slug}/meld-pa/", contact(network))
    assert "Påmeldingen er stengt" in posted.content.decode()


def test_draft_is_deleted_and_its_link_ends(client):
    token = start(client, make_network())
    assert "Slette utkastet?" in client.get(page(token, "trekk")).content.decode()
    assert "Utkastet er slettet" in client.post(page(token, "trekk")).content.decode()
    assert client.get(page(token)).status_code == 404
    assert Registration.objects.count() == 0


def test_submitted_is_withdrawn_and_read_only(client):
    token = start(client, make_network())
    client.post(page(token, "team"), data_of(client.get(page(token, "team")), **LEADER))
    client.post(page(token, "kontroll"))
    assert client.get(page(token, "team"))["Location"] == page(token)
    client.post(page(token, "trekk"))
    assert "Påmeldingen er trukket" in client.get(page(token)).content.decode()


def test_answer_shows_on_the_private_page(client):
    network = make_network()
    by = coordinator_of(network)
    refused, token = make_draft(network)
    Registration.objects.filter(pk=refused.pk).update(status="submitted", submitted_at=SPRING)
    decline_registration(refused, reason="Nettverket er fullt.", by=by)
    assert "Nettverket er fullt." in client.get(page(token)).content.decode()
    refused.refresh_from_db()
    other = make_registration(network)
    approve_registration(other, by=by)
    assert other.status == "approved"


def test_unknown_link_and_step_are_not_found(client):
    token = start(client, make_network())
    assert client.get(page("finnes-ikke")).status_code == 404
    assert client.get(page(token, "noe")).status_code == 404


def test_private_pages_are_never_cached(client):
    token = start(client, make_network())
    assert "no-store" in client.get(page(token))["Cache-Control"]


def test_form_of_an_unpublished_network_is_not_found(client):
    network = make_network(is_published=False)
    assert client.get(reverse("teams:registration_start", args=[network.slug])).status_code == 404
