"""No test may reach past this machine: a call that would is an error, not a silent wait."""

import ipaddress
import socket
from typing import Any

import pytest


class OutsideCallError(RuntimeError):
    """A test tried to reach another machine."""


def is_local(host: str | bytes | None) -> bool:
    """True for this machine only, as a name or an address."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost", socket.gethostname()):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


@pytest.fixture(autouse=True, scope="session")
def _no_outside_calls() -> Any:
    """Refuse name look-ups and connections that leave the machine, for the whole run."""
    patch = pytest.MonkeyPatch()
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def refuse_outside(host: Any) -> None:
        if not is_local(host):
            raise OutsideCallError(f"A test tried to reach {host!r}. Tests stay on this machine.")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            refuse_outside(address[0])
        return connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        if self.family != socket.AF_UNIX:
            refuse_outside(address[0])
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        refuse_outside(host)
        return getaddrinfo(host, *args, **kwargs)

    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
    yield
    patch.undo()
