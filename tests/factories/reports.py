"""Reports at each stage of their life, and a team with something to report."""

from datetime import date
from decimal import Decimal
from typing import Any

import time_machine

from measurements.models import Indicator, PlannedIndicator
from measurements.services import annotate, record_measurement, set_measurement_plan
from networks.models import Network, ReportDeadline
from reports.models import Report, ReportVersion
from reports.models.sections import questions_for
from reports.services import approve_report, open_report, return_report, save_report, submit_report
from teams.models import PDSACycle, PlanItem, Team
from teams.services import record_meeting, update_cycle
from tests.factories.measurements import BASELINE_ENDS_ON, PLAN_STARTS_ON, make_indicator, make_rate, record_series
from tests.factories.networks import coordinator_of
from tests.factories.teams import attend, make_cycle, make_plan_item, make_team, member, user_in

# The team leader writes on the first of October 2026, five days before the deadline.
WRITING_AT = "2026-10-01T08:14:00+00:00"
# November 2025 to September 2026, nobody measured in July: 42,5 % in the baseline, 70 % at last.
SHARES = ((9, 20), (7, 20), (8, 20), (7, 19), (9, 20), (10, 22), (10, 20), (12, 21), None, (13, 20), (14, 20))
RATES = ((6, 1000), (8, 1080), (5, 990), (7, 1020), (6, 1000), (7, 985), (6, 950), (5, 920), None, (5, 1010), (4, 935))
LONG_TEXT = "Vi samler oss onsdager klokka ti og går gjennom listene sammen med farmasøyten. " * 40


def make_reporting_team(network: Network | None = None, **fields: Any) -> Team:
    """The team of the mock-ups in the autumn of 2026: figures, plan, tests, meetings and a samling."""
    team = make_team(network, **fields)
    with time_machine.travel(WRITING_AT, tick=False):
        fill_in_figures(team)
        _fill_in_work(team)
    return team


def fill_in_figures(team: Team) -> None:
    """A share that is nearly an improvement and a rate that has met its goal, with two merknader."""
    package, by = team.change_package, user_in(team)
    share = Indicator.objects.filter(change_package=package, code="SAM-P1").first() or make_indicator(
        package, short_name="Samstemt legemiddelliste"
    )
    rate = Indicator.objects.filter(change_package=package, code="AVVIK-R1").first() or make_rate(
        package, code="AVVIK-R1", short_name="Legemiddelavvik", numerator_label="Avvik", default_target=None
    )
    set_measurement_plan(
        team,
        indicators=[(share, Decimal(95)), (rate, Decimal("4.4"))],
        who="Sykepleier på vakt",
        where="Sone nord",
        when="Siste uke i måneden",
        sample="20 tilfeldige",
        starts_on=PLAN_STARTS_ON,
        baseline_ends_on=BASELINE_ENDS_ON,
        by=by,
    )
    first, second = PlannedIndicator.objects.filter(plan__team=team).order_by("position")
    record_series(first, SHARES, by=by)
    record_series(second, RATES, by=by)
    annotate(
        team,
        planned_indicator=first,
        happened_on=date(2026, 5, 11),
        text="Samstemming ved hvert nytt vedtak tas i bruk",
        by=by,
    )
    annotate(team, planned_indicator=first, happened_on=date(2026, 8, 5), text="Farmasøyten er med hver onsdag", by=by)


def _fill_in_work(team: Team) -> None:
    by = user_in(team)
    make_plan_item(
        team,
        "Samstemming ved hvert nytt vedtak",
        responsible=member(team),
        starts_on=date(2026, 5, 11),
        due_on=date(2026, 6, 30),
        status=PlanItem.Status.DONE,
        done_on=date(2026, 6, 12),
    )
    make_plan_item(team, "Farmasøyt med hver onsdag", starts_on=date(2026, 8, 3), status=PlanItem.Status.ONGOING)
    make_plan_item(
        team,
        "Avtale med fastlegekontorene",
        starts_on=date(2026, 8, 17),
        due_on=date(2026, 9, 25),
        status=PlanItem.Status.ONGOING,
    )
    make_plan_item(team, "Opplæring av alle i sonen", starts_on=date(2027, 1, 4), due_on=date(2027, 2, 19))
    cycle = make_cycle(team, "Ringe fastlegen i faste tider", stage=PDSACycle.Stage.ACT)
    update_cycle(
        cycle,
        version=cycle.version,
        by=by,
        stage=PDSACycle.Stage.FINISHED,
        decision=PDSACycle.Decision.ABANDON,
        learning="Sekretæren fikk ikke satt over, vi bruker e-melding.",
    )
    make_cycle(team, "Sjekkliste i journalen", stage=PDSACycle.Stage.DO, observations="Testet på fire brukere.")
    for day in (13, 20):
        record_meeting(team, held_on=date(2026, 5, day), attendee_count=5, had_patient_representative=day == 13, by=by)
    attend(team, 1, absent=1)


def deadline_of(network: Network, kind: str = ReportDeadline.Kind.STATUS, number: int = 1) -> ReportDeadline:
    """One of the network's report deadlines."""
    return network.report_deadlines.get(kind=kind, number=number)


def answers(kind: str = ReportDeadline.Kind.STATUS, **texts: Any) -> dict[str, Any]:
    """An answer to every question, unless told otherwise."""
    return {question.key: f"Svar om {question.key}." for question in questions_for(kind)} | texts


def make_report(team: Team | None = None, *, kind: str = ReportDeadline.Kind.STATUS, **texts: Any) -> Report:
    """A draft; with `texts` what the team leader has written."""
    team = team or make_team()
    leader = user_in(team)
    report = open_report(team, deadline=deadline_of(team.network, kind), by=leader)
    return save_report(report, texts=texts, version=report.version, by=leader) if texts else report


def make_submitted(team: Team | None = None, *, kind: str = ReportDeadline.Kind.STATUS, **texts: Any) -> Report:
    """A report with every question answered, on the coordinator's desk."""
    report = make_report(team, kind=kind, **answers(kind, **texts))
    submit_report(report, version=report.version, by=user_in(report.team))
    return report


def make_returned(team: Team | None = None, comment: str = "Skriv mer om hvorfor.", **fields: Any) -> Report:
    """A report the coordinator has sent back."""
    report = make_submitted(team, **fields)
    return return_report(report, comment=comment, by=coordinator_of(report.team.network))


def make_approved(team: Team | None = None, comment: str = "", **fields: Any) -> Report:
    """A report the coordinator has approved."""
    report = make_submitted(team, **fields)
    return approve_report(report, comment=comment, by=coordinator_of(report.team.network))


def version_of(report: Report, number: int = 1) -> ReportVersion:
    """One of the report's frozen versions."""
    return ReportVersion.objects.printable().get(report=report, number=number)


def correct_figure(team: Team, numerator: int = 1) -> None:
    """Change the team's first figure of September 2026 after the fact."""
    planned = PlannedIndicator.objects.filter(plan__team=team).order_by("position")[0]
    row = planned.measurements.get(month=date(2026, 9, 1))
    record_measurement(
        planned,
        month=row.month,
        numerator=numerator,
        denominator=row.denominator,
        version=row.version,
        reason="Talt på nytt",
        by=user_in(team),
    )
