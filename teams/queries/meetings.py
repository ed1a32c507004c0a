"""Reads the team's own meetings."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.norwegian import count_words, number_word
from teams.models import Team
from teams.queries.days import short_day


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting, ready to show. `people` is «5 til stede, brukerrepresentanten var med»."""

    pk: int
    held_on: date
    date_text: str
    topic: str
    people: str
    note: str
    is_coming: bool
    attendee_count: int | None
    had_patient_representative: bool


@dataclass(frozen=True, slots=True)
class MeetingSummary:
    """The meetings held in a period; `average_attendees` is rounded, None when nobody counted."""

    count: int
    average_attendees: int | None
    with_patient_representative: int

    @property
    def text(self) -> str:
        """«Seks møter, fem personer i snitt. Brukerrepresentanten var med på fire.»"""
        if not self.count:
            return _("Ingen møter er ført.")
        text = capfirst(count_words(self.count, _("møte"), _("møter")))
        if self.average_attendees:
            text += ", " + _("%(people)s i snitt") % {
                "people": count_words(self.average_attendees, _("person"), _("personer"))
            }
        if not self.with_patient_representative:
            return f"{text}."
        with_them = number_word(self.with_patient_representative)
        return f"{text}. " + _("Brukerrepresentanten var med på %(count)s.") % {"count": with_them}


def meetings(team: Team, today: date) -> list[MeetingRow]:
    """The team's meetings, latest first. One query."""
    return [
        MeetingRow(
            pk=row.pk,
            held_on=row.held_on,
            date_text=short_day(row.held_on, today),
            topic=row.topic,
            people=_people(row.attendee_count, row.had_patient_representative),
            note=row.note,
            is_coming=row.held_on > today,
            attendee_count=row.attendee_count,
            had_patient_representative=row.had_patient_representative,
        )
        for row in team.meetings.order_by("-held_on")
    ]


def meeting_summary(team: Team, first: date, last: date) -> MeetingSummary:
    """The meetings held from `first` to `last`, both included. One query."""
    rows = team.meetings.filter(held_on__range=(first, last))
    return _summary(list(rows.values_list("attendee_count", "had_patient_representative")))


def meetings_lead(rows: list[MeetingRow]) -> str:
    """The summary of all meetings held so far."""
    held = [(row.attendee_count, row.had_patient_representative) for row in rows if not row.is_coming]
    return _summary(held).text if held else ""


def _summary(rows: list[tuple[int | None, bool]]) -> MeetingSummary:
    counts = [count for count, _had in rows if count is not None]
    return MeetingSummary(
        count=len(rows),
        average_attendees=int(sum(counts) / len(counts) + 0.5) if counts else None,
        with_patient_representative=sum(had for _count, had in rows),
    )


def _people(count: int | None, had_representative: bool) -> str:
    parts = []
    if count is not None:
        parts.append(ngettext("%(count)d til stede", "%(count)d til stede", count) % {"count": count})
    if had_representative:
        parts.append(_("brukerrepresentanten var med"))
    return ", ".join(parts)
