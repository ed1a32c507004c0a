"""What somebody with a role in the network itself should do."""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.norwegian import count_words, format_date, format_date_short
from accounts.roles import NetworkRole
from reports.queries.calls import LATE, Call
from reports.queries.network_page.overview import doorbell
from reports.queries.task_now.situation import NetworkSituation
from reports.queries.task_now.task import Item, Link, Task, Urgency, due_line

SESSION_NEAR_DAYS = 28
ITEMS_SHOWN = 5

Rule = Callable[[NetworkSituation], Task | None]


def network_tasks(s: NetworkSituation) -> list[Task]:
    """Everything this role should do in this network, the most important first; nothing in a closed one."""
    if s.phase == "closed":
        return []
    return [task for rule in RULES[s.role] if (task := rule(s))]


def invitation_is_not_published(s: NetworkSituation) -> Task | None:
    """Nothing begins before this."""
    if s.phase != "planning":
        return None
    due = (
        due_line(s.registration_deadline_on, s.today, _("Påmeldingsfristen er")) if s.registration_deadline_on else None
    )
    if s.problems:
        return _task(
            s,
            "publish",
            Urgency.NOW,
            heading=_("Gjør ferdig oppsettet"),
            due=due,
            effort=_("%(count)s før invitasjonen kan publiseres.")
            % {"count": count_words(len(s.problems), _("ting gjenstår"), _("ting gjenstår")).capitalize()},
            items=tuple(Item(problem) for problem in s.problems),
            action=Link(_("Fortsett oppsettet"), reverse("networks:network_edit", args=[s.slug])),
            on=s.registration_deadline_on,
        )
    return _task(
        s,
        "publish",
        Urgency.NOW,
        heading=_("Publiser invitasjonen"),
        due=due,
        effort=_("Alt er på plass. Se over hvordan den blir, og publiser."),
        action=Link(_("Se over invitasjonen"), reverse("networks:invitation_preview", args=[s.slug])),
        other=Link(_("Endre oppsettet"), reverse("networks:network_edit", args=[s.slug])),
        on=s.registration_deadline_on,
    )


def registrations_wait(s: NetworkSituation) -> Task | None:
    """Somebody has sent a registration and waits for an answer."""
    if not s.registrations:
        return None
    count = len(s.registrations)
    first = min(one.sent_on for one in s.registrations)
    return _task(
        s,
        "registrations",
        Urgency.NOW,
        heading=ngettext("Behandle én ny påmelding", "Behandle %(count)s", count)
        % {"count": count_words(count, _("ny påmelding"), _("nye påmeldinger"))},
        due=due_line(first, s.today, _("Den eldste kom")) if first < s.today else None,
        effort=_("Se hva som mangler, snakk med kommunen, og godkjenn."),
        items=_shown(
            [Item(one.name, _("sendt %(date)s") % {"date": _short(one.sent_on, s)}) for one in s.registrations]
        ),
        action=Link(_("Se påmeldingene"), reverse("teams:registration_list", args=[s.slug])),
        on=first,
    )


def team_needs_a_call_now(s: NetworkSituation) -> Task | None:
    """The most urgent team, when something has passed its deadline."""
    return _call_task(s) if s.calls and s.calls[0].mark == LATE else None


def team_needs_a_call(s: NetworkSituation) -> Task | None:
    """The most urgent team, when a talk would help."""
    return _call_task(s) if s.calls and s.calls[0].mark != LATE else None


def _call_task(s: NetworkSituation) -> Task:
    call: Call = s.calls[0]
    bell = doorbell(call.team)
    page = reverse("reports:network_detail", args=[s.slug])
    others = s.calls[1:]
    return _task(
        s,
        "call",
        Urgency.LATE if call.mark == LATE else Urgency.NOW,
        heading=bell.label if call.team.leader else _("Ta kontakt med %(team)s") % {"team": call.team.name},
        effort=f"{call.team.name}: {call.reason[:1].lower()}{call.reason[1:]}. {call.detail} {call.tried}".strip(),
        items=_shown([Item(other.team.name, other.reason) for other in others]),
        action=Link(bell.label, bell.link),
        other=Link(_("Se hele lista") if others else _("Se nettverket"), page),
    )


