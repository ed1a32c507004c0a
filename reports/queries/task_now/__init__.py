"""Min oppgave nå: what this person should do now, computed from role and phase."""

from reports.queries.task_now.choose import next_task, tasks_of_all
from reports.queries.task_now.page import TaskPage, task_page

__all__ = ["TaskPage", "next_task", "task_page", "tasks_of_all"]
