"""Every setting that comes from the environment is explained where people look for it."""

import ast
import re

import pytest

from tests.browser import ROOT


def names_read() -> list[str]:
    """The variables settings.py reads, in order."""
    tree = ast.parse((ROOT / "laeringsnettverk" / "settings.py").read_text(encoding="utf-8"))
    return [
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and isinstance(node.args[0], ast.Constant)
    ]


NAMES = names_read()
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
MANUAL = ROOT / "docs" / "running.md"


def test_names_are_found() -> None:
    assert {"SECRET_KEY", "DATABASE_URL", "SITE_URL"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_setting_is_in_the_example_with_a_comment(name: str) -> None:
    assert re.search(rf"^# .+\n{name}=", EXAMPLE, flags=re.MULTILINE), f"{name} is not explained in .env.example"


@pytest.mark.parametrize("name", NAMES)
def test_setting_is_in_the_manual(name: str) -> None:
    assert f"`{name}`" in MANUAL.read_text(encoding="utf-8"), f"{name} is not explained in docs/running.md"


def test_example_has_no_setting_that_nobody_reads() -> None:
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    read = set(NAMES) | set(re.findall(r"\$\{([A-Z_]+)", compose))
    written = re.findall(r"^([A-Z_]+)=", EXAMPLE, flags=re.MULTILINE)
    assert sorted(written) == sorted(read)
