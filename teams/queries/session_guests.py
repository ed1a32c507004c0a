"""Who comes to the samlinger, told to the pages of networks by the person's role."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from networks.models import Network
from networks.permissions import can_record_attendance
from networks.registry import SessionGuests
from teams.models import Team
from teams.queries.attendance import SessionAttendance, network_attendance


def session_guest_list(network: Network, user: User, today: date) -> dict[int, SessionGuests]:
    """By samling number: how many of all teams come or came, and where this person does something about it.

    Those who keep the attendance get its page; a member of a team gets the page of their own answer.
    """
    by_number: dict[int, list[SessionAttendance]] = {}
    for summaries in network_attendance(network, today).values():
        for summary in summaries:
            by_number.setdefault(summary.number, []).append(summary)
    may_record = bool(can_record_attendance(user, network))
    own = Team.objects.active().filter(network=network, memberships__user=user, memberships__ended_on=None).first()
    return {
        number: _guests(network, own, may_record, summaries)
        for number, summaries in by_number.items()
        if any(summary.invited for summary in summaries)
    }


def _guests(network: Network, own: Team | None, may_record: bool, summaries: list[SessionAttendance]) -> SessionGuests:
    text, mark = _text(summaries)
    number = summaries[0].number
    if may_record:
        url = reverse("teams:attendance_edit", args=[network.slug, number])
        return SessionGuests(text, mark, url, _("Se hvem"))
    if own and not summaries[0].has_been:
        url = reverse("teams:attendance_answer", args=[own.slug, number])
        return SessionGuests(text, mark, url, _("Svar på invitasjonen"))
    return SessionGuests(text, mark)


def _text(summaries: list[SessionAttendance]) -> tuple[str, str]:
    invited = sum(summary.invited for summary in summaries)
    recorded = [summary for summary in summaries if summary.present is not None]
    if recorded:
        present = sum(summary.present for summary in recorded)
        of = sum(summary.invited for summary in recorded)
        return _("%(present)d av %(of)d møtte.") % {"present": present, "of": of}, "done"
    if summaries[0].has_been:
        return _("Oppmøtet er ikke ført."), "missing"
    words = {
        "answered": sum(summary.answered for summary in summaries),
        "invited": invited,
        "coming": sum(summary.coming for summary in summaries),
    }
    return _("%(answered)d av %(invited)d har svart, %(coming)d kommer.") % words, "waiting"
