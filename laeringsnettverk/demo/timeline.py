"""Plays what happened in the order it happened, with the process clock at each moment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import time_machine
from django.conf import settings

ZONE = ZoneInfo(settings.TIME_ZONE)


def moment(day: date, clock: str = "10:00") -> datetime:
    """This local time on this day."""
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


@dataclass
class Timeline:
    """Things to happen. Those on the same moment happen in the order they were added."""

    events: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)

    def at(self, day: date, happening: Callable[[], object], clock: str = "10:00") -> None:
        """Let something happen on a day."""
        self.events.append((moment(day, clock), len(self.events), happening))

    def play(self, until: datetime) -> None:
        """Run everything up to `until`; what lies later has not happened."""
        position = 0
        # A happening may plan new ones, so the list is sorted again for each step.
        while position < len(self.events):
            self.events[position:] = sorted(self.events[position:], key=lambda event: event[:2])
            when, _order, happening = self.events[position]
            if when > until:
                return
            with time_machine.travel(when, tick=False):
                happening()
            position += 1
