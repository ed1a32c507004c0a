"""Runs the whole demo in the foreground: database, web server, mail server, broker, worker and beat."""

import os
import shutil
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from laeringsnettverk.launcher.children import Child, ChildGaveUpError, revive, stop_all, stop_with
from laeringsnettverk.launcher.places import (
    AlreadyRunningError,
    NoFreePortError,
    Places,
    held,
    listen,
    say_running,
)
from laeringsnettverk.launcher.site import DemoSite

FIRST_PORT = 8000
SECONDS_TO_START = 60


class Command(BaseCommand):
    """`make demo` and `make demo-reset`."""

    help = "Run the demo: one foreground process, stopped with Ctrl-C."
    requires_system_checks: list[str] = []
    stop: threading.Event

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen first, where to keep the data, and starting over."""
        parser.add_argument("--port", type=int, default=FIRST_PORT, help="the first port to try")
        parser.add_argument(
            "--directory", type=Path, default=settings.BASE_DIR / ".demo", help="where the data is kept"
        )
        parser.add_argument("--reset", action="store_true", help="throw the demo's data away instead of running it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until told to stop."""
        places = Places(options["directory"].resolve())
        self.stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.on_signal)
        try:
            with held(places):
                if options["reset"]:
                    self.reset(places)
                else:
                    self.run(places, options["port"])
        except (AlreadyRunningError, NoFreePortError, ChildGaveUpError) as error:
            raise CommandError(str(error)) from None

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        """The first Ctrl-C asks everything to stop; a second one does not wait."""
        if self.stop.is_set():
            raise KeyboardInterrupt
        self.stop.set()

    def say(self, text: str) -> None:
        """One line for the person at the keyboard, at once."""
        self.stdout.write(text)
        self.stdout.flush()

    def reset(self, places: Places) -> None:
        """Remove the data; the directory is ours, held by the lock."""
        shutil.rmtree(places.root)
        self.say("The demo's data is gone. `make demo` makes it anew.")

    def run(self, places: Places, first_port: int) -> None:
        """Prepare, start, watch, stop."""
        places.make()
        listener = listen(first_port)
        site = DemoSite(places, listener)
        port = listener.getsockname()[1]
        if port != first_port:
            self.say(f"Port {first_port} is taken on this machine; using {port} instead.")
        if not site.binary:
            self.say(
                "No Valkey or Redis for this machine: background work runs in one simple worker, up to a minute late."
            )
        say_running(places, site.address)
        servers, workers = site.servers(), site.workers()
        try:
            people = self.prepare(site)
            for child in servers if people is not None else []:
                child.start()
            if people is not None and self.start_workers(workers, site.address):
                self.greet(site, people)
                self.watch([*servers, *workers])
        finally:
            if self.stop.is_set():
                self.say("\nStopping …")
            stop_all(workers)
            stop_all(servers)
            if site.socket.parent != places.root:
                shutil.rmtree(site.socket.parent, ignore_errors=True)
        self.say(
            f"Stopped. The data stays in {os.path.relpath(places.root)}/; `make demo` starts again where this ended."
        )

    def prepare(self, site: DemoSite) -> str | None:
        """Bring the database up to date and filled; the list of people, or None when told to stop meanwhile."""
        places = site.places
        places.forget_unfinished()
        is_new = not places.database.exists()
        # Filled beside its place, so that a Ctrl-C on the way leaves no half network behind.
        database = places.unfinished_database if is_new else places.database
        # No worker runs yet: what filling the database would wake it for waits in the outbox anyway.
        environment = site.environment | {
            "CELERY_BROKER_URL": "memory://localhost/",
            "DATABASE_URL": f"sqlite:///{database}",
        }
        process = subprocess.Popen(
            site.manage("prepare_demo"),
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=stop_with(os.getpid()),
        )
        try:
            while not self.stop.is_set():
                try:
                    people, _ = process.communicate(timeout=0.3)
                except subprocess.TimeoutExpired:
                    continue
                if process.returncode != 0:
                    raise CommandError("The demo's database could not be prepared; the messages above say why.")
                if is_new:
                    database.rename(places.database)
                return people
            return None
        finally:
            process.terminate()
            process.wait()

    def start_workers(self, workers: list[Child], address: str) -> bool:
        """Start them and wait until the front page answers; False when told to stop meanwhile."""
        for child in workers:
            child.start()
        web = workers[0]
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.stop.is_set():
            try:
                with urllib.request.urlopen(address, timeout=5):
                    return True
            except urllib.error.HTTPError as error:
                raise ChildGaveUpError(
                    f"The front page answers {error.code}. The web server wrote ({web.log_name}):\n{web.last_words(40)}"
                ) from None
            except OSError:
                pass
            if not web.is_running() or time.monotonic() > deadline:
                raise ChildGaveUpError(
                    f"The web server did not start. It wrote ({web.log_name}):\n{web.last_words(40)}"
                )
            self.stop.wait(0.1)
        return False

    def greet(self, site: DemoSite, people: str) -> None:
        """Where to go, and as whom."""
        self.say(
            f"\nLæringsnettverk runs at {site.address}/\n\n"
            f"Sign in with one click at {site.address}/demo/ as one of:\n\n{people}\n"
            f"Mail the site sends can be read at {site.address}/demo/post/\n"
            f"Logs are in {os.path.relpath(site.places.log)}/. Ctrl-C stops everything."
        )

    def watch(self, children: list[Child]) -> None:
        """Keep everything running until told to stop."""
        while not self.stop.wait(0.5):
            revive(children, self.say)
