"""What journeys do with a page beside clicking: sign in, judge accessibility, take pictures."""

import os
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from django.test import Client
from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent
AXE = ROOT / "tests" / "vendor" / "axe.min.js"
PICTURES = ROOT / "docs" / "images"
PHONE, DESKTOP = (390, 844), (1280, 900)
SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(page: Page, base_url: str, user: AbstractBaseUser) -> None:
    """Sign a person in without the sign-in pages, for journeys about something else."""
    client = Client()
    client.force_login(user, backend=SIGN_IN)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": base_url}])


def resize(page: Page, size: tuple[int, int]) -> None:
    """Give the page a width and height in CSS pixels."""
    page.set_viewport_size({"width": size[0], "height": size[1]})


@cache
def axe_source() -> str:
    """The vendored axe-core, read once."""
    return AXE.read_text(encoding="utf-8")


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe-core finds on the page as it stands, all rules, target size included."""
    page.evaluate(axe_source())
    found = page.evaluate("axe.run(document, {rules: {'target-size': {enabled: true}}, resultTypes: ['violations']})")
    return found["violations"]


def assert_accessible(page: Page) -> None:
    """Fail when axe-core finds anything, or the page can be pushed sideways, on a phone or on a desktop."""
    if connection.vendor != "sqlite":
        # How a page looks does not depend on the database; the run on SQLite has judged it, and judging is what takes time.
        return
    # A link that was clicked a moment ago may have brought the page without its style sheets yet.
    page.wait_for_load_state("load")
    before = page.viewport_size
    for size in (PHONE, DESKTOP):
        resize(page, size)
        where = f"{page.url} at {size[0]} px"
        lines = [
            f"{rule['id']} ({rule['impact']}) {rule['help']}\n  {node['html'][:300]}\n  {node['failureSummary']}"
            for rule in violations(page)
            for node in rule["nodes"]
        ]
        assert not lines, "\n".join([where, *lines])
        width = page.evaluate("document.scrollingElement.scrollWidth")
        assert width <= size[0], f"{where}: the page is {width} px wide, so it slides sideways"
    if before:
        resize(page, (before["width"], before["height"]))


def picture(page: Page, name: str, *, full_page: bool = True) -> None:
    """Take the picture `docs/images/<name>.png`, in `make screenshots` only."""
    if os.environ.get("SCREENSHOTS"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png", full_page=full_page, animations="disabled")
