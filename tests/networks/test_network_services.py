"""Networks are made, changed, published, closed and opened again."""

from datetime import date

import pytest

from accounts.models import AuditEvent, Organization
from networks.models import ChangePackage, Network
from networks.services import (
    NetworkConflict,
    NetworkError,
    add_network_member,
    add_participant,
    close_network,
    create_network,
    end_network_member,
    publish_network,
    reopen_network,
    set_change_packages,
    set_learning_sessions,
    update_network,
)
from tests.factories.accounts import make_organization, make_user
from tests.factories.networks import PLANNED_ON, STARTS_ON, coordinator_of, make_network, make_package

pytestmark = pytest.mark.django_db


def create(**fields) -> Network:
    values = {
        "template_code": "ti-maneder",
        "name": "Læringsnettverk Ås 2026–27",
        "organizer": make_organization("USHT", kind=Organization.Kind.DEVELOPMENT_CENTRE),
        "region": "Akershus",
        "starts_on": STARTS_ON,
        "contact_email": "usht@example.no",
        "by": make_user("Hanne Brekke"),
        "today": PLANNED_ON,
    }
    return create_network(**{**values, **fields})


def test_create_makes_calendar_texts_and_coordinator():
    make_package()
    network = create()
    assert network.slug == "laeringsnettverk-as-2026-27"
    assert network.registration_deadline_on == date(2026, 4, 15)
    assert [row.starts_on for row in network.learning_sessions.all()] == [
        date(2026, 5, 5),
        date(2026, 10, 20),
        date(2027, 3, 3),
    ]
    assert [str(row) for row in network.report_deadlines.all()] == [
        "Statusrapport 1",
        "Statusrapport 2",
        "Sluttrapport",
    ]
    assert not network.change_packages.exists()
    assert "teamene hvordan de" in network.invitation_learn
    assert coordinator_of(network).name == "Hanne Brekke"
    assert AuditEvent.objects.filter(action="create_network", scope=network.scope).count() == 1


def test_create_gives_a_taken_address_a_number():
    assert create().slug == "laeringsnettverk-as-2026-27"
    assert create().slug == "laeringsnettverk-as-2026-27-2"
    assert create(name="Nytt").slug == "nytt-2"


def test_create_refuses_a_deadline_behind_us():
    with pytest.raises(NetworkError, match="allerede passert") as caught:
        create(today=date(2026, 4, 16))
    assert caught.value.field == "registration_deadline_on"
    assert Network.objects.count() == 0


def test_create_refuses_a_deadline_after_samling_1():
    with pytest.raises(NetworkError, match=r"Fristen må være før samling 1 begynner\.") as caught:
        create(registration_deadline_on=STARTS_ON)
    assert caught.value.field == "registration_deadline_on"


def test_create_refuses_a_national_identity_number_beside_its_field():
    with pytest.raises(NetworkError, match="fødselsnummer") as caught:
        create(contact_name="Ola 01010100050")
    assert caught.value.field == "contact_name"


def test_create_needs_a_template_or_an_earlier_network():
    with pytest.raises(NetworkError) as caught:
        create(template_code="")
    assert caught.value.field == "source"


def test_copy_keeps_distances_texts_and_packages_and_whole_months():
    earlier = make_network()
    set_change_packages(earlier, packages=[make_package("FALL")], by=coordinator_of(earlier))
    update_network(earlier, by=coordinator_of(earlier), invitation_lead="Vår egen ingress")
    copy = create(template_code="", copy_of=earlier, starts_on=date(2027, 5, 4))
    assert [row.starts_on for row in copy.learning_sessions.all()] == [
        date(2027, 5, 4),
        date(2027, 10, 19),
        date(2028, 3, 1),
    ]
    assert copy.learning_sessions.first().ends_on == date(2027, 5, 5)
    assert next((row.period_starts_on, row.period_ends_on) for row in copy.report_deadlines.all()) == (
        date(2027, 5, 1),
        date(2027, 9, 30),
    )
    assert copy.invitation_lead == "Vår egen ingress"
    assert [package.code for package in copy.change_packages.all()] == ["FALL"]
    assert (copy.is_published, copy.is_closed) == (False, False)


def test_update_writes_only_what_changed():
    network = make_network()
    version = network.version
    update_network(network, by=coordinator_of(network), theme=network.theme)
    assert network.version == version
    update_network(network, by=coordinator_of(network), theme="Pasientsikkerhet")
    assert (network.version, network.theme) == (version + 1, "Pasientsikkerhet")


def test_update_by_two_is_a_conflict_with_what_stands():
    network = make_network()
    seen = network.version
    update_network(network, by=coordinator_of(network), theme="Fall")
    with pytest.raises(NetworkConflict) as caught:
        update_network(network, by=coordinator_of(network), version=seen, theme="Legemidler")
    assert caught.value.theirs == {"theme": "Fall"}


def test_update_after_the_deadline_is_fine_as_long_as_it_is_not_moved_back():
    network = make_network()
    by = coordinator_of(network)
    update_network(network, by=by, theme="Fall", today=date(2026, 6, 1))
    with pytest.raises(NetworkError, match="passert"):
        update_network(network, by=by, registration_deadline_on=date(2026, 4, 20), today=date(2026, 4, 25))


def test_packages_must_be_one_or_more_and_not_superseded():
    network = make_network()
    by = coordinator_of(network)
    old = make_package("UVI", status=ChangePackage.Status.SUPERSEDED)
    with pytest.raises(NetworkError, match="minst én"):
        set_change_packages(network, packages=[], by=by)
    with pytest.raises(NetworkError, match="erstattet"):
        set_change_packages(network, packages=[old], by=by)


def test_publish_is_once_and_needs_a_deadline_to_come():
    network = make_network(is_published=False)
    by = coordinator_of(network)
    with pytest.raises(NetworkError, match="passert"):
        publish_network(network, by=by, today=date(2026, 4, 16))
    publish_network(network, by=by, today=date(2026, 4, 15))
    first = network.published_at
    publish_network(network, by=by, today=date(2026, 4, 15))
    assert network.published_at == first


def test_close_keeps_everything_and_refuses_changes_until_opened_again():
    network = make_network()
    by = coordinator_of(network)
    close_network(network, by=by)
    for change in (
        lambda: update_network(network, by=by, theme="Fall"),
        lambda: set_change_packages(network, packages=[make_package()], by=by),
        lambda: set_learning_sessions(network, sessions=[], by=by),
        lambda: publish_network(network, by=by),
    ):
        with pytest.raises(NetworkError, match="avsluttet"):
            change()
    reopen_network(network, by=by)
    assert update_network(network, by=by, theme="Fall").theme == "Fall"


def test_an_unpublished_network_has_nothing_to_close():
    network = make_network(is_published=False)
    with pytest.raises(NetworkError, match="ikke publisert"):
        close_network(network, by=coordinator_of(network))


def test_a_role_is_given_once_and_the_last_coordinator_stays():
    network = make_network()
    person, by = make_user(), coordinator_of(network)
    assert add_participant(network, user=person, by=by) == add_participant(network, user=person, by=by)
    own = network.memberships.get(user=by)
    with pytest.raises(NetworkError, match="minst én koordinator"):
        end_network_member(own, by=by)
    add_network_member(network, user=person, role="coordinator", by=by)
    assert end_network_member(own, by=by).ended_on is not None
