"""Phases, invitation texts and lists, computed from the network's own dates."""

import itertools
from datetime import date

import pytest

from networks.models import Network
from networks.queries import build_invitation, current_phase, network_rows, next_session, phases, session_rows
from networks.services import close_network, update_network
from tests.factories.accounts import make_user
from tests.factories.networks import PLANNED_ON, coordinator_of, make_network

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2026, 2, 2), "Påmelding"),
        (date(2026, 4, 15), "Påmelding"),
        (date(2026, 4, 16), "Forarbeid"),
        (date(2026, 5, 4), "Forarbeid"),
        (date(2026, 5, 6), "Samling 1"),
        (date(2026, 5, 7), "Arbeidsperiode 1"),
        (date(2026, 10, 20), "Samling 2"),
        (date(2027, 3, 2), "Arbeidsperiode 2"),
        (date(2027, 3, 4), "Videreføring"),
        (date(2029, 1, 1), "Videreføring"),
    ],
)
def test_phase_of_a_day(day, label):
    assert current_phase(make_network(), day).label == label


def test_phases_follow_each_other_without_hole_or_overlap():
    found = phases(make_network(), date(2026, 11, 4))
    assert [phase.state for phase in found].count("now") == 1
    for before, after in itertools.pairwise(found):
        assert (after.starts_on - before.ends_on).days == 1


def test_unpublished_network_is_planned_and_closed_one_is_closed():
    assert current_phase(make_network(is_published=False), date(2027, 1, 1)).name == "planning"
    network = make_network()
    close_network(network, by=coordinator_of(network), today=date(2027, 4, 1))
    assert current_phase(network, date(2027, 5, 1)).name == "closed"


def test_ongoing_network_ends_in_an_open_action_period():
    network = make_network(template_code="lopende")
    last = phases(network, date(2028, 1, 1))[-1]
    assert (last.name, last.number, last.ends_on, last.state) == ("action_period", 4, None, "now")


def test_next_session_is_the_one_of_today_until_it_is_over():
    network = make_network()
    assert next_session(network, date(2026, 5, 6)).number == 1
    assert next_session(network, date(2026, 5, 7)).number == 2
    assert next_session(network, date(2027, 3, 4)) is None


def test_invitation_fills_in_its_words_and_leaves_others_alone():
    network = make_network()
    update_network(
        network,
        by=coordinator_of(network),
        invitation_lead="[Varighet] i [område]. [Noe annet] står.",
        invitation_how="[antall samlinger]: [samlinger]",
        invitation_signup="Ett\nTo innen [frist]\nVi ringer",
        invitation_roles="Teamleder: samler teamet\nUten kolon",
    )
    invitation = build_invitation(network)
    plain = str.maketrans({"\u00a0": " ", "\u2060": None})
    assert invitation.lead == "Ti måneder i Akershus. [Noe annet] står."
    assert invitation.how[0].translate(plain) == "tre: 5.–6. mai 2026, 20. oktober 2026 og 3. mars 2027"
    assert [step.translate(plain) for step in invitation.signup] == ["Ett", "To innen 15. april 2026"]
    assert invitation.afterwards == "Vi ringer"
    assert [(role.name, role.text) for role in invitation.roles] == [
        ("Teamleder", "samler teamet"),
        ("", "Uten kolon"),
    ]


def test_invitation_takes_two_queries(django_assert_num_queries):
    network = Network.objects.select_related("organizer").get(pk=make_network().pk)
    with django_assert_num_queries(2):
        build_invitation(network)


@pytest.mark.parametrize("count", [3, 30])
def test_list_of_networks_takes_the_same_queries_for_few_and_many(count, django_assert_num_queries):
    coordinator = make_user("Hanne Brekke")
    for _number in range(count):
        make_network(coordinator=coordinator)
    user = type(coordinator).objects.get(pk=coordinator.pk)
    with django_assert_num_queries(4):
        rows = network_rows(Network.objects.visible_to(user), user, PLANNED_ON)
    assert len(rows) == count


def test_list_of_networks_says_where_each_stands():
    coordinator = make_user("Hanne Brekke")
    make_network("Ett", coordinator=coordinator, is_published=False)
    closed = make_network("To", coordinator=coordinator)
    close_network(closed, by=coordinator, today=date(2026, 4, 1))
    running = make_network("Tre", coordinator=coordinator)
    rows = {row.name: row for row in network_rows(Network.objects.all(), coordinator, date(2026, 4, 9))}
    assert rows["Ett"].status == "Ikke publisert ennå"
    assert rows["To"].status == "Avsluttet 1. april 2026"
    assert rows["Tre"].upcoming == "Påmeldingsfrist 15. april, om seks dager"
    assert [row.may_manage for row in rows.values()] == [True, True, False]
    assert running.get_absolute_url() == rows["Tre"].url


def test_samlinger_say_which_is_next():
    network = make_network()
    rows = session_rows(network, coordinator_of(network), date(2026, 10, 1))
    assert [(row.title, row.state) for row in rows] == [
        ("Samling 1", "done"),
        ("Samling 2", "next"),
        ("Samling 3", "coming"),
    ]
    assert rows[0].dates == "5.–6. mai 2026"
