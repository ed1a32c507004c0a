"""One month of the list page in words: where it stands, and where its link leads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.months import format_month_key
from accounts.norwegian import format_date, format_month, relative_days
from measurements.queries.months import MonthState, MonthStatus

# Stands for a month in an address: one look-up serves all lines.
NO_MONTH = "0000-00"


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of the list: its name, where it stands, and where its link leads."""

    name: str
    mark: str
    status: str
    detail: str
    url: str
    action: str


def month_lines(slug: str, months: Iterable[MonthStatus], today: date, *, may_record: bool) -> list[MonthLine]:
    """The months of a team, in the order given."""
    address = reverse("measurements:month_edit", args=[slug, NO_MONTH])
    return [_line(address, status, today, may_record) for status in months]


def _line(address: str, status: MonthStatus, today: date, may_record: bool) -> MonthLine:
    mark, words, detail = _words(status, today)
    action = _("Se") if status.is_finished or not may_record else _("Registrer")
    url = address.replace(NO_MONTH, format_month_key(status.month))
    return MonthLine(format_month(status.month).capitalize(), mark, words, detail, url, action)


def _words(status: MonthStatus, today: date) -> tuple[str, str, str]:
    """Mark, status and the small words after it."""
    if status.is_finished:
        detail = ""
        if status.delivered_at:
            detail = format_date(status.delivered_at, year=status.delivered_at.year != today.year)
        if status.is_delivered_late and not status.is_baseline:
            detail = _("%(day)s, etter fristen") % {"day": detail}
        if status.state is MonthState.LOCKED:
            return "locked", _("Låst"), _("levert %(day)s") % {"day": detail}
        if status.state is MonthState.SKIPPED:
            return "none", _("Hoppet over"), detail
        return "done", _("Levert"), detail
    distance = relative_days(status.due_on, today)
    due = _("frist %(day)s, %(distance)s") % {"day": format_date(status.due_on, year=False), "distance": distance}
    if status.state is MonthState.LATE:
        return "late", _("Ikke levert"), due
    if status.state is MonthState.STARTED:
        return "waiting", _("Begynt, ikke levert"), due
    return "waiting", _("Åpen"), due
