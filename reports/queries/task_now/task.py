"""What a task is: one thing to do now, with all the words of its card."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from django.utils.translation import gettext as _

from accounts.norwegian import DAYS, format_date, relative_days


class Urgency(IntEnum):
    """How soon; the lowest number comes first."""

    LATE = 0
    NOW = 1
    SOON = 2
    CALM = 3


@dataclass(frozen=True, slots=True)
class Link:
    """Where a button or a link leads."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Item:
    """One line of what is needed, with a quiet note at its end."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """The line with the clock: «Frist » «tirsdag » «10. november, om seks dager». A phone leaves out the weekday."""

    lead: str
    weekday: str = ""
    rest: str = ""

    def __str__(self) -> str:
        return f"{self.lead}{self.weekday}{self.rest}"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. `key` names the rule that found it; `on` is its date, for the order among equals.

    heading is an imperative; effort says in one line what it takes; is_numbered when the items are steps.
    place is the team or network, shown to those who have several. team: the id of the team it is about, if any.
    """

    key: str
    urgency: Urgency
    heading: str
    due: Due | None = None
    effort: str = ""
    items: tuple[Item, ...] = ()
    is_numbered: bool = False
    action: Link | None = None
    other: Link | None = None
    on: date | None = None
    place: str = ""
    team: int | None = None

    @property
    def is_calm(self) -> bool:
        """Tell whether there is nothing to do."""
        return self.urgency is Urgency.CALM


def due_line(day: date, today: date, lead: str | None = None) -> Due:
    """«Frist tirsdag 10. november, om seks dager», «Frist i dag», «Fristen var 6. oktober, for fire uker siden».

    `lead` takes the place of «Frist» for dates that are no deadline, such as «Samling 3 er».
    """
    date_text = format_date(day, year=day.year != today.year)
    distance = relative_days(day, today)
    if day < today:
        return Due(f"{_('Fristen var') if lead is None else lead} ", "", f"{date_text}, {distance}")
    start = f"{_('Frist') if lead is None else lead} "
    if day == today:
        return Due(start, "", distance)
    return Due(start, f"{DAYS[day.weekday()]} ", f"{date_text}, {distance}")


def most_urgent_first(tasks: list[Task]) -> list[Task]:
    """Sorted by urgency, then in the order the rules stand; the date decides among the same kind of task."""
    places = {key: place for place, key in reversed(list(enumerate(task.key for task in tasks)))}
    return sorted(tasks, key=lambda task: (task.urgency, places[task.key], task.on or date.max))
