"""Fetches what a page is about, as far as this person sees it."""

from django.http import Http404, HttpRequest

from accounts.prepared import PreparedQuery
from measurements.models import MeasurementPlan, PlannedIndicator
from teams.models import Team

# A longer number is the key of nothing, and too long for the database.
MOST_DIGITS = 19
_PLAN = PreparedQuery(lambda team: MeasurementPlan.objects.filter(team=team))


def find_plan(team: Team) -> MeasurementPlan | None:
    """The team's måleplan, if it has one."""
    plan = _PLAN.first(team.pk)
    if plan:
        plan.team = team
    return plan


def find_planned(team: Team, code: str, unit: str = "") -> PlannedIndicator:
    """An indicator the team follows or has followed, or the part of it that `unit`, a number, counts."""
    rows = PlannedIndicator.objects.of_team(team).select_related("indicator", "plan", "unit")
    rows = rows.filter(unit=int(unit)) if unit.isdecimal() and len(unit) < MOST_DIGITS else rows.whole()
    # A code that was followed in two versions leads to the one that is followed now.
    row = rows.filter(indicator__code__iexact=code).order_by("-is_active", "-pk").first()
    if row is None:
        raise Http404
    row.plan.team = team
    return row


def find_shared(request: HttpRequest, slug: str, code: str) -> PlannedIndicator:
    """An indicator of any team whose charts this person may see."""
    rows = PlannedIndicator.objects.shared_with(request.user).whole().filter(plan__team__slug=slug)
    rows = rows.select_related("indicator", "plan__team__network", "plan__team__organization")
    row = rows.filter(indicator__code__iexact=code).order_by("-is_active", "-pk").first()
    if row is None:
        raise Http404
    return row
