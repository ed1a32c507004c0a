"""Prepares the pages of one report: the editor for who writes it, the read view for everybody else."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.norwegian import (
    format_date,
    format_date_short,
    format_datetime,
    format_day,
    format_month_range,
    format_time,
    number_word,
    relative_days,
)
from reports.forms import ReportForm, ReviewForm
from reports.models import Report, ReportComment, ReportVersion
from reports.models.sections import Fetched, Question, sections_for
from reports.permissions import can_review_report
from reports.queries.content import build_content
from reports.queries.parts import progress_of

# How many charts stand open in the editor; the others are folded.
CHARTS_SHOWN = 2
# What was fetched → the page it is corrected on, and the link's words.
FIX_LINKS = {
    Fetched.PLAN: ("teams:plan_detail", gettext_lazy("Rett i planen")),
    Fetched.NEXT_STEPS: ("teams:plan_detail", gettext_lazy("Rett i planen")),
    Fetched.MEETINGS: ("teams:meeting_list", gettext_lazy("Rett i møtelista")),
    Fetched.CYCLES: ("teams:pdsa_list", gettext_lazy("Rett i testene")),
    Fetched.MEASUREMENTS: ("measurements:measurement_list", gettext_lazy("Se målingene")),
    Fetched.GOALS: ("measurements:measurement_list", gettext_lazy("Se målingene")),
}


@dataclass(frozen=True, slots=True)
class EditorPart:
    """One part of the editor: what the system fetched, and the field for the rest.

    `standing` is what somebody else saved in this field meanwhile, None when there is no conflict about it.
    """

    section: dict[str, Any]
    state: str
    question: Question | None
    field: BoundField | None
    tags: BoundField | None
    fix_url: str
    fix_label: str
    figures: list[dict[str, Any]]
    more_figures: list[dict[str, Any]]
    standing: str | None


def editor_context(report: Report, form: ReportForm, *, theirs: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the editor shows; `theirs` are the texts somebody else saved meanwhile."""
    today = timezone.localdate()
    content = build_content(report, today=today)
    texts = form.texts if form.is_bound and form.is_valid() else report.texts
    progress = progress_of(report.deadline.kind, texts)
    return {
        "report": report,
        "team": report.team,
        "content": content,
        "form": form,
        "progress": progress,
        "parts": [
            _editor_part(report, section, question, form, progress.state_of(section["key"]), content, theirs)
            for section, question in zip(content["sections"], _questions(report), strict=True)
        ],
        "lead": due_line(report, today),
        "saved_at": saved_text(report),
        "conflict_by": _who_saved(report) if theirs is not None else "",
        "returned": report.comments.select_related("written_by").first()
        if report.state == Report.State.RETURNED
        else None,
    }


def _questions(report: Report) -> list[Question | None]:
    return [section.question for section in sections_for(report.deadline.kind)]


def _editor_part(
    report: Report,
    section: dict[str, Any],
    question: Question | None,
    form: ReportForm,
    state: str,
    content: dict[str, Any],
    theirs: dict[str, Any] | None,
) -> EditorPart:
    fetched = section["fetched"]
    figures = content["figures"] if fetched and fetched.get("figures") else []
    url, label = _fix_link(report, Fetched(fetched["kind"]), figures) if fetched else ("", "")
    return EditorPart(
        section=section,
        state=state,
        question=question,
        field=form[question.key] if question else None,
        tags=form[f"{question.key}_tags"] if question and question.has_tags else None,
        fix_url=url,
        fix_label=label,
        figures=figures[:CHARTS_SHOWN],
        more_figures=figures[CHARTS_SHOWN:],
        standing=_standing(question, form, theirs) if question and theirs is not None else None,
    )


def _fix_link(report: Report, kind: Fetched, figures: list[dict[str, Any]]) -> tuple[str, str]:
    if kind not in FIX_LINKS:
        return "", ""
    name, label = FIX_LINKS[kind]
    if len(figures) > CHARTS_SHOWN:
        label = _("Se alle %(count)s") % {"count": number_word(len(figures))}
    return reverse(name, args=[report.team.slug]), str(label)


def _standing(question: Question, form: ReportForm, theirs: dict[str, Any]) -> str | None:
    """What stands in this field, when it is not what was typed."""
    text = theirs.get(question.key, "")
    typed = str(form[question.key].value() or "").replace("\r\n", "\n").strip()
    return None if text == typed else text or _("Ingen tekst")


