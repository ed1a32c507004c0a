"""The team's figures as files to take away, and the template to fill in."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.months import month_of, months_between
from measurements.queries.imports import TeamFacts, team_facts
from measurements.spreadsheets.rows import FigureRow, recorded_rows, template_rows
from measurements.spreadsheets.writing import write_csv, write_workbook
from teams.models import Team
from teams.views.doors import team_or_404

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def figures_template(request: HttpRequest, slug: str) -> HttpResponse:
    """The workbook to fill in: every month of every indicator, with what is recorded already."""
    team, facts = _found(request, slug)
    if facts is None:
        return redirect("measurements:measurement_list", slug=slug)
    ends_on = team.network.ends_on
    today = timezone.localdate()
    months = months_between(facts.plan.starts_on, month_of(min(today, ends_on) if ends_on else today))
    return _workbook(team, facts, template_rows(facts, months), f"{slug}-mal.xlsx")


@require_safe
def figures_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    """Every recorded figure as a workbook, in the layout that can be imported again."""
    team, facts = _found(request, slug)
    if facts is None:
        return redirect("measurements:measurement_list", slug=slug)
    return _workbook(team, facts, recorded_rows(facts), f"{slug}-tall.xlsx")


@require_safe
def figures_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a text file."""
    _team, facts = _found(request, slug)
    if facts is None:
        return redirect("measurements:measurement_list", slug=slug)
    response = HttpResponse(
        write_csv(recorded_rows(facts), has_units=facts.has_units), content_type="text/csv; charset=utf-8"
    )
    return _as_file(response, f"{slug}-tall.csv")


def _found(request: HttpRequest, slug: str) -> tuple[Team, TeamFacts | None]:
    team = team_or_404(request, slug)
    return team, team_facts(team)


def _workbook(team: Team, facts: TeamFacts, rows: Iterable[FigureRow], name: str) -> HttpResponse:
    followed = [item.indicator for item in facts.planned if item.is_active and not item.unit_id]
    content = write_workbook(rows, team.name, followed, has_units=facts.has_units)
    return _as_file(HttpResponse(content, content_type=XLSX), name)


def _as_file(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
