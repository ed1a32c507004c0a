"""Registrations at each stage of their life."""

import uuid
from datetime import date, datetime
from itertools import count
from typing import Any

from django.utils import timezone

from networks.models import Network
from teams.models import Registration, Team
from teams.services import approve_registration, save_registration, start_registration, submit_registration
from tests.factories.accounts import make_organization
from tests.factories.networks import coordinator_of

_NUMBERS = count(1)
FORM_OPEN_ON = date(2026, 4, 1)
PROFESSIONS = ("Avdelingsleder", "Sykepleier", "Vernepleier", "Lege", "Farmasøyt", "Helsefagarbeider", "Ergoterapeut")
NAMES = ("Marte Solbakken", "Ingrid Sæther", "Ola Haug", "Nina Berg", "Per Lie", "Siv Moen", "Tor Vik")


def make_people(count: int = 5, *, number: int | None = None) -> list[dict[str, Any]]:
    """A team of this many professionals from the leader on, each with profession and address."""
    number = next(_NUMBERS) if number is None else number
    return [
        {
            "position": position,
            "name": NAMES[position - 1],
            "profession": PROFESSIONS[position - 1],
            "email": f"p{position}.{number}@example.no",
        }
        for position in range(1, count + 1)
    ]


def make_draft(network: Network, *, token: str = "", today: date = FORM_OPEN_ON, **fields) -> tuple[Registration, str]:
    """A draft with its first step filled in, and its private token."""
    number = next(_NUMBERS)
    values = {
        "municipality": make_organization("Lørenskog"),
        "service": f"Hjemmetjenesten {number}",
        "sponsor_name": "Siri Dalen",
        "contact_name": "Marte Solbakken",
        "contact_function": "Avdelingsleder",
        "contact_email": f"marte.{number}@example.no",
        "change_package": network.change_packages.order_by("code").last(),
        **fields,
    }
    return start_registration(network, today=today, form_token=uuid.uuid4(), **values)


def make_registration(
    network: Network, *, people: list[dict[str, Any]] | None = None, today: date = FORM_OPEN_ON, **fields
) -> Registration:
    """A submitted registration with five people."""
    registration, _token = make_draft(network, today=today, **fields)
    save_registration(
        registration,
        version=registration.version,
        people=make_people() if people is None else people,
        background="Mange lister stemmer ikke når brukere kommer hjem.",
        earlier_packages="Nei",
        today=today,
    )
    return submit_registration(registration, now=noon(today))


def make_approved_team(network: Network, **fields) -> Team:
    """A team that came in through the form."""
    return approve_registration(make_registration(network, **fields), by=coordinator_of(network))


def noon(day: date) -> datetime:
    """Twelve o'clock in Norway."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))
