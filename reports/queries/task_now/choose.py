"""Chooses the one thing to do now."""

from collections.abc import Sequence

from reports.queries.task_now.calm import calm_in_network, calm_in_team, calm_outside
from reports.queries.task_now.network_rules import network_tasks
from reports.queries.task_now.situation import Situation, TeamSituation
from reports.queries.task_now.task import Task, most_urgent_first
from reports.queries.task_now.team_rules import team_tasks


def tasks_of(situation: Situation) -> list[Task]:
    """Everything there is to do in one role, the most urgent first."""
    tasks = team_tasks(situation) if isinstance(situation, TeamSituation) else network_tasks(situation)
    return most_urgent_first(tasks)


def next_task(situation: Situation) -> Task:
    """The one thing to do now in one role; a calm card when there is nothing."""
    tasks = tasks_of(situation)
    if tasks:
        return tasks[0]
    return calm_in_team(situation) if isinstance(situation, TeamSituation) else calm_in_network(situation)


def tasks_of_all(situations: Sequence[Situation], *, is_administrator: bool = False) -> list[Task]:
    """What somebody with several roles should do, the most urgent first; one calm card when there is nothing at all.

    A task that two roles in the same team share is there once.
    """
    found: dict[tuple[str, int | None, str], Task] = {}
    for situation in situations:
        for task in tasks_of(situation):
            found.setdefault((task.key, task.team, task.action.url if task.action else ""), task)
    if found:
        return most_urgent_first(list(found.values()))
    if situations:
        return [next_task(situations[0])]
    return [calm_outside(is_administrator=is_administrator)]
