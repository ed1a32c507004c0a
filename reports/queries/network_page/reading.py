"""Reads what the network page needs of every team, in three queries whatever the number of teams."""

from collections.abc import Sequence
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
    Min,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from measurements.models import MonthDelivery
from networks.models import LearningSession, Network
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


class Person(NamedTuple):
    """One role in a team, now or before."""

    team: int
    role: str
    name: str
    phone: str | None
    email: str | None
    started_on: date
    ended_on: date | None


class Row(NamedTuple):
    """One line of `_work`: `kind` says what the rest means."""

    kind: str
    team: int
    number: int
    first: int
    second: int
    third: int
    day: date | None
    moment: datetime | None
    later: datetime | None
    state: str
    text: str


@dataclass(slots=True)
class Work:
    """What a team has done: sums, latest days, presence by samling id, reports by deadline id."""

    plan: Row | None = None
    delivery: Row | None = None
    contacted_on: date | None = None
    attended_on: date | None = None
    seats: dict[int, Row] = field(default_factory=dict)
    reports: dict[int, Row] = field(default_factory=dict)


def team_names(network: Network, team: int | None = None) -> list[TeamName]:
    """The active teams in order of name, or the one asked for."""
    rows = Team.objects.filter(network=network)
    rows = rows.active() if team is None else rows.filter(pk=team)
    fields = ("pk", "slug", "organization__name", "service", "change_package__short_name", "created_at")
    return [TeamName(*row) for row in rows.order_by("organization__name", "service").values_list(*fields)]


def people_by_team(network: Network, team: int | None = None) -> dict[int, list[Person]]:
    """Everybody who is or was in the teams, the ansvarlig leder left out."""
    rows = TeamMembership.objects.attending().filter(**_of(network, team)).order_by("started_on")
    fields = ("team_id", "role", "name", "user__phone", "user__email", "started_on", "ended_on")
    found: dict[int, list[Person]] = {}
    for row in rows.values_list(*fields):
        found.setdefault(row[0], []).append(Person(*row))
    return found


def work_by_team(
    network: Network, held: Sequence[LearningSession], today: date, team: int | None = None
) -> dict[int, Work]:
    """What each team has done: plan, deliveries, contact, presence, reports; one query made of six."""
    found: dict[int, Work] = {}
    for values in _work(network, held, today, team):
        row = Row(*values)
        work = found.setdefault(row.team, Work())
        if row.kind == "plan":
            work.plan = row
        elif row.kind == "delivery":
            work.delivery = row
        elif row.kind == "contact":
            work.contacted_on = row.day
        elif row.kind == "attended":
            work.attended_on = row.day
        elif row.kind == "seat":
            work.seats[row.number] = row
        else:
            work.reports[row.number] = row
    return found


def _of(network: Network, team: int | None, prefix: str = "team") -> dict[str, object]:
    return {f"{prefix}__network": network} if team is None else {f"{prefix}": team}


def _work(network: Network, held: Sequence[LearningSession], today: date, team: int | None) -> QuerySet:
    plan = PlanItem.objects.exclude(status=PlanItem.Status.DROPPED).filter(**_of(network, team))
    is_open = ~Q(status=PlanItem.Status.DONE)
    is_late = is_open & Q(due_on__lt=today)
    is_behind = is_late | Q(status=PlanItem.Status.NOT_STARTED, starts_on__lt=today)
    came = Attendance.objects.filter(is_present=True, **_of(network, team, "membership__team"))
    present = Attendance.objects.exclude(is_present=None).filter(
        learning_session__in=held, **_of(network, team, "membership__team")
    )
    spoken = CoachingNote.objects.annotate(about=Coalesce("team", "registration__team"))
    spoken = spoken.filter(Q(team__network=network) | Q(registration__network=network), about__isnull=False)
    parts = [
        _part(
            plan.values("team_id"),
            "plan",
            F("team_id"),
            first=Count("pk"),
            second=Count("pk", filter=is_late),
            third=Count("pk", filter=is_behind),
            day=Min("starts_on"),
        ),
        _part(
            MonthDelivery.objects.filter(**_of(network, team)).values("team_id"),
            "delivery",
            F("team_id"),
            day=Max("month"),
            moment=Max("delivered_at"),
        ),
        _part(spoken.values("about"), "contact", F("about"), day=Max("contacted_on")),
        _part(
            came.values("membership__team_id"),
            "attended",
            F("membership__team_id"),
            day=Max("learning_session__ends_on"),
        ),
        _part(
            present.values("membership__team_id", "learning_session_id"),
            "seat",
            F("membership__team_id"),
            number=F("learning_session_id"),
            first=Count("pk", filter=Q(is_present=True)),
        ),
        _part(
            Report.objects.filter(**_of(network, team)),
            "report",
            F("team_id"),
            number=F("deadline_id"),
            first=F("pk"),
            moment=F("submitted_at"),
            later=F("approved_at"),
            state=F("state"),
            text=KT("texts__coaching"),
        ),
    ]
    return parts[0].union(*parts[1:], all=True)


def _part(rows: QuerySet, kind: str, team: Expression, **columns: Expression) -> QuerySet:
    """One of the queries that are read together: the same columns in the same order, empty where it has none."""
    empty: dict[str, Expression] = {
        "number": Value(0, output_field=IntegerField()),
        "first": Value(0, output_field=IntegerField()),
        "second": Value(0, output_field=IntegerField()),
        "third": Value(0, output_field=IntegerField()),
        "day": Cast(Value(None), DateField()),
        "moment": Cast(Value(None), DateTimeField()),
        "later": Cast(Value(None), DateTimeField()),
        "state": Value("", output_field=CharField()),
        "text": Value("", output_field=TextField()),
    }
    every = {"kind": Value(kind, output_field=CharField()), "of": team, **(empty | columns)}
    named = {f"x_{name}": expression for name, expression in every.items()}
    return rows.order_by().annotate(**named).values_list(*named)
