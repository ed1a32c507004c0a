"""What teams follow and what they have entered: read in prepared queries, and understood as one figure a month."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from accounts.prepared import PreparedQuery
from measurements.models import Indicator, IndicatorEvent, Measurement, MeasurementPlan, PlannedIndicator
from teams.models import Team


class Row(NamedTuple):
    """What was entered for a month: a figure, or why there is none.

    units: of a sum, how many avdelinger have delivered, and out of how many; nothing for what is entered as a whole.
    """

    numerator: int | Decimal | None
    denominator: int | Decimal | None
    skip_reason: str
    units: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """The indicators of one team. shown: one a chart, in order; parts: those of single units, of now and before."""

    shown: list[PlannedIndicator]
    parts: list[PlannedIndicator]

    @property
    def every(self) -> list[PlannedIndicator]:
        """All rows that may have figures."""
        return [*self.shown, *self.parts]

    @property
    def monthly(self) -> list[PlannedIndicator]:
        """What gets a figure each month, unit by unit where the team counts so; those followed now only."""
        by_whole: dict[int, list[PlannedIndicator]] = defaultdict(list)
        for part in self.parts:
            if part.is_active:
                by_whole[part.part_of_id].append(part)
        found: list[PlannedIndicator] = []
        for item in self.shown:
            if item.is_active and not item.indicator.is_event_based:
                found += by_whole[item.pk] if item.is_summed else [item]
        return found


Rows = dict[int, dict[date, Row]]
NOTHING = Row(None, None, "")


# What stands in the rows of one planned indicator: its id, and month, teller, nevner and why there is no figure; of
# events, its id and the day.
Entered = Mapping[int, tuple[tuple, ...]]


def followed_of(team: Team, include: str = "") -> Followed:
    """What the team follows, in one query, with plan and indicator; `include` is the code of one it may have left."""
    return followed_among(planned_of_team(team), team, include)


def followed_among(planned: Sequence[PlannedIndicator], team: Team, include: str = "") -> Followed:
    """The same of rows that are read already; each knows the team."""
    wanted = include.lower()
    for row in planned:
        row.plan.team = team
    shown = [row for row in planned if not row.unit_id and (row.is_active or row.indicator.code.lower() == wanted)]
    return Followed(shown, parts_in_order(planned))


def parts_in_order(rows: Iterable[PlannedIndicator]) -> list[PlannedIndicator]:
    """The rows of single units, as the units stand on the team's list. Needs units loaded."""
    return sorted((row for row in rows if row.unit_id), key=lambda row: (row.unit.position, row.unit_id))


def stamps_of_teams(teams: Iterable[int]) -> dict[int, tuple]:
    """How what each team follows and has counted stands; equal to another time while nothing has changed. One query.

    Only teams with a måleplan are there. Of the network, the rules by which its charts are read count too.
    """
    return {row[0]: row for row in _STAMPS.rows(list(teams))}


def planned_of_team(team: Team) -> list[PlannedIndicator]:
    """What the team follows or has followed, in order, with plan, indicator and unit. One query."""
    return _PLANNED_OF_TEAM.objects(team.pk)


def planned_of_teams(teams: Iterable[int], *, main_only: bool = False) -> dict[int, list[PlannedIndicator]]:
    """What these teams follow now, in order, with units that may be part of their sums; without texts that explain.

    main_only: of each team only the first indicator that is measured each month: the one shown where there is room for
    one. One query, one more for main_only.
    """
    teams = list(teams)
    if main_only:
        # The last one of each plan stays: the first of its order. Found here, because the database is slower at it.
        main = list(dict(_MONTHLY_BACKWARDS.rows(teams)).values())
        found = _PLANNED_OF_MAIN.objects(main, main)
    else:
        found = _PLANNED_OF_TEAMS.objects(teams)
    by_team: dict[int, list[PlannedIndicator]] = defaultdict(list)
    for row in found:
        by_team[row.of_team].append(row)
    return by_team


def rows_of(planned: Sequence[PlannedIndicator]) -> Rows:
    """Figures by planned indicator and month; whole counts as integers, since those are compared fastest."""
    return understood(planned, read_entered(planned))


def read_entered(planned: Sequence[PlannedIndicator], *, has_events: bool = True) -> Entered:
    """What was entered for these, by planned indicator, as it stands in the database. One query, one more for events."""
    if not planned:
        return {}
    found = {pk: tuple(rows) for pk, rows in groupby(_MEASUREMENTS.rows([item.pk for item in planned]), itemgetter(0))}
    dated = [item.pk for item in planned if item.indicator.is_event_based] if has_events else []
    if dated:
        found |= {pk: tuple(rows) for pk, rows in groupby(_EVENT_DAYS.rows(dated), itemgetter(0))}
    return found


