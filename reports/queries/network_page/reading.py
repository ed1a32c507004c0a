"""Reads what the network page needs of every team, in five queries whatever the number of teams.

Rows come as plain values: thirty teams make hundreds of them, and a model instance for each would cost more than the SQL.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import (
    CharField,
    Count,
    DateField,
    DateTimeField,
    Expression,
    F,
    IntegerField,
    Max,
    Q,
    QuerySet,
    Value,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from accounts.prepared import PreparedQuery
from accounts.roles import TeamRole
from measurements.models import MonthDelivery
from networks.models import Network
from reports.models import Report
from teams.models import Attendance, CoachingNote, PlanItem, Team, TeamMembership


class TeamName(NamedTuple):
    """Who a team is."""

    pk: int
    slug: str
    name: str
    service: str
    package: str
    created_at: datetime

    @classmethod
    def of(cls, team: Team) -> "TeamName":
        """The same of a team that is read already, with organization and package."""
        package = team.change_package.short_name
        return cls(team.pk, team.slug, team.organization.name, team.service, package, team.created_at)


class Person(NamedTuple):
    """One role in a team, now or before."""

    team: int
    role: str
    name: str
    phone: str | None
    email: str | None
    started_on: date
    ended_on: date | None

    @property
    def is_leader(self) -> bool:
        """Tell whether this is the leader now."""
        return self.role == TeamRole.TEAM_LEADER and self.ended_on is None


class Planned(NamedTuple):
    """One tiltak that was not dropped."""

    team: int
    status: str
    starts_on: date
    due_on: date


class ReportRow(NamedTuple):
    """One report, with what it asks help for."""

    team: int
    deadline: int
    pk: int
    state: str
    submitted_at: datetime | None
    approved_at: datetime | None
    coaching: str | None


@dataclass(slots=True)
class Work:
    """What a team has done. delivered_month and delivered_at: the latest. present: how many came, by samling id."""

    people: list[Person] = field(default_factory=list)
    plan: list[Planned] = field(default_factory=list)
    reports: dict[int, ReportRow] = field(default_factory=dict)
    delivered_month: date | None = None
    delivered_at: datetime | None = None
    contacted_on: date | None = None
    present: dict[int, int] = field(default_factory=dict)

    def values(self) -> tuple:
        """All of it, to tell whether anything is another than last time."""
        lists = (self.people, self.plan, self.reports.values(), self.present.items())
        return (*map(tuple, lists), self.delivered_month, self.delivered_at, self.contacted_on)


def team_names(network: Network) -> list[TeamName]:
    """The active teams in order of name. One query."""
    return [TeamName(*row) for row in _NAMES.rows(network.pk)]


def work_by_team(network: Network) -> dict[int, Work]:
    """What every team of the network has done. Four queries."""
    found = _work(_OF_NETWORK, network.pk)
    for values in _PEOPLE.rows(network.pk):
        found[values[0]].people.append(Person(*values))
    return found


def work_of_team(team: Team, memberships: Iterable[TeamMembership]) -> Work:
    """What one team has done, whose people are read already, with their accounts. Three queries."""
    work = _work(_OF_TEAM, team.pk)[team.pk]
    attending = sorted((row for row in memberships if row.is_attending), key=lambda row: (row.started_on, row.pk))
    work.people += [_person(row) for row in attending]
    return work


def _person(row: TeamMembership) -> Person:
    phone, email = (row.user.phone, row.user.email) if row.user else (None, None)
    return Person(row.team_id, row.role, row.name, phone, email, row.started_on, row.ended_on)


def _work(read: "_Queries", pk: int) -> dict[int, Work]:
    """All but the people."""
    found: dict[int, Work] = defaultdict(Work)
    for values in read.plan.rows(pk):
        found[values[0]].plan.append(Planned(*values))
    for values in read.reports.rows(pk):
        found[values[0]].reports[values[1]] = ReportRow(*values)
    for kind, about, number, count, day, moment in read.events.rows(pk):
        work = found[about]
        if kind == "delivered":
            work.delivered_month, work.delivered_at = day, moment
        elif kind == "spoken":
            work.contacted_on = day
        else:
            work.present[number] = count
    return found


def _names(network: int) -> QuerySet:
    fields = ("pk", "slug", "organization__name", "service", "change_package__short_name", "created_at")
    rows = Team.objects.active().filter(network=network)
    return rows.order_by("organization__name", "service").values_list(*fields)


def _people(network: int) -> QuerySet:
    fields = ("team_id", "role", "name", "user__phone", "user__email", "started_on", "ended_on")
    rows = TeamMembership.objects.attending().filter(team__network=network).order_by("started_on", "pk")
    return rows.values_list(*fields)


def _plan(of: dict[str, int]) -> QuerySet:
    rows = PlanItem.objects.filter(**of).exclude(status=PlanItem.Status.DROPPED).order_by()
    return rows.values_list("team_id", "status", "starts_on", "due_on")


def _reports(of: dict[str, int]) -> QuerySet:
    fields = ("team_id", "deadline_id", "pk", "state", "submitted_at", "approved_at")
    return Report.objects.filter(**of).order_by().values_list(*fields, KT("texts__coaching"))


def _events(of: dict[str, int]) -> QuerySet:
    """Deliveries, contacts and presence, as one query of (kind, team, number, count, day, moment)."""
    of_registration = {f"registration__{name}": value for name, value in of.items()}
    spoken = CoachingNote.objects.filter(Q(**of) | Q(**of_registration)).annotate(
        about=Coalesce("team", "registration__team")
    )
    came = Attendance.objects.filter(**{f"membership__{name}": value for name, value in of.items()})
    parts = [
        _part(
            MonthDelivery.objects.filter(**of).values("team_id"),
            "delivered",
            F("team_id"),
            day=Max("month"),
            moment=Max("delivered_at"),
        ),
        _part(spoken.values("about"), "spoken", F("about"), day=Max("contacted_on")),
        _part(
            came.exclude(is_present=None).values("membership__team_id", "learning_session_id"),
            "present",
            F("membership__team_id"),
            number=F("learning_session_id"),
            count=Count("pk", filter=Q(is_present=True)),
        ),
    ]
    return parts[0].union(*parts[1:], all=True)


def _part(rows: QuerySet, kind: str, team: Expression, **columns: Expression) -> QuerySet:
    """One of the queries that are read together: the same columns in the same order, empty where it has none."""
    empty: dict[str, Expression] = {
        "number": Value(0, output_field=IntegerField()),
        "count": Value(0, output_field=IntegerField()),
        "day": Cast(Value(None), DateField()),
        "moment": Cast(Value(None), DateTimeField()),
    }
    every = {"kind": Value(kind, output_field=CharField()), "about_team": team, **(empty | columns)}
    named = {f"x_{name}": expression for name, expression in every.items()}
    return rows.order_by().annotate(**named).values_list(*named)


class _Queries:
    """The three queries of _work, about a network's teams or about one team."""

    def __init__(self, path: str) -> None:
        self.plan = PreparedQuery(lambda pk: _plan({path: pk}))
        self.reports = PreparedQuery(lambda pk: _reports({path: pk}))
        self.events = PreparedQuery(lambda pk: _events({path: pk}))


_OF_NETWORK, _OF_TEAM = _Queries("team__network"), _Queries("team")
_PEOPLE = PreparedQuery(_people)
_NAMES = PreparedQuery(_names)
