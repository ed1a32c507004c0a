"""What happened when, for the team's charts: merknader, and what the plan and the tests tell by themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from measurements.charts import Note
from measurements.models import Annotation
from teams.models import PDSACycle, PlanItem, Team


@dataclass(frozen=True, slots=True)
class TimelineNote:
    """One line of the list under a chart; `number` is the ring in the drawing.

    annotation: the merknad's id, None for what came by itself. pdsa_number: the test it tells of, None for none.
    """

    number: int
    on: date
    text: str
    annotation: int | None
    pdsa_number: int | None

    def as_note(self) -> Note:
        """The note as the drawing knows it."""
        return Note(self.number, self.on, self.text)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a team; on every chart unless it belongs to one indicator."""

    on: date
    text: str
    annotation: int | None = None
    planned_indicator: int | None = None
    pdsa_number: int | None = None


def events_of(team: Team) -> list[Event]:
    """Everything that happened in the team, in time order: three queries.

    A test that is adopted and a tiltak that is done appear without anybody writing a merknad. A merknad about the
    test takes the place of the automatic line, and a done tiltak that of the test it came from.
    """
    annotations = _rows(Annotation.objects.filter(team=team), _Annotation)
    done = _rows(PlanItem.objects.filter(team=team, status=PlanItem.Status.DONE), _Done)
    adopted = PDSACycle.objects.filter(team=team, decision=PDSACycle.Decision.ADOPT, decided_on__isnull=False)
    events = [
        Event(row.happened_on, row.text, row.pk, row.planned_indicator, row.pdsa_cycle__number) for row in annotations
    ]
    events += _automatic_events(annotations, done, _rows(adopted, _Adopted))
    return sorted(events, key=lambda event: (event.on, event.text))


def numbered(events: Iterable[Event], planned_indicator: int) -> tuple[TimelineNote, ...]:
    """The notes of one chart, numbered in time order."""
    shown = [event for event in events if event.planned_indicator in (None, planned_indicator)]
    return tuple(
        TimelineNote(number, event.on, event.text, event.annotation, event.pdsa_number)
        for number, event in enumerate(shown, start=1)
    )


Fields = TypeVar("Fields", bound=NamedTuple)


class _Annotation(NamedTuple):
    pk: int
    happened_on: date
    text: str
    planned_indicator: int | None
    pdsa_cycle: int | None
    pdsa_cycle__number: int | None


class _Done(NamedTuple):
    pk: int
    done_on: date
    title: str


class _Adopted(NamedTuple):
    pk: int
    decided_on: date
    title: str
    number: int
    plan_item: int | None


def _rows(rows: QuerySet, fields: type[Fields]) -> list[Fields]:
    """These fields only, in no order: the default order would join and sort by whole other tables."""
    return [fields(*row) for row in rows.order_by().values_list(*fields._fields)]


def _automatic_events(annotations: list[_Annotation], done: list[_Done], adopted: list[_Adopted]) -> list[Event]:
    told = {row.pdsa_cycle for row in annotations}
    finished = {item.pk for item in done}
    by_item = {cycle.plan_item: cycle.number for cycle in adopted if cycle.plan_item in finished}
    told_items = {cycle.plan_item for cycle in adopted if cycle.pk in told}
    events = [
        Event(item.done_on, _("%(title)s er innført") % {"title": item.title}, pdsa_number=by_item.get(item.pk))
        for item in done
        if item.pk not in told_items
    ]
    events += [
        Event(cycle.decided_on, _("%(title)s tas i bruk") % {"title": cycle.title}, pdsa_number=cycle.number)
        for cycle in adopted
        if cycle.pk not in told and cycle.plan_item not in finished
    ]
    return events
