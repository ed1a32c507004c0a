"""What has been tapped on tellelister."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, QuerySet

from accounts.prepared import PreparedQuery
from accounts.secret_links import hash_token
from measurements.models import MonthDelivery, TallySheet, Tap
from teams.models import Team

# The field of TallyCount that an answer adds to.
FIELDS = {Tap.Answer.YES: "yes", Tap.Answer.NO: "no", Tap.Answer.NOT_APPLICABLE: "not_applicable"}


@dataclass(frozen=True, slots=True)
class TallyCount:
    """Taps by answer, the undone ones left out."""

    yes: int = 0
    no: int = 0
    not_applicable: int = 0

    @property
    def counted(self) -> int:
        """How many were counted: what did not apply stands apart."""
        return self.yes + self.no

    def plus(self, answer: str, taps: int = 1) -> "TallyCount":
        """The count with so many more of this answer."""
        name = FIELDS[Tap.Answer(answer)]
        return replace(self, **{name: getattr(self, name) + taps})


def find_tally_sheet(token: str, now: datetime) -> TallySheet | None:
    """The telleliste behind a link that takes taps now."""
    rows = TallySheet.objects.open(now).select_related(
        "planned_indicator__indicator", "planned_indicator__plan__team__organization"
    )
    return rows.filter(token_hash=hash_token(token)).first()


def tally_count(sheet: TallySheet) -> TallyCount:
    """What has been tapped on one telleliste."""
    return _counts(_taps(Tap.objects.filter(sheet=sheet), "sheet")).get(sheet.pk, TallyCount())


def tallies_of(team: Team, month: date) -> Mapping[int, TallyCount]:
    """By planned indicator, what has been tapped for a month."""
    return _counts(_TAPS_OF_MONTH.rows(team.pk, month))


def sheets_of(team: Team) -> list[tuple[TallySheet, TallyCount]]:
    """The team's tellelister with what has been tapped on each, newest month first, in two queries."""
    sheets = TallySheet.objects.filter(planned_indicator__plan__team=team)
    sheets = list(sheets.select_related("planned_indicator__indicator"))
    counts = _counts(_taps(Tap.objects.filter(sheet__in=[sheet.pk for sheet in sheets]), "sheet"))
    return [(sheet, counts.get(sheet.pk, TallyCount())) for sheet in sheets]


def tally_sheets(team: Team) -> QuerySet[TallySheet]:
    """The team's tellelister, to find one among."""
    rows = TallySheet.objects.filter(planned_indicator__plan__team=team)
    return rows.select_related("planned_indicator__indicator", "planned_indicator__plan")


def delivered_months(team: Team) -> set[date]:
    """The months whose figures the team has delivered."""
    return set(MonthDelivery.objects.filter(team=team).values_list("month", flat=True))


def _counts(rows: Iterable[tuple[int, str, int]]) -> dict[int, TallyCount]:
    found: dict[int, TallyCount] = defaultdict(TallyCount)
    for key, answer, taps in rows:
        found[key] = found[key].plus(answer, taps)
    return found


def _taps(among: QuerySet[Tap], key: str) -> QuerySet[Tap, tuple]:
    """How many taps that stand there are, by key and answer."""
    return among.filter(is_undone=False).values_list(key, "answer").annotate(taps=Count("pk")).order_by()


_TAPS_OF_MONTH = PreparedQuery(
    lambda team, month: _taps(
        Tap.objects.filter(sheet__planned_indicator__plan__team=team, sheet__month=month), "sheet__planned_indicator"
    )
)
