"""Step 6: the run chart says what has changed, drawn at once, alive a moment later, and to take away as a file."""

from datetime import date
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.story.cast import Story
from tests.journeys.story.step_06_counting import record

# When it was entered, the month, and what was counted of 20 for the two indicators.
WINTER = (
    ("2026-11-05", date(2026, 10, 1), 16, 15),
    ("2026-12-04", date(2026, 11, 1), 17, 16),
    ("2027-01-06", date(2026, 12, 1), 18, 17),
    ("2027-02-05", date(2027, 1, 1), 18, 17),
)


def winter_passes(story: Story) -> None:
    """Four months more."""
    for day, month, *numerators in WINTER:
        record(story, day, month, *numerators)


def chart_tells_the_change(story: Story) -> None:
    """Nine months above the frozen median: the sentence, the drawing, the table and the files say the same."""
    record(story, "2027-03-05", date(2027, 2, 1), 19, 18)
    story.day("2027-03-08")
    read_page(story)
    read_on_phone(story)
    take_away(story)


def read_page(story: Story) -> None:
    """The drawing stands in the page itself; Plotly takes its place when it has come."""
    marte = story.marte
    address = story.at("diagram/sam-p1/")
    html = marte.page.request.get(address).text()
    main = html[html.index("<main") :]
    assert main.count('<svg class="run-chart') >= 1, main[:3000]
    for mark in ("Samling 1", "Samling 2", "Utgangspunkt", "Mål 95"):
        assert mark in main[main.index("<svg") : main.rindex("</svg>")], mark
    marte.go(address)
    marte.page.wait_for_selector(".chart-box.is-live")
    marte.look("signal")
    marte.says("Tegn på varig forbedring.", "Juli er ikke målt", "Farmasøyt med hver onsdag")
    # On a wide screen sixteen months stand side by side, oldest first.
    table = marte.page.locator("table.figures-across")
    expect(table).to_be_visible()
    expect(table.locator("tbody tr:first-child td")).to_have_text(
        ["8", "9", "7", "10", "8", "9", "12", "14", "–", "15", "16", "16", "17", "18", "18", "19"]
    )
    facts = marte.page.locator("dl.facts")
    expect(facts).to_contain_text("95 %")
    expect(facts).to_contain_text("42,5 %")


def read_on_phone(story: Story) -> None:
    """On a phone the table stands upright, newest first."""
    ingrid = story.ingrid
    ingrid.go(story.at("diagram/sam-p1/"))
    expect(ingrid.page.locator("svg.run-chart-phone")).to_be_visible()
    expect(ingrid.page.locator("table.figures-down tbody tr").first).to_contain_text("feb. 2027")


def take_away(story: Story) -> None:
    """CSV for a spreadsheet, SVG for print, PNG made by the browser."""
    page = story.marte.page
    for name, ending, begins in (("CSV", "csv", ""), ("PNG", "png", b"\x89PNG"), ("SVG", "svg", b"<?xml")):
        page.locator("details.download").evaluate("menu => { menu.open = true; }")
        role = "button" if name == "PNG" else "link"
        with page.expect_download() as download:
            page.get_by_role(role, name=name).click()
        assert download.value.suggested_filename.endswith(f".{ending}")
        content = Path(download.value.path()).read_bytes()
        if begins:
            assert content.startswith(begins)
        else:
            lines = content.decode("utf-8-sig").splitlines()
            assert len(lines) == 17
            assert lines[9].startswith("2026-07;;;;"), lines[9]