def understood(planned: Sequence[PlannedIndicator], entered: Entered) -> Rows:
    """Figures by planned indicator and month, with days between events and the sums of units."""
    found: Rows = defaultdict(dict)
    for item in planned:
        of_item = entered.get(item.pk, ())
        if item.indicator.is_event_based:
            # The days since the event before, by the date of each event but the first.
            for (_pk, earlier), (_same, day) in pairwise(of_item):
                found[item.pk][day] = Row((day - earlier).days, None, "")
        elif of_item:
            found[item.pk] = {
                month: Row(exact(numerator), exact(denominator), reason)
                for _pk, month, numerator, denominator, reason in of_item
            }
    _add_sums(planned, found)
    return found


def _add_sums(planned: Sequence[PlannedIndicator], rows: Rows) -> None:
    """Σ teller and Σ nevner of the units, by month, never the mean of their percentages.

    A month that was entered for the whole team before the units counted for themselves stands as it was.
    """
    by_whole: dict[int, list[PlannedIndicator]] = defaultdict(list)
    for item in planned:
        if item.part_of_id:
            by_whole[item.part_of_id].append(item)
    for whole, parts in by_whole.items():
        for month in sorted({month for part in parts for month in rows.get(part.pk, ())}):
            if month not in rows[whole]:
                of_units = [rows[part.pk].get(month) for part in parts if part.is_active or month in rows[part.pk]]
                rows[whole][month] = _sum(of_units)


def _sum(of_units: Sequence[Row | None]) -> Row:
    delivered = [row for row in of_units if row]
    counted = [row for row in delivered if row.numerator is not None]
    units = (len(delivered), len(of_units))
    if not counted:
        return Row(None, None, delivered[0].skip_reason, units)
    under = [row.denominator for row in counted if row.denominator is not None]
    return Row(sum(row.numerator for row in counted), sum(under) if under else None, "", units)


def exact(value: Decimal | None) -> int | Decimal | None:
    """The same number, as an integer when it is whole."""
    if value is None:
        return None
    whole = int(value)
    return whole if whole == value else value


def _in_order(of: Q) -> QuerySet:
    rows = PlannedIndicator.objects.filter(of)
    rows = rows.annotate(of_team=F("plan__team_id"), of_rules=F("plan__team__network__chart_rules"))
    return rows.select_related("indicator", "plan", "unit").order_by("plan_id", "position", "pk")


def _followed_now(of: Q) -> QuerySet:
    # Units that no longer count are part of the sums of the months they counted in.
    rows = _in_order(of & (Q(unit=None, is_active=True) | Q(part_of__is_active=True)))
    return rows.defer(*[f"indicator__{name}" for name in _EXPLAINING])


def _monthly_backwards(teams: Sequence[int]) -> QuerySet:
    rows = PlannedIndicator.objects.active().whole().exclude(indicator__calculation=Indicator.Calculation.DAYS)
    return rows.filter(plan__team__among=teams).order_by("-position", "-pk").values_list("plan_id", "pk")


def _entered(planned: Sequence[int]) -> QuerySet:
    rows = Measurement.objects.filter(planned_indicator__among=planned).order_by("planned_indicator_id", "month")
    return rows.values_list("planned_indicator_id", "month", "numerator", "denominator", "skip_reason")


def _event_days(planned: Sequence[int]) -> QuerySet:
    rows = IndicatorEvent.objects.filter(planned_indicator__among=planned).order_by(
        "planned_indicator_id", "happened_on"
    )
    return rows.values_list("planned_indicator_id", "happened_on")


# Long texts, for those who count; no chart has them.
_EXPLAINING = (
    "name_nn",
    "name_en",
    "numerator_text",
    "denominator_text",
    "inclusion",
    "exclusion",
    "sampling",
    "data_source",
    "source",
    "how_to_count",
    "example",
)
_PLANNED_OF_TEAM = PreparedQuery(lambda team: _in_order(Q(plan__team=team)))
_PLANNED_OF_TEAMS = PreparedQuery(lambda teams: _followed_now(Q(plan__team__among=teams)))
_PLANNED_OF_MAIN = PreparedQuery(lambda main, same: _followed_now(Q(pk__among=main) | Q(part_of__among=same)))
_MONTHLY_BACKWARDS = PreparedQuery(_monthly_backwards)
_STAMPS = PreparedQuery(
    lambda teams: MeasurementPlan.objects.filter(team__among=teams).values_list(
        "team_id", "stamp", "team__network__chart_rules"
    )
)
_MEASUREMENTS = PreparedQuery(_entered)
_EVENT_DAYS = PreparedQuery(_event_days)
