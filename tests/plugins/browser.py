"""A real browser against the real server: pages that fail the test on a script error, a CSP break or a call outside."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser import DESKTOP, PHONE, ROOT

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Resolve no name but this machine's: not even the browser's own services are reached.
ARGUMENTS = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost", "--disable-dev-shm-usage"]
# Milliseconds. A busy machine is slow, not wrong: waiting longer costs time only where the test fails anyway.
PATIENCE = 60_000
OpenPage = Callable[..., Page]


def browser_path() -> str | None:
    """The system's Chromium; None lets Playwright use the one it fetched itself."""
    named = os.environ.get("CHROMIUM")
    found = [path for path in map(shutil.which, [named, *BROWSERS] if named else BROWSERS) if path]
    return found[0] if found else None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the run."""
    # Playwright keeps an event loop in this thread, and Django would take every query of the test for an async one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        is_root = os.geteuid() == 0
        # Chromium's sandbox refuses root, which containers run as.
        arguments = [*ARGUMENTS, "--no-sandbox"] if is_root else ARGUMENTS
        chromium = playwright.chromium.launch(executable_path=browser_path(), args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def site(live_server: LiveServer, settings: LazySettings) -> str:
    """The address of the running site, links in mail included."""
    settings.SITE_URL = live_server.url
    return live_server.url


class Watch:
    """Collects what must never happen on any page."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        # Server errors the test causes on purpose: `watch.expected.add(503)`.
        self.expected: set[int] = set()

    def follow(self, page: Page) -> None:
        """Listen to the page from now on."""
        page.on("console", self.on_console)
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        page.on("request", self.on_request)
        page.on("response", self.on_response)

    def on_console(self, message: ConsoleMessage) -> None:
        """An error in the console; a refused document is told by its status instead."""
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.problems.append(f"console: {message.text}")

    def on_request(self, request: Request) -> None:
        """A call to any other machine."""
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname not in ("127.0.0.1", "localhost"):
            self.problems.append(f"call outside: {request.url}")

    def on_response(self, response: Response) -> None:
        """A server error anywhere, or a picture, style or script that is not there."""
        if response.status in self.expected:
            return
        is_page = response.request.resource_type in ("document", "fetch", "xhr")
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self.problems.append(f"{response.status}: {response.url}")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """Let the page fixture see whether its test failed."""
    outcome = yield
    if call.when == "call":
        item.stash[FAILED] = outcome.get_result().failed


FAILED = pytest.StashKey[bool]()


@pytest.fixture
def watch() -> Watch:
    """What looks after every page of the test; ask for it to say which server errors are meant."""
    return Watch()


@pytest.fixture
def open_page(browser: Browser, site: str, watch: Watch, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """A function that opens a page in a browser of its own: own cookies, given size, Norwegian, watched."""
    pages: list[Page] = []

    def make(size: tuple[int, int] = DESKTOP, *, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": size[0], "height": size[1]},
            locale="nb-NO",
            timezone_id="Europe/Oslo",
            reduced_motion="reduce",
            java_script_enabled=javascript,
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        watch.follow(page)
        pages.append(page)
        return page

    yield make
    if request.node.stash.get(FAILED, False):
        keep_pictures(request.node.name, pages)
    for page in pages:
        page.context.close()
    assert not watch.problems, "\n".join(watch.problems)


def keep_pictures(test: str, pages: list[Page]) -> None:
    """Leave what the failed test last saw in `test-results/`."""
    directory = Path(ROOT / "test-results")
    directory.mkdir(exist_ok=True)
    for number, page in enumerate(pages, start=1):
        if not page.is_closed():
            page.screenshot(path=directory / f"{test}-{number}.png", full_page=True)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """An anonymous visitor at a desktop."""
    return open_page(DESKTOP)


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """An anonymous visitor with a phone."""
    return open_page(PHONE)
