"""What a month's entry page asks the database, and when a number deserves a second look."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from accounts.models import User
from measurements.models import EntryDraft, Indicator, Measurement, MonthDelivery, PlannedIndicator
from measurements.queries.series import IndicatorSeries
from measurements.queries.tally import TallyCount, tallies_of
from teams.models import Team

# A number is asked about when it is so many times what is usual, and off by more than a handful.
UNUSUAL_FACTOR = Decimal("1.75")
UNUSUAL_DISTANCE = 5
# Fewer earlier months say nothing about what is usual; more than a year is no longer usual.
USUAL_FROM = 3
USUAL_MONTHS = 12


class SavedFigure(NamedTuple):
    """What is saved for a month: two numbers, or why there are none."""

    numerator: Decimal | None
    denominator: Decimal | None
    skip_reason: str
    version: int

    @property
    def is_skipped(self) -> bool:
        """Tell whether the month was left out with a reason."""
        return self.numerator is None


# By planned indicator and month.
SavedFigures = dict[tuple[int, date], SavedFigure]


@dataclass(frozen=True, slots=True)
class MonthEntry:
    """What stands for a month. `others`: drafts of other people, newest first; `tallies`: by planned indicator."""

    saved: Mapping[int, Measurement]
    draft: EntryDraft | None
    others: tuple[EntryDraft, ...]
    delivery: MonthDelivery | None
    tallies: Mapping[int, TallyCount]

    @property
    def is_locked(self) -> bool:
        """Tell whether the coordinator has locked the month."""
        return self.delivery is not None and self.delivery.is_locked


@dataclass(frozen=True, slots=True)
class Unusual:
    """A number that differs from the usual. `suggestion` is what was probably meant, None when nothing is likely."""

    field: str
    value: Decimal
    lowest: Decimal
    highest: Decimal
    suggestion: Decimal | None


def month_entry(team: Team, month: date, user: User) -> MonthEntry:
    """Figures, drafts, delivery and tellelister of a month, in four queries."""
    rows = Measurement.objects.filter(planned_indicator__plan__team=team, month=month)
    rows = rows.select_related("recorded_by").order_by()
    drafts = EntryDraft.objects.filter(team=team, month=month).exclude(fields={}).select_related("user")
    drafts = list(drafts.order_by("-saved_at"))
    deliveries = (
        MonthDelivery.objects.filter(team=team, month=month).select_related("delivered_by", "locked_by").order_by()
    )
    return MonthEntry(
        saved={row.planned_indicator_id: row for row in rows},
        draft=next((draft for draft in drafts if draft.user_id == user.pk), None),
        others=tuple(draft for draft in drafts if draft.user_id != user.pk),
        # One at most, by the database.
        delivery=next(iter(deliveries), None),
        tallies=tallies_of(team, month),
    )


def saved_figures(planned: Iterable[PlannedIndicator], months: Iterable[date]) -> SavedFigures:
    """What is saved for these indicators in these months, in one query."""
    rows = Measurement.objects.filter(planned_indicator__in=[item.pk for item in planned], month__in=list(months))
    fields = ("planned_indicator", "month", *SavedFigure._fields)
    return {(pk, month): SavedFigure(*figure) for pk, month, *figure in rows.order_by().values_list(*fields)}


def find_unusual(item: IndicatorSeries, month: date, numerator: Decimal, denominator: Decimal | None) -> Unusual | None:
    """The first of the two numbers that is far from what the team usually counts.

    Of a share the numerator is not asked about: that it changes is what the team wants.
    """
    points = [point for point in item.series.points if point.period < month and point.numerator is not None]
    earlier = [(Decimal(point.numerator), _decimal(point.denominator)) for point in points[-USUAL_MONTHS:]]
    return find_unusual_among(item.indicator, earlier, numerator, denominator)


def find_unusual_among(
    indicator: Indicator,
    earlier: Sequence[tuple[Decimal, Decimal | None]],
    numerator: Decimal,
    denominator: Decimal | None,
) -> Unusual | None:
    """The same beside the figures of earlier months, oldest first."""
    earlier = earlier[-USUAL_MONTHS:]
    if len(earlier) < USUAL_FROM:
        return None
    if denominator is not None:
        found = _unusual("d", denominator, [under for _over, under in earlier])
        if found:
            return found
    if indicator.is_percent:
        return None
    return _unusual("n", numerator, [over for over, _under in earlier])


def _decimal(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _unusual(field: str, value: Decimal, usual: list[Decimal]) -> Unusual | None:
    lowest, highest = min(usual), max(usual)
    is_high = value > highest * UNUSUAL_FACTOR and value - highest >= UNUSUAL_DISTANCE
    is_low = value * UNUSUAL_FACTOR < lowest and lowest - value >= UNUSUAL_DISTANCE
    if not (is_high or is_low):
        return None
    # The commonest slip is a digit too many or one too few.
    for slip in (value / 10, value * 10):
        if slip == slip.to_integral_value() and lowest <= slip <= highest:
            return Unusual(field, value, lowest, highest, slip)
    return Unusual(field, value, lowest, highest, usual[-1] if lowest == highest else None)
