"""Saves a row only when nobody else has saved it since the person saw it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from teams.services.errors import EditConflict, as_team_error


def save_if_unchanged(row: models.Model, *, version: int, values: dict[str, Any]) -> bool:
    """Give `row` these values when its version is still `version`; call it inside the change's transaction.

    True when something was written. The same values once more (a second click) write nothing and are no conflict.
    Raises EditConflict when somebody saved in between, TeamError when the values do not hold.
    """
    current = type(row)._default_manager.select_for_update().get(pk=row.pk)
    standing = {name: getattr(current, name) for name in values}
    if standing == values:
        row.refresh_from_db()
        return False
    if current.version != version:
        raise EditConflict(standing, current.version)
    for name, value in values.items():
        setattr(row, name, value)
    row.version = version + 1
    try:
        row.full_clean()
    except ValidationError as error:
        row.refresh_from_db()
        raise as_team_error(error) from error
    row.save()
    return True


def save_new(row: models.Model) -> None:
    """Validate and insert a new row. Raises TeamError with the first message."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise as_team_error(error) from error
    row.save()
