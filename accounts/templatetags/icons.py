"""Icons and status marks as inline SVG that screen readers skip: the word beside carries the meaning."""

from functools import lru_cache

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Drawn on a 20 × 20 grid with a stroke of 1.6; the colour is the text's own.
ICONS = {
    "arrow-left": '<path d="M16.5 10h-13M9 4.5 3.5 10 9 15.5"/>',
    "arrow-right": '<path d="M3.5 10h13M11 4.5l5.5 5.5-5.5 5.5"/>',
    "baseline": '<path d="M2.5 5.5v9M2.5 10h8"/><path d="M10.5 10h7" stroke-dasharray="2 1.6"/>',
    "calendar": '<rect x="3" y="4.5" width="14" height="12.5" rx="1.5"/><path d="M3 8.5h14M6.8 2.5v4M13.2 2.5v4"/>',
    "check": '<path d="M4 10.8 8.2 15 16.2 5.8"/>',
    "chevron-down": '<path d="M5 7.5l5 5 5-5"/>',
    "clock": '<circle cx="10" cy="10" r="7.4"/><path d="M10 5.6V10l3 1.9"/>',
    "document": '<path d="M5 2.8h6.5L15.5 6.8V17.2H5z"/><path d="M7.8 10h5M7.8 13.4h5M7.8 6.8h1.6"/>',
    "download": '<path d="M10 3v9.5M5.6 8.4 10 12.8l4.4-4.4M4 17h12"/>',
    "expand": '<path d="M12 3.5h4.5V8M8 16.5H3.5V12M16.2 3.8l-5 5M3.8 16.2l5-5"/>',
    "info": '<circle cx="10" cy="10" r="7.4"/><path d="M10 9v5M10 6v.4"/>',
    "lock": (
        '<rect x="4.5" y="8.8" width="11" height="8.2" rx="1.4"/><path d="M7 8.8V6.2a3 3 0 0 1 6 0v2.6M10 12.2v1.6"/>'
    ),
    "mail": '<rect x="2.8" y="4.5" width="14.4" height="11" rx="1.4"/><path d="M3.2 5.6 10 11l6.8-5.4"/>',
    "menu": '<path d="M3 5.2h14M3 10h14M3 14.8h14"/>',
    "pencil": '<path d="M12.7 4.2l3.1 3.1L7 16.1l-3.6.5.5-3.6z"/><path d="M11 5.9l3.1 3.1"/>',
    "people": (
        '<circle cx="8" cy="7" r="3.2"/><path d="M2.4 16.6a5.6 5.6 0 0 1 11.2 0"/>'
        '<path d="M12.6 4a3.2 3.2 0 0 1 0 6M15.2 12.2a5.6 5.6 0 0 1 2.8 4.4"/>'
    ),
    "phases": '<path d="M10 2.8v14.4M2.6 12.8h7.4M10 6.6h7.4"/>',
    "phone": (
        '<path d="M4.2 3.2h2.9l1.5 3.9-1.9 1.4c.9 2 2.4 3.5 4.4 4.5l1.4-1.9 4.1 1.5v2.8'
        'c0 .8-.7 1.4-1.5 1.4C8.6 16.4 3.4 11 2.8 4.7c0-.8.6-1.5 1.4-1.5z"/>'
    ),
    "pin": (
        '<path d="M10 17.6s5.8-4.7 5.8-9.4a5.8 5.8 0 0 0-11.6 0c0 4.7 5.8 9.4 5.8 9.4z"/>'
        '<circle cx="10" cy="8.2" r="2"/>'
    ),
    "plus": '<path d="M10 3.5v13M3.5 10h13"/>',
    "undo": '<path d="M3.5 8h8.3a4.7 4.7 0 0 1 0 9.4H7M7.2 4.2 3.5 8l3.7 3.8"/>',
}

