"""Samlinger seen from the teams: who comes, and who came."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.norwegian import format_date_range, format_day, format_time_range
from accounts.permissions import require
from accounts.roles import TeamRole
from networks.models import LearningSession
from networks.permissions import can_record_attendance
from teams import services
from teams.forms.attendance import AnswerForm, read_presence, read_seen, write_seen
from teams.models import Team, TeamMembership
from teams.permissions import can_answer_invitation
from teams.queries import attendance_sheet, own_answer, team_answers
from teams.views.doors import team_or_404
from teams.views.saving import carry_out, posted


def attendance_edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Who came to a samling, all teams on one page; «hele teamet møtte» is a button of its own."""
    session = _session(request, slug, number)
    require(can_record_attendance(request.user, session.network))
    today = timezone.localdate()
    sheet = attendance_sheet(session, today)
    error = ""
    if request.method == "POST":
        pks = [person.pk for team in sheet for person in team.people]
        presence = read_presence(request.POST, pks)
        whole = request.POST.get("whole_team", "")
        presence |= {person.pk: True for team in sheet if str(team.pk) == whole for person in team.people}
        seen = {pk: value for pk, value in read_seen(request.POST.get("seen", "")).items() if pk in presence}
        try:
            services.record_attendance(session, presence=presence, seen=seen, by=request.user)
        except services.EditConflict as conflict:
            error = _("Noen andre har ført oppmøte samtidig. Se på de merkede navnene, og lagre på nytt.")
            sheet = attendance_sheet(session, today, typed=presence, conflicts={int(pk) for pk in conflict.theirs})
        except services.TeamError as refusal:
            error = refusal.message
        else:
            messages.success(request, _("Oppmøtet er lagret."))
            return redirect("teams:attendance_edit", slug=slug, number=number)
    context = {
        "session": session,
        "network": session.network,
        "when": format_date_range(session.starts_on, session.ends_on),
        "has_started": session.starts_on <= today,
        "may_change": session.starts_on <= today and not session.network.is_closed,
        "sheet": sheet,
        "recorded_count": sum(team.is_recorded for team in sheet),
        "seen": write_seen({person.pk: person.stored for team in sheet for person in team.people}),
        "error": error,
    }
    return render(request, "teams/attendance_edit.html", context, status=400 if error else 200)


def attendance_answer(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The invitation to a samling: who of the team has answered, and the person's own answer."""
    team = team_or_404(request, slug)
    session = get_object_or_404(team.network.learning_sessions.all(), number=number)
    today = timezone.localdate()
    may_answer = can_answer_invitation(request.user, team)
    if request.method == "POST":
        require(may_answer)
    own = _own_membership(request, team) if may_answer else None
    is_open = session.starts_on > today
    form = None
    if own and is_open:
        form = AnswerForm(posted(request), initial={"answer": own_answer(own, session)})
    if request.method == "POST":
        if form is None:
            messages.info(request, _("Samlingen har startet, så det kan ikke svares lenger."))
            return redirect("teams:attendance_answer", slug=slug, number=number)

        def answer() -> object:
            return services.answer_invitation(own, session, answer=form.cleaned_data["answer"], by=request.user)

        if form.is_valid() and carry_out(form, answer, by=request.user):
            messages.success(request, _("Svaret ditt er lagret."))
            return redirect("teams:attendance_answer", slug=slug, number=number)
    context = {
        "team": team,
        "session": session,
        "when": _when(session),
        "hours": format_time_range(session.starts_at, session.ends_at) if session.starts_at and session.ends_at else "",
        "is_open": is_open,
        "form": form,
        "answers": team_answers(team, session, today),
    }
    return render(request, "teams/attendance_answer.html", context)


def _session(request: HttpRequest, slug: str, number: int) -> LearningSession:
    rows = LearningSession.objects.visible_to(request.user).select_related("network")
    return get_object_or_404(rows, network__slug=slug, number=number)


def _own_membership(request: HttpRequest, team: Team) -> TeamMembership | None:
    """The person's place in the team; the ansvarlig leder's comes last when they have two."""
    rows = team.memberships.current().filter(user=request.user).select_related("team")
    return min(rows, key=lambda row: row.role == TeamRole.SPONSOR, default=None)


def _when(session: LearningSession) -> str:
    if session.starts_on == session.ends_on:
        return format_day(session.starts_on, year=True)
    return format_date_range(session.starts_on, session.ends_on)
