"""What a month's entry page asks the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from accounts.models import User
from accounts.prepared import PreparedQuery
from measurements.models import EntryDraft, Measurement, MonthDelivery, PlannedIndicator
from measurements.queries.tally import TallyCount, tallies_of
from teams.models import Team


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


def month_entry(team: Team, month: date, user: User) -> MonthEntry:
    """Figures, drafts, delivery and tellelister of a month, in four queries."""
    drafts = _DRAFTS.objects(team.pk, month)
    return MonthEntry(
        saved={row.planned_indicator_id: row for row in _MEASUREMENTS.objects(team.pk, month)},
        draft=next((draft for draft in drafts if draft.user_id == user.pk), None),
        others=tuple(draft for draft in drafts if draft.user_id != user.pk),
        # One at most, by the database.
        delivery=_DELIVERY.first(team.pk, month),
        tallies=tallies_of(team, month),
    )


def saved_figures(planned: Iterable[PlannedIndicator], months: Iterable[date]) -> SavedFigures:
    """What is saved for these indicators in these months, in one query."""
    rows = Measurement.objects.filter(planned_indicator__in=[item.pk for item in planned], month__in=list(months))
    fields = ("planned_indicator", "month", *SavedFigure._fields)
    return {(pk, month): SavedFigure(*figure) for pk, month, *figure in rows.order_by().values_list(*fields)}


_MEASUREMENTS = PreparedQuery(
    lambda team, month: (
        Measurement.objects.filter(planned_indicator__plan__team=team, month=month)
        .select_related("recorded_by")
        .order_by()
    )
)
_DRAFTS = PreparedQuery(
    lambda team, month: (
        EntryDraft.objects.filter(team=team, month=month)
        .exclude(fields={})
        .select_related("user")
        .order_by("-saved_at")
    )
)
_DELIVERY = PreparedQuery(
    lambda team, month: (
        MonthDelivery.objects.filter(team=team, month=month).select_related("delivered_by", "locked_by").order_by()
    )
)
