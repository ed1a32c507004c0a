"""Which processes make up the running demo, and the environment they share."""

import os
import socket
import sys
from pathlib import Path

from laeringsnettverk.launcher.broker import broker_url, server_binary, server_command, socket_path
from laeringsnettverk.launcher.children import Child
from laeringsnettverk.launcher.places import HOST, Places, free_port

MANAGE = Path(__file__).resolve().parent.parent.parent / "manage.py"
# Production's variables: whatever a developer has set must not lead the demo to another database or mail server.
NOT_INHERITED = ("DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "BEHIND_PROXY", "EMAIL_TIMEOUT")


class DemoSite:
    """The demo's processes for one run. `broker` is None where this machine has no broker to start."""

    def __init__(self, places: Places, listener: socket.socket) -> None:
        self.places = places
        self.listener = listener
        self.address = f"http://{HOST}:{listener.getsockname()[1]}"
        self.mail_port = free_port()
        self.binary = server_binary()
        self.socket = socket_path(places.root)
        inherited = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
        self.environment = inherited | {
            "DEMO": "1",
            "SITE_URL": self.address,
            "DATABASE_URL": f"sqlite:///{places.database}",
            "DEMO_MAIL_DIR": str(places.mail),
            "EMAIL_URL": f"smtp://{HOST}:{self.mail_port}",
            "CELERY_BROKER_URL": broker_url(self.socket) if self.binary else "memory://localhost/",
            "PYTHONUNBUFFERED": "1",
        }

    def child(self, name: str, command: list[str], pass_fds: tuple[int, ...] = ()) -> Child:
        """A process of the demo with its log."""
        return Child(name, command, self.environment, self.places.log / f"{name.replace(' ', '-')}.log", pass_fds)

    def manage(self, *arguments: str) -> list[str]:
        """The command line of a management command."""
        return [sys.executable, str(MANAGE), *arguments]

    def servers(self) -> list[Child]:
        """What the others depend on: started first, stopped last."""
        mail = self.child("mail server", self.manage("mail_sink", "--port", str(self.mail_port)))
        if not self.binary:
            return [mail]
        broker = self.child("broker", server_command(self.binary, self.places.broker, self.socket))
        return [broker, mail]

    def workers(self) -> list[Child]:
        """The web server, and what works in the background."""
        descriptor = self.listener.fileno()
        gunicorn = [sys.executable, "-m", "gunicorn", "laeringsnettverk.wsgi", "--bind", f"fd://{descriptor}"]
        gunicorn += ["--worker-class", "gthread", "--threads", "8", "--graceful-timeout", "3", "--no-control-socket"]
        web = self.child("web server", gunicorn, pass_fds=(descriptor,))
        if not self.binary:
            return [web, self.child("worker", [sys.executable, "-m", "laeringsnettverk.launcher.memory_worker"])]
        celery = [sys.executable, "-m", "celery", "--app", "laeringsnettverk"]
        alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        schedule = str(self.places.root / "beat-schedule")
        return [
            web,
            self.child("worker", [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO", *alone]),
            self.child("beat", [*celery, "beat", "--schedule", schedule, "--pidfile=", "--loglevel", "INFO"]),
        ]
