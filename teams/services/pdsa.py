"""Starts and follows small tests of change."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from teams.models import PDSACycle, PlanItem, Team
from teams.services.errors import TeamError
from teams.services.versions import save_if_unchanged, save_new

# What update_cycle may change; number and team never change.
CYCLE_FIELDS = (
    "title",
    "plan_item",
    "stage",
    "plan",
    "prediction",
    "starts_on",
    "ends_on",
    "observations",
    "learning",
    "decision",
    "next_step",
)
_TEXTS = ("title", "plan", "prediction", "observations", "learning", "next_step")


@transaction.atomic
def start_cycle(
    team: Team,
    *,
    title: str,
    by: User,
    plan_item: PlanItem | None = None,
    plan: str = "",
    prediction: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> PDSACycle:
    """Start the team's next test, in the stage «Planlegg». Raises TeamError when dates or texts do not hold."""
    Team.objects.select_for_update().get(pk=team.pk)
    last = team.pdsa_cycles.aggregate(last=Max("number"))["last"] or 0
    cycle = PDSACycle(
        team=team,
        number=last + 1,
        title=title.strip(),
        plan_item=plan_item,
        plan=plan.strip(),
        prediction=prediction.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _check(cycle, {"plan_item": plan_item, "starts_on": starts_on, "ends_on": ends_on})
    save_new(cycle)
    record(by=by, action="start_cycle", scope=team.network.scope, subject=cycle, summary=cycle.title)
    return cycle


@transaction.atomic
def update_cycle(cycle: PDSACycle, *, by: User, version: int, **changes: Any) -> PDSACycle:
    """Write in a test or move it to another stage; `changes` are CYCLE_FIELDS.

    Raises EditConflict when somebody saved first, TeamError when it is finished without a decision.
    """
    unknown = set(changes) - set(CYCLE_FIELDS)
    if unknown:
        raise TypeError(f"not fields of a cycle: {sorted(unknown)}")
    values = {name: value.strip() if name in _TEXTS else value for name, value in changes.items()}
    _check(cycle, values)
    stage = values.get("stage", cycle.stage)
    if stage != cycle.stage or "decision" in values:
        values["decided_on"] = _decided_on(cycle, stage, values.get("decision", cycle.decision))
    if save_if_unchanged(cycle, version=version, values=values):
        record(by=by, action="update_cycle", scope=cycle.team.network.scope, subject=cycle, summary=cycle.title)
    return cycle


def _check(cycle: PDSACycle, values: dict[str, Any]) -> None:
    starts_on, ends_on = values.get("starts_on", cycle.starts_on), values.get("ends_on", cycle.ends_on)
    if starts_on and ends_on and ends_on < starts_on:
        raise TeamError(_("Testen slutter før den starter. Se på datoene."), "ends_on")
    plan_item = values.get("plan_item")
    if plan_item is not None and plan_item.team_id != cycle.team_id:
        raise TeamError(_("Velg et tiltak fra teamets egen plan."), "plan_item")


def _decided_on(cycle: PDSACycle, stage: str, decision: str) -> date | None:
    if stage != PDSACycle.Stage.FINISHED:
        return None
    if not decision:
        raise TeamError(_("Velg hva dere gjør nå, så er testen ferdig."), "decision")
    return cycle.decided_on or timezone.localdate()