def _who_saved(report: Report) -> str:
    when = format_time(report.saved_at)
    if report.saved_by is None:
        return _("Rapporten ble lagret %(when)s") % {"when": when}
    return _("%(who)s lagret rapporten %(when)s") % {"who": report.saved_by.name, "when": when}


def due_line(report: Report, today: date) -> str:
    """«Gjelder mai–september 2026. Frist tirsdag 6. oktober, om fem dager.»"""
    deadline = report.deadline
    words = {
        "period": format_month_range(deadline.period_starts_on, deadline.period_ends_on),
        "day": format_day(deadline.due_on, year=deadline.due_on.year != today.year),
        "distance": relative_days(deadline.due_on, today),
    }
    if deadline.due_on < today:
        return _("Gjelder %(period)s. Fristen var %(day)s, %(distance)s.") % words
    return _("Gjelder %(period)s. Frist %(day)s, %(distance)s.") % words


def saved_text(report: Report) -> str:
    """When the draft was last saved: the time today, else the day; empty before anybody has written."""
    if not report.texts:
        return ""
    saved_on, today = timezone.localdate(report.saved_at), timezone.localdate()
    return (
        format_time(report.saved_at)
        if saved_on == today
        else format_date_short(saved_on, year=saved_on.year != today.year)
    )


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One frozen version in the list."""

    number: int
    when: str
    who: str
    sha256: str
    url: str


def read_context(report: Report, user: User, *, form: ReviewForm | None = None) -> dict[str, Any]:
    """What the read view shows: the latest frozen version, or the draft as it stands when there is none."""
    versions = list(report.versions.listed())
    review = can_review_report(user, report)
    return {
        "report": report,
        "team": report.team,
        "content": read_content(report),
        "is_draft": not versions,
        "status_mark": STATUS_MARKS[Report.State(report.state)],
        "status": status_line(report, versions),
        "versions": [_version_line(report, version) for version in versions],
        "comments": [_comment_line(comment) for comment in report.comments.select_related("written_by")],
        "review": review,
        "review_form": form or (ReviewForm(initial={"version": report.version}) if review else None),
        "wanted_help": wanted_help(report) if review else "",
    }


def read_content(report: Report, *, is_draft: bool = False) -> dict[str, Any]:
    """What a reader reads: the latest frozen version; what stands now when there is none, or for who writes on it."""
    latest = None if is_draft else report.versions.order_by("-number").values_list("snapshot", flat=True).first()
    return latest or build_content(report, today=timezone.localdate())


STATUS_MARKS = {
    Report.State.DRAFT: "waiting",
    Report.State.SUBMITTED: "waiting",
    Report.State.RETURNED: "look",
    Report.State.APPROVED: "done",
}


def status_line(report: Report, versions: list[ReportVersion]) -> str:
    """Where the report stands, in one sentence."""
    if report.state == Report.State.APPROVED:
        day = format_date(report.approved_at)
        if report.approved_by is None:
            return _("Godkjent %(day)s.") % {"day": day}
        return _("Godkjent %(day)s av %(who)s.") % {"day": day, "who": report.approved_by.name}
    if report.state == Report.State.RETURNED:
        return _("Sendt tilbake til teamet, som skriver videre. Du ser den siste versjonen som ble levert.")
    if report.state == Report.State.SUBMITTED:
        words = {"day": format_date(report.submitted_at), "who": _name(versions[0].submitted_by) if versions else ""}
        if not words["who"]:
            return _("Levert %(day)s. Venter på koordinatoren.") % words
        return _("Levert %(day)s av %(who)s. Venter på koordinatoren.") % words
    return _("Utkast, ikke levert ennå.")


def wanted_help(report: Report) -> str:
    """What the team asks help for; the coordinator reads it first. A bare «ingen» is nothing."""
    text = str(report.texts.get("coaching", "")).strip()
    return "" if text.lower().strip(".") in ("", "ingen", "nei", "ingenting", "-") else text


def _version_line(report: Report, version: ReportVersion) -> VersionLine:
    return VersionLine(
        number=version.number,
        when=format_datetime(version.submitted_at),
        who=_name(version.submitted_by),
        sha256=version.sha256,
        url=reverse("reports:report_version_pdf", args=[report.pk, version.number]),
    )


def _comment_line(comment: ReportComment) -> dict[str, str]:
    outcome = _("Godkjent") if comment.outcome == Report.State.APPROVED else _("Sendt tilbake")
    return {
        "head": _("%(outcome)s %(day)s") % {"outcome": outcome, "day": format_date(comment.written_at)},
        "who": _name(comment.written_by),
        "text": comment.text,
    }


def _name(user: User | None) -> str:
    return user.name if user else ""
