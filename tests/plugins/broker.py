"""A real message broker for the tests that need to see Celery work."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from laeringsnettverk.launcher.broker import broker_url, server_binary, server_command, socket_path


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[str]:
    """The address of a broker that runs for this test."""
    binary = server_binary()
    assert binary, "no Valkey or Redis server for this platform"
    socket = socket_path(tmp_path)
    process = subprocess.Popen(server_command(binary, tmp_path / "broker", socket), stdout=subprocess.DEVNULL)
    for _ in range(100):
        if socket.exists():
            break
        time.sleep(0.05)
    yield broker_url(socket)
    process.terminate()
    process.wait(timeout=60)
