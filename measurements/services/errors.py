"""What measurements refuse, in words for the person who tried."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from measurements.models import Measurement


class MeasurementError(Exception):
    """Something about measurements cannot be done. `message` is for the user, `field` names what it stands beside."""

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.message = message
        self.field = field


class MeasurementConflict(MeasurementError):
    """Somebody else entered or changed the figure after this person saw it. Nothing was written."""

    def __init__(self, theirs: Measurement):
        self.theirs = theirs
        self.who: str = theirs.recorded_by.name if theirs.recorded_by else _("Noen andre")
        self.when: datetime = theirs.recorded_at
        super().__init__(_("%(who)s har registrert et annet tall i mellomtiden.") % {"who": self.who})


def clean(row: models.Model) -> None:
    """Run the row's field validators; MeasurementError with the first complaint.

    Constraints are left to the database, which holds them anyway: asking it once for each costs six queries a figure.
    """
    relations = [field.name for field in row._meta.fields if field.is_relation]
    try:
        row.full_clean(exclude=relations, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise MeasurementError(messages[0], field) from error
