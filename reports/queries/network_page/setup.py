"""The network page before the network starts: what remains to be done, and who wants to take part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.norwegian import (
    count_words,
    format_date,
    format_date_range,
    format_date_short,
    number_word,
    relative_days,
)
from networks.models import Network
from reports.queries.network_page.calendar import Calendar
from teams.models import Registration

REGISTRATION_MARKS = {
    Registration.Status.SUBMITTED: "waiting",
    Registration.Status.APPROVED: "done",
    Registration.Status.DECLINED: "none",
    Registration.Status.WITHDRAWN: "none",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that must be in place: its mark and word tell whether it is."""

    mark: str
    title: str
    detail: str
    label: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class RegistrationLine:
    """One registration that was sent."""

    name: str
    package: str
    mark: str
    word: str
    sent: str
    url: str


@dataclass(frozen=True, slots=True)
class SetupPage:
    """What the page says; `waiting` is the number of registrations nobody has decided."""

    sentence: str
    steps: tuple[Step, ...]
    registrations: tuple[RegistrationLine, ...]
    waiting: int
    drafts: str
    action_label: str
    action_url: str


def setup_page(calendar: Calendar, user: User, problems: Sequence[str], *, can_manage: bool) -> SetupPage:
    """The page of who prepares the network. `problems` is what keeps the invitation from being published."""
    network, today = calendar.network, calendar.today
    registrations = list(
        Registration.objects.visible_to(user)
        .filter(network=network)
        .select_related("municipality", "change_package")
        .order_by("submitted_at")
    )
    waiting = sum(row.status == Registration.Status.SUBMITTED for row in registrations)
    label, url = _action(network, problems, waiting)
    return SetupPage(
        sentence=_sentence(network, today, len(problems), waiting),
        steps=tuple(_steps(calendar, can_manage=can_manage)),
        registrations=tuple(_registration(row, today) for row in registrations),
        waiting=waiting,
        drafts=_drafts(network) if registrations or network.is_published else "",
        action_label=label,
        action_url=url,
    )


def _sentence(network: Network, today: date, problems: int, waiting: int) -> str:
    if not network.is_published:
        if problems:
            text = ngettext(
                "%(count)s ting gjenstår før invitasjonen kan publiseres.",
                "%(count)s ting gjenstår før invitasjonen kan publiseres.",
                problems,
            )
            return text % {"count": number_word(problems).capitalize()}
        return _("Alt er klart. Se over invitasjonen og publiser den.")
    deadline = network.registration_deadline_on
    due = _("Fristen er %(date)s, %(distance)s.") % {
        "date": format_date(deadline, year=deadline.year != today.year),
        "distance": relative_days(deadline, today),
    }
    if not waiting:
        return _("Påmeldingen er åpen, og ingen påmeldinger venter på deg. %(due)s") % {"due": due}
    count = count_words(waiting, _("påmelding"), _("påmeldinger"))
    return _("%(count)s venter på deg. %(due)s") % {"count": count[:1].upper() + count[1:], "due": due}


def _steps(calendar: Calendar, *, can_manage: bool) -> list[Step]:
    network, today = calendar.network, calendar.today
    edit = reverse("networks:network_edit", args=[network.slug]) if can_manage else ""
    change = _("Endre") if can_manage else ""
    packages = [package.short_name for package in network.change_packages.all()]
    deadline = network.registration_deadline_on
    contact = ", ".join(filter(None, [network.contact_name, network.contact_email]))
    steps = [
        _sessions_step(calendar, change, edit),
        Step(
            "done" if packages else "look",
            _("Tiltakspakker"),
            ", ".join(packages) if packages else _("Velg minst én."),
            change,
            edit,
        ),
        Step(
            "done" if deadline >= today else "look",
            _("Påmeldingsfrist"),
            f"{format_date(deadline)}, {relative_days(deadline, today)}",
            change,
            edit,
        ),
        Step("done", _("Kontaktperson"), contact, change, edit),
    ]
    if network.is_published:
        published = format_date(timezone.localdate(network.published_at))
        url = reverse("networks:invitation_detail", args=[network.slug])
        steps.append(Step("done", _("Invitasjonen"), _("Publisert %(date)s") % {"date": published}, _("Se den"), url))
    else:
        url = reverse("networks:invitation_preview", args=[network.slug]) if can_manage else ""
        label = _("Se den") if can_manage else ""
        steps.append(Step("waiting", _("Invitasjonen"), _("Ikke publisert. Bare dere ser den."), label, url))
    return steps


def _sessions_step(calendar: Calendar, change: str, edit: str) -> Step:
    sessions = calendar.sessions
    if not sessions:
        return Step("look", _("Samlinger"), _("Sett datoene først. Resten regnes ut fra dem."), change, edit)
    count = count_words(len(sessions), _("samling"), _("samlinger"))
    span = format_date_range(sessions[0].starts_on, sessions[-1].ends_on)
    missing = sum(not session.place for session in sessions)
    place = "" if not missing else _(". Sted mangler for %(count)s") % {"count": number_word(missing)}
    return Step("done", _("Samlinger"), f"{count[:1].upper()}{count[1:]}, {span}{place}", change, edit)


def _action(network: Network, problems: Sequence[str], waiting: int) -> tuple[str, str]:
    if not network.is_published:
        if problems:
            return _("Fortsett oppsettet"), reverse("networks:network_edit", args=[network.slug])
        return _("Se over og publiser"), reverse("networks:invitation_preview", args=[network.slug])
    url = reverse("teams:registration_list", args=[network.slug])
    if not waiting:
        return _("Se påmeldingene"), url
    words = count_words(waiting, _("påmelding"), _("påmeldinger"))
    return _("Behandle %(registrations)s") % {"registrations": words}, url


def _registration(row: Registration, today: date) -> RegistrationLine:
    sent_on = timezone.localdate(row.submitted_at)
    is_new = row.status == Registration.Status.SUBMITTED
    return RegistrationLine(
        name=str(row),
        package=row.change_package.short_name if row.change_package else "",
        mark=REGISTRATION_MARKS[Registration.Status(row.status)],
        word=_("Venter på deg") if is_new else row.get_status_display(),
        sent=_("sendt %(date)s")
        % {
            "date": relative_days(sent_on, today)
            if today - sent_on < timedelta(days=2)
            else format_date_short(sent_on, year=sent_on.year != today.year)
        },
        url=reverse("teams:registration_detail", args=[row.network.slug, row.pk]),
    )


def _drafts(network: Network) -> str:
    """How many have begun without sending; who they are is theirs until they send."""
    count = Registration.objects.filter(network=network, status=Registration.Status.DRAFT).count()
    if not count:
        return ""
    text = ngettext("%(count)s til har begynt, men ikke sendt.", "%(count)s til har begynt, men ikke sendt.", count)
    return text % {"count": number_word(count).capitalize()}
