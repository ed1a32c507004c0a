"""Follows every link a person meets, and says which lead nowhere or to a page that is not as pages should be."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

_HREF = re.compile(r'<a\b[^>]*?\shref="([^"]+)"')
# A hundred months are one page: so many of each kind are opened, and one of those that make a file.
MOST, MOST_FILES = 3, 1
FILES = ("_pdf", "_svg", "_csv", "_figure")


@dataclass
class Crawl:
    """One person's way through the site.

    `pages` has the first address of each page, by its URL name; `opened` how often each name was opened, files too.
    """

    client: Client
    pages: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    opened: Counter[str] = field(default_factory=Counter)
    _known: set[str] = field(default_factory=set)

    def walk(self, start: str) -> None:
        """Open the start and everything that can be reached from it by links."""
        waiting = [start]
        self._known.add(start)
        while waiting:
            address = waiting.pop(0)
            name = resolve(urlsplit(address).path).view_name
            if self.opened[name] >= (MOST_FILES if name.endswith(FILES) else MOST):
                continue
            self.opened[name] += 1
            for link in self._open(address, name):
                if link not in self._known:
                    self._known.add(link)
                    waiting.append(link)

    def _open(self, address: str, name: str) -> list[str]:
        response = self.client.get(address)
        if response.status_code in (301, 302):
            return [urljoin(address, response["Location"])]
        if response.status_code != 200:
            self.problems.append(f"{address}: {response.status_code}")
            return []
        if "_auth_user_id" in self.client.session and "no-store" not in response.get("Cache-Control", ""):
            self.problems.append(f"{address}: may be kept in a cache")
        if not response["Content-Type"].startswith("text/html"):
            return []
        self.pages.setdefault(name, address)
        return self._read(address, response)

    def _read(self, address: str, response: HttpResponse) -> list[str]:
        html = response.content.decode()
        headings = len(re.findall(r"<h1[ >]", html))
        if headings != 1:
            self.problems.append(f"{address}: {headings} main headings")
        links = [urljoin(address, unescape(href)).partition("#")[0] for href in _HREF.findall(html)]
        return [link for link in links if link.startswith("/") and not link.startswith("/static/")]
