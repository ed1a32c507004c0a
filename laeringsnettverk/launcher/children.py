"""Child processes that never outlive the launcher, are started again when they die, and give up in plain words."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
# A child that dies this often within a minute will not be helped by one more start.
MOST_RESTARTS = 5


class ChildGaveUpError(Exception):
    """A child keeps dying; the message says which, and what it last wrote."""


def stop_with(parent: int) -> Callable[[], None]:
    """What a child does before it becomes its program: ask Linux to stop it when the launcher is killed outright."""

    def ask() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:
                os._exit(1)

    return ask


@dataclass
class Child:
    """One process of the demo."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    pass_fds: tuple[int, ...] = ()
    process: subprocess.Popen | None = None
    started: deque[float] = field(default_factory=lambda: deque(maxlen=MOST_RESTARTS + 1))

    def start(self) -> None:
        """Start the process in a session of its own, so that Ctrl-C reaches the launcher alone."""
        # What the last one started must not live on beside the next.
        self.send(signal.SIGKILL)
        self.started.append(time.monotonic())
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=self.pass_fds,
                preexec_fn=stop_with(os.getpid()),
            )

    def is_running(self) -> bool:
        """True while the process lives."""
        return self.process is not None and self.process.poll() is None

    def keeps_dying(self) -> bool:
        """True after more than MOST_RESTARTS starts within a minute."""
        return len(self.started) > MOST_RESTARTS and time.monotonic() - self.started[0] < 60

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the process, or to its whole session when it is to be killed."""
        if self.process is None:
            return
        if number != signal.SIGKILL:
            if self.is_running():
                self.process.send_signal(number)
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    @property
    def log_name(self) -> str:
        """Where its log is, as seen from where the launcher was started."""
        return os.path.relpath(self.log)

    def last_words(self, lines: int = 15) -> str:
        """The end of its log."""
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        return "\n".join("    " + line for line in text.splitlines()[-lines:])


def revive(children: Sequence[Child], say: Callable[[str], None]) -> None:
    """Start again whatever died. Raises ChildGaveUpError when a child keeps dying."""
    for child in children:
        if child.is_running():
            continue
        code = child.process.returncode if child.process else None
        if child.keeps_dying():
            raise ChildGaveUpError(
                f"The {child.name} stopped {MOST_RESTARTS} times within a minute, so the demo stops. "
                f"It last wrote ({child.log_name}):\n{child.last_words()}"
            )
        say(f"The {child.name} stopped (exit code {code}); starting it again. Its log: {child.log_name}")
        child.start()


def stop_all(children: Sequence[Child], patience: float = 10) -> None:
    """Ask every child to stop, wait, and kill what is left together with everything it started."""
    for child in children:
        child.send(signal.SIGTERM)
    deadline = time.monotonic() + patience
    while any(child.is_running() for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    for child in children:
        child.send(signal.SIGKILL)
        if child.process is not None:
            child.process.wait()
