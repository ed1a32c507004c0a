"""Which months a team has delivered, started, skipped or missed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone

from accounts.months import month_of, months_between, next_month, previous_month
from measurements.models import EntryDraft, Indicator, MeasurementPlan, MonthDelivery, PlannedIndicator
from measurements.queries.rows import Rows
from networks.models import Network


class MonthState(StrEnum):
    """Where a month's figures are."""

    OPEN = "open"
    STARTED = "started"
    DELIVERED = "delivered"
    LATE = "late"
    SKIPPED = "skipped"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class MonthStatus:
    """One month of a team.

    state: late means that the deadline has passed and the month is not delivered, started or not. A month of the
    baseline is delivered when nothing is missing, for nobody delivers those one by one. Locked: delivered, skipped or not,
    and the coordinator has closed it for changes.
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
        return self.state in (MonthState.DELIVERED, MonthState.SKIPPED, MonthState.LOCKED)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What was entered, typed and delivered in one team."""

    indicators: Mapping[int, Indicator]
    entered: Mapping[date, set[int]]
    measured: set[date]
    drafted: set[date]
    delivered: Mapping[date, datetime]
    locked: set[date]

    def due_in(self, month: date) -> list[tuple[int, Indicator]]:
        """What is to have a figure this month."""
        return [(pk, indicator) for pk, indicator in self.indicators.items() if indicator.is_due_in(month)]


def build_months(
    network: Network,
    planned: Sequence[PlannedIndicator],
    rows: Rows,
    first_session_on: date | None,
    today: date,
) -> list[MonthStatus]:
    """The months of one team, oldest first, in two queries.

    A month is listed when it is over; the one that is running, when something has been entered for it. One in which
    nothing is due, because everything is counted by quarters, only when something has been entered.
    """
    if not planned:
        return []
    plan = planned[0].plan
    facts = _facts(plan, planned, rows)
    months = _months(plan, facts, network.ends_on, today)
    return [
        _status(plan, facts, month, month_due_on(network, plan, month, first_session_on), today)
        for month in months
        if month in facts.entered or facts.due_in(month)
    ]


def month_due_on(network: Network, plan: MeasurementPlan, month: date, first_session_on: date | None) -> date:
    """The last day to deliver a month: a fixed day of the next, for the baseline not before the first samling."""
    ordinary = next_month(month).replace(day=network.measurement_due_day)
    if month <= plan.baseline_ends_on and first_session_on:
        return max(ordinary, first_session_on)
    return ordinary


def _facts(plan: MeasurementPlan, planned: Sequence[PlannedIndicator], rows: Rows) -> _Facts:
    entered: dict[date, set[int]] = {}
    measured = set()
    for item in planned:
        for month, row in rows.get(item.pk, {}).items():
            entered.setdefault(month, set()).add(item.pk)
            if not row.skip_reason:
                measured.add(month)
    drafts = EntryDraft.objects.filter(team=plan.team_id).exclude(fields={}).order_by()
    deliveries = (
        MonthDelivery.objects.filter(team=plan.team_id).order_by().values_list("month", "delivered_at", "locked_at")
    )
    delivered, locked = {}, set()
    for month, delivered_at, locked_at in deliveries:
        delivered[month] = delivered_at
        if locked_at:
            locked.add(month)
    return _Facts(
        indicators={item.pk: item.indicator for item in planned},
        entered=entered,
        measured=measured,
        drafted=set(drafts.values_list("month", flat=True)),
        delivered=delivered,
        locked=locked,
    )


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
    missing = tuple(indicator for pk, indicator in facts.due_in(month) if pk not in entered)
    is_baseline = month <= plan.baseline_ends_on
    is_delivered = delivered_at is not None or (is_baseline and not missing)
    return MonthStatus(
        month=month,
        state=_state(facts, month, is_delivered, has_started, due_on < today),
        due_on=due_on,
        delivered_at=delivered_at,
        missing=missing,
        is_baseline=is_baseline,
        has_started=has_started,
        is_delivered_late=delivered_at is not None and timezone.localdate(delivered_at) > due_on,
    )


def _state(facts: _Facts, month: date, is_delivered: bool, has_started: bool, is_overdue: bool) -> MonthState:
    if month in facts.locked:
        return MonthState.LOCKED
    if is_delivered:
        return MonthState.DELIVERED if month in facts.measured else MonthState.SKIPPED
    if is_overdue:
        return MonthState.LATE
    return MonthState.STARTED if has_started else MonthState.OPEN
