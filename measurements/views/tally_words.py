"""What is said about a telleliste: how far it has come, what it gives, and whether it takes taps."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from accounts.norwegian import format_date, format_month
from measurements.models import TallySheet
from measurements.queries.tally import TallyCount


@dataclass(frozen=True, slots=True)
class TallyWords:
    """progress: «7 av 10 talt». figure: «5 av 7», what the month will get. detail: «5 ja, 2 nei, 1 ikke aktuelt».

    is_full: n is reached.
    """

    progress: str
    figure: str
    detail: str
    is_full: bool


def tally_words(sheet: TallySheet, count: TallyCount) -> TallyWords:
    """Write the words of a list as it stands."""
    done = count.counted
    progress = _("%(done)d talt") % {"done": done}
    if sheet.limit:
        progress = _("%(done)d av %(limit)d talt") % {"done": done, "limit": sheet.limit}
    figure, detail = str(count.yes), ""
    if sheet.is_yes_or_no:
        figure = _("%(yes)d av %(all)d") % {"yes": count.yes, "all": done}
        numbers = {"yes": count.yes, "no": count.no, "none": count.not_applicable}
        detail = _("%(yes)d ja, %(no)d nei, %(none)d ikke aktuelt") % numbers
    return TallyWords(progress, figure, detail, is_full=bool(sheet.limit) and done >= sheet.limit)


def tally_title(sheet: TallySheet) -> str:
    """«oktober 2026»."""
    return format_month(sheet.month)


def last_day(sheet: TallySheet) -> str:
    """«10. november 2026», the last day the link works."""
    return format_date(sheet.expires_at - timedelta(seconds=1))


def tally_state(sheet: TallySheet, now: datetime, delivered: set[date]) -> tuple[str, str]:
    """The mark and the words of where a list stands."""
    if sheet.month in delivered:
        return "done", _("Måneden er levert")
    if sheet.revoked_at:
        return "none", _("Stengt")
    if not sheet.works_at(now):
        return "none", _("Lenken er utløpt")
    return "waiting", _("Åpen til og med %(day)s") % {"day": last_day(sheet)}
