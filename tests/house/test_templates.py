"""Templates keep the rules of the house: a base for every page, nothing inline, and no looking upwards."""

import re
from pathlib import Path

import pytest

from tests.browser import ROOT

TEMPLATES = ROOT / "templates"
# Lowest first: a template may include its own app's, a lower app's, and the shared ones.
APPS = ["accounts", "notifications", "networks", "teams", "measurements", "reports"]
ALL = sorted(TEMPLATES.rglob("*.html"))
# Folders of templates that are not pages: pieces of pages, mail, print, and the form pack.
NOT_PAGES = {"components", "designsystemet", "mail", "pdf", "elements", "email"}
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*="),
    "a style element": re.compile(r"<style\b"),
    "a script element with content": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")"),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*="),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "a file from another machine": re.compile(r"(?:\ssrc=|<link[^>]*\shref=)\"(?:https?:)?//"),
}


def name_of(path: Path) -> str:
    """The template's name as `{% include %}` writes it."""
    return path.relative_to(TEMPLATES).as_posix()


def is_page(path: Path) -> bool:
    """True for what a person sees as a page."""
    folders = set(path.relative_to(TEMPLATES).parts[:-1])
    return not (path.name.startswith(("_", "base")) or folders & NOT_PAGES)


def text_of(path: Path) -> str:
    """The template without its comments."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", text, flags=re.DOTALL)
    return re.sub(r"{#.*?#}", "", text)


@pytest.mark.parametrize("path", [path for path in ALL if is_page(path)], ids=name_of)
def test_page_extends_a_base(path: Path) -> None:
    assert re.match(r"\s*{% extends ", text_of(path)), "a page extends a base; a piece of a page starts with _"


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_template_has_nothing_inline(path: Path) -> None:
    is_printed = {"pdf", "mail"} & set(path.parts)
    rules = {"a javascript: address": INLINE["a javascript: address"]} if is_printed else INLINE
    text = text_of(path)
    assert [what for what, rule in rules.items() if rule.search(text)] == []


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_template_includes_downwards_only(path: Path) -> None:
    folder = path.relative_to(TEMPLATES).parts[0]
    if folder not in APPS:
        return
    used = re.findall(r"{% (?:include|extends) [\"']([a-z_]+)/", text_of(path))
    assert [app for app in used if app in APPS and APPS.index(app) > APPS.index(folder)] == []