def reports_wait(s: NetworkSituation) -> Task | None:
    """Teams have handed in; they wait for an answer."""
    if not s.reports:
        return None
    first = s.reports[0]
    words = {"report": first.title[:1].lower() + first.title[1:], "team": first.team}
    return _task(
        s,
        "reports",
        Urgency.NOW,
        heading=_("Les %(report)s fra %(team)s") % words,
        due=due_line(first.sent_on, s.today, _("Levert")),
        effort=_("Godkjenn den, eller send den tilbake med en kommentar."),
        items=_shown(
            [
                Item(f"{one.team}, {one.title[:1].lower()}{one.title[1:]}", _short(one.sent_on, s))
                for one in s.reports[1:]
            ]
        ),
        action=Link(_("Les rapporten"), first.url),
        other=Link(_("Se alle rapportene"), reverse("reports:network_report_list", args=[s.slug])),
        on=first.sent_on,
    )


def attendance_is_not_recorded(s: NetworkSituation) -> Task | None:
    """A samling has been held, and nobody wrote down who came."""
    if s.unrecorded is None:
        return None
    return _task(
        s,
        "attendance",
        Urgency.NOW,
        heading=_("Før oppmøtet på samling %(number)d") % {"number": s.unrecorded},
        due=due_line(s.unrecorded_on, s.today, _("Samlingen var")) if s.unrecorded_on else None,
        effort=_("Kryss av for hvem som møtte, om lag fem minutter."),
        action=Link(_("Før oppmøtet"), reverse("teams:attendance_edit", args=[s.slug, s.unrecorded])),
        on=s.unrecorded_on,
    )


def messages_did_not_arrive(s: NetworkSituation) -> Task | None:
    """Somebody did not get the mail they should have."""
    if not s.unsent:
        return None
    count = count_words(s.unsent, _("melding"), _("meldinger"))
    return _task(
        s,
        "messages",
        Urgency.NOW,
        heading=_("Se på %(messages)s som ikke kom fram") % {"messages": count},
        effort=_("Rett adressen, eller send på nytt."),
        action=Link(_("Se meldingene"), reverse("networks:message_list", args=[s.slug])),
    )


def network_is_finished(s: NetworkSituation) -> Task | None:
    """The last day has passed and every report is answered."""
    if not s.is_finished:
        return None
    return _task(
        s,
        "close",
        Urgency.SOON,
        heading=_("Avslutt nettverket"),
        due=due_line(s.ends_on, s.today, _("Siste dag var")) if s.ends_on else None,
        effort=_("Alt blir tatt vare på. Etterpå kan ingenting endres."),
        action=Link(_("Se over og avslutt"), reverse("networks:network_close", args=[s.slug])),
        on=s.ends_on,
    )


def session_is_near(s: NetworkSituation) -> Task | None:
    """Those who hold the samling look at its programme beforehand."""
    session = s.invitation
    if session is None or not 0 < (session.starts_on - s.today).days <= SESSION_NEAR_DAYS:
        return None
    return _task(
        s,
        "session_near",
        Urgency.SOON,
        heading=_("Forbered samling %(number)d") % {"number": session.number},
        due=due_line(session.starts_on, s.today, _("Samlingen er")),
        effort=_("Se programmet, og hvordan det går med teamene."),
        action=Link(_("Se programmet"), reverse("networks:session_detail", args=[s.slug, session.number])),
        other=Link(_("Se teamene"), reverse("reports:network_detail", args=[s.slug])),
        on=session.starts_on,
    )


RULES: dict[NetworkRole, tuple[Rule, ...]] = {
    NetworkRole.COORDINATOR: (
        invitation_is_not_published,
        registrations_wait,
        team_needs_a_call_now,
        reports_wait,
        team_needs_a_call,
        attendance_is_not_recorded,
        messages_did_not_arrive,
        network_is_finished,
    ),
    NetworkRole.ORGANIZER: (attendance_is_not_recorded, session_is_near),
    NetworkRole.FACULTY: (session_is_near,),
    NetworkRole.OBSERVER: (),
    NetworkRole.PARTICIPANT: (),
}


def _task(s: NetworkSituation, key: str, urgency: Urgency, **words: object) -> Task:
    return Task(key, urgency, place=s.name, **words)


def _shown(items: list[Item]) -> tuple[Item, ...]:
    """The first few, and how many more there are."""
    if len(items) <= ITEMS_SHOWN:
        return tuple(items)
    more = len(items) - ITEMS_SHOWN + 1
    return (*items[: ITEMS_SHOWN - 1], Item(_("og %(count)s til") % {"count": more}))


def _short(day, s: NetworkSituation) -> str:
    if s.today - day < timedelta(days=300):
        return format_date_short(day)
    return format_date(day)
