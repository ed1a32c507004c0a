"""The samlinger of a network: the list everybody in it sees, and one of them for the coordinator to change."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.norwegian import format_date_range, relative_days
from accounts.permissions import require
from networks import services
from networks.forms.calendar import LearningSessionForm
from networks.models import LearningSession, Network
from networks.permissions import can_manage_network, can_record_attendance
from networks.queries import session_rows
from networks.views.doors import network_or_404


@require_safe
def session_list(request: HttpRequest, slug: str) -> HttpResponse:
    """When and where the network meets, what happens there, who comes."""
    network = network_or_404(request, slug)
    rows = session_rows(network, request.user, timezone.localdate())
    upcoming = next((row for row in rows if row.state == "next"), None)
    context = {
        "network": network,
        "rows": rows,
        "lead": _("Neste er %(title)s, %(dates)s, %(distance)s.")
        % {"title": upcoming.title.lower(), "dates": upcoming.dates, "distance": upcoming.distance}
        if upcoming
        else _("Alle samlingene er holdt.")
        if rows
        else "",
        "may_manage": can_manage_network(request.user, network),
    }
    return render(request, "networks/session_list.html", context)


def session_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One samling. Everybody in the network reads it; the coordinator changes it."""
    network = network_or_404(request, slug)
    sessions = LearningSession.objects.visible_to(request.user).select_related("network")
    session = get_object_or_404(sessions, network=network, number=number)
    may_manage = can_manage_network(request.user, network)
    if request.method == "POST":
        require(may_manage)
    form = None
    theirs: list[tuple[str, str]] = []
    if may_manage:
        form = LearningSessionForm(request.POST or None, instance=session, initial={"version": network.version})
        if request.method == "POST" and form.is_valid():
            try:
                services.update_learning_session(
                    session, by=request.user, version=form.cleaned_data["version"], **form.values()
                )
            except services.NetworkConflict as conflict:
                theirs = _show_conflict(form, network, conflict)
            except services.NetworkError as error:
                _show_problems(form, error, number)
            else:
                messages.success(request, _("Samlingen er lagret."))
                return redirect("networks:session_detail", slug=slug, number=number)
    today = timezone.localdate()
    row = next(row for row in session_rows(network, request.user, today) if row.number == number)
    context = {
        "network": network,
        "session": session,
        "row": row,
        "form": form,
        "theirs": theirs,
        "when": format_date_range(session.starts_on, session.ends_on),
        "distance": relative_days(session.starts_on, today),
        "may_manage": may_manage,
        "may_record": can_record_attendance(request.user, network),
    }
    return render(request, "networks/session_detail.html", context)


def _show_problems(form: LearningSessionForm, error: services.NetworkError, number: int) -> None:
    """A problem of another samling is told as a problem of this one: its dates were changed here."""
    for problem in error.problems:
        is_own = problem.row is None or problem.row == number - 1
        field = problem.field if is_own and problem.field in form.fields else None
        form.add_error(field if is_own else "ends_on", problem.message)


def _show_conflict(
    form: LearningSessionForm, network: Network, conflict: services.NetworkConflict
) -> list[tuple[str, str]]:
    form.add_error(None, conflict.message)
    form.data = form.data.copy()
    network.refresh_from_db(fields=["version"])
    form.data["version"] = str(network.version)
    return [
        (capfirst(str(form.fields[name].label)), str(value if value not in (None, "") else "–"))
        for name, value in conflict.theirs.items()
        if value != form.values().get(name)
    ]
