"""Everything the team's page shows, gathered in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.norwegian import count_words, format_date_range, format_date_short
from measurements.charts import SMALL
from measurements.queries import TeamFigures
from networks.models import LearningSession
from reports.queries.team_page.cards import IndicatorCard, indicator_card
from teams.charts import PlanRow, PlanState
from teams.models import Team, TeamMembership
from teams.queries import (
    CycleRow,
    PersonRow,
    PlanOverview,
    SessionAttendance,
    cycles,
    people,
    plan_overview,
    team_attendance,
    team_size_text,
)

# How much of the plan and of the tests the page shows; the rest is one click away.
PLAN_ROWS, CYCLE_ROWS = 5, 3
# What goes on matters most, then what is late or should have begun, then what comes, then what is done.
_INTEREST = {
    PlanState.ONGOING: 0,
    PlanState.LATE: 0,
    PlanState.SHOULD_START: 1,
    PlanState.NOT_STARTED: 2,
    PlanState.DONE: 3,
    PlanState.DROPPED: 4,
}


@dataclass(frozen=True, slots=True)
class PlanBox:
    """The part of the plan that is drawn, and how to see the rest."""

    rows: tuple[PlanRow, ...]
    all_label: str
    is_empty: bool


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One samling of the team: when, and who came or has answered."""

    title: str
    when: str
    text: str
    mark: str
    url: str


@dataclass(frozen=True, slots=True)
class TeamPage:
    """What the page shows. `size` is «6 fagpersoner og brukerrepresentant»."""

    size: str
    indicators: tuple[IndicatorCard, ...]
    plan: PlanBox
    cycles: tuple[CycleRow, ...]
    more_cycles: str
    people: tuple[PersonRow, ...]
    sessions: tuple[SessionRow, ...]


def team_page(
    team: Team,
    sessions: Sequence[LearningSession],
    memberships: Sequence[TeamMembership],
    figures: TeamFigures | None,
    today: date,
) -> TeamPage:
    """The page of one team. Needs `network` and `organization` loaded; `sessions` are the network's."""
    persons = people(team, memberships)
    tests = cycles(team)
    return TeamPage(
        size=team_size_text(persons),
        indicators=tuple(_indicators(team, figures)),
        plan=plan_box(plan_overview(team, today)),
        cycles=tuple(tests[:CYCLE_ROWS]),
        more_cycles=_("Se alle %(tests)s") % {"tests": count_words(len(tests), _("test"), _("tester"))}
        if len(tests) > CYCLE_ROWS
        else "",
        people=tuple(persons),
        sessions=tuple(_session(team, row, today) for row in team_attendance(team, today, sessions, memberships)),
    )


def plan_box(overview: PlanOverview) -> PlanBox:
    """The most telling rows of the plan, in the order of the plan."""
    ranked = sorted(enumerate(overview.rows), key=lambda entry: (_INTEREST[entry[1].state], entry[0]))
    kept = sorted(ranked[:PLAN_ROWS], key=lambda entry: (entry[1].starts_on, entry[0]))
    total = len(overview.rows)
    words = count_words(total, _("tiltak"), _("tiltak"), neuter=True)
    return PlanBox(
        rows=tuple(row for _place, row in kept),
        all_label=_("Se alle %(items)s") % {"items": words} if total > PLAN_ROWS else _("Se planen"),
        is_empty=overview.is_empty,
    )


def _indicators(team: Team, figures: TeamFigures | None) -> list[IndicatorCard]:
    if figures is None:
        return []
    return [
        indicator_card(
            one.chart(),
            drawing=one.draw(f"i{place}", SMALL),
            url=reverse("measurements:chart_detail", args=[team.slug, one.indicator.code.lower()]),
        )
        for place, one in enumerate(figures.series, start=1)
    ]


def _session(team: Team, row: SessionAttendance, today: date) -> SessionRow:
    year = row.ends_on.year != today.year
    is_one_day = row.starts_on == row.ends_on
    when = (
        format_date_short(row.starts_on, year=year)
        if is_one_day
        else format_date_range(row.starts_on, row.ends_on, year=year)
    )
    return SessionRow(
        title=_("Samling %(number)d") % {"number": row.number},
        when=when,
        text=row.text,
        mark=row.mark,
        url=reverse("networks:session_detail", args=[team.network.slug, row.number]),
    )
