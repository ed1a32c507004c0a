"""The people who run a network are taken in by mail and can leave again."""

import pytest

from accounts.models import Invitation
from networks.services import NetworkError, close_network, invite_network_member
from notifications.models import OutboxMessage
from tests.factories.accounts import make_user
from tests.factories.networks import coordinator_of, make_network

pytestmark = pytest.mark.django_db
URL = "/nettverk/akershus/folk/"
VALUES = {"name": "Tone Li", "email": "tone@example.no", "role": "organizer"}


@pytest.fixture
def network():
    return make_network("Akershus")


def test_new_person_gets_an_account_a_role_and_a_single_use_link(network):
    membership = invite_network_member(network, by=coordinator_of(network), **VALUES)
    message = OutboxMessage.objects.get()
    assert (membership.user.name, membership.role) == ("Tone Li", "organizer")
    assert message.link.startswith("/invitert/")
    assert message.has_secret_link
    assert Invitation.objects.filter(user=membership.user).count() == 1


def test_known_person_gets_the_way_to_the_network(network):
    known = make_user("Tone Li", email="tone@example.no")
    invite_network_member(network, by=coordinator_of(network), **VALUES)
    assert OutboxMessage.objects.get(recipient=known).link == network.get_absolute_url()
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize(("role", "field"), [("participant", "role"), ("coordinator", "email")])
def test_participants_and_those_who_have_the_role_are_refused(network, role, field):
    by = coordinator_of(network)
    with pytest.raises(NetworkError) as caught:
        invite_network_member(network, name=by.name, email=by.email, role=role, by=by)
    assert caught.value.field == field
    assert OutboxMessage.objects.count() == 0


def test_closed_network_takes_nobody_in(network):
    by = coordinator_of(network)
    close_network(network, by=by)
    with pytest.raises(NetworkError, match="avsluttet"):
        invite_network_member(network, by=by, **VALUES)


def test_page_takes_in_once_and_ends_a_role(network, client_for):
    client = client_for(coordinator_of(network))
    values = {**VALUES, "form_token": "7f9c0f1e-7d5b-4c6e-9a52-6f1f0e1f3c13"}
    for _click in range(2):
        assert client.post(URL, values)["Location"] == URL
    assert OutboxMessage.objects.count() == 1
    membership = network.memberships.get(role="organizer")
    assert "Tone Li" in client.get(URL).content.decode()
    client.post(f"{URL}{membership.pk}/avslutt/")
    assert [row.role for row in client.get(URL).context["rows"]] == ["Koordinator"]


def test_the_last_coordinator_is_told_why_they_stay(network, client_for):
    by = coordinator_of(network)
    own = network.memberships.get(user=by)
    response = client_for(by).post(f"{URL}{own.pk}/avslutt/", follow=True)
    assert "Nettverket må ha minst én koordinator" in response.content.decode()


def test_page_keeps_what_was_typed(network, client_for):
    response = client_for(coordinator_of(network)).post(URL, {"name": "Tone Li", "email": "nei"})
    assert set(response.context["form"].errors) == {"email", "role"}
    assert 'value="Tone Li"' in response.content.decode()
