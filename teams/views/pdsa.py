"""Small tests of change: the list, a new one, and one stage at a time."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import require
from teams import services
from teams.forms.pdsa import STAGE_FORMS, NewCycleForm, StageForm, stage_values
from teams.models import PDSACycle, Team
from teams.permissions import can_edit_plan
from teams.queries import cycle_row, cycles, cycles_lead, following_cycle, stage_texts
from teams.views.doors import team_or_404
from teams.views.saving import carry_out, posted

_FOLLOWING = {
    PDSACycle.Stage.PLAN: PDSACycle.Stage.DO,
    PDSACycle.Stage.DO: PDSACycle.Stage.STUDY,
    PDSACycle.Stage.STUDY: PDSACycle.Stage.ACT,
    PDSACycle.Stage.ACT: PDSACycle.Stage.FINISHED,
}


@require_safe
def pdsa_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All tests of the team, newest first."""
    team = team_or_404(request, slug)
    rows = cycles(team)
    context = {
        "team": team,
        "may_edit": can_edit_plan(request.user, team),
        "cycles": rows,
        "ongoing": [row for row in rows if not row.is_finished],
        "finished": [row for row in rows if row.is_finished],
        "lead": cycles_lead(rows),
    }
    return render(request, "teams/pdsa_list.html", context)


def pdsa_create(request: HttpRequest, slug: str) -> HttpResponse:
    """A new test; with `?fra=3` it goes on from test 3, with `?tiltak=12` it belongs to a tiltak."""
    team = team_or_404(request, slug)
    require(can_edit_plan(request.user, team))
    before = _number(team, request.GET.get("fra", ""))
    initial = following_cycle(before) if before else {"plan_item": request.GET.get("tiltak")}
    form = NewCycleForm(posted(request), team=team, initial=initial)
    made: list[PDSACycle] = []

    def start() -> None:
        made.append(services.start_cycle(team, by=request.user, **form.values()))

    if request.method == "POST" and form.is_valid() and carry_out(form, start, by=request.user):
        if not made:  # the second click on the same form
            return redirect("teams:pdsa_list", slug=team.slug)
        messages.success(request, _("Testen er lagret. Skriv mer når dere har prøvd."))
        return redirect("teams:pdsa_edit", slug=team.slug, number=made[0].number)
    return render(request, "teams/pdsa_create.html", {"team": team, "form": form, "before": before})


def pdsa_edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One test. Who may edit writes in the stage it is in, or with `?steg=plan` in another; the rest read."""
    team = team_or_404(request, slug)
    cycle = get_object_or_404(
        PDSACycle.objects.visible_to(request.user).select_related("plan_item", "team__network"),
        team=team,
        number=number,
    )
    may_edit = can_edit_plan(request.user, team)
    stage = _stage_in_work(request, cycle)
    form = None
    if request.method == "POST":
        require(may_edit)
    if may_edit and stage:
        initial = {**stage_values(cycle, stage), "version": cycle.version}
        form = STAGE_FORMS[stage](posted(request), team=team, initial=initial)
        if request.method == "POST" and form.is_valid():
            changes = {**form.values(), **_next_stage(request, cycle, stage)}
            if _save(request, form, cycle, changes):
                return redirect(_after(team, cycle))
            cycle.refresh_from_db()
    context = {
        "team": team,
        "cycle": cycle,
        "row": cycle_row(cycle),
        "texts": stage_texts(cycle),
        "form": form,
        "stage": stage,
        "is_current": stage == cycle.stage,
        "may_edit": may_edit,
    }
    return render(request, "teams/pdsa_edit.html", context)


def _save(request: HttpRequest, form: StageForm, cycle: PDSACycle, changes: dict[str, Any]) -> bool:
    def change() -> object:
        version = form.cleaned_data["version"] or 0
        return services.update_cycle(cycle, by=request.user, version=version, **changes)

    if not carry_out(form, change, by=request.user, subject=cycle):
        return False
    if cycle.stage == PDSACycle.Stage.FINISHED and "stage" in changes:
        messages.success(request, _("Testen er avsluttet."))
    else:
        messages.success(request, _("Testen er lagret."))
    return True


def _after(team: Team, cycle: PDSACycle) -> str:
    return reverse("teams:pdsa_edit", args=[team.slug, cycle.number])


def _stage_in_work(request: HttpRequest, cycle: PDSACycle) -> str:
    """The stage whose form is shown; none in a finished test unless one is asked for."""
    asked = request.GET.get("steg", "")
    if asked in STAGE_FORMS:
        return asked
    return "" if cycle.stage == PDSACycle.Stage.FINISHED else cycle.stage


def _next_stage(request: HttpRequest, cycle: PDSACycle, stage: str) -> dict[str, str]:
    """The button «Lagre og gå til …» moves the test on; plain «Lagre» leaves it where it is."""
    if "next" in request.POST and stage == cycle.stage:
        return {"stage": _FOLLOWING[PDSACycle.Stage(stage)]}
    return {}


def _number(team: Team, text: str) -> PDSACycle | None:
    return team.pdsa_cycles.filter(number=int(text)).first() if text.isdecimal() and len(text) < 5 else None
