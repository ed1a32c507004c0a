"""Runs all measurements and sets them out as Markdown."""

from collections.abc import Sequence

from benchmarks.engine import measure_engine
from benchmarks.figures import measure_figures
from benchmarks.measure import Result, Visitor, measure
from benchmarks.pages import FLOOR, pages_after_changes, pages_of_coordinator, pages_of_measurement_lead
from benchmarks.report import measure_report
from benchmarks.world import build_world, say


def measured_tables(teams: int, months: int, rounds: int, requests: int) -> str:
    """All tables, ready to print."""
    world = build_world(teams, months=months)
    say("Measuring the pages …")
    coordinator, lead = Visitor(world.coordinator.pk), Visitor(world.measurement_lead.pk)
    results = measure(coordinator, FLOOR, pages_of_coordinator(world), rounds, requests)
    results += measure(lead, FLOOR, pages_of_measurement_lead(world), rounds, requests)[1:]
    results += measure(coordinator, FLOOR, pages_after_changes(world), rounds, requests)[1:]
    say("Measuring the report …")
    report = measure_report(world, rounds)
    say("Measuring figures in and out …")
    return "\n\n".join([page_table(results), report, measure_engine(rounds), measure_figures(world, rounds)])


def page_table(results: Sequence[Result]) -> str:
    """One row a page."""
    lines = [
        "| page | CPU ms | × floor | goal | queries | HTML kB |",
        "|---|---|---|---|---|---|",
    ]
    for one in results:
        goal = f"≤ {one.page.goal:g}" if one.page.goal else ""
        lines.append(
            f"| {one.page.name} | {one.milliseconds:.1f} | {one.ratio:.2f} | {goal} | {one.queries} | {one.kilobytes:.0f} |"
        )
    return "\n".join(lines)
