"""Describes the plan for drawing: one row for each tiltak, with its state and words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PlanState(StrEnum):
    """Where a tiltak is, seen from today."""

    DONE = "done"
    ONGOING = "ongoing"
    LATE = "late"
    SHOULD_START = "should_start"
    NOT_STARTED = "not_started"
    DROPPED = "dropped"


# The status mark beside the word.
PLAN_MARKS = {
    PlanState.DONE: "done",
    PlanState.ONGOING: "waiting",
    PlanState.LATE: "look",
    PlanState.SHOULD_START: "look",
    PlanState.NOT_STARTED: "missing",
    PlanState.DROPPED: "none",
}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One tiltak, ready to show.

    `word` is the status, `detail` what belongs under it («frist 15. okt.»), `word_long` both, as it stands beside a bar.
    """

    pk: int
    title: str
    responsible: str
    starts_on: date
    due_on: date
    done_on: date | None
    state: PlanState
    mark: str
    word: str
    detail: str
    word_long: str
    start_text: str
    due_text: str
    note: str
    version: int
