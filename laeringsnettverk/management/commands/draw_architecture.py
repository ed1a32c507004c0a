"""Draw the layers of the house from the imports that are really there."""

import ast
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

LAYERS = ("laeringsnettverk", "reports", "measurements", "teams", "networks", "notifications", "accounts")
PAGE = Path("docs") / "architecture.md"
BEGIN, END = "<!-- layers:begin -->", "<!-- layers:end -->"


class Command(BaseCommand):
    """Writes the drawing into docs/architecture.md."""

    help = "Draw the apps and their imports into docs/architecture.md."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Replace what stands between the two marks."""
        page = settings.BASE_DIR / PAGE
        page.write_text(with_drawing(page.read_text(encoding="utf-8"), drawing()), encoding="utf-8")


def with_drawing(text: str, lines: str) -> str:
    """The page with this drawing between its marks."""
    before, rest = text.split(BEGIN)
    _old, after = rest.split(END)
    return f"{before}{BEGIN}\n{lines}\n{END}{after}"


def drawing() -> str:
    """A Mermaid graph: one box an app, one arrow where an app imports another."""
    arrows = set()
    for app in LAYERS:
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            if "migrations" in path.parts:
                continue
            for name in _imported(ast.parse(path.read_text(encoding="utf-8"))):
                target = name.split(".")[0]
                if target in LAYERS and target != app:
                    arrows.add((app, target))
    lines = ["```mermaid", "graph TD"]
    lines += [f"    {app}[{app}]" for app in LAYERS]
    lines += [f"    {above} --> {below}" for above, below in sorted(arrows, key=_by_layer)]
    lines.append("```")
    return "\n".join(lines)


def _by_layer(arrow: tuple[str, str]) -> tuple[int, int]:
    return LAYERS.index(arrow[0]), LAYERS.index(arrow[1])


def _imported(tree: ast.Module) -> list[str]:
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.append(node.module)
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return names