# Status marks: the shape is the meaning, the colour comes third. On screen the style sheet gives the colour (mark-good
# and so on); the attribute is for WeasyPrint, which does not hand the text colour down into an inline SVG.
TONES = {
    "good": "#056d13",
    "main": "#0b5563",
    "outline": "#0b5563",
    "quiet": "#555f62",
    "look": "#80540f",
    "wrong": "#b81a1a",
}
# The drawings are constants of this module, so marking them safe is safe.
_WHITE = 'fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
_DISC = '<circle cx="10" cy="10" r="8.6" fill="currentColor"/>'
_RING = 'fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"'
MARKS = {
    "done": ("good", f'{_DISC}<path d="M6 10.3 8.9 13.1 14 7.4" {_WHITE}/>'),
    "improvement": (
        "main",
        f'{_DISC}<path d="M10 14.4V6M6.5 9.3 10 5.8l3.5 3.5" {_WHITE}/>',
    ),
    "worsening": (
        "look",
        f'{_DISC}<path d="M10 5.6V14M6.5 10.7 10 14.2l3.5-3.5" {_WHITE}/>',
    ),
    "goal": (
        "good",
        '<circle cx="10" cy="10" r="7.5" fill="none" stroke="currentColor" stroke-width="2.4"/>'
        '<circle cx="10" cy="10" r="3.2" fill="none" stroke="currentColor" stroke-width="2.2"/>',
    ),
    "goal-missed": (
        "quiet",
        '<circle cx="10" cy="10" r="7.5" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        f'<path d="M7.4 7.4l5.2 5.2M12.6 7.4l-5.2 5.2" {_RING}/>',
    ),
    "constant": ("quiet", f'<circle cx="10" cy="10" r="7.8" {_RING}/><path d="M6.6 8.2h6.8M6.6 11.8h6.8" {_RING}/>'),
    "none": ("quiet", f'<circle cx="10" cy="10" r="7.8" {_RING}/><path d="M6.6 10h6.8" {_RING}/>'),
    "waiting": (
        "quiet",
        f'<circle cx="10" cy="10" r="7.8" {_RING}/><path d="M10 5.6V10l3 1.8" {_RING} stroke-linejoin="round"/>',
    ),
    "missing": ("quiet", f'<circle cx="10" cy="10" r="7.8" {_RING} stroke-dasharray="2.2 2.7"/>'),
    "look": (
        "look",
        '<path d="M10 2.2 18.6 17.4H1.4z" fill="currentColor" stroke="currentColor" stroke-width="1.6" '
        'stroke-linejoin="round"/>'
        '<path d="M10 7.6v4.6M10 14.9v.1" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round"/>',
    ),
    "late": (
        "wrong",
        '<rect x="1.6" y="1.6" width="16.8" height="16.8" rx="2.6" fill="currentColor"/>'
        '<path d="M10 5.6v5.4M10 14.3v.1" fill="none" stroke="#fff" stroke-width="2.2" stroke-linecap="round"/>',
    ),
    "locked": (
        "quiet",
        f'<rect x="3.6" y="8.6" width="12.8" height="8.8" rx="1.6" fill="currentColor"/>'
        f'<path d="M6.6 8.4V6a3.4 3.4 0 0 1 6.8 0v2.4" {_RING}/>',
    ),
    "circle": ("outline", '<circle cx="10" cy="10" r="7.4" fill="#fff" stroke="currentColor" stroke-width="2"/>'),
    "circle-filled": ("main", '<circle cx="10" cy="10" r="8.4" fill="currentColor"/>'),
}


@lru_cache(maxsize=256)
def icon_svg(name: str, size: int = 18) -> SafeString:
    """The icon as inline SVG, `size` pixels square; an unknown name is a KeyError, so a misspelling shows at once."""
    return mark_safe(
        f'<svg class="icon" width="{size}" height="{size}" viewBox="0 0 20 20" fill="none" stroke="currentColor" '
        f'stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        f"{ICONS[name]}</svg>"
    )


@lru_cache(maxsize=256)
def mark_svg(name: str, size: int = 16) -> SafeString:
    """The status mark as inline SVG, `size` pixels square (16 to 20); an unknown name is a KeyError."""
    tone, drawing = MARKS[name]
    return mark_safe(
        f'<svg class="mark mark-{tone}" width="{size}" height="{size}" viewBox="0 0 20 20" color="{TONES[tone]}" '
        f'aria-hidden="true" focusable="false">{drawing}</svg>'
    )


@lru_cache(maxsize=8)
def brand_svg(size: int = 32, reverse: bool = False) -> SafeString:
    """The mark of the product: a run chart that crosses its median; `reverse` for the main-colour surface."""
    ground, line, point, median = (
        ("#fff", "#0b5563", "#b4531a", "#0b5563") if reverse else ("#0b5563", "#fff", "#f0b48c", "#a5c0c6")
    )
    return mark_safe(
        f'<svg class="brand-mark" width="{size}" height="{size}" viewBox="0 0 32 32" aria-hidden="true" '
        f'focusable="false">'
        f'<rect width="32" height="32" rx="7" fill="{ground}"/>'
        f'<path d="M7 19.5h18" fill="none" stroke="{median}" stroke-width="1.5" stroke-dasharray="3 2.4"/>'
        f'<path d="M7.2 22 11.5 18.8 15 19.2 18.5 14.6 25 9.2" fill="none" stroke="{line}" stroke-width="2.5" '
        f'stroke-linecap="round" stroke-linejoin="round"/>'
        f'<g fill="{line}"><circle cx="7.2" cy="22" r="2.4"/><circle cx="11.5" cy="18.8" r="1.8"/>'
        f'<circle cx="15" cy="19" r="1.8"/><circle cx="18.5" cy="14.6" r="1.8"/></g>'
        f'<circle cx="25" cy="9.2" r="3.1" fill="{point}"/></svg>'
    )


@register.simple_tag
def icon(name: str, size: int = 18) -> SafeString:
    """`{% icon "clock" %}` or `{% icon "clock" 20 %}`."""
    return icon_svg(name, size)


@register.simple_tag
def mark(name: str, size: int = 16) -> SafeString:
    """`{% mark "improvement" %}`: a status mark; always followed by its word."""
    return mark_svg(name, size)


@register.simple_tag
def brand_mark(size: int = 32, reverse: bool = False) -> SafeString:
    """`{% brand_mark %}`: the mark of the product."""
    return brand_svg(size, reverse)
