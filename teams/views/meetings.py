"""The team's own meetings, and the organiser's contact with the team."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import require
from teams import services
from teams.forms.contact import ContactForm, MeetingForm, meeting_values
from teams.models import Team, TeamMeeting
from teams.permissions import can_coach_team, can_edit_plan
from teams.queries import contact_person, contacts, contacts_lead, meetings, meetings_lead
from teams.views.doors import team_or_404
from teams.views.saving import carry_out, posted


def meeting_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings, the next ones first; who may edit adds one on the same page."""
    team, today = team_or_404(request, slug), timezone.localdate()
    may_edit = can_edit_plan(request.user, team)
    if request.method == "POST":
        require(may_edit)
    form = MeetingForm(posted(request))

    def add() -> object:
        return services.record_meeting(team, by=request.user, **form.values())

    if request.method == "POST" and form.is_valid() and carry_out(form, add, by=request.user):
        messages.success(request, _("Møtet er ført."))
        return redirect("teams:meeting_list", slug=team.slug)
    rows = meetings(team, today)
    context = {
        "team": team,
        "may_edit": may_edit,
        "form": form if may_edit else None,
        "coming": [row for row in reversed(rows) if row.is_coming],
        "held": [row for row in rows if not row.is_coming],
        "lead": meetings_lead(rows),
    }
    return render(request, "teams/meeting_list.html", context)


def meeting_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a meeting, or take it off the list."""
    team, meeting = _meeting(request, slug, pk)
    form = MeetingForm(posted(request), initial={**meeting_values(meeting), "version": meeting.version})

    def change() -> object:
        version = form.cleaned_data["version"] or 0
        return services.update_meeting(meeting, by=request.user, version=version, **form.values())

    if request.method == "POST" and form.is_valid() and carry_out(form, change, by=request.user, subject=meeting):
        messages.success(request, _("Møtet er lagret."))
        return redirect("teams:meeting_list", slug=team.slug)
    return render(request, "teams/meeting_edit.html", {"team": team, "meeting": meeting, "form": form})


@require_POST
def meeting_delete(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a meeting off the list."""
    team, meeting = _meeting(request, slug, pk)
    services.delete_meeting(meeting, by=request.user)
    messages.success(request, _("Møtet er slettet."))
    return redirect("teams:meeting_list", slug=team.slug)


def coaching_list(request: HttpRequest, slug: str) -> HttpResponse:
    """What the organiser and the team have talked about, from the registration on; for coordinators only."""
    team = team_or_404(request, slug)
    require(can_coach_team(request.user, team))
    form = ContactForm(posted(request))

    def log() -> object:
        return services.log_contact(team=team, by=request.user, **form.values())

    if request.method == "POST" and form.is_valid() and carry_out(form, log, by=request.user):
        messages.success(request, _("Kontakten er loggført."))
        return redirect("teams:coaching_list", slug=team.slug)
    rows = contacts(team, timezone.localdate())
    context = {
        "team": team,
        "form": form,
        "contacts": rows,
        "lead": contacts_lead(rows, timezone.localdate()),
        "leader": contact_person(team),
    }
    return render(request, "teams/coaching_list.html", context)


def _meeting(request: HttpRequest, slug: str, pk: int) -> tuple[Team, TeamMeeting]:
    team = team_or_404(request, slug)
    rows = TeamMeeting.objects.visible_to(request.user).select_related("team__network")
    meeting = get_object_or_404(rows, team=team, pk=pk)
    require(can_edit_plan(request.user, team))
    return team, meeting
