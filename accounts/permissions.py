"""The two answers a permission question can have, and the door that acts on them."""

from dataclasses import dataclass
from typing import TypeAlias

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True, slots=True)
class Allowed:
    """The answer is yes."""

    reason: str = ""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Denied:
    """The answer is no; `reason` is a Norwegian sentence shown to the person."""

    reason: str

    def __bool__(self) -> bool:
        return False


Decision: TypeAlias = Allowed | Denied


def require(decision: Decision) -> None:
    """Raise PermissionDenied with the reason unless `decision` is Allowed."""
    if not decision:
        raise PermissionDenied(str(decision.reason))
