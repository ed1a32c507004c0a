"""Keeps what somebody has typed for a month and not delivered."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.national_id import contains_national_id
from measurements.models import EntryDraft
from measurements.services.rules import check_open
from teams.models import Team

FIELD_NAME = re.compile(r"[a-z0-9_-]{1,60}")
MOST_FIELDS = 200
LONGEST_TEXT = 300


@transaction.atomic
def save_entry_draft(
    team: Team, *, month: date, fields: Mapping[str, str], by: User, at: datetime | None = None
) -> EntryDraft:
    """Keep the typed texts as they are, errors included, for this person and month.

    A text with a fødselsnummer, or one longer than any answer, is left out: it must not be stored at all.
    """
    check_open(team)
    kept = {
        name: text
        for name, text in list(fields.items())[:MOST_FIELDS]
        if FIELD_NAME.fullmatch(name) and len(text) <= LONGEST_TEXT and not _is_forbidden(text)
    }
    draft, _is_new = EntryDraft.objects.update_or_create(
        team=team, user=by, month=month, defaults={"fields": kept, "saved_at": at or timezone.now()}
    )
    return draft


def _is_forbidden(text: str) -> bool:
    return "\x00" in text or contains_national_id(text)
