"""Which teams need a call, and why."""

from reports.queries.calls.facts import Contact, LateReport, Moment, TeamFacts
from reports.queries.calls.rules import (
    LATE,
    MONTH_LATE_DAYS,
    Call,
    Reason,
    find_call,
    find_calls,
    find_reasons,
    most_urgent_first,
    spoken_with_lately,
    tried_text,
)

__all__ = [
    "LATE",
    "MONTH_LATE_DAYS",
    "Call",
    "Contact",
    "LateReport",
    "Moment",
    "Reason",
    "TeamFacts",
    "find_call",
    "find_calls",
    "find_reasons",
    "most_urgent_first",
    "spoken_with_lately",
    "tried_text",
]
