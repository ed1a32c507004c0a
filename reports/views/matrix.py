"""Writes the rows of the network's matrix: one pass in Python, because thirty rows of template tags cost more than SQL."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.norwegian import count_words, format_date_short, format_month, relative_days
from accounts.templatetags.icons import mark_svg
from measurements.charts import SPARK_MATRIX
from networks.models import ReportDeadline
from reports.models import Report
from reports.queries.calls import MONTH_LATE_DAYS
from reports.queries.network_page.calendar import Calendar
from reports.queries.network_page.facts import KEPT_ROWS, ReportFact, Seat, TeamRow
from reports.queries.team_page.cards import MARK_OF

# A delivery this fresh is told as «i dag» or «i går».
NEAR_DAYS = 2
# A month further back than this is written with its year.
YEAR_DAYS = 330


@dataclass(frozen=True, slots=True)
class Matrix:
    """The table: `rows` is ready HTML; `report_title` is empty when this reader does not see reports."""

    rows: SafeString
    report_title: str


@dataclass(frozen=True, slots=True)
class _Status:
    """A mark, its word, and a small second line; all plain text."""

    mark: str
    word: str
    small: str = ""
    url: str = ""

    def html(self, label: str) -> str:
        word = escape(self.word)
        if self.url:
            word = f'<a href="{self.url}">{word}</a>'
        small = f"<small>{escape(self.small)}</small>" if self.small else ""
        return (
            f'<span class="cell-label">{label}</span><span class="status">{mark_svg(self.mark)}'
            f"<span>{word}</span>{small}</span>"
        )


def write_matrix(rows: Sequence[TeamRow], calendar: Calendar, *, is_reviewer: bool) -> Matrix:
    """The body of the table; links go to the teams' pages, and to reports that wait for the reviewer."""
    shown = calendar.report_column if is_reviewer else None
    names = Counter(row.facts.name for row in rows)
    today, is_over = calendar.today, calendar.network.is_closed
    body = "".join([_row(row, shown, today, is_over=is_over, is_twin=names[row.facts.name] > 1) for row in rows])
    return Matrix(mark_safe(body), shown.title if shown else "")


def _labels(column: ReportDeadline | None) -> dict[str, str]:
    labels = {
        "change": _("Utvikling"),
        "latest": _("Siste måling"),
        "plan": _("Plan"),
        "report": column.title if column else "",
        "seats": _("Oppmøte"),
    }
    return {name: escape(text) for name, text in labels.items()}


@lru_cache(maxsize=KEPT_ROWS)
def _row(row: TeamRow, column: ReportDeadline | None, today: date, *, is_over: bool, is_twin: bool) -> str:
    """One team, written once while its row is the same; the service is named where two teams come from one place."""
    labels = _labels(column)
    url = reverse("reports:team_detail", args=[row.facts.slug])
    small = ", ".join(filter(None, [row.facts.service if is_twin else "", row.package]))
    spark = row.figures.main.draw(f"t{row.facts.pk}", SPARK_MATRIX) if row.figures else ""
    report = f"<td>{_report(row.report, column, today, is_over=is_over).html(labels['report'])}</td>" if column else ""
    return (
        f'<tr><th scope="row"><a href="{url}">{escape(row.facts.name)}</a><small>{escape(small)}</small></th>'
        f'<td class="cell-spark">{spark}</td>'
        f'<td class="cell-rule">{_change(row).html(labels["change"])}</td>'
        f'<td class="cell-rule">{_latest(row, today, is_over=is_over).html(labels["latest"])}</td>'
        f"<td>{_plan(row).html(labels['plan'])}</td>{report}"
        f'<td class="cell-wide">{_seats(row.seats, labels["seats"])}</td></tr>'
    )


def _change(row: TeamRow) -> _Status:
    reading = row.facts.reading
    if reading is None:
        return _Status("missing", _("Ingen måleplan"), _("ikke satt opp"))
    return _Status(MARK_OF[reading.mark], reading.label, reading.detail)


