"""Changes the fremdrifts- og implementeringsplan."""

from datetime import date, timedelta
from typing import Any, TypedDict

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from networks.models import ChangeIdea, LearningSession
from teams.models import PDSACycle, PlanItem, Team, TeamMembership
from teams.queries.plan import unplanned_ideas
from teams.services.errors import TeamError
from teams.services.versions import save_if_unchanged, save_new

# A plan made from the package is a first proposal: each tiltak starts two weeks after the one before, and lasts six.
_PROPOSED_STEP = timedelta(weeks=2)
_PROPOSED_LENGTH = timedelta(weeks=6)


class PlanItemValues(TypedDict, total=False):
    """What can be changed in a plan item."""

    title: str
    responsible: TeamMembership | None
    starts_on: date
    due_on: date
    status: str
    done_on: date | None
    note: str


@transaction.atomic
def add_plan_item(
    team: Team,
    *,
    title: str,
    starts_on: date,
    due_on: date,
    by: User,
    responsible: TeamMembership | None = None,
    status: str = PlanItem.Status.NOT_STARTED,
    done_on: date | None = None,
    note: str = "",
    change_idea: ChangeIdea | None = None,
) -> PlanItem:
    """Put a tiltak last in the plan. Raises TeamError when dates, person or text do not hold."""
    Team.objects.select_for_update().get(pk=team.pk)
    last = team.plan_items.aggregate(last=Max("position"))["last"] or 0
    values = _checked(
        team,
        {
            "title": title,
            "responsible": responsible,
            "starts_on": starts_on,
            "due_on": due_on,
            "status": status,
            "done_on": done_on,
            "note": note,
        },
    )
    item = PlanItem(team=team, position=last + 1, change_idea=change_idea, **values)
    save_new(item)
    record(by=by, action="add_plan_item", scope=team.network.scope, subject=item, summary=item.title)
    return item


@transaction.atomic
def update_plan_item(item: PlanItem, *, by: User, version: int, **changes: Any) -> PlanItem:
    """Change a tiltak; `changes` are fields of PlanItemValues. Raises EditConflict or TeamError."""
    standing: PlanItemValues = {name: getattr(item, name) for name in PlanItemValues.__annotations__}
    values = _checked(item.team, {**standing, **changes})
    if save_if_unchanged(item, version=version, values=values):
        record(by=by, action="update_plan_item", scope=item.team.network.scope, subject=item, summary=item.title)
    return item


def _checked(team: Team, values: PlanItemValues) -> PlanItemValues:
    """Give the values as they are stored: texts trimmed, done date set when done and only then."""
    starts_on, due_on, responsible = values["starts_on"], values["due_on"], values["responsible"]
    if due_on < starts_on:
        raise TeamError(_("Fristen er før starten. Velg en frist på eller etter startdatoen."), "due_on")
    if responsible is not None and responsible.team_id != team.pk:
        raise TeamError(_("Velg en som er med i teamet."), "responsible")
    is_done = values["status"] == PlanItem.Status.DONE
    done_on = (values["done_on"] or timezone.localdate()) if is_done else None
    if done_on and done_on > timezone.localdate():
        raise TeamError(_("Datoen er i framtiden. Velg dagen tiltaket ble innført."), "done_on")
    return {**values, "title": values["title"].strip(), "note": values["note"].strip(), "done_on": done_on}


@transaction.atomic
def delete_plan_item(item: PlanItem, *, by: User) -> dict[str, Any]:
    """Take a tiltak out of the plan, and give what `restore_plan_item` needs to put it back (JSON-ready)."""
    snapshot = {
        "title": item.title,
        "position": item.position,
        "responsible": item.responsible_id,
        "starts_on": item.starts_on.isoformat(),
        "due_on": item.due_on.isoformat(),
        "status": item.status,
        "done_on": item.done_on.isoformat() if item.done_on else None,
        "note": item.note,
        "change_idea": item.change_idea_id,
        "pdsa_cycles": list(item.pdsa_cycles.values_list("pk", flat=True)),
    }
    record(by=by, action="delete_plan_item", scope=item.team.network.scope, subject=item, summary=item.title)
    item.delete()
    return snapshot


@transaction.atomic
def restore_plan_item(team: Team, *, snapshot: dict[str, Any], by: User) -> PlanItem:
    """Put a deleted tiltak back in its place, with its tests; people and ideas gone meanwhile are left out."""
    item = PlanItem(
        team=team,
        position=snapshot["position"],
        title=snapshot["title"],
        responsible=team.memberships.filter(pk=snapshot["responsible"]).first(),
        starts_on=date.fromisoformat(snapshot["starts_on"]),
        due_on=date.fromisoformat(snapshot["due_on"]),
        status=snapshot["status"],
        done_on=date.fromisoformat(snapshot["done_on"]) if snapshot["done_on"] else None,
        note=snapshot["note"],
        change_idea=ChangeIdea.objects.filter(pk=snapshot["change_idea"]).first(),
    )
    save_new(item)
    PDSACycle.objects.filter(team=team, pk__in=snapshot["pdsa_cycles"], plan_item=None).update(plan_item=item)
    record(by=by, action="restore_plan_item", scope=team.network.scope, subject=item, summary=item.title)
    return item


@transaction.atomic
def plan_from_package(team: Team, *, by: User) -> list[PlanItem]:
    """Put the package's tiltak that are not in the plan yet into it, with proposed dates the team then changes.

    Raises TeamError when there is nothing to fetch.
    """
    ideas = list(unplanned_ideas(team))
    starts_on, limit = _first_start(team), team.network.ends_on
    items = []
    for idea in ideas:
        due_on = starts_on + _PROPOSED_LENGTH
        if limit is not None:
            due_on = max(min(due_on, limit), starts_on)
        items.append(add_plan_item(team, title=idea.name, starts_on=starts_on, due_on=due_on, change_idea=idea, by=by))
        if limit is None or starts_on + _PROPOSED_STEP < limit:
            starts_on += _PROPOSED_STEP
    if not items:
        raise TeamError(_("Alle tiltakene i tiltakspakken står allerede i planen."))
    return items


def _first_start(team: Team) -> date:
    """The first weekday from today on, and not before samling 1 is over."""
    first = LearningSession.objects.filter(network=team.network_id, number=1).first()
    day = timezone.localdate()
    if first and first.ends_on >= day:
        day = first.ends_on + timedelta(days=1)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
