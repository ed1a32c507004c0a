"""A report of the size the goals speak of, beside the same document rendered by WeasyPrint alone."""

import statistics
import time
from collections.abc import Callable
from io import BytesIO

import pikepdf
from django.utils import timezone
from weasyprint import HTML

from benchmarks.world import World
from networks.models import ReportDeadline
from networks.pdf.render import STATIC, STYLE_SHEET
from reports.models import Report
from reports.models.sections import questions_for
from reports.pdf import STYLE_SHEET as REPORT_SHEET
from reports.pdf import Stamp, report_html
from reports.queries.content import build_content
from reports.services import open_report, print_draft, save_report

GOAL = 1.3
SHEETS = [str(STYLE_SHEET), str(STATIC / "css" / REPORT_SHEET)]
PARAGRAPH = (
    "Vi begynte med å samstemme listene for nye brukere på onsdagsmøtet, og har holdt på det siden. Fastlegene svarer "
    "raskere når vi ringer før klokka ti. Det vanskeligste har vært å få tid i ferieukene."
)


def measure_report(world: World, rounds: int) -> str:
    """A table of both, CPU of one document each."""
    report = written_report(world)
    html = report_html(build_content(report, today=timezone.localdate()), Stamp(printed_at=timezone.localtime()))
    # Both once unmeasured: imports, fonts and drawings are there for every document after the first.
    document, _ = print_draft(report), static_document(html)
    ours, floor = [], []
    for _ in range(rounds):
        ours.append(seconds(lambda: print_draft(report)))
        floor.append(seconds(lambda: static_document(html)))
    ratio = statistics.median(one / least for one, least in zip(ours, floor, strict=True))
    pages = len(pikepdf.open(BytesIO(document)).pages)
    return "\n".join(
        [
            f"| report of {pages} pages with {html.count('<svg')} charts, tagged (PDF/UA-1) | CPU ms | × floor | goal | kB |",
            "|---|---|---|---|---|",
            f"| Floor: WeasyPrint on the finished HTML | {statistics.median(floor) * 1000:.0f} | 1.00 | | |",
            f"| Our report, from the database to the file | {statistics.median(ours) * 1000:.0f} | {ratio:.2f} "
            f"| ≤ {GOAL:g} | {len(document) / 1000:.0f} |",
        ]
    )


def written_report(world: World) -> Report:
    """A status report with an answer to every question."""
    team = world.report_team
    leader = team.memberships.order_by("position").first().user
    deadline = world.network.report_deadlines.filter(kind=ReportDeadline.Kind.STATUS).first()
    report = open_report(team, deadline=deadline, by=leader)
    texts = {question.key: PARAGRAPH for question in questions_for(deadline.kind)}
    return save_report(report, texts=texts, version=report.version, by=leader)


def static_document(html: str) -> bytes:
    """The same document with nothing of ours but the HTML and the style sheets."""
    page = HTML(string=html, base_url=STATIC.as_uri() + "/")
    return page.write_pdf(stylesheets=SHEETS, pdf_variant="pdf/ua-1", pdf_tags=True)


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    before = time.process_time()
    work()
    return time.process_time() - before
