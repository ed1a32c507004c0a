"""Changes a team's target and keeps the one it gives up, for the months in which it held."""

from datetime import date
from decimal import Decimal

from measurements.models import EarlierTarget, IndicatorEvent, Measurement, PlannedIndicator
from measurements.queries.targets import held_targets
from measurements.spc import HeldTarget

Target = Decimal | int | None


def set_target(row: PlannedIndicator, target: Target, *, holds_from: date, made_by_id: int | None) -> None:
    """Give the row its target from this month on; the row is not saved, what it gives up is.

    A target holds from the beginning where nothing was counted before the month: one that nothing was held against is
    no history. So does the first one, and one that takes the place of a mistake from the first month on.
    """
    target = None if target is None else Decimal(target)
    if row.pk and target != row.target:
        known = held_targets(row)
        is_new = not _has_figures_before(row, holds_from)
        kept = [] if is_new else _given_up([*known, HeldTarget(date.max, row.target)], target, holds_from)
        _store(row, kept, made_by_id)
    row.target = target


def _given_up(held: list[HeldTarget], target: Target, holds_from: date) -> list[HeldTarget]:
    """What is left of the targets held when this one takes over; two alike on end are one, and none at first is nothing."""
    kept = [one for one in held if one.before <= holds_from]
    if not kept or kept[-1].before < holds_from:
        kept.append(HeldTarget(holds_from, next(one.target for one in held if one.before > holds_from)))
    if kept[-1].target == target:
        kept.pop()
    return kept[1:] if kept and kept[0].target is None else kept


def _store(row: PlannedIndicator, kept: list[HeldTarget], made_by_id: int | None) -> None:
    """Rows that still say the same stay as they are, with who made them and when."""
    standing = {HeldTarget(one.replaced_from, one.target): one.pk for one in row.earlier_targets.all()}
    row.earlier_targets.exclude(pk__in=[standing[one] for one in kept if one in standing]).delete()
    EarlierTarget.objects.bulk_create(
        EarlierTarget(planned_indicator=row, target=one.target, replaced_from=one.before, replaced_by_id=made_by_id)
        for one in kept
        if one not in standing
    )
    row.target_history = [[one.before.isoformat(), None if one.target is None else str(one.target)] for one in kept]


def _has_figures_before(row: PlannedIndicator, month: date) -> bool:
    rows = [row.pk, *row.parts.values_list("pk", flat=True)]
    figures = Measurement.objects.filter(planned_indicator__in=rows, month__lt=month, numerator__isnull=False)
    return figures.exists() or IndicatorEvent.objects.filter(planned_indicator=row, happened_on__lt=month).exists()
