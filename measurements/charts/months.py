"""Month names as they stand under an axis and in a table."""

from datetime import date
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _


@lru_cache(maxsize=8)
def _names(language: str | None) -> tuple[str, ...]:
    """Twelve names, asked of the catalogue once a language."""
    return (
        _("jan."),
        _("feb."),
        _("mars"),
        _("april"),
        _("mai"),
        _("juni"),
        _("juli"),
        _("aug."),
        _("sep."),
        _("okt."),
        _("nov."),
        _("des."),
    )


def short_months() -> tuple[str, ...]:
    """«jan.», «feb.», «mars» … in the language of the request."""
    return _names(get_language())


def short_month_year(day: date) -> str:
    """«okt. 2026»."""
    return f"{short_months()[day.month - 1]} {day.year}"
