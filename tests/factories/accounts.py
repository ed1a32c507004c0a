"""People and organizations."""

from itertools import count

from accounts.models import Organization, User
from accounts.services import activate_user, add_organization, add_user

_NUMBERS = count(1)


def make_user(
    name: str = "", *, email: str = "", phone: str = "", is_administrator: bool = False, is_activated: bool = True
) -> User:
    """A person with an account in use; the address is made from the name."""
    number = next(_NUMBERS)
    name = name or f"Person {number}"
    local = name.lower().translate(str.maketrans({" ": ".", "æ": "ae", "ø": "o", "å": "a"}))
    user = add_user(
        email=email or f"{local}.{number}@example.no",
        name=name,
        phone=phone,
        by=None,
        is_administrator=is_administrator,
    )
    return activate_user(user=user) if is_activated else user


def make_organization(
    name: str = "", *, kind: str = Organization.Kind.MUNICIPALITY, county: str = "Akershus"
) -> Organization:
    """A municipality, or another kind of organization; the same name gives the same one."""
    return add_organization(kind=kind, name=name or f"Kommune {next(_NUMBERS)}", county=county, by=None)
