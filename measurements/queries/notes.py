"""What happened when, for the team's charts: merknader, and what the plan and the tests tell by themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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
    annotations = list(Annotation.objects.filter(team=team).select_related("pdsa_cycle"))
    done = list(PlanItem.objects.filter(team=team, status=PlanItem.Status.DONE))
    adopted = PDSACycle.objects.filter(team=team, decision=PDSACycle.Decision.ADOPT, decided_on__isnull=False)
    events = [_annotation_event(row) for row in annotations]
    events += _automatic_events(annotations, done, list(adopted))
    return sorted(events, key=lambda event: (event.on, event.text))


def numbered(events: Iterable[Event], planned_indicator: int) -> tuple[TimelineNote, ...]:
    """The notes of one chart, numbered in time order."""
    shown = [event for event in events if event.planned_indicator in (None, planned_indicator)]
    return tuple(
        TimelineNote(number, event.on, event.text, event.annotation, event.pdsa_number)
        for number, event in enumerate(shown, start=1)
    )


def _annotation_event(row: Annotation) -> Event:
    number = row.pdsa_cycle.number if row.pdsa_cycle else None
    return Event(row.happened_on, row.text, row.pk, row.planned_indicator_id, number)


def _automatic_events(annotations: list[Annotation], done: list[PlanItem], adopted: list[PDSACycle]) -> list[Event]:
    told = {row.pdsa_cycle_id for row in annotations}
    finished = {item.pk for item in done}
    by_item = {cycle.plan_item_id: cycle.number for cycle in adopted if cycle.plan_item_id in finished}
    told_items = {cycle.plan_item_id for cycle in adopted if cycle.pk in told}
    events = [
        Event(item.done_on, _("%(title)s er innført") % {"title": item.title}, pdsa_number=by_item.get(item.pk))
        for item in done
        if item.pk not in told_items
    ]
    events += [
        Event(cycle.decided_on, _("%(title)s tas i bruk") % {"title": cycle.title}, pdsa_number=cycle.number)
        for cycle in adopted
        if cycle.pk not in told and cycle.plan_item_id not in finished
    ]
    return events
