"""Which months a team has delivered, started, skipped or missed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone

from accounts.months import month_of, months_between, next_month, previous_month
from measurements.models import EntryDraft, Indicator, Measurement, MeasurementPlan, MonthDelivery, PlannedIndicator
from networks.models import LearningSession, Network
from teams.models import Team


class MonthState(StrEnum):
    """Where a month's figures are."""

    OPEN = "open"
    STARTED = "started"
    DELIVERED = "delivered"
    LATE = "late"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class MonthStatus:
    """One month of a team.

    state: late means that the deadline has passed and the month is not delivered, started or not.
    missing: indicators with neither figure nor reason. is_baseline: part of the utgangspunkt.
    has_started: something was entered or typed. is_delivered_late: delivered, after the deadline.
    """

    month: date
    state: MonthState
    due_on: date
    delivered_at: datetime | None
    missing: tuple[Indicator, ...]
    is_baseline: bool
    has_started: bool
    is_delivered_late: bool

    @property
    def is_finished(self) -> bool:
        """Tell whether nothing is left to do with the month."""
        return self.state in (MonthState.DELIVERED, MonthState.SKIPPED)


@dataclass(slots=True)
class _Facts:
    """What was entered for one team, as sets and dictionaries."""

    indicators: dict[int, Indicator]
    entered: dict[date, set[int]]
    measured: set[date]
    drafted: set[date]
    delivered: dict[date, datetime]


def month_status(team: Team, today: date) -> list[MonthStatus]:
    """The months of the team's plan, oldest first; none without a måleplan. Needs `network` loaded. Seven queries."""
    return month_status_by_team(team.network, today, team=team).get(team.pk, [])


def month_status_by_team(network: Network, today: date, *, team: Team | None = None) -> dict[int, list[MonthStatus]]:
    """The months of every team with a måleplan, by team id, in seven queries whatever the number of teams.

    A month is listed when it is over; the one that is running, when something has been entered for it.
    """
    plans = MeasurementPlan.objects.filter(team__network=network, team__withdrawn_on=None)
    if team:
        plans = MeasurementPlan.objects.filter(team=team)
    plans = list(plans)
    facts = _facts({plan.pk: plan.team_id for plan in plans})
    first_session = LearningSession.objects.filter(network=network).order_by("number").first()
    baseline_due = first_session.starts_on if first_session else None
    found = {}
    for plan in plans:
        of_team = facts[plan.team_id]
        months = _months(plan, of_team, network.ends_on, today)
        due = {month: month_due_on(network, plan, month, baseline_due) for month in months}
        found[plan.team_id] = [_status(plan, of_team, month, due[month], today) for month in months]
    return found


def month_due_on(network: Network, plan: MeasurementPlan, month: date, first_session_on: date | None) -> date:
    """The last day to deliver a month: a fixed day of the next, for the baseline not before the first samling."""
    ordinary = next_month(month).replace(day=network.measurement_due_day)
    if month <= plan.baseline_ends_on and first_session_on:
        return max(ordinary, first_session_on)
    return ordinary


def _facts(team_of_plan: dict[int, int]) -> dict[int, _Facts]:
    teams = set(team_of_plan.values())
    found = {team: _Facts({}, defaultdict(set), set(), set(), {}) for team in teams}
    team_of: dict[int, int] = {}
    planned = PlannedIndicator.objects.active().filter(plan__in=team_of_plan).order_by("position")
    for row in planned.prefetch_related("indicator"):
        team_of[row.pk] = team_of_plan[row.plan_id]
        found[team_of[row.pk]].indicators[row.pk] = row.indicator
    values = Measurement.objects.filter(planned_indicator__plan__in=team_of_plan).order_by()
    for planned_id, month, reason in values.values_list("planned_indicator_id", "month", "skip_reason"):
        if planned_id in team_of:
            facts = found[team_of[planned_id]]
            facts.entered[month].add(planned_id)
            if not reason:
                facts.measured.add(month)
    drafts = EntryDraft.objects.filter(team__in=teams).exclude(fields={})
    for team, month in drafts.values_list("team_id", "month"):
        found[team].drafted.add(month)
    deliveries = MonthDelivery.objects.filter(team__in=teams).values_list("team_id", "month", "delivered_at")
    for team, month, delivered_at in deliveries:
        found[team].delivered[month] = delivered_at
    return found


def _months(plan: MeasurementPlan, facts: _Facts, ends_on: date | None, today: date) -> list[date]:
    running = month_of(today)
    has_begun = running in facts.entered or running in facts.drafted
    last = running if has_begun else previous_month(running)
    if ends_on:
        last = min(last, month_of(ends_on))
    return months_between(plan.starts_on, last)


def _status(plan: MeasurementPlan, facts: _Facts, month: date, due_on: date, today: date) -> MonthStatus:
    entered = facts.entered.get(month, set())
    delivered_at = facts.delivered.get(month)
    has_started = bool(entered) or month in facts.drafted
    return MonthStatus(
        month=month,
        state=_state(facts, month, delivered_at, has_started, due_on < today),
        due_on=due_on,
        delivered_at=delivered_at,
        missing=tuple(indicator for pk, indicator in facts.indicators.items() if pk not in entered),
        is_baseline=month <= plan.baseline_ends_on,
        has_started=has_started,
        is_delivered_late=delivered_at is not None and timezone.localdate(delivered_at) > due_on,
    )


def _state(
    facts: _Facts, month: date, delivered_at: datetime | None, has_started: bool, is_overdue: bool
) -> MonthState:
    if delivered_at:
        return MonthState.DELIVERED if month in facts.measured else MonthState.SKIPPED
    if is_overdue:
        return MonthState.LATE
    return MonthState.STARTED if has_started else MonthState.OPEN
