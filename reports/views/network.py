"""The network page: who needs a call for its coordinator, what is shared for those who take part."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.norwegian import count_words, format_percent
from accounts.prepared import address
from accounts.roles import NetworkRole, Permission
from measurements.permissions import can_see_training
from networks.permissions import (
    can_manage_network,
    can_manage_registrations,
    can_view_messages,
    holds,
    network_roles,
)
from networks.queries import phases
from networks.services import publishing_problems
from networks.views.doors import network_or_404
from reports.charts import Deadline, phase_band
from reports.permissions import can_compare_teams
from reports.queries.network_page.calendar import Calendar, read_calendar
from reports.queries.network_page.facts import TeamRow
from reports.queries.network_page.overview import network_overview
from reports.queries.network_page.setup import setup_page
from reports.queries.network_page.shared import shared_page
from reports.queries.network_page.timeline import phase_lines
from reports.views.call_list import write_calls
from reports.views.matrix import write_matrix

BEFORE_START = ("planning", "enrolling")


@require_safe
def network_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one network, by what this person may see of it."""
    network = network_or_404(request, slug)
    sees_teams = holds(request.user, network, Permission.VIEW_TEAM)
    can_prepare = bool(can_manage_network(request.user, network))
    calendar = read_calendar(network, timezone.localdate())
    context = _frame(calendar, request.user)
    if context["phase"].name in BEFORE_START and (sees_teams or can_prepare):
        return _setup(request, calendar, context)
    if sees_teams:
        return _overview(request, calendar, context)
    is_participant = NetworkRole.PARTICIPANT in network_roles(request.user, network)
    context["page"] = shared_page(calendar, request.user, is_participant=is_participant)
    return render(request, "reports/network_shared.html", context)


def _setup(request: HttpRequest, calendar: Calendar, context: dict[str, Any]) -> HttpResponse:
    network, user = calendar.network, request.user
    can_manage = bool(can_manage_network(user, network))
    problems = [] if network.is_published else publishing_problems(network, today=calendar.today)
    context["page"] = setup_page(calendar, user, [str(one) for one in problems], can_manage=can_manage)
    context["can_manage"] = can_manage
    context["sees_registrations"] = bool(can_manage_registrations(user, network))
    return render(request, "reports/network_setup.html", context)


def _overview(request: HttpRequest, calendar: Calendar, context: dict[str, Any]) -> HttpResponse:
    network = calendar.network
    page = network_overview(calendar, with_calls=holds(request.user, network, Permission.COACH_TEAM))
    sees_reports = holds(request.user, network, Permission.VIEW_REPORTS)
    context["page"] = page
    context["calls"] = write_calls(page.calls)
    context["matrix"] = write_matrix(page.rows, calendar, is_reviewer=sees_reports)
    context["matrix_note"] = _matrix_note(page.rows)
    return render(request, "reports/network_detail.html", context)


def _matrix_note(rows: tuple[TeamRow, ...]) -> str:
    """«Tolv måneder, 0–100 %. Stiplet: utgangspunkt. Prikket: mål.»"""
    series = [row.figures.main for row in rows if row.figures]
    if not series:
        return ""
    months = max(len(one.series.points) for one in series)
    if not months:
        return ""
    words = count_words(months, _("måned"), _("måneder"))
    is_percent = all(one.indicator.is_percent for one in series)
    scale = f", 0–{format_percent(100)}" if is_percent else ""
    return f"{words[:1].upper()}{words[1:]}{scale}. {_('Stiplet: utgangspunkt. Prikket: mål.')}"


def _frame(calendar: Calendar, user: User) -> dict[str, Any]:
    """What every face of the page has: the band, its list, and the doors this person may open."""
    network, today = calendar.network, calendar.today
    spans = phases(network, today, calendar.dates)
    deadlines = [Deadline(one.due_on, one.title) for one in calendar.deadlines]
    deadlines.insert(0, Deadline(network.registration_deadline_on, _("Påmeldingsfrist")))
    return {
        "network": network,
        "phase": next(phase for phase in spans if phase.state == "now"),
        "band": phase_band(spans, calendar.sessions, deadlines, today),
        "phase_lines": phase_lines(spans, calendar.sessions, calendar.deadlines, today),
        "doors": _doors(calendar, user),
    }


def _doors(calendar: Calendar, user: User) -> list[tuple[str, str]]:
    """Label and address of the rooms where the network is run."""
    network = calendar.network
    can_manage = can_manage_network(user, network)
    rooms = [
        (can_compare_teams(user, network), _("Alle målinger"), "reports:network_figures"),
        (can_manage_registrations(user, network), _("Påmeldinger"), "teams:registration_list"),
        (can_view_messages(user, network), _("Meldinger som er sendt"), "networks:message_list"),
        (holds(user, network, Permission.VIEW_REPORTS), _("Rapporter"), "reports:network_report_list"),
        (can_see_training(user, network), _("Opplæring i målinger"), "measurements:network_training"),
        (True, _("Samlinger"), "networks:session_list"),
        (can_manage, _("Hvem er med"), "networks:member_list"),
        (can_manage, _("Oppsett"), "networks:network_edit"),
        (
            can_manage and network.is_published and calendar.held_sessions,
            _("Avslutt nettverket"),
            "networks:network_close",
        ),
    ]
    return [(label, address(name, network.slug)) for is_open, label, name in rooms if is_open]