def _latest(row: TeamRow, today: date, *, is_over: bool) -> _Status:
    """The last month the team handed in, and what is wrong with it if anything is."""
    facts = row.facts
    if row.figures is None:
        return _Status("missing", _("Ingen ennå"), _("måleplan mangler"))
    month = row.handled_until or facts.last_measured
    word = format_month(month, year=(today - month).days > YEAR_DAYS) if month else _("Ingen ennå")
    if is_over:
        return _Status("done" if month else "none", word)
    if facts.late_months:
        return _late(row, word, today)
    if not facts.has_measurement_lead:
        return _Status("look", word, _("ingen måleansvarlig"))
    if month is None or month <= row.figures.plan.baseline_ends_on:
        return _baseline(row, word)
    if row.open_month_due_on:
        due = format_date_short(row.open_month_due_on, year=row.open_month_due_on.year != today.year)
        return _Status("waiting", word, _("frist %(date)s") % {"date": due})
    if row.delivered_on is None:
        return _Status("waiting", word, _("påbegynt"))
    return _Status("done", word, _("levert %(when)s") % {"when": _when(row.delivered_on, today)})


def _late(row: TeamRow, word: str, today: date) -> _Status:
    facts = row.facts
    number = len(facts.late_months)
    if number > 1:
        months = count_words(number, _("måned"), _("måneder"))
        return _Status("late", word, _("%(months)s mangler") % {"months": months})
    is_long = facts.late_since is not None and (today - facts.late_since).days >= MONTH_LATE_DAYS
    missing = _("%(month)s mangler") % {"month": format_month(facts.late_months[0], year=False)}
    return _Status("late" if is_long else "look", word, missing)


def _baseline(row: TeamRow, word: str) -> _Status:
    done, total = row.facts.baseline_months - row.facts.baseline_missing, row.facts.baseline_months
    if not row.facts.baseline_missing:
        return _Status("done", word, _("utgangspunktet er klart"))
    return _Status("waiting", word, _("utgangspunkt %(done)d av %(all)d") % {"done": done, "all": total})


def _plan(row: TeamRow) -> _Status:
    plan = row.plan
    if not plan.total:
        return _Status("missing", _("Ingen plan"), _("ikke skrevet"))
    word = _("%(on_track)d av %(all)d i rute") % {"on_track": plan.on_track, "all": plan.total}
    small = (
        ngettext("%(count)d forsinket", "%(count)d forsinket", plan.late) % {"count": plan.late} if plan.late else ""
    )
    is_behind = plan.total - plan.on_track > 1
    return _Status("look" if is_behind else "done", word, small)


def _report(report: ReportFact, column: ReportDeadline, today: date, *, is_over: bool) -> _Status:
    if report.state == Report.State.APPROVED and report.approved_on:
        approved = format_date_short(report.approved_on, year=report.approved_on.year != today.year)
        return _Status("done", _("Godkjent"), approved)
    if report.state == Report.State.SUBMITTED and not is_over:
        url = reverse("reports:report_detail", args=[report.pk])
        return _Status("waiting", _("Levert"), _("venter på deg"), url)
    if report.state == Report.State.RETURNED and not is_over:
        return _Status("look", _("Returnert"), _("venter på teamet"))
    if is_over:
        return _Status("none", _("Ikke godkjent") if report.submitted_on else _("Ikke levert"))
    due = _("frist %(date)s") % {"date": format_date_short(column.due_on, year=column.due_on.year != today.year)}
    if column.due_on < today:
        return _Status("late", _("Mangler"), due)
    return _Status("waiting", _("Utkast"), due) if report.state else _Status("missing", _("Ikke begynt"), due)


def _seats(seats: Sequence[Seat], label: str) -> str:
    if not seats:
        return f'<span class="only-phone-inline">{label}: </span>{escape(_("ingen samling ennå"))}'
    texts = []
    for seat in seats:
        words = {"number": seat.number, "present": seat.present, "invited": seat.invited}
        text = _("S%(number)d ikke ført") if seat.present is None else _("S%(number)d %(present)d av %(invited)d")
        texts.append(escape(text % words))
    between = '<br class="not-phone"><span class="only-phone-inline">, </span>'
    return f'<span class="only-phone-inline">{label}: </span>{between.join(texts)}'


def _when(day: date, today: date) -> str:
    """«i dag», «i går», then the date."""
    if 0 <= (today - day).days < NEAR_DAYS:
        return relative_days(day, today)
    return format_date_short(day, year=day.year != today.year)
