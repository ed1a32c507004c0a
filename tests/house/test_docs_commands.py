"""Every Make target explains itself and stands in a document a newcomer reads."""

import re

import pytest

from tests.browser import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z][a-z-]*):", MAKEFILE, flags=re.MULTILINE)
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


def test_makefile_has_the_two_commands_of_the_readme() -> None:
    assert {"demo", "test"} <= set(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_target_has_help(target: str) -> None:
    assert re.search(rf"^{target}:.*## \S", MAKEFILE, flags=re.MULTILINE)


@pytest.mark.parametrize("target", TARGETS)
def test_target_is_documented(target: str) -> None:
    text = "".join(document.read_text(encoding="utf-8") for document in DOCUMENTS if document.exists())
    assert re.search(rf"`make {target}\b", text), f"`make {target}` stands in neither README.md nor CONTRIBUTING.md"
