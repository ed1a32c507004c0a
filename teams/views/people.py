"""The team's aim and its people."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import require
from accounts.roles import TeamRole
from teams import services
from teams.forms.people import MemberEndForm, MemberForm, TeamForm, member_values, team_values
from teams.models import Team, TeamMembership
from teams.permissions import can_manage_team
from teams.queries import PersonRow, composition_advice, former_people, people
from teams.views.doors import team_or_404
from teams.views.saving import carry_out, posted


def team_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Aim, agreement and people, with what can be done with each."""
    team = team_or_404(request, slug)
    require(can_manage_team(request.user, team))
    form = TeamForm(posted(request), initial={**team_values(team), "version": team.version})

    def change() -> object:
        version = form.cleaned_data["version"] or 0
        return services.update_team(team, by=request.user, version=version, **form.values())

    if request.method == "POST" and form.is_valid() and carry_out(form, change, by=request.user, subject=team):
        messages.success(request, _("Teamet er lagret."))
        return redirect("teams:team_edit", slug=team.slug)
    rows = people(team)
    context = {
        "team": team,
        "form": form,
        "people": rows,
        "former": former_people(team),
        "advice": composition_advice(rows),
    }
    return render(request, "teams/team_edit.html", context)


def member_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a person into the team."""
    team = team_or_404(request, slug)
    require(can_manage_team(request.user, team))
    form = MemberForm(posted(request), leader=_leader(people(team)))

    def add() -> object:
        return services.add_member(team, by=request.user, **form.values())

    if request.method == "POST" and form.is_valid() and carry_out(form, add, by=request.user):
        name, email = form.cleaned_data["name"], form.cleaned_data["email"]
        if email:
            text = _("%(name)s er med i teamet. Invitasjonen sendes til %(email)s.") % {"name": name, "email": email}
        else:
            text = _("%(name)s er med i teamet.") % {"name": name}
        messages.success(request, text)
        return redirect("teams:team_edit", slug=team.slug)
    return render(request, "teams/member_edit.html", {"team": team, "form": form})


def member_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a member; from here the person is also invited again or leaves."""
    team, member = _member(request, slug, pk)
    leader = "" if member.role == TeamRole.TEAM_LEADER else _leader(people(team))
    form = MemberForm(posted(request), leader=leader, initial={**member_values(member), "version": member.version})

    def change() -> object:
        version = form.cleaned_data["version"] or 0
        return services.change_member(member, by=request.user, version=version, **form.values())

    if request.method == "POST" and form.is_valid() and carry_out(form, change, by=request.user, subject=member):
        messages.success(request, _("Endringen er lagret."))
        return redirect("teams:team_edit", slug=team.slug)
    return _member_page(request, team, member, form, MemberEndForm())


@require_POST
def member_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let a member leave; history stays."""
    team, member = _member(request, slug, pk)
    end_form = MemberEndForm(request.POST)

    def end() -> object:
        return services.end_member(member, by=request.user, ended_on=end_form.cleaned_data["ended_on"])

    if end_form.is_valid() and carry_out(end_form, end, by=request.user):
        messages.success(
            request, _("%(name)s er ikke med i teamet lenger. Historien er bevart.") % {"name": member.name}
        )
        return redirect("teams:team_edit", slug=team.slug)
    form = MemberForm(initial={**member_values(member), "version": member.version})
    return _member_page(request, team, member, form, end_form)


@require_POST
def member_invite(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send the invitation once more."""
    team, member = _member(request, slug, pk)
    try:
        services.invite_member(member, by=request.user)
    except services.TeamError as error:
        messages.error(request, error.message)
    else:
        messages.success(
            request,
            _("En ny invitasjon sendes til %(email)s. Den gamle lenken virker ikke lenger.")
            % {"email": member.user.email},
        )
    return redirect("teams:team_edit", slug=team.slug)


def _member(request: HttpRequest, slug: str, pk: int) -> tuple[Team, TeamMembership]:
    """The team and one of its people now, behind the door that all changes of people share."""
    team = team_or_404(request, slug)
    rows = TeamMembership.objects.visible_to(request.user).current().select_related("user", "team__network")
    member = get_object_or_404(rows, team=team, pk=pk)
    require(can_manage_team(request.user, team))
    return team, member


def _member_page(
    request: HttpRequest, team: Team, member: TeamMembership, form: MemberForm, end_form: MemberEndForm
) -> HttpResponse:
    user = member.user
    if user is not None and user.activated_at:
        form.fields["email"].help_text = _("Personen har tatt i bruk kontoen. Adressen kan ikke endres her.")
    context = {
        "team": team,
        "member": member,
        "form": form,
        "end_form": end_form,
        "can_end": member.role != TeamRole.TEAM_LEADER,
        "can_invite": user is not None and not user.activated_at,
    }
    return render(request, "teams/member_edit.html", context)


def _leader(rows: list[PersonRow]) -> str:
    return next((person.name for person in rows if person.role == TeamRole.TEAM_LEADER), "")
