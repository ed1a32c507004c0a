"""Logs the organiser's contact with a municipality: about its registration, later about its team."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from teams.models import CoachingNote, Registration, Team
from teams.services.errors import TeamError, as_team_error


@transaction.atomic
def log_contact(
    *,
    registration: Registration | None = None,
    team: Team | None = None,
    note: str,
    channel: str,
    contacted_on: date,
    by: User,
) -> CoachingNote:
    """Write down one contact about a registration or a team. Raises TeamError for a date to come or bad text."""
    subject = team or registration
    if subject is None:
        raise TeamError(_("Velg hvilket team kontakten gjaldt."))
    if contacted_on > timezone.localdate():
        raise TeamError(_("Datoen er i framtiden. Skriv dagen dere hadde kontakt."), "contacted_on")
    row = CoachingNote(
        registration=registration,
        team=team,
        note=note.strip(),
        channel=channel,
        contacted_on=contacted_on,
        written_by=by,
    )
    try:
        row.full_clean()
    except ValidationError as error:
        raise as_team_error(error) from error
    row.save()
    record(by=by, action="log_contact", scope=subject.network.scope, subject=row)
    return row
