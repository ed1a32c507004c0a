"""What apps above tell about samlinger: the pages here show it without knowing teams."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from networks.models import Network


@dataclass(frozen=True, slots=True)
class SessionGuests:
    """Who comes to a samling, as this person may see it: a sentence with its mark, and where to do something about it."""

    text: str
    mark: str
    url: str = ""
    link_label: str = ""


GuestList = Callable[[Network, User, date], dict[int, SessionGuests]]

_GUEST_LISTS: list[GuestList] = []


def register_guest_list(guest_list: GuestList) -> None:
    """Let `guest_list` say who comes, by samling number; call it from `AppConfig.ready`."""
    _GUEST_LISTS.append(guest_list)


def session_guests(network: Network, user: User, today: date) -> dict[int, SessionGuests]:
    """Who comes to each samling of the network, by its number."""
    found: dict[int, SessionGuests] = {}
    for guest_list in _GUEST_LISTS:
        found |= guest_list(network, user, today)
    return found
