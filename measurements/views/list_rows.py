"""Writes the cards and months of the list page: one pass in Python, because fifty includes cost more than all SQL."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from accounts.templatetags.icons import mark_svg
from measurements.queries.cards import IndicatorCard
from measurements.views.month_line import MonthLine


def write_cards(cards: Iterable[IndicatorCard]) -> SafeString:
    """Each indicator as a small card with its chart."""
    # Safe: every text that people write is escaped where it is put in.
    return mark_safe("\n".join([_card(card) for card in cards]))


def write_months(lines: Iterable[MonthLine]) -> SafeString:
    """Each month as a line with its status and its link."""
    return mark_safe("\n".join([_line(line) for line in lines]))


def _card(card: IndicatorCard) -> str:
    unit = f" <span>{escape(card.unit)}</span>" if card.unit else ""
    detail = f"<small>{escape(card.detail)}</small>" if card.detail else ""
    name = escape(card.name)
    title = f'<a href="{escape(card.url)}">{name}</a>' if card.url else name
    return (
        f'<article class="card indicator-card"><h3>{title}</h3>\n'
        f'  <p class="indicator-value"><span class="figure">{card.figure}</span>{unit}'
        f'<span class="indicator-target">{escape(card.target)}</span></p>\n'
        f'  <div class="indicator-drawing">{card.drawing}</div>\n'
        f'  <p class="status">{mark_svg(card.mark)}<span>{escape(card.label)}</span>{detail}</p></article>'
    )


def _line(line: MonthLine) -> str:
    return (
        f'<li><span class="month-name">{line.name}</span><span class="status">{mark_svg(line.mark)}'
        f'<span>{escape(line.status)}</span></span><span class="quiet month-detail">{escape(line.detail)}</span>'
        f'<a href="{escape(line.url)}">{escape(line.action)}<span class="visually-hidden"> {line.name}</span></a></li>'
    )
