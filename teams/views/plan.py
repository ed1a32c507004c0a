"""The fremdrifts- og implementeringsplan: seen as chart and table, changed one tiltak at a time."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import require
from teams import services
from teams.charts import draw_plan
from teams.forms.plan import PlanItemForm, new_plan_item_values, plan_item_values
from teams.models import PlanItem, Team
from teams.permissions import can_edit_plan
from teams.queries import plan_lead, plan_overview, unplanned_ideas
from teams.views.doors import team_or_404
from teams.views.saving import carry_out, posted

# Session key of the tiltak deleted last, so that it can be put back for a while.
DELETED = "deleted_plan_item"
_UNDO_SECONDS = 30 * 60


@require_safe
def plan_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole plan: chart, table, and what can be done with it."""
    team, today = team_or_404(request, slug), timezone.localdate()
    overview = plan_overview(team, today)
    deleted = _deleted(request, team)
    context = {
        "team": team,
        "may_edit": can_edit_plan(request.user, team),
        "overview": overview,
        "lead": plan_lead(overview),
        "chart": draw_plan(
            overview.rows, sessions=team.network.learning_sessions.order_by("number"), today=today, uid="plan"
        ),
        "unplanned_count": unplanned_ideas(team).count(),
        "deleted": deleted["title"] if deleted else "",
    }
    return render(request, "teams/plan_detail.html", context)


def plan_item_create(request: HttpRequest, slug: str) -> HttpResponse:
    """A new tiltak."""
    team = team_or_404(request, slug)
    require(can_edit_plan(request.user, team))
    form = PlanItemForm(posted(request), team=team, initial=new_plan_item_values(timezone.localdate()))

    def add() -> object:
        return services.add_plan_item(team, by=request.user, **form.values())

    if request.method == "POST" and form.is_valid() and carry_out(form, add, by=request.user):
        messages.success(request, _("Tiltaket er lagt i planen."))
        return redirect("teams:plan_detail", slug=team.slug)
    return render(request, "teams/plan_item_edit.html", {"team": team, "form": form})


def plan_item_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a tiltak, or take it out of the plan."""
    team = team_or_404(request, slug)
    item = _item(request, team, pk)
    require(can_edit_plan(request.user, team))
    initial: dict[str, Any] = {**plan_item_values(item), "version": item.version}
    form = PlanItemForm(posted(request), team=team, initial=initial)

    def change() -> object:
        version = form.cleaned_data["version"] or 0
        return services.update_plan_item(item, by=request.user, version=version, **form.values())

    if request.method == "POST" and form.is_valid() and carry_out(form, change, by=request.user, subject=item):
        messages.success(request, _("Endringen er lagret."))
        return redirect("teams:plan_detail", slug=team.slug)
    return render(request, "teams/plan_item_edit.html", {"team": team, "form": form, "item": item})


@require_POST
def plan_item_delete(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a tiltak out; the plan then offers to put it back."""
    team = team_or_404(request, slug)
    item = _item(request, team, pk)
    require(can_edit_plan(request.user, team))
    snapshot = services.delete_plan_item(item, by=request.user)
    request.session[DELETED] = {**snapshot, "team": team.pk, "at": timezone.now().timestamp()}
    return redirect("teams:plan_detail", slug=team.slug)


@require_POST
def plan_item_restore(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the tiltak deleted last back."""
    team = team_or_404(request, slug)
    require(can_edit_plan(request.user, team))
    snapshot = _deleted(request, team)
    if snapshot:
        del request.session[DELETED]
        item = services.restore_plan_item(team, snapshot=snapshot, by=request.user)
        messages.success(request, _("«%(title)s» er tilbake i planen.") % {"title": item.title})
    return redirect("teams:plan_detail", slug=team.slug)


@require_POST
def plan_from_package(request: HttpRequest, slug: str) -> HttpResponse:
    """Fetch the tiltak of the tiltakspakke that are not in the plan."""
    team = team_or_404(request, slug)
    require(can_edit_plan(request.user, team))
    try:
        items = services.plan_from_package(team, by=request.user)
    except services.TeamError as error:
        messages.info(request, error.message)
    else:
        messages.success(
            request,
            _("%(count)d tiltak er hentet. Datoene er forslag, gå gjennom dem sammen.") % {"count": len(items)},
        )
    return redirect("teams:plan_detail", slug=team.slug)


def _deleted(request: HttpRequest, team: Team) -> dict[str, Any] | None:
    """What this person deleted from this plan not long ago."""
    snapshot = request.session.get(DELETED)
    if snapshot is None or snapshot["team"] != team.pk:
        return None
    return snapshot if timezone.now().timestamp() - snapshot["at"] < _UNDO_SECONDS else None


def _item(request: HttpRequest, team: Team, pk: int) -> PlanItem:
    rows = PlanItem.objects.visible_to(request.user).select_related("responsible", "team__network")
    return get_object_or_404(rows, team=team, pk=pk)
