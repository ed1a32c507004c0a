"""Saves the whole setup page of a network in one go, so that everything that is wrong is said at once."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from networks.models import ChangePackage, Network
from networks.services.calendar import replace_learning_sessions, set_report_deadlines
from networks.services.errors import NetworkConflict, NetworkError, Problem
from networks.services.network import set_change_packages, update_network
from networks.services.rules import check_deadline, refuse_closed


class SetupError(NetworkError):
    """What is wrong, by part of the setup: `parts` maps fields, sessions and deadlines to their problems."""

    def __init__(self, parts: dict[str, list[Problem]]) -> None:
        first = next(problem for problems in parts.values() for problem in problems)
        super().__init__(first.message, first.field)
        self.parts = parts


@transaction.atomic
def save_setup(
    network: Network,
    *,
    by: User,
    version: int,
    fields: dict[str, Any],
    packages: list[ChangePackage],
    sessions: list[dict[str, Any]],
    deadlines: list[dict[str, Any]],
    today: date | None = None,
) -> Network:
    """Save settings, samlinger, report deadlines and packages together, or nothing.

    Raises NetworkConflict when somebody saved after `version` was shown, SetupError with everything that is wrong.
    """
    current = Network.objects.select_for_update().get(pk=network.pk)
    refuse_closed(current)
    if current.version != version:
        raise NetworkConflict({name: getattr(current, name) for name in fields})
    parts: dict[str, list[Problem]] = {}

    def attempt(part: str, change: Callable[[], Any]) -> None:
        try:
            with transaction.atomic():
                change()
        except NetworkError as error:
            parts.setdefault(part, []).extend(error.problems)

    attempt("sessions", lambda: replace_learning_sessions(current, sessions=sessions, by=by, today=today))
    attempt("deadlines", lambda: set_report_deadlines(current, deadlines=deadlines, by=by))
    attempt("fields", lambda: set_change_packages(current, packages=packages, by=by))
    attempt("fields", lambda: update_network(current, by=by, today=today, **fields))
    if not parts:
        # Samling 1 may have moved to before a deadline that nobody touched.
        attempt("fields", lambda: check_deadline(current, today=None))
    if parts:
        raise SetupError(parts)
    network.refresh_from_db()
    return network
