"""The drawing of the layers is the layers."""

from django.conf import settings

from laeringsnettverk.management.commands.draw_architecture import LAYERS, PAGE, drawing, with_drawing


def test_architecture_page_shows_the_imports_as_they_are() -> None:
    text = (settings.BASE_DIR / PAGE).read_text(encoding="utf-8")
    assert with_drawing(text, drawing()) == text, "Run manage.py draw_architecture."


def test_every_arrow_points_down() -> None:
    arrows = [line.split(" --> ") for line in drawing().splitlines() if "-->" in line]
    assert arrows
    assert all(LAYERS.index(above.strip()) < LAYERS.index(below) for above, below in arrows)
