"""Every word of the code stands in the glossary."""

import re

from django.apps import apps
from django.conf import settings

OURS = {"reports", "measurements", "teams", "networks", "notifications", "accounts"}


def test_every_model_has_its_word_in_the_glossary() -> None:
    glossary = (settings.BASE_DIR / "docs" / "glossary.md").read_text(encoding="utf-8")
    words = set(re.findall(r"`(\w+)`", glossary))
    models = {model.__name__ for model in apps.get_models() if model._meta.app_label in OURS}
    assert models - words == {"User"}
