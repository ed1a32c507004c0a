"""`make demo` for real: from an empty directory to a site people sign in to, a mail in the reader, and a clean stop."""

import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

from laeringsnettverk.launcher.places import free_port
from tests.browser import ROOT

# The demo has its own SQLite; once is enough.
pytestmark = pytest.mark.skipif("sqlite" not in settings.DATABASES["default"]["ENGINE"], reason="run once, on SQLite")
SECONDS = 240


class Demo:
    """A running demo and what it has said."""

    def __init__(self, directory: Path) -> None:
        command = [sys.executable, "manage.py", "run_demo", "--directory", str(directory), "--port", str(free_port())]
        self.directory = directory
        self.said = directory.with_suffix(".said")
        with self.said.open("w") as output:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | {"DEMO": "1"}, stdout=output, stderr=output, start_new_session=True
            )
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def output(self) -> str:
        """Everything printed so far."""
        return self.said.read_text(encoding="utf-8")

    def wait_until_it_runs(self) -> str:
        """The address it prints."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            if match := re.search(r"runs at (http://127\.0\.0\.1:\d+)/", self.output()):
                return match[1]
            assert self.process.poll() is None, self.output()
            time.sleep(0.2)
        raise AssertionError(f"the demo did not start:\n{self.output()}")

    def get(self, address: str) -> str:
        """A page."""
        with self.browser.open(address, timeout=30) as response:
            return response.read().decode()

    def post(self, page: str, action: str, **fields: str) -> str:
        """The page after sending a form of a page."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(page))
        assert token
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        with self.browser.open(urllib.request.Request(action, data, {"Referer": page}), timeout=30) as response:
            return response.read().decode()

    def stop(self) -> int:
        """Ctrl-C; gives the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=60)

    def left_running(self) -> list[str]:
        """Processes that were started with this directory in their environment or on their command line."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                told = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
            except OSError:
                continue
            if str(self.directory).encode() in told:
                found.append((process / "cmdline").read_text())
        return found


def gone(demo: Demo) -> bool:
    """True when nothing of the demo runs any more, after giving it some seconds."""
    for _ in range(100):
        if not demo.left_running():
            return True
        time.sleep(0.1)
    return False


def mails(directory: Path) -> list[Path]:
    """What the demo's mail server has received, after giving it some seconds."""
    for _ in range(100):
        found = sorted((directory / "mail").glob("*.eml"))
        if found:
            return found
        time.sleep(0.1)
    return []


def test_demo_starts_from_nothing_works_stops_and_starts_again(tmp_path: Path) -> None:
    directory = tmp_path / "demo"
    demo = Demo(directory)
    try:
        site = demo.wait_until_it_runs()
        assert "Making the demo networks" in demo.output()
        email = re.findall(r"\S+@\S*example\.no", demo.output())[0]
        page = demo.post(f"{site}/demo/", f"{site}/demo/logg-inn/", email=email)
        assert "Logg ut" in page
        demo.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        demo.post(f"{site}/logg-inn/", f"{site}/logg-inn/", email=email)
        assert mails(directory)
        assert email in demo.get(f"{site}/demo/post/")
        assert demo.stop() == 0
        assert "Stopped." in demo.output()
        assert gone(demo), demo.left_running()
    finally:
        demo.process.kill()

    again = Demo(directory)
    try:
        site = again.wait_until_it_runs()
        assert "Making the demo networks" not in again.output()
        assert email in again.get(f"{site}/demo/post/")
        again.process.kill()
        assert gone(again), again.left_running()
    finally:
        again.process.kill()


def test_demo_stopped_while_it_is_made_leaves_nothing_half(tmp_path: Path) -> None:
    demo = Demo(tmp_path / "demo")
    try:
        deadline = time.monotonic() + SECONDS
        while "Making the demo networks" not in demo.output():
            assert time.monotonic() < deadline
            assert demo.process.poll() is None, demo.output()
            time.sleep(0.1)
        time.sleep(1)
        assert demo.stop() == 0
        assert gone(demo), demo.left_running()
        assert not (demo.directory / "db.sqlite3").exists()
    finally:
        demo.process.kill()
