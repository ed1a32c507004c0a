"""Ten thousand figures in from a file and out again: CPU, and how much memory more than before."""

import ctypes
import gc
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.months import add_months, month_of
from benchmarks.measure import DatabaseClock
from benchmarks.world import World
from measurements.models import FigureImport, Indicator, Measurement
from measurements.queries.comparison import Figure, compare
from measurements.queries.imports import Stored, TeamFacts, team_facts
from measurements.services import prepare_import, set_measurement_plan, take_import
from measurements.spreadsheets.checking import check_layout
from measurements.spreadsheets.reading import read_file, read_layout
from measurements.spreadsheets.rows import recorded_rows
from measurements.spreadsheets.writing import write_csv, write_workbook
from measurements.views.import_lines import build_lines
from teams.models import Team

ROWS = 10_000
IN_MILLISECONDS, IN_MEGABYTES, OUT_MILLISECONDS = 1500, 60, 1000
PAGE_BYTES = 4096


def measure_figures(world: World, rounds: int) -> str:
    """A table of reading, taking and writing."""
    team, lead = world.report_team, world.measurement_lead
    with transaction.atomic():
        facts = wide_plan(team, lead)
        full = with_figures(facts)
        indicators = [item.indicator for item in facts.active]
        files = {
            "Excel": ("tall.xlsx", write_workbook(recorded_rows(full), team.name, indicators, has_units=False)),
            "CSV": ("tall.csv", write_csv(recorded_rows(full), has_units=False).encode()),
        }
        lines = [
            f"| {ROWS:,} figures of {len(indicators)} indicators | CPU ms | goal | extra MB | goal |",
            "|---|---|---|---|---|",
        ]
        for kind, file in files.items():
            cost = costs(lambda file=file: preview(team, lead, *file), rounds)
            lines.append(
                row(f"{kind} in: looked through, checked, compared, kept", cost, IN_MILLISECONDS, IN_MEGABYTES)
            )
        lines.append(row("The yes: all of them recorded", costs(lambda: take(team, lead), 1)))
        for kind, write in (("Excel", workbook), ("CSV", text)):
            cost = costs(lambda write=write: write(team), rounds)
            lines.append(row(f"{kind} out, from the database to the file", cost, OUT_MILLISECONDS))
        transaction.set_rollback(True)
    return "\n".join(lines)


def wide_plan(team: Team, lead: User) -> TeamFacts:
    """The team follows every indicator of the network, over as many months as make ten thousand figures."""
    Measurement.objects.filter(planned_indicator__plan__team=team).delete()
    # Events have dates, and pages of their own.
    indicators = Indicator.objects.filter(change_package__in=team.network.change_packages.all())
    indicators = indicators.exclude(calculation=Indicator.Calculation.DAYS)
    first = add_months(month_of(timezone.localdate()), -(ROWS // len(indicators)))
    set_measurement_plan(
        team,
        indicators=[(indicator, None) for indicator in indicators],
        who="",
        where="",
        when="",
        sample="",
        starts_on=first,
        baseline_ends_on=add_months(first, 11),
        by=lead,
    )
    return team_facts(team)


def with_figures(facts: TeamFacts) -> TeamFacts:
    """The same, as if every month had its figure."""
    stored: dict[tuple[int, date], Stored] = {}
    number = 0
    while len(stored) < ROWS:
        item = facts.active[number % len(facts.active)]
        month = add_months(facts.plan.starts_on, number // len(facts.active))
        numbers = (Decimal(9 + number % 7), Decimal(20 + number % 3) if item.indicator.has_denominator else None)
        stored[(item.pk, month)] = Stored(*numbers, "", "", 1, None, timezone.now())
        number += 1
    return TeamFacts(facts.plan, facts.planned, stored, frozenset(), frozenset())


def preview(team: Team, lead: User, name: str, content: bytes) -> None:
    """What the two requests do between the file and the page."""
    facts = team_facts(team)
    layout = read_layout(read_file(name, content), facts.planned, team.name)
    figures = check_layout(layout, facts, timezone.localdate())
    assert (len(figures), layout.problems) == (ROWS, [])
    pending = prepare_import(team, figures=figures, source=FigureImport.Source.FILE, file_name=name, by=lead)
    build_lines(compare([Figure.unpacked(packed) for packed in pending.figures], facts), facts)


def take(team: Team, lead: User) -> None:
    """The third request."""
    pending = FigureImport.objects.get(team=team, user=lead)
    found = compare([Figure.unpacked(packed) for packed in pending.figures], team_facts(team))
    pending.team = team
    take_import(pending, shown=found.state, by=lead)


def workbook(team: Team) -> bytes:
    """The figures as a workbook."""
    facts = team_facts(team)
    return write_workbook(recorded_rows(facts), team.name, [item.indicator for item in facts.active], has_units=False)


def text(team: Team) -> str:
    """The figures as text."""
    return write_csv(recorded_rows(team_facts(team)), has_units=False)


def costs(work: Callable[[], object], rounds: int) -> list[tuple[float, float]]:
    """Seconds of CPU, the database's included, and megabytes beyond what was there before, of each round."""
    database = DatabaseClock()
    found = []
    for _ in range(rounds):
        # Give back what is free, or the work fits into what was used before; then forget the highest use so far.
        gc.collect()
        ctypes.CDLL(None).malloc_trim(0)
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        memory, before = resident(), time.process_time() + database.now()
        work()
        spent = time.process_time() + database.now() - before
        found.append((spent, (highest() - memory) / 1e6))
    return found


def resident() -> int:
    """Bytes of memory in use."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE_BYTES


def highest() -> int:
    """The most bytes that were in use since it was forgotten."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024


def row(
    name: str, cost: Sequence[tuple[float, float]], milliseconds: int | None = None, megabytes: int | None = None
) -> str:
    """One line: the median of the CPU, and the most memory of any round."""
    spent = statistics.median(seconds for seconds, _memory in cost) * 1000
    memory = max(memory for _seconds, memory in cost)
    goals = [f"≤ {goal}" if goal else "" for goal in (milliseconds, megabytes)]
    return f"| {name} | {spent:.0f} | {goals[0]} | {memory:.0f} | {goals[1]} |"
