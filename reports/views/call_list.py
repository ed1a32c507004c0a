"""Writes the call list's lines in Python, as the matrix does: with thirty teams each template tag counts."""

from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from reports.queries.network_page.overview import CallLine

# The lists of so many networks stay written in a process.
KEPT_LISTS = 64


@lru_cache(maxsize=KEPT_LISTS)
def write_calls(calls: tuple[CallLine, ...]) -> SafeString:
    """One list item a call; only the first has a filled button. Written once while the calls are the same."""
    contact, nothing = escape(_("Sist kontakt")), escape(_("Ingen kontakt ført"))
    lines = []
    for place, call in enumerate(calls):
        last = f'{contact} <br class="not-phone">{escape(call.last_contact)}' if call.last_contact else nothing
        variant = ' data-variant="secondary"' if place else ""
        lines.append(
            f'<li><span class="call-mark">{call.mark}</span>'
            f'<p class="call-team"><b><a href="{call.url}">{escape(call.team)}</a></b> '
            f"<span>{escape(call.service)}</span></p>"
            f'<p class="call-reason"><b>{escape(call.reason)}</b><span>{escape(call.detail)}</span></p>'
            f'<p class="call-last">{last}</p>'
            f'<a class="ds-button"{variant} href="{escape(call.contact.link)}">{call.contact.icon}'
            f"<span>{escape(call.contact.label)}</span></a></li>"
        )
    return mark_safe("".join(lines))
