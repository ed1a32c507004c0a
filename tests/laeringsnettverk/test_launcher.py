"""The demo's processes are watched, never outlive the launcher, and find a place to listen."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis

from laeringsnettverk.launcher import places
from laeringsnettverk.launcher.broker import server_binary, server_command, socket_path
from laeringsnettverk.launcher.children import MOST_RESTARTS, Child, ChildGaveUpError, revive, stop_all
from laeringsnettverk.launcher.places import AlreadyRunningError, NoFreePortError, Places, held, listen

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
# Starts a process of its own, and takes no notice when asked to stop.
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]).pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def make_child(tmp_path: Path) -> Iterator[Callable[..., Child]]:
    """A function that describes a child; whatever was started is stopped after the test."""
    made: list[Child] = []

    def make(command: list[str], name: str = "web server") -> Child:
        made.append(Child(name, command, os.environ, tmp_path / f"{name}.log"))
        return made[-1]

    yield make
    stop_all(made, patience=0)


def wait_for(condition: Callable[[], bool]) -> bool:
    """True when the condition comes true within some seconds."""
    for _ in range(200):
        if condition():
            return True
        time.sleep(0.05)
    return False


def is_gone(pid: int) -> bool:
    """True when no such process runs; one that only waits to be counted does not."""
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rsplit(")")[-1].split()[0] == "Z"


def test_child_that_died_is_started_again(make_child: Callable[..., Child]) -> None:
    child, said = make_child(SLEEP), []
    child.start()
    first = child.process
    assert first
    first.kill()
    first.wait()
    revive([child], said.append)
    assert child.is_running()
    assert child.process is not first
    assert said[0].startswith("The web server stopped (exit code -9); starting it again.")


def test_child_that_keeps_dying_ends_the_demo_with_its_last_words(make_child: Callable[..., Child]) -> None:
    child = make_child([sys.executable, "-c", "print('no such database')"], "worker")
    child.start()
    for _ in range(MOST_RESTARTS):
        child.process.wait()
        revive([child], lambda text: None)
    child.process.wait()
    with pytest.raises(ChildGaveUpError, match=r"The worker stopped 5 times within a minute(.|\n)*no such database"):
        revive([child], lambda text: None)


def test_stop_all_ends_even_the_stubborn_and_what_they_started(make_child: Callable[..., Child]) -> None:
    child = make_child([sys.executable, "-c", STUBBORN])
    child.start()
    assert wait_for(lambda: child.log.exists() and child.log.read_text().strip().isdigit())
    grandchild = int(child.log.read_text())
    stop_all([child], patience=0.2)
    assert not child.is_running()
    assert wait_for(lambda: is_gone(grandchild))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_children_of_a_killed_launcher_stop(tmp_path: Path) -> None:
    script = (
        "import os, sys, time, pathlib\n"
        "from laeringsnettverk.launcher.children import Child\n"
        f"child = Child('x', {SLEEP!r}, os.environ, pathlib.Path({str(tmp_path)!r}) / 'x.log')\n"
        "child.start(); print(child.process.pid, flush=True); time.sleep(60)\n"
    )
    launcher = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert launcher.stdout
    pid = int(launcher.stdout.readline())
    assert not is_gone(pid)
    launcher.send_signal(signal.SIGKILL)
    launcher.wait()
    assert wait_for(lambda: is_gone(pid))


def test_listen_takes_the_next_port_when_the_first_is_taken() -> None:
    with listen(places.free_port()) as first:
        taken = first.getsockname()[1]
        with listen(taken) as second:
            assert second.getsockname()[1] > taken


def test_listen_says_when_every_port_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "PORTS_TRIED", 1)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(NoFreePortError, match="is taken on this machine"):
            listen(other.getsockname()[1])


def test_directory_is_held_by_one_launcher_at_a_time(tmp_path: Path) -> None:
    place = Places(tmp_path / "demo")
    with held(place):
        places.say_running(place, "http://127.0.0.1:8000")
        with pytest.raises(AlreadyRunningError, match=r"already runs at http://127\.0\.0\.1:8000"), held(place):
            pass
    with held(place):
        assert place.root.exists()


def test_directories_are_private(tmp_path: Path) -> None:
    place = Places(tmp_path / "demo")
    place.make()
    assert {oct(path.stat().st_mode & 0o777) for path in (place.root, place.mail, place.log)} == {"0o700"}


def test_socket_of_a_deep_or_oddly_named_checkout_is_made_elsewhere(tmp_path: Path) -> None:
    assert socket_path(Path("/srv/demo")) == Path("/srv/demo/broker.sock")
    for directory in (Path("/srv/" + "x" * 100), Path("/srv/mine prosjekter"), Path("/srv/læring")):
        path = socket_path(directory)
        assert len(str(path)) < 100
        path.parent.rmdir()


def test_broker_keeps_what_waits_over_a_kill(tmp_path: Path) -> None:
    binary = server_binary()
    assert binary
    path = socket_path(tmp_path)
    for expected in (1, 2):
        server = subprocess.Popen(server_command(binary, tmp_path / "broker", path), stdout=subprocess.DEVNULL)
        connection = redis.Redis(unix_socket_path=str(path))
        assert wait_for(lambda connection=connection: answers(connection))
        assert connection.rpush("celery", "x") == expected
        server.kill()
        server.wait()


def answers(connection: redis.Redis) -> bool:
    """True when the broker answers."""
    try:
        return bool(connection.ping())
    except redis.ConnectionError:
        return False
