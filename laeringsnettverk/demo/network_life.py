"""One network's way from idea to closing, with its teams."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from accounts.months import add_months, month_of
from laeringsnettverk.demo.reporting import Reporting
from laeringsnettverk.demo.stories import TeamStory
from laeringsnettverk.demo.team_life import TeamLife
from laeringsnettverk.demo.timeline import Timeline
from measurements.services import lock_months
from networks.models import Network
from networks.services import close_network
from notifications.services import send_waiting_messages
from reports.tasks import plan_reminders
from teams.services import record_attendance

# The post goes out this often while the story plays; every rule of the reminders has a window at least as long.
POST_DAYS = 3
# The last locked month lies so many months before samling 1.
LOCKED_BEFORE = 5


@dataclass
class NetworkLife:
    """A published network, the teams that will register, and the one who coordinates."""

    network: Network
    stories: tuple[TeamStory, ...]
    coordinator: User
    told_on: date
    has_post: bool
    rng: random.Random = field(default_factory=lambda: random.Random(1881))
    teams: list[TeamLife] = field(default_factory=list)

    def plan(self, timeline: Timeline) -> None:
        """Put everything on the timeline, from the first registration on."""
        for number, story in enumerate(self.stories, start=1):
            life = TeamLife(
                self.network, story, self.coordinator, number, random.Random(f"{self.network.slug}{number}")
            )
            life.tell_on(self.told_on)
            life.plan(timeline)
            self.teams.append(life)
        for session in self.network.learning_sessions.all():
            timeline.at(session.ends_on, lambda row=session: self.keep_attendance(row), "16:00")
        first_on = self.network.learning_sessions.get(number=1).starts_on
        # Half of the utgangspunkt, so that a visitor still meets months to write in.
        until = add_months(month_of(first_on), -LOCKED_BEFORE)
        timeline.at(first_on + timedelta(days=60), lambda: self.lock(until), "09:40")
        Reporting(self.network, self.coordinator, self.teams).plan(timeline)
        last_deadline = self.network.report_deadlines.latest("due_on").due_on
        closed_on = last_deadline + timedelta(days=14)
        timeline.at(closed_on, lambda: close_network(self.network, by=self.coordinator), "12:00")
        day = timezone.localdate(self.network.published_at)
        last = min(self.told_on, closed_on)
        while day < last:
            timeline.at(day, self.carry_post, "11:00")
            day += timedelta(days=POST_DAYS)
        timeline.at(last, self.carry_post, "06:50")

    def carry_post(self) -> None:
        """Plan the reminders of the day and send what waits."""
        if self.has_post:
            plan_reminders()
        while send_waiting_messages(limit=500):
            pass

    def lock(self, last: date) -> None:
        """The coordinator locks the first months before they are used on a samling."""
        lock_months([life.team for life in self.teams if life.team], last=last, by=self.coordinator)

    def keep_attendance(self, session) -> None:
        """The coordinator ticks who came; nearly everybody does."""
        presence = {}
        for life in self.teams:
            if life.team is None:
                continue
            members = list(life.team.memberships.current().attending().order_by("position"))
            absent = self.rng.choice((0, 0, 0, 1)) + (1 if life.story.is_late_with_everything else 0)
            for place, member in enumerate(members):
                presence[member.pk] = place < len(members) - absent
        record_attendance(session, presence=presence, by=self.coordinator)
