"""One team's way through a network: registered, started, measured, tested, reported."""

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from accounts.months import add_months, month_distance, month_of, next_month
from accounts.roles import TeamRole
from laeringsnettverk.demo.joining import Joining
from laeringsnettverk.demo.measuring import enter_month, plan_measurements, raise_target
from laeringsnettverk.demo.shapes import BASELINE_MONTHS, Shape, shares
from laeringsnettverk.demo.timeline import Timeline
from measurements.models import PlannedIndicator, Tap
from measurements.queries.gallery import gallery_examples
from measurements.services import TapEntry, annotate, open_tally_sheet, record_taps, share_chart, tick_lesson
from teams.models import PDSACycle, PlanItem
from teams.services import (
    add_plan_item,
    answer_invitation,
    log_contact,
    record_meeting,
    start_cycle,
    update_cycle,
    update_plan_item,
)

PLANNED_CHANGES = 5
# So many are counted on the ward before the telleliste is full.
TALLY_LIMIT = 10


def _starts_after(step: int) -> int:
    """Days from samling 1 until tiltak number `step` starts."""
    return 8 + 52 * step


def _due_after(step: int) -> int:
    """Days from samling 1 until its deadline: nearly three months each."""
    return _starts_after(step) + 80


@dataclass
class TeamLife(Joining):
    """The plan of what one team does and when."""

    figures: list[float | None] = field(default_factory=list)

    def plan(self, timeline: Timeline) -> None:
        """Put the team's whole life on the timeline."""
        first, *_rest = sessions = list(self.network.learning_sessions.order_by("number"))
        deadline, start = self.network.registration_deadline_on, first.starts_on
        late = 12 if self.story.is_late_with_everything else 0
        timeline.at(deadline - timedelta(days=24 - 3 * self.number), self.register, "09.30".replace(".", ":"))
        timeline.at(deadline + timedelta(days=1), self.call_municipality, "13:00")
        timeline.at(deadline + timedelta(days=3), self.approve, "14:00")
        timeline.at(deadline + timedelta(days=4 + self.number % 3), self.activate_people, "08:15")
        timeline.at(deadline + timedelta(days=8), self.set_aim, "11:00")
        timeline.at(start - timedelta(days=10 - late // 2), self.plan_measuring, "12:20")
        timeline.at(start - timedelta(days=8 - late // 2), self.enter_baseline, "12:40")
        if self.story.first_target:
            timeline.at(sessions[1].ends_on + timedelta(days=2), self.raise_target, "09:10")
        timeline.at(start + timedelta(days=6 + 2 * late), self.write_plan, "10:30")
        for step in range(len(self.story.tests)):
            self._plan_test(timeline, start + timedelta(days=30 + 62 * step), step)
        for step in range(PLANNED_CHANGES):
            began_on = start + timedelta(days=_starts_after(step) + 2)
            if self._does(step):
                timeline.at(began_on, lambda number=step: self.begin(number), "15:00")
                done_on = start + timedelta(days=_due_after(step) - 4)
                timeline.at(done_on, lambda number=step: self.finish(number), "15:00")
        for day in () if self.story.is_late_with_everything else (24, 122, 235):
            timeline.at(start + timedelta(days=day + self.number), self.coach, "10:40")
        meetings = 3 if self.story.is_late_with_everything else 9
        for step in range(meetings):
            timeline.at(start + timedelta(days=14 + 33 * step), self.meet, "14:00")
        for session in sessions:
            answered_on = session.starts_on - timedelta(days=9 if session == first else 25 + self.number % 2)
            timeline.at(answered_on, lambda row=session: self.answer(row), "07:50")
        self._plan_figures(timeline, start, self.network.ends_on or sessions[-1].ends_on)
        if self.story.is_late_with_everything:
            timeline.at(start + timedelta(days=215), self.call_team, "10:10")

    def _plan_figures(self, timeline: Timeline, start: date, ends_on: date) -> None:
        for step in range(month_distance(month_of(start), month_of(ends_on))):
            month = add_months(month_of(start), step)
            # The first team counts late in the month, so that the visitor meets a month that is still open.
            entered_on = next_month(month) + timedelta(days=26 if self.number == 1 else 3 + self.number)
            timeline.at(entered_on, lambda value=month: self.enter(value), "15:10")
        timeline.at(start + timedelta(days=75), self.note_event, "15:20")
        yesterday = self.today() - timedelta(days=1)
        if self.number == 1 and yesterday < ends_on:
            timeline.at(yesterday, self.count_on_the_ward, "13:40")
            timeline.at(yesterday, self.share_chart, "14:10")
        # The first team has done nearly all of the training, the others less and less.
        lessons = 0 if self.story.is_late_with_everything else len(gallery_examples()) - self.number
        for step in range(lessons):
            timeline.at(start + timedelta(days=12 + 7 * step), lambda number=step: self.learn(number), "14:20")

    def _plan_test(self, timeline: Timeline, starts_on: date, step: int) -> None:
        test = self.story.tests[step]
        ends_on = starts_on + timedelta(days=20)

        def start() -> None:
            start_cycle(
                self.team,
                title=test.title,
                plan=test.plan,
                prediction=test.prediction,
                starts_on=starts_on,
                ends_on=ends_on,
                by=self.leader,
            )

        timeline.at(starts_on - timedelta(days=5), start, "14:30")
        if test.observations:
            written = {"stage": PDSACycle.Stage.STUDY, "observations": test.observations}
            timeline.at(ends_on, lambda: self._write_test(step, **written), "14:40")
        if test.decision:
            written_later = {
                "stage": PDSACycle.Stage.FINISHED,
                "learning": test.learning,
                "decision": test.decision,
                "next_step": test.next_step,
            }
            timeline.at(ends_on + timedelta(days=7), lambda: self._write_test(step, **written_later), "14:45")

    def _write_test(self, step: int, **changes: object) -> None:
        cycle = self.team.pdsa_cycles.get(number=step + 1)
        update_cycle(cycle, by=self.leader, version=cycle.version, **changes)

    def call_team(self) -> None:
        """The call that has not helped yet."""
        log_contact(
            team=self.team,
            note="Ringte teamlederen. Måleansvarlig er sykmeldt, de prøver å finne en annen.",
            channel="phone",
            contacted_on=timezone.localdate(),
            by=self.coordinator,
        )

    def plan_measuring(self) -> None:
        """The measurement lead sets up the måleplan."""
        first_session, *_others, last_session = self.network.learning_sessions.order_by("number")
        first = month_of(first_session.starts_on)
        starts_on = add_months(first, -BASELINE_MONTHS)
        plan_measurements(
            self.team,
            self.story,
            starts_on=starts_on,
            baseline_ends_on=add_months(first, -1),
            target_due_on=month_of(last_session.starts_on),
            by=self.counter,
        )
        last = month_of(self.network.ends_on)
        until = min(add_months(month_of(self.today()), -1), add_months(last, -1))
        self.figures = shares(self.story.shape, month_distance(starts_on, until) + 1, self.rng)

    def raise_target(self) -> None:
        """What was learned at samling 2: the first goal is reached, the next is set."""
        raise_target(self.team, by=self.counter)

    def today(self) -> date:
        """The day the story is told, not the day it plays; set by the network."""
        return self._told_on

    def tell_on(self, day: date) -> None:
        """Let the figures reach up to this day."""
        self._told_on = day

    def enter_baseline(self) -> None:
        """The baseline goes in from the journal, in one afternoon."""
        starts_on = self.team.measurement_plan.starts_on
        for step in range(BASELINE_MONTHS):
            enter_month(
                self.team, self.story, add_months(starts_on, step), self.figures[step], self.rng, by=self.counter
            )

    def enter(self, month: date) -> None:
        """One month between two shifts."""
        step = month_distance(self.team.measurement_plan.starts_on, month)
        if step >= len(self.figures):
            return
        share = self.figures[step]
        if share is None and self.story.shape is Shape.TOO_SHORT:
            return
        enter_month(self.team, self.story, month, share, self.rng, by=self.counter)

    def note_event(self) -> None:
        """Something happened that the chart should remember."""
        text = "Ny rutine for innkomst" if self.story.package == "FALL" else "Felles mal for legemiddelliste"
        annotate(self.team, planned_indicator=None, happened_on=timezone.localdate(), text=text, by=self.counter)

    def learn(self, number: int) -> None:
        """The måleansvarlig works through an example."""
        tick_lesson(gallery_examples()[number].slug, is_done=True, by=self.counter)

    def count_on_the_ward(self) -> None:
        """A telleliste hangs on the ward for the month that is open, and has been used by some."""
        planned = self._followed(self.story.indicators[1])
        last_month = add_months(month_of(timezone.localdate()), -1)
        is_delivered = self.team.month_deliveries.filter(month=last_month).exists()
        sheet = open_tally_sheet(
            planned,
            month=next_month(last_month) if is_delivered else last_month,
            limit=TALLY_LIMIT,
            expires_on=timezone.localdate() + timedelta(days=14),
            by=self.counter,
        )
        answers = [Tap.Answer.YES] * 5 + [Tap.Answer.NO] * 2
        taps = [TapEntry(uuid.UUID(int=self.rng.getrandbits(128), version=4), answer) for answer in answers]
        record_taps(sheet, taps=taps)

    def share_chart(self) -> None:
        """The leaders get a link to the chart for their meeting."""
        expires_on = timezone.localdate() + timedelta(days=30)
        share_chart(
            self._followed(self.story.indicators[0]), expires_on=expires_on, label="Til ledermøtet", by=self.leader
        )

    def _followed(self, code: str) -> PlannedIndicator:
        rows = PlannedIndicator.objects.active().of_team(self.team).select_related("indicator", "plan__team__network")
        return rows.get(indicator__code=code)

    def write_plan(self) -> None:
        """The tiltak of the package, each with somebody responsible."""
        people = list(self.team.memberships.current().exclude(role=TeamRole.SPONSOR).order_by("position"))
        ideas = list(self.team.change_package.change_ideas.all())
        first = self.network.learning_sessions.get(number=1).starts_on
        for step, idea in enumerate(ideas[:PLANNED_CHANGES]):
            add_plan_item(
                self.team,
                title=idea.name[:160],
                change_idea=idea,
                responsible=people[step % len(people)],
                starts_on=first + timedelta(days=_starts_after(step)),
                due_on=first + timedelta(days=_due_after(step)),
                by=self.leader,
            )

    def _does(self, step: int) -> bool:
        """Most tiltak are done in time; a team whose figures stand still or slide back has one that is stuck."""
        if self.story.is_late_with_everything:
            return False
        return not (step == 2 and self.story.shape in (Shape.UNCHANGED, Shape.SLIDES_BACK))

    def coach(self) -> None:
        """The coordinator's call between two samlinger."""
        log_contact(
            team=self.team,
            note="Snakket om hva tallene viser, og hvilken test som er den neste.",
            channel="phone",
            contacted_on=timezone.localdate(),
            by=self.coordinator,
        )

    def begin(self, step: int) -> None:
        """A tiltak starts."""
        self._move(step, status=PlanItem.Status.ONGOING)

    def finish(self, step: int) -> None:
        """A tiltak is part of daily work."""
        self._move(step, status=PlanItem.Status.DONE, done_on=timezone.localdate())

    def _move(self, step: int, **changes: object) -> None:
        items = list(self.team.plan_items.order_by("position"))
        if step < len(items):
            update_plan_item(items[step], by=self.leader, version=items[step].version, **changes)

    def meet(self) -> None:
        """A team meeting."""
        record_meeting(
            self.team,
            held_on=timezone.localdate(),
            topic="Se på månedens tall",
            attendee_count=max(len(self.story.people) - self.rng.randint(0, 2), 2),
            had_patient_representative=bool(self.story.representative) and self.rng.random() < 0.6,
            by=self.leader,
        )

    def answer(self, session) -> None:
        """Most answer the invitation nine days ahead."""
        members = self.team.memberships.current().exclude(user=None).exclude(role=TeamRole.SPONSOR)
        for membership in members.select_related("user"):
            # The first measurement lead leaves the answer to the visitor.
            is_visitor = self.number == 1 and membership.role == TeamRole.MEASUREMENT_LEAD
            if self.rng.random() < 0.85 and not is_visitor:
                answer_invitation(membership, session, answer="yes", by=membership.user)
