"""The coordinator's pages of a network, and the public ones."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from accounts.roles import NetworkRole
from networks.models import Network
from networks.services import close_network, import_content, import_municipalities
from notifications.models import OutboxMessage
from tests.factories.accounts import make_user
from tests.factories.networks import coordinator_of, make_network, make_network_member
from tests.factories.notifications import make_message

pytestmark = pytest.mark.django_db
SPRING = datetime(2026, 4, 1, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _spring():
    with time_machine.travel(SPRING, tick=False):
        yield


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def create_values(**changes):
    return {
        "source": "ti-maneder",
        "name": "Akershus 2026–27",
        "region": "Akershus",
        "organizer": "USHT Akershus",
        "starts_on": "05.05.2026",
        "contact_name": "Hanne Brekke",
        "contact_email": "usht@example.no",
        "form_token": "7f9c0f1e-7d5b-4c6e-9a52-6f1f0e1f3c11",
        **changes,
    }


@pytest.fixture
def coordinator():
    return coordinator_of(make_network("Fjorårets"))


def test_create_from_a_template_reads_a_norwegian_date_and_goes_to_the_setup(client_for, coordinator):
    response = client_for(coordinator).post("/nettverk/nytt/", create_values())
    network = Network.objects.get(name="Akershus 2026–27")
    assert response["Location"] == f"/nettverk/{network.slug}/oppsett/"
    assert (network.starts_on, network.registration_deadline_on) == (date(2026, 5, 5), date(2026, 4, 15))


def test_create_as_a_copy_of_an_earlier_network(client_for, coordinator):
    earlier = Network.objects.get()
    client_for(coordinator).post("/nettverk/nytt/", create_values(source=f"copy-{earlier.pk}"))
    copy = Network.objects.get(name="Akershus 2026–27")
    assert set(copy.change_packages.all()) == set(earlier.change_packages.all())


def test_create_twice_with_one_form_is_once(client_for, coordinator):
    client = client_for(coordinator)
    client.post("/nettverk/nytt/", create_values())
    response = client.post("/nettverk/nytt/", create_values())
    assert response["Location"] == "/nettverk/"
    assert Network.objects.filter(name="Akershus 2026–27").count() == 1


def test_create_keeps_what_was_typed_and_says_what_is_wrong(client_for, coordinator):
    response = client_for(coordinator).post(
        "/nettverk/nytt/", create_values(starts_on="31.02.2026", contact_email="nei", name="")
    )
    form = response.context["form"]
    assert form.errors["starts_on"] == ["Skriv datoen som 15.04.2027."]
    assert form.errors["name"] == ["Gi nettverket et navn."]
    assert "contact_email" in form.errors
    assert 'value="USHT Akershus"' in response.content.decode()


def test_create_refuses_a_deadline_before_today_beside_the_field(client_for, coordinator):
    response = client_for(coordinator).post("/nettverk/nytt/", create_values(registration_deadline_on="2026-03-31"))
    assert response.context["form"].errors["registration_deadline_on"] == [
        "Fristen er allerede passert. Velg en dato fra og med i dag."
    ]


def test_participant_does_not_create_networks(client_for):
    network = make_network()
    participant = make_network_member(network, NetworkRole.PARTICIPANT).user
    response = client_for(participant).get("/nettverk/nytt/")
    assert response.status_code == 403
    assert "Bare koordinatorer kan opprette nettverk" in response.content.decode()


def setup_data(response, **changes):
    """What the browser sends for the page as it stands."""
    data = {}
    for form in (response.context["form"], *response.context["sessions"], *response.context["deadlines"]):
        for field in form:
            value = field.value()
            data[field.html_name] = "" if value is None else value
    for formset in (response.context["sessions"], response.context["deadlines"]):
        data |= {field.html_name: field.value() for field in formset.management_form}
    data = {name: value for name, value in data.items() if not name.endswith("is_removed")}
    return {**data, **changes}


def test_setup_saves_everything_on_the_page(client_for, coordinator):
    client = client_for(coordinator)
    url = "/nettverk/fjorarets/oppsett/"
    data = setup_data(client.get(url), theme="Pasientsikkerhet")
    data |= {"sessions-3-starts_on": "2027-06-01", "sessions-3-place": "Lørenskog hus", "deadlines-0-is_removed": "on"}
    response = client.post(url, data, follow=True)
    network = Network.objects.get()
    assert messages_of(response) == ["Oppsettet er lagret."]
    assert network.theme == "Pasientsikkerhet"
    assert network.learning_sessions.get(number=4).ends_on == date(2027, 6, 1)
    assert [str(row) for row in network.report_deadlines.all()] == ["Statusrapport 1", "Sluttrapport"]


def test_setup_can_go_on_to_the_preview(client_for, coordinator):
    client = client_for(coordinator)
    data = setup_data(client.get("/nettverk/fjorarets/oppsett/"), preview="1")
    assert client.post("/nettverk/fjorarets/oppsett/", data)["Location"] == "/nettverk/fjorarets/invitasjon/"


def test_setup_puts_each_problem_beside_its_field_and_saves_nothing(client_for, coordinator):
    client = client_for(coordinator)
    url = "/nettverk/fjorarets/oppsett/"
    data = setup_data(client.get(url), theme="Nytt", registration_deadline_on="2026-01-01")
    data |= {"sessions-1-starts_on": "2026-05-01", "sessions-1-ends_on": "2026-05-01"}
    response = client.post(url, data)
    assert response.context["form"].errors["registration_deadline_on"]
    assert response.context["sessions"][1].errors["starts_on"] == ["Samling 2 må være etter samling 1."]
    assert response.context["form"]["theme"].value() == "Nytt"
    assert Network.objects.get().theme == ""


def test_setup_by_two_shows_what_the_other_wrote_and_the_next_save_decides(client_for, coordinator):
    client, url = client_for(coordinator), "/nettverk/fjorarets/oppsett/"
    mine = setup_data(client.get(url), theme="Legemidler")
    client.post(url, {**mine, "theme": "Fall"})
    response = client.post(url, mine)
    assert response.context["theirs"] == [("Tema", "Fall")]
    again = setup_data(response, theme="Legemidler")
    client.post(url, again)
    assert Network.objects.get().theme == "Legemidler"


def test_setup_escapes_pasted_html_and_refuses_a_very_long_text(client_for, coordinator):
    client, url = client_for(coordinator), "/nettverk/fjorarets/oppsett/"
    data = setup_data(client.get(url), name="<script>alert(1)</script>", invitation_what="x" * 4000)
    response = client.post(url, data)
    assert "<script>alert(1)" not in response.content.decode()
    assert "invitation_what" in response.context["form"].errors


def test_preview_publish_and_public_page(client, client_for, coordinator):
    network = make_network("Nytt nettverk", coordinator=coordinator, is_published=False)
    public = reverse("networks:invitation_detail", args=[network.slug])
    own = client_for(coordinator)
    assert client.get(public).status_code == 404
    assert "Publiser invitasjonen" in own.get(f"/nettverk/{network.slug}/invitasjon/").content.decode()
    for _click in range(2):
        response = own.post(f"/nettverk/{network.slug}/publiser/", follow=True)
    assert "Invitasjonen er publisert." in response.content.decode()
    assert client.get(public).status_code == 200


def test_preview_says_what_is_missing_instead_of_the_button(client_for, coordinator):
    network = make_network("Sent", coordinator=coordinator, is_published=False)
    with time_machine.travel(datetime(2026, 4, 20, tzinfo=UTC), tick=False):
        response = client_for(coordinator).get(f"/nettverk/{network.slug}/invitasjon/")
    text = response.content.decode()
    assert "Fristen er allerede passert" in text
    assert "Publiser invitasjonen" not in text


def test_public_page_has_the_sections_and_closes_the_day_after_the_deadline(client):
    import_municipalities(by=None)
    network = make_network()
    url = reverse("networks:invitation_detail", args=[network.slug])
    text = client.get(url).content.decode()
    for heading in ("Når møtes vi?", "Hvem er med?", "Hva kan dere velge?", "Hva er et læringsnettverk?"):
        assert heading in text
    assert '<optgroup label="Akershus">' in text
    with time_machine.travel(datetime(2026, 4, 16, 10, tzinfo=UTC), tick=False):
        text = client.get(url).content.decode()
    assert "Påmeldingen er stengt" in text
    assert "usht@example.no" in text
    assert "<form" not in text.split("<main")[1]


def test_public_page_takes_the_same_queries_for_few_and_many_packages(client, django_assert_num_queries):
    network = make_network()
    import_content(by=None)
    url = reverse("networks:invitation_detail", args=[network.slug])
    with django_assert_num_queries(4):
        client.get(url)
    network.change_packages.set(network.change_packages.model.objects.all())
    with django_assert_num_queries(4):
        client.get(url)


def test_package_list_is_open_to_everybody(client):
    import_content(by=None)
    text = client.get("/tiltakspakker/").content.decode()
    assert "Samstemming av legemiddellister" in text
    assert "forslag" in text


def test_close_asks_first_and_can_be_undone(client_for, coordinator):
    client, network = client_for(coordinator), Network.objects.get()
    assert "Avslutte nettverket?" in client.get("/nettverk/fjorarets/avslutt/").content.decode()
    client.post("/nettverk/fjorarets/avslutt/")
    network.refresh_from_db()
    assert network.is_closed
    assert client.get("/nettverk/fjorarets/oppsett/").status_code == 403
    client.post("/nettverk/fjorarets/gjenapne/")
    network.refresh_from_db()
    assert not network.is_closed


def test_samlinger_are_read_by_participants_and_changed_by_the_coordinator(client_for, coordinator):
    network = Network.objects.get()
    participant = client_for(make_network_member(network, NetworkRole.PARTICIPANT).user)
    url = "/nettverk/fjorarets/samlinger/2/"
    assert "Samling 2" in participant.get("/nettverk/fjorarets/samlinger/").content.decode()
    assert participant.get(url).context["form"] is None
    assert participant.post(url, {}).status_code == 403
    client = client_for(coordinator)
    values = {"starts_on": "20.10.2026", "ends_on": "2026-10-20", "place": "Lørenskog hus", "starts_at": "09:00"}
    values |= {"ends_at": "15:30", "programme": "09.00 Velkommen\r\n09.30 Teamene viser", "version": network.version}
    client.post(url, values)
    row = client.get(url).context["row"]
    assert (row.place, row.times) == ("Lørenskog hus", "09.00–15.30")
    assert row.programme == ["09.00 Velkommen", "09.30 Teamene viser"]
    again = client.post(url, {**values, "place": "Et annet sted"})
    assert again.context["theirs"] == [("Sted", "Lørenskog hus")]


def test_samling_after_the_next_one_is_refused(client_for, coordinator):
    network = Network.objects.get()
    values = {"starts_on": "2027-04-01", "ends_on": "2027-04-01", "version": network.version}
    response = client_for(coordinator).post("/nettverk/fjorarets/samlinger/2/", values)
    assert response.context["form"].errors["ends_on"] == ["Samling 3 må være etter samling 2."]


def test_outbox_shows_what_failed_and_sends_it_again(client_for, coordinator):
    network = Network.objects.get()
    message = make_message(scope=network.scope, name="Kari Nordby")
    make_message(scope="network/0", name="En annen")
    OutboxMessage.objects.filter(pk=message.pk).update(state="failed", error="550 Ukjent mottaker")
    client = client_for(coordinator)
    text = client.get("/nettverk/fjorarets/meldinger/?vis=se-pa").content.decode()
    assert "Kom ikke fram" in text
    assert "550 Ukjent mottaker" in text
    assert "En annen" not in text
    client.post(f"/nettverk/fjorarets/meldinger/{message.pk}/send-igjen/")
    message.refresh_from_db()
    assert message.state == "waiting"
    response = client.post(f"/nettverk/fjorarets/meldinger/{message.pk}/send-igjen/", follow=True)
    assert messages_of(response)[-1] == "Meldingen kan ikke sendes på nytt. Den er «venter»."


@pytest.mark.parametrize("count", [3, 30])
def test_outbox_takes_the_same_queries_for_few_and_many(count, client_for, coordinator, django_assert_num_queries):
    network = Network.objects.get()
    for _number in range(count):
        make_message(scope=network.scope)
    client = client_for(coordinator)
    client.get("/nettverk/fjorarets/meldinger/")
    with django_assert_num_queries(8):
        client.get("/nettverk/fjorarets/meldinger/")


def test_closed_network_shows_its_invitation_without_the_form(client):
    network = make_network()
    close_network(network, by=coordinator_of(network))
    text = client.get(reverse("networks:invitation_detail", args=[network.slug])).content.decode()
    assert "Dette nettverket er avsluttet." in text


def test_network_list_is_empty_with_a_next_step(client_for):
    text = client_for(make_user()).get("/nettverk/").content.decode()
    assert "Du er ikke med i noe nettverk ennå" in text
