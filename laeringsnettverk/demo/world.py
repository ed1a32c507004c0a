"""Builds the demo world: the network of the invitation from 2018, and one copied from it that is alive today."""

from datetime import date, time, timedelta

import time_machine
from django.db import transaction
from django.utils import timezone

from accounts.models import Organization, User
from accounts.roles import NetworkRole
from accounts.services import activate_user, add_organization, add_user, update_profile
from laeringsnettverk.demo.cast import ALIVE
from laeringsnettverk.demo.cast import CLOSED as CLOSED_NETWORK
from laeringsnettverk.demo.network_life import NetworkLife
from laeringsnettverk.demo.stories import NOW
from laeringsnettverk.demo.stories_2018 import CLOSED
from laeringsnettverk.demo.timeline import Timeline, moment
from measurements.services import import_indicators
from networks.models import ChangePackage, Network
from networks.services import (
    add_network_member,
    create_network,
    import_content,
    import_municipalities,
    publish_network,
    set_change_packages,
    set_learning_sessions,
    update_network,
)

FIRST_START = date(2018, 5, 8)
FIRST_DEADLINE = date(2018, 4, 18)
FIRST_PLANNED = date(2018, 2, 20)
# From samling 1 to samling 3 in the invitation of 2018: 8 May to 6 March.
LENGTH = timedelta(days=302)
DAYS_TO_THIRD_SESSION = 21


def build_world(today: date | None = None) -> None:
    """Make both networks as they stand on `today`. Everything happens through services, at its own time."""
    today = today or timezone.localdate()
    with time_machine.travel(moment(FIRST_PLANNED, "08:00"), tick=False), transaction.atomic():
        import_content(by=None)
        import_municipalities(by=None)
        import_indicators(by=None)
        usht = add_organization(
            kind=Organization.Kind.DEVELOPMENT_CENTRE,
            name="USHT Akershus, Lørenskog kommune",
            by=None,
            county="Akershus",
        )
        first_coordinator = _person("Berit Solheim", "usht.example.no", phone="400 00 002")
        first = _first_network(usht, first_coordinator)
    _play(first, CLOSED, first_coordinator, told_on=today, has_post=False)
    starts_on = third_session_on(today) - LENGTH
    with time_machine.travel(moment(starts_on - timedelta(days=75), "08:00"), tick=False), transaction.atomic():
        coordinator = _person("Hanne Brekke", "usht.example.no", phone="400 00 001")
        alive = _second_network(usht, first, coordinator, starts_on)
    _play(alive, NOW, coordinator, told_on=today, has_post=True)


def third_session_on(today: date) -> date:
    """The samling that is a few weeks ahead: a Wednesday three to four weeks from today, around Christmas later."""
    day = today + timedelta(days=DAYS_TO_THIRD_SESSION)
    if (day.month, day.day) >= (12, 17) or (day.month, day.day) <= (1, 6):
        day = date(day.year + (day.month == 12), 1, 7)
    return day + timedelta(days=(2 - day.weekday()) % 7)


def _first_network(usht: Organization, coordinator: User) -> Network:
    network = create_network(
        template_code="ti-maneder",
        name="Læringsnettverk 2018–19",
        slug=CLOSED_NETWORK,
        theme="Pasientsikkerhet",
        organizer=usht,
        region="Akershus",
        starts_on=FIRST_START,
        registration_deadline_on=FIRST_DEADLINE,
        contact_name=coordinator.name,
        contact_email="usht@lorenskog.kommune.no",
        contact_phone=coordinator.phone,
        by=coordinator,
    )
    # In 2018 the database had a name, and the invitation says it.
    roles = network.invitation_roles.replace("måledatabasen", "databasen EXTRANET")
    update_network(network, by=coordinator, invitation_roles=roles)
    _settle(network, coordinator)
    return network


def _second_network(usht: Organization, earlier: Network, coordinator: User, starts_on: date) -> Network:
    years = f"{starts_on.year}–{(starts_on + LENGTH).year % 100:02}"
    network = create_network(
        copy_of=earlier,
        name=f"Akershus {years}" if starts_on.year != (starts_on + LENGTH).year else f"Akershus {starts_on.year}",
        slug=ALIVE,
        organizer=usht,
        region="Akershus",
        starts_on=starts_on,
        contact_name=coordinator.name,
        contact_email="usht@usht.example.no",
        contact_phone=coordinator.phone,
        by=coordinator,
    )
    _settle(network, coordinator)
    roles = network.invitation_roles.replace("databasen EXTRANET", "måledatabasen")
    update_network(network, by=coordinator, measurement_due_day=28, invitation_roles=roles)
    for name, role in (("Kristin Aas", NetworkRole.ORGANIZER), ("Nora Vik", NetworkRole.OBSERVER)):
        add_network_member(network, user=_person(name, "usht.example.no"), role=role, by=coordinator)
    return network


def _settle(network: Network, coordinator: User) -> None:
    """Places and times, the baseline of eight months, the two change packages; then the invitation goes out."""
    sessions = [
        {
            "number": row.number,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "starts_at": time(9),
            "ends_at": time(15, 30),
            "place": "Lørenskog hus",
            "programme": row.programme,
            "has_pharmacist": True,
        }
        for row in network.learning_sessions.order_by("number")
    ]
    set_learning_sessions(network, sessions=sessions, by=coordinator)
    packages = ChangePackage.objects.filter(code__in=["SAM", "FALL"], status=ChangePackage.Status.CURRENT)
    set_change_packages(network, packages=list(packages), by=coordinator)
    update_network(network, by=coordinator, baseline_months=8)
    publish_network(network, by=coordinator)
    network.refresh_from_db()


def _person(name: str, domain: str, *, phone: str = "") -> User:
    email = name.lower().replace(" ", ".").replace("å", "a").replace("ø", "o").replace("æ", "ae")
    user = add_user(email=f"{email}@{domain}", name=name, by=None)
    activate_user(user=user)
    return update_profile(user=user, name=name, phone=phone, by=user)


def _play(network: Network, stories, coordinator: User, *, told_on: date, has_post: bool) -> None:
    timeline = Timeline()
    NetworkLife(network, stories, coordinator, told_on, has_post).plan(timeline)
    with transaction.atomic():
        timeline.play(moment(told_on, "07:00"))
