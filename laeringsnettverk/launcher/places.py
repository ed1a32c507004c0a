"""Where the demo lives: its directory, the lock that says it runs, and the ports it listens on."""

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
PORTS_TRIED = 50


class AlreadyRunningError(Exception):
    """Another launcher holds the demo's directory; the message says where it runs."""


class NoFreePortError(Exception):
    """Every port in the range is taken."""


@dataclass(frozen=True)
class Places:
    """The files of one demo, all in one directory."""

    root: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.root / "db.sqlite3"

    @property
    def unfinished_database(self) -> Path:
        """The file while it is being filled; it takes the database's name when it is complete."""
        return self.root / "db.unfinished.sqlite3"

    @property
    def mail(self) -> Path:
        """The messages the demo's mail server received, one .eml each."""
        return self.root / "mail"

    @property
    def log(self) -> Path:
        """What the processes write."""
        return self.root / "log"

    @property
    def broker(self) -> Path:
        """What waits in the broker."""
        return self.root / "broker"

    def make(self) -> None:
        """Make the directories that are not there, readable by their owner only: the mail has sign-in codes."""
        for directory in (self.root, self.mail, self.log, self.broker):
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)

    def forget_unfinished(self) -> None:
        """Remove what a start that was stopped on the way has left."""
        for leftover in self.root.glob(f"{self.unfinished_database.name}*"):
            leftover.unlink()


@contextmanager
def held(places: Places) -> Iterator[None]:
    """Hold the demo's directory. The system lets go by itself when the launcher dies, so no lock can be stale.

    Raises AlreadyRunningError when another launcher holds it.
    """
    places.root.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (places.root / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunningError(already_running(places)) from None
        yield


def already_running(places: Places) -> str:
    """One sentence about the demo that runs."""
    try:
        state = json.loads((places.root / "running.json").read_text(encoding="utf-8"))
        return f"The demo already runs at {state['address']} (process {state['process']}). Stop that one first."
    except (OSError, ValueError, KeyError):
        return "The demo is already starting in another window. Stop that one first."


def say_running(places: Places, address: str) -> None:
    """Leave a note for a second launcher."""
    note = json.dumps({"address": address, "process": os.getpid()})
    (places.root / "running.json").write_text(note, encoding="utf-8")


def listen(first_port: int) -> socket.socket:
    """A listening socket on the first free port from the given one, passed on to the web server as it is."""
    for port in range(first_port, first_port + PORTS_TRIED):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError:
            listener.close()
            continue
        listener.listen(128)
        return listener
    raise NoFreePortError(f"Every port from {first_port} to {first_port + PORTS_TRIED - 1} is taken on this machine.")


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]
