"""A report on paper: cover, the parts, one indicator a page; made of its content alone, live or frozen."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.norwegian import format_date, format_datetime
from networks.models import ReportDeadline
from networks.pdf import render_pdf

STYLE_SHEET = "pages/report-pdf.css"
# So many months the page's width holds; more go into tables of equal length below each other. More than a year of them
# are told apart by their years.
MONTHS_WIDE, ONE_YEAR = 16, 12
# An interpretation of this many characters stands beside the first chart; a longer one gets a page of its own.
SHORT_TEXT = 700
# A report name or team name longer than this needs the cover's smaller letters.
LONG_NAME = 60
# The footer's left half.
RUNNING_LENGTH = 90
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved the report, and when."""

    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the cover says of the document itself. Version 0 is a draft, printed at a time; the others are locked."""

    version: int = 0
    sha256: str = ""
    approval: Approval | None = None
    printed_at: datetime | None = None

    @property
    def is_draft(self) -> bool:
        """Tell whether the content may still change."""
        return not self.version

    @property
    def foot(self) -> tuple[str, str]:
        """The two pieces of the cover's last line."""
        if self.is_draft:
            printed = _("Laget %(when)s") % {"when": format_datetime(self.printed_at)} if self.printed_at else ""
            return _("Utkast, ikke levert"), printed
        return (
            _("Versjon %(number)d, låst ved levering") % {"number": self.version},
            _("Kontrollsum %(sum)s") % {"sum": short_checksum(self.sha256)},
        )


@dataclass(frozen=True, slots=True)
class Fact:
    """One cell of the strip over a chart."""

    label: str
    figure: str
    text: str
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class MonthBlock:
    """A stretch of at most a year of the table: the same three rows, month by month."""

    rows: tuple[dict[str, Any], ...]
    has_run: bool


@dataclass(frozen=True, slots=True)
class FigurePage:
    """One indicator as its page shows it. `text` is the team's interpretation where it belongs on this page."""

    figure: dict[str, Any]
    svg: SafeString
    facts: tuple[Fact, ...]
    blocks: tuple[MonthBlock, ...]
    has_years: bool
    text: str


def print_report(content: dict[str, Any], stamp: Stamp) -> bytes:
    """Make the document of a report's content. Raises PdfUnavailableError where Pango is missing."""
    title = f"{content['title']}, {content['team']}"
    return render_pdf(report_html(content, stamp), title=title, extra_css=STYLE_SHEET)


def report_html(content: dict[str, Any], stamp: Stamp) -> str:
    """The page that becomes the document."""
    pages, has_own_page = _figure_pages(content)
    context = {
        "content": content,
        "running_title": Truncator(f"{content['title']}, {content['team']}").chars(RUNNING_LENGTH),
        "stamp": stamp,
        "cover_facts": _cover_facts(content, stamp),
        "is_long": len(content["team"]) > LONG_NAME,
        "pages": pages,
        "has_own_page": has_own_page,
        "is_final": content["kind"] == ReportDeadline.Kind.FINAL,
    }
    return render_to_string("reports/pdf/report.html", context)


def short_checksum(sha256: str) -> str:
    """«7f3a 91c2 08de»: enough to compare by eye; the whole sum stands on the report's page."""
    return " ".join(sha256[start : start + 4] for start in range(0, 12, 4))


def _cover_facts(content: dict[str, Any], stamp: Stamp) -> list[tuple[str, str]]:
    facts = [
        (_("Mål"), content["aim"]),
        (_("Tiltakspakke"), content["package"]),
        (_("Nettverk"), content["network"]),
    ]
    submitted = content.get("submitted")
    if submitted:
        day = format_date(date.fromisoformat(submitted["on"]))
        facts.append((_("Levert av"), _("%(name)s, teamleder, %(date)s") % {"name": submitted["by"], "date": day}))
    else:
        leader = next((person["name"] for person in content["people"] if person["is_leader"]), "")
        facts.append((_("Teamleder"), leader))
        facts.append((_("Frist"), content["due"]))
    if stamp.approval:
        words = [stamp.approval.by, content["organizer"], format_date(stamp.approval.on)]
        facts.append((_("Godkjent av"), ", ".join(word for word in words if word)))
    return [fact for fact in facts if fact[1]]


def _figure_pages(content: dict[str, Any]) -> tuple[list[FigurePage], bool]:
    """The pages of the figures, and whether the team's interpretation needs one more for itself."""
    text = next((part["text"] for part in content["sections"] if _has_figures(part)), "")
    is_beside = bool(text) and len(text) <= SHORT_TEXT
    is_final = content["kind"] == ReportDeadline.Kind.FINAL
    pages = [
        FigurePage(
            figure=figure,
            # Drawn by our own charts, which escape every text; frozen with the report.
            svg=mark_safe(figure["drawings"]["pdf"]),
            facts=_facts(figure, is_final=is_final),
            blocks=_month_blocks(figure["table"]["rows"]),
            has_years=len(figure["table"]["rows"]) > ONE_YEAR,
            text=text if is_beside and not place else "",
        )
        for place, figure in enumerate(content["figures"])
    ]
    return pages, bool(text) and not (is_beside and pages)


def _has_figures(part: dict[str, Any]) -> bool:
    return bool(part["fetched"] and part["fetched"].get("figures"))


def _facts(figure: dict[str, Any], *, is_final: bool) -> tuple[Fact, ...]:
    direction, _space, rest = figure["direction"].partition(" ")
    label = (
        _("Siste måling, %(month)s") % {"month": figure["latest_month_short"]}
        if figure["latest"]
        else _("Siste måling")
    )
    last = Fact(_("Retning"), direction or NOTHING, rest or _("ingen er bedre"))
    if is_final:
        last = Fact(_("Endring"), figure["change"] or NOTHING, figure["change_unit"] or _("ikke nok tall"))
    return (
        Fact(label, figure["latest"] or NOTHING, figure["latest_count"] or _("ingen målinger ennå"), is_now=True),
        Fact(_("Utgangspunkt"), figure["baseline"] or NOTHING, figure["baseline_period"]),
        Fact(_("Mål"), figure["target"] or NOTHING, figure["goal"]),
        last,
    )


def _month_blocks(rows: list[dict[str, Any]]) -> tuple[MonthBlock, ...]:
    """The months in as few tables as fit the width, all of about the same length."""
    count = -(-len(rows) // MONTHS_WIDE)
    if not count:
        return ()
    length = -(-len(rows) // count)
    stretches = [tuple(rows[start : start + length]) for start in range(0, len(rows), length)]
    return tuple(MonthBlock(stretch, any(row["in_run"] for row in stretch)) for stretch in stretches)
