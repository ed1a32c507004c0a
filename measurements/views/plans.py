"""Sets up the måleplan."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.months import add_months, month_of, previous_month
from accounts.permissions import require
from measurements.forms import PlanForm
from measurements.models import MeasurementPlan, PlannedIndicator
from measurements.permissions import can_plan_measurements
from measurements.queries.offers import Offer, offers_for
from measurements.queries.targets import first_counted
from measurements.services import MeasurementError, set_measurement_plan
from measurements.spc import format_number
from measurements.views.chart_history import told_targets
from measurements.views.finding import find_plan
from teams.models import Team
from teams.views.doors import team_or_404

# A samling after this day of its month still leaves the month to the baseline.
LATE_IN_MONTH = 16


@require_http_methods(["GET", "POST"])
def plan_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose indicators and goals; those who may not see the plan as it is."""
    team = team_or_404(request, slug)
    decision = can_plan_measurements(request.user, team)
    if request.method == "POST":
        require(decision)
    plan = find_plan(team)
    planned = list(plan.planned_indicators.whole().select_related("indicator")) if plan else []
    offers = offers_for(team, planned)
    form = PlanForm(
        request.POST or None,
        offers=offers,
        today=timezone.localdate(),
        ends_on=team.network.ends_on,
        counted_from=first_counted(plan) if plan else None,
        earlier={row.indicator_id: told_targets(row) for row in planned},
        initial=_initial(team, plan, planned, offers),
    )
    if request.method == "POST" and form.is_valid() and _save(request, team, form):
        messages.success(request, _("Måleplanen er lagret."))
        page = "measurement_list" if plan else "baseline_edit"
        return redirect(f"measurements:{page}", slug=slug)
    context = {"team": team, "plan": plan, "form": form, "decision": decision, "offers": offers}
    return render(request, "measurements/plan_edit.html", context)


def _initial(
    team: Team, plan: MeasurementPlan | None, planned: list[PlannedIndicator], offers: list[Offer]
) -> dict[str, Any]:
    if plan is None:
        starts_on, baseline_ends_on = _proposed_baseline(team)
        found = {"starts_on": starts_on, "baseline_ends_on": baseline_ends_on}
        for offer in offers:
            row = offer.indicator
            found |= {f"follow_{row.pk}": offer.is_mandatory, f"target_{row.pk}": _written(row.default_target)}
        return found
    found = {
        name: getattr(plan, name)
        for name in ("who", "where", "when", "sample", "starts_on", "baseline_ends_on", "version")
    }
    found |= {f"target_{offer.indicator.pk}": _written(offer.indicator.default_target) for offer in offers}
    for item in planned:
        found |= {f"follow_{item.indicator_id}": item.is_active, f"target_{item.indicator_id}": _written(item.target)}
    due = [item.target_due_on for item in planned if item.target_due_on]
    return found | {"target_due_on": due[0] if due else None}


def _written(target: Decimal | None) -> str:
    return "" if target is None else format_number(target, 2)


def _proposed_baseline(team: Team) -> tuple[date, date]:
    """The network's number of months, the last of them just before samling 1."""
    first = team.network.learning_sessions.order_by("number").first()
    day = first.starts_on if first else team.network.starts_on
    last = month_of(day) if day.day >= LATE_IN_MONTH else previous_month(month_of(day))
    return add_months(last, 1 - team.network.baseline_months), last


def _save(request: HttpRequest, team: Team, form: PlanForm) -> bool:
    """Save the plan; False, with the error in the form, when it cannot be done."""
    data = form.cleaned_data
    try:
        set_measurement_plan(
            team,
            indicators=form.chosen(),
            who=data["who"],
            where=data["where"],
            when=data["when"],
            sample=data["sample"],
            starts_on=data["starts_on"],
            baseline_ends_on=data["baseline_ends_on"],
            target_due_on=data["target_due_on"],
            targets_from=data.get("targets_from"),
            version=data["version"],
            by=request.user,
        )
    except MeasurementError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return False
    return True
