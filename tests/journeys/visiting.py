"""One person's browser on a journey: goes, fills in, presses, and judges every page it looks at."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.contrib.auth.models import AbstractBaseUser
from django.urls import resolve
from playwright.sync_api import Locator, Page, Response, expect

from tests.browser import assert_accessible, sign_in


@dataclass
class Looks:
    """What has been judged already in this run, so that nothing is judged twice in the same state."""

    done: set[tuple[str, str]] = field(default_factory=set)

    def is_new(self, name: str, state: str) -> bool:
        """Remember a page in a state; True the first time."""
        before = len(self.done)
        self.done.add((name, state))
        return len(self.done) > before


class Visitor:
    """A person with a browser of their own. `answer` is what the server last gave as a page."""

    def __init__(self, page: Page, site: str, looks: Looks) -> None:
        self.page, self.site, self.looks = page, site, looks
        self.answer: Response | None = None
        page.on("response", self._remember)

    def _remember(self, response: Response) -> None:
        request = response.request
        if request.is_navigation_request() and request.frame == self.page.main_frame:
            self.answer = response

    @property
    def path(self) -> str:
        """The path of the page at hand."""
        return urlsplit(self.page.url).path

    @property
    def status(self) -> int:
        """The status of the page at hand."""
        assert self.answer, "no page yet"
        return self.answer.status

    def sign_in(self, user: AbstractBaseUser) -> None:
        """Come back another day: a session without the sign-in pages, which the journey has walked once."""
        sign_in(self.page, self.site, user)

    def go(self, address: str, *, status: int = 200) -> None:
        """Open an address, of the site or as it stands in a mail."""
        self.page.goto(address)
        assert self.status == status, f"{address}: {self.status}"

    @contextmanager
    def next_page(self, *, status: int = 200) -> Iterator[None]:
        """Wait for the page that follows from what is done inside."""
        with self.page.expect_navigation():
            yield
        assert self.status == status, f"{self.page.url}: {self.status}"

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Wait until the draft that is written inside has saved itself."""
        with self.page.expect_response(lambda answer: answer.url.endswith("/lagre/")) as caught:
            yield
        assert caught.value.ok, f"{caught.value.url}: {caught.value.status} {caught.value.text()[:500]}"

    def press(self, name: str, *, status: int = 200, exact: bool = True) -> None:
        """Press a button that leads to a page."""
        with self.next_page(status=status):
            self.page.get_by_role("button", name=name, exact=exact).click()

    def follow(self, name: str, *, exact: bool = True) -> None:
        """Follow a link of the page itself, not of the header."""
        with self.next_page():
            self.page.locator("main").get_by_role("link", name=name, exact=exact).first.click()

    def fill(self, **fields: str) -> None:
        """Fill fields by their name in the form."""
        for name, value in fields.items():
            self.field(name).fill(value)

    def choose(self, name: str, text: str) -> None:
        """Choose the first option of a list that has this text in it."""
        field = self.field(name)
        labels = [label.strip() for label in field.locator("option").all_inner_texts()]
        field.select_option(label=next(label for label in labels if text in label.lower()))

    def field(self, name: str) -> Locator:
        """A field by its name in the form."""
        return self.page.locator(f'[name="{name}"]:not([type="hidden"])')

    def says(self, *texts: str) -> None:
        """The page shows these texts."""
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)

    def heading(self, text: str) -> None:
        """The page's one heading."""
        expect(self.page.locator("h1")).to_have_text(text)

    def error_beside(self, name: str, text: str) -> None:
        """A message stands beside the field, and the field is tied to it."""
        target = self.field(name)
        expect(target).to_have_attribute("aria-invalid", "true")
        ids = (target.get_attribute("aria-describedby") or "").split()
        messages = " ".join(self.page.locator(f"[id='{each}']").inner_text() for each in ids)
        assert text in messages, f"{name}: {messages!r}"

    def look(self, state: str = "") -> None:
        """Judge the page: one heading, private behind login, and, once for each state, accessible at both widths."""
        name = resolve(self.path).view_name
        where = f"{self.path} ({state or 'as it is'})"
        assert self.page.locator("h1").count() == 1, f"{where}: {self.page.locator('h1').all_inner_texts()}"
        assert self.page.title().strip(), f"{where}: no title"
        if self.page.locator("form[action='/logg-ut/']").count():
            assert "no-store" in self.answer.headers.get("cache-control", ""), f"{where}: may be kept in a cache"
        if self.looks.is_new(name, f"{self.status}{state}"):
            assert_accessible(self.page)
