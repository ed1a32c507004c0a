"""Status reports and final reports of a demo network: drafted, delivered, returned once, approved."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from accounts.models import User
from laeringsnettverk.demo.shapes import Shape
from laeringsnettverk.demo.stories import TeamStory
from laeringsnettverk.demo.team_life import TeamLife
from laeringsnettverk.demo.timeline import Timeline
from networks.models import Network, ReportDeadline
from reports.models import Report
from reports.services import approve_report, open_report, return_report, save_report, submit_report


@dataclass
class Reporting:
    """Everything that happens around the report deadlines of a network."""

    network: Network
    coordinator: User
    teams: list[TeamLife]

    def plan(self, timeline: Timeline) -> None:
        """Each team delivers a few days before the deadline; one comes back with a comment."""
        for deadline in self.network.report_deadlines.all():
            for life in self.teams:
                if life.story.is_late_with_everything:
                    continue
                # One team is early, so that there is something to approve before each deadline.
                early = 11 if life.story.shape is Shape.SLIDES_BACK else 1 + life.number % 4
                delivered_on = deadline.due_on - timedelta(days=early)
                timeline.at(delivered_on, lambda a=life, b=deadline: self.deliver(a, b), "13:20")
                if life.story.shape is Shape.UNCHANGED:
                    back_on = deadline.due_on + timedelta(days=2)
                    timeline.at(back_on, lambda a=life, b=deadline: self.send_back(a, b), "09:10")
                    timeline.at(back_on + timedelta(days=2), lambda a=life, b=deadline: self.deliver(a, b), "13:00")
                approved_on = deadline.due_on + timedelta(days=6)
                timeline.at(approved_on, lambda a=life, b=deadline: self.approve(a, b), "09:30")

    def deliver(self, life: TeamLife, deadline: ReportDeadline) -> None:
        """The team leader writes what only the team knows, and delivers."""
        report = open_report(life.team, deadline=deadline, by=life.leader)
        is_again = report.state == Report.State.RETURNED
        report = save_report(
            report, texts=_texts(life.story, deadline, is_again=is_again), version=report.version, by=life.leader
        )
        submit_report(report, version=report.version, by=life.leader)

    def send_back(self, life: TeamLife, deadline: ReportDeadline) -> None:
        """The coordinator asks for one thing more."""
        report = Report.objects.get(team=life.team, deadline=deadline)
        comment = "Fint skrevet. Kan dere si mer om hva dere vil prøve nå, siden tallene står stille?"
        return_report(report, comment=comment, by=self.coordinator)

    def approve(self, life: TeamLife, deadline: ReportDeadline) -> None:
        """The coordinator approves."""
        report = Report.objects.get(team=life.team, deadline=deadline)
        approve_report(report, by=self.coordinator)


def _texts(story: TeamStory, deadline: ReportDeadline, *, is_again: bool) -> dict[str, Any]:
    more = " Nå begynner vi med legevisitten på tirsdager." if is_again else ""
    shared: dict[str, Any] = {"figures": story.interpretation, "learning": story.learning + more}
    if deadline.kind == ReportDeadline.Kind.STATUS:
        return shared | {
            "obstacles": story.obstacle_text,
            "obstacles_tags": list(story.obstacles),
            "coaching": story.coaching,
            "next_steps": "",
        }
    return {
        "summary": f"Vi ville det samme som da vi meldte oss på: {story.aim} {story.interpretation}",
        "goals": story.interpretation + more,
        "method": "Faste møter hver femte uke, og små tester mellom samlingene.",
        "figures": story.interpretation,
        "experience": story.learning,
        "experience_tags": list(story.obstacles),
        "users": "Brukerrepresentanten fikk oss til å skrive lista slik at brukeren selv kan lese den."
        if story.representative
        else "Vi hadde ingen brukerrepresentant. Det ville vi gjort annerledes.",
        "sustain": "Fagsykepleier følger opp, måleansvarlig teller hvert kvartal, og avdelingene ved siden av er neste.",
        "advice": "Begynn å telle før dere begynner å endre.",
    }
