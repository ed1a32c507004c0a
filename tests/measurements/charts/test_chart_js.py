"""The chart page's script in a real browser, under the product's own Content-Security-Policy."""

import json
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from measurements.charts import render_set
from measurements.charts.plotly import plotly_figure
from tests.measurements.charts.building import mockup

ROOT = Path(settings.BASE_DIR)
PLOTLY = "/static/vendor/plotly.js-basic-dist-min/plotly-basic.min.js"
PAGE_HTML = """<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>Diagram</title>
<link rel="stylesheet" href="/static/css/chart.css"></head><body>
<div data-chart data-chart-file="samstemt" data-chart-font="/static/vendor/inter/inter-latin-variable.woff2">
<div class="chart-box" tabindex="-1">{drawings}
<div class="chart-live" data-chart-live data-figure-url="{figure}" data-plotly-url="{plotly}" hidden></div></div>
<p id="under">Under</p>
<button type="button" data-chart-toggle data-text-live="Vis interaktivt" data-text-image="Vis som bilde" hidden></button>
<button type="button" data-chart-whole hidden>Vis alle månedene</button>
<button type="button" data-chart-png hidden>PNG</button><button type="button" data-chart-svg hidden>SVG</button>
<p data-chart-failed role="status" hidden>Det gikk ikke.</p></div>
<script type="module" src="/static/js/chart.js"></script></body></html>"""
WATCH = """
window.broken = []; window.shift = 0;
document.addEventListener("securitypolicyviolation", (e) => window.broken.push(`${e.violatedDirective} ${e.blockedURI}`));
new PerformanceObserver((list) => { for (const e of list.getEntries()) window.shift += e.value; })
  .observe({ type: "layout-shift", buffered: true });
"""


def policy() -> str:
    """The product's Content-Security-Policy as a header."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


class Handler(SimpleHTTPRequestHandler):
    """The repository's static files, and a page or figure made here."""

    made: dict[str, tuple[str, str]]

    def do_GET(self) -> None:
        """A made answer, else a file."""
        if self.path not in self.made:
            if not self.path.startswith("/static/"):
                self.send_error(404)
                return
            super().do_GET()
            return
        kind, text = self.made[self.path]
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        """With the policy, like every answer of the product."""
        self.send_header("Content-Security-Policy", policy())
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Silent."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The page at /, the same with a figure that cannot be had at /uten."""
    chart = mockup()
    page = partial(PAGE_HTML.format, drawings=render_set(chart, "c"), plotly=PLOTLY)
    Handler.made = {
        "/": ("text/html", page(figure="/figur")),
        "/uten": ("text/html", page(figure="/finnes-ikke")),
        "/figur": ("application/json", json.dumps(plotly_figure(chart))),
        "/favicon.ico": ("image/x-icon", ""),
    }
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(ROOT)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A wide page that counts policy breaks and layout shifts, and remembers script errors."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    opened = context.new_page()
    opened.add_init_script(WATCH)
    opened.problems = []
    opened.on("pageerror", lambda error: opened.problems.append(str(error)))
    yield opened
    context.close()


def test_plotly_takes_the_drawings_place_without_moving_or_breaking_anything(page, address):
    calls = []
    page.on("request", lambda request: calls.append(request.url))
    page.goto(address)
    before = page.locator("#under").bounding_box()
    page.wait_for_selector(".chart-box.is-live")
    assert page.locator("#under").bounding_box() == before
    page.locator(".scatterlayer .point").nth(4).hover(force=True)
    page.wait_for_selector(".hoverlayer .hovertext")
    assert page.locator(".hoverlayer .hovertext").text_content().split() == ["Mars", "202645", "%", "(9", "av", "20)"]
    assert page.evaluate("window.shift") < 0.01
    assert page.evaluate("window.broken") == []
    assert page.problems == []
    assert [url for url in calls if not url.startswith((address, "blob:", "data:"))] == []
    assert page.locator("text=/share|cloud/i").count() == 0


def test_live_chart_has_the_name_of_the_drawing(page, address):
    page.goto(address)
    page.wait_for_selector(".chart-box.is-live")
    name = "Samstemt legemiddelliste Seriediagram med 11 målinger"
    assert page.get_by_role("img", name=name).count() == 1


def test_closer_look_and_back(page, address):
    page.goto(address)
    page.wait_for_selector(".chart-box.is-live")
    whole = page.get_by_role("button", name="Vis alle månedene")
    assert whole.count() == 0
    page.mouse.move(450, 250)
    page.mouse.down()
    page.mouse.move(750, 260, steps=5)
    page.mouse.up()
    whole.wait_for()
    whole.click()
    whole.wait_for(state="hidden")
    assert page.evaluate("window.broken") == []


def test_image_and_live_change_places(page, address):
    page.goto(address)
    page.wait_for_selector(".chart-box.is-live")
    page.get_by_role("button", name="Vis som bilde").click()
    assert page.locator("svg.run-chart-page").is_visible()
    assert not page.locator(".chart-live").is_visible()
    page.get_by_role("button", name="Vis interaktivt").click()
    page.wait_for_selector(".chart-box.is-live")


@pytest.mark.parametrize(("label", "start"), [("PNG", b"\x89PNG"), ("SVG", b"<?xml")])
def test_drawing_is_given_as_a_file(page, address, label, start):
    page.goto(address)
    with page.expect_download() as download:
        page.get_by_role("button", name=label).click()
    assert download.value.suggested_filename == f"samstemt.{label.lower()}"
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(start)
    assert len(content) > 4000
    assert page.evaluate("window.broken") == []


def test_phone_keeps_its_own_drawing(page, address):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address)
    page.get_by_role("button", name="PNG").wait_for()
    assert page.locator("svg.run-chart-phone").is_visible()
    assert page.get_by_role("button", name="Vis interaktivt").count() == 0
    assert page.evaluate("'Plotly' in window") is False
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_box_shows_the_largest_drawing_that_fits(page, address):
    page.goto(f"{address}/uten")
    for width, shown in ((1280, "page"), (900, "card"), (600, "phone")):
        page.set_viewport_size({"width": width, "height": 800})
        visible = page.locator("svg.run-chart:visible")
        assert visible.count() == 1
        assert f"run-chart-{shown}" in visible.get_attribute("class")


def test_drawing_stands_when_the_figure_cannot_be_had(page, address):
    with page.expect_response("**/finnes-ikke"):
        page.goto(f"{address}/uten")
    page.wait_for_load_state("networkidle")
    assert page.locator("svg.run-chart-page").is_visible()
    assert not page.locator("[data-chart-failed]").is_visible()
    page.get_by_role("button", name="Vis interaktivt").click()
    page.get_by_role("status").wait_for()
    assert page.locator("svg.run-chart-page").is_visible()
