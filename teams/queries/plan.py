"""Reads the plan: which tiltak are done, on their way, late."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.norwegian import number_word
from accounts.prepared import PreparedQuery
from networks.models import ChangeIdea, Network
from teams.charts import PLAN_MARKS, PlanRow, PlanState
from teams.models import PlanItem, Team
from teams.queries.days import short_day

# A longer title is left to the list.
_TITLE_IN_LEAD = 60
_ITEMS = PreparedQuery(
    lambda team: PlanItem.objects.filter(team=team).select_related("responsible").order_by("position", "starts_on")
)


@dataclass(frozen=True, slots=True)
class PlanOverview:
    """The plan of one team today. Dropped tiltak are in `rows`, but not in `total`."""

    rows: tuple[PlanRow, ...]
    total: int
    done: int
    on_track: int
    late: int

    @property
    def is_empty(self) -> bool:
        """Tell whether the team has not planned anything yet."""
        return not self.rows

    def with_state(self, *states: PlanState) -> tuple[PlanRow, ...]:
        """The tiltak in one of these states, in the order of the plan."""
        return tuple(row for row in self.rows if row.state in states)


def plan_overview(team: Team, today: date) -> PlanOverview:
    """The plan of one team. One query."""
    return _overview(_ITEMS.objects(team.pk), today)


def plan_overviews(network: Network, today: date) -> dict[int, PlanOverview]:
    """The plan of every team of a network by team id; a team without a plan is there, empty. Two queries."""
    items = defaultdict(list)
    for item in PlanItem.objects.filter(team__network=network).select_related("responsible"):
        items[item.team_id].append(item)
    teams = Team.objects.filter(network=network).values_list("pk", flat=True)
    return {pk: _overview(items.get(pk, ()), today) for pk in teams}


def unplanned_ideas(team: Team) -> QuerySet[ChangeIdea]:
    """The tiltak of the team's package that are not in its plan yet."""
    known = team.plan_items.exclude(change_idea=None).values("change_idea")
    ideas = ChangeIdea.objects.filter(change_package=team.change_package_id)
    return ideas.exclude(pk__in=known).exclude(name__in=team.plan_items.values("title"))


def plan_lead(overview: PlanOverview) -> str:
    """The plan in one or two sentences: «Sju av ni tiltak er i rute. Ett er forsinket.»"""
    if not overview.total:
        return ""
    lead = _("%(on_track)s av %(total)s tiltak er i rute.") % {
        "on_track": _neuter(overview.on_track) if overview.on_track else _("Ingen"),
        "total": _neuter(overview.total).lower(),
    }
    late, waiting = overview.with_state(PlanState.LATE), len(overview.with_state(PlanState.SHOULD_START))
    if len(late) == 1 and len(late[0].title) <= _TITLE_IN_LEAD:
        lead = _("%(lead)s Ett er forsinket: %(title)s.") % {"lead": lead, "title": late[0].title}
    elif late:
        lead = _("%(lead)s %(count)s er forsinket.") % {"lead": lead, "count": _neuter(len(late))}
    if waiting:
        lead = _("%(lead)s %(count)s skulle vært i gang.") % {"lead": lead, "count": _neuter(waiting)}
    return lead


def _neuter(count: int) -> str:
    """«Ett», «To», as it stands first in a sentence about tiltak."""
    return _("Ett") if count == 1 else capfirst(number_word(count))


def _overview(items: Iterable[PlanItem], today: date) -> PlanOverview:
    rows = tuple(_row(item, today) for item in items)
    states = [row.state for row in rows]
    on_track = sum(state in (PlanState.DONE, PlanState.ONGOING, PlanState.NOT_STARTED) for state in states)
    return PlanOverview(
        rows=rows,
        total=len(rows) - states.count(PlanState.DROPPED),
        done=states.count(PlanState.DONE),
        on_track=on_track,
        late=states.count(PlanState.LATE),
    )


def plan_state(item: PlanItem, today: date) -> PlanState:
    """Where a tiltak is today; its deadline day itself is not late."""
    if item.status == PlanItem.Status.DONE:
        return PlanState.DONE
    if item.status == PlanItem.Status.DROPPED:
        return PlanState.DROPPED
    if item.due_on < today:
        return PlanState.LATE
    if item.status == PlanItem.Status.ONGOING:
        return PlanState.ONGOING
    return PlanState.SHOULD_START if item.starts_on < today else PlanState.NOT_STARTED


def _row(item: PlanItem, today: date) -> PlanRow:
    state = plan_state(item, today)
    word = _word(state)
    detail = _detail(item, state, today)
    return PlanRow(
        pk=item.pk,
        title=item.title,
        responsible=item.responsible.name if item.responsible else "",
        starts_on=item.starts_on,
        due_on=item.due_on,
        done_on=item.done_on,
        state=state,
        mark=PLAN_MARKS[state],
        word=word,
        detail=detail,
        word_long=f"{word}, {detail}" if state is PlanState.LATE else word,
        start_text=short_day(item.starts_on, today),
        due_text=short_day(item.due_on, today),
        note=item.note,
        version=item.version,
    )


def _word(state: PlanState) -> str:
    return {
        PlanState.DONE: _("Innført"),
        PlanState.ONGOING: _("Pågår"),
        PlanState.LATE: _("Forsinket"),
        PlanState.SHOULD_START: _("Ikke startet"),
        PlanState.NOT_STARTED: _("Ikke startet"),
        PlanState.DROPPED: _("Forkastet"),
    }[state]


def _detail(item: PlanItem, state: PlanState, today: date) -> str:
    if state is PlanState.LATE:
        return _("frist %(date)s") % {"date": short_day(item.due_on, today)}
    if state is PlanState.SHOULD_START:
        return _("skulle startet %(date)s") % {"date": short_day(item.starts_on, today)}
    return short_day(item.done_on, today) if item.done_on else ""
