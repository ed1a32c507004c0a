"""Our style sheets stand in layers, name only files that exist, and pages load all of them."""

import re
from pathlib import Path

import pytest

from tests.browser import ROOT

STYLES = sorted((ROOT / "static/css").glob("*.css"))
# Loaded by the pages that need them, or by WeasyPrint.
NOT_IN_BASE = {"pdf.css", "chart.css"}


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_addresses_in_a_style_sheet_exist(path: Path) -> None:
    addresses = re.findall(r"url\(\"([^\"]+)\"\)", path.read_text(encoding="utf-8"))
    assert [address for address in addresses if not (path.parent / address).resolve().is_file()] == []


def test_base_loads_every_style_sheet_with_the_layer_order_first() -> None:
    base = (ROOT / "templates/base.html").read_text(encoding="utf-8")
    loaded = re.findall(r"static 'css/([a-z]+\.css)'", base)
    assert loaded[0] == "tokens.css"
    assert set(loaded) == {path.name for path in STYLES} - NOT_IN_BASE


def test_component_rules_stand_in_a_layer() -> None:
    outside = {}
    for path in STYLES:
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        depth_zero = re.sub(r"\{[^{}]*\}", "", text)
        while depth_zero != (shorter := re.sub(r"\{[^{}]*\}", "", depth_zero)):
            depth_zero = shorter
        starts = [start for start in re.split(r"[;\n]+", depth_zero) if start.strip()]
        loose = [
            start.strip() for start in starts if not start.strip().startswith(("@layer", "@font-face", "ds.", "app."))
        ]
        if loose and path.name != "pdf.css":
            outside[path.name] = loose
    assert outside == {}
