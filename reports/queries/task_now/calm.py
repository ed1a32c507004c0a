"""When there is nothing to do: what comes next, and where to look meanwhile."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.norwegian import format_date, format_day, format_month, relative_days
from accounts.roles import NetworkRole, TeamRole
from reports.queries.task_now.situation import NetworkSituation, TeamSituation
from reports.queries.task_now.task import Link, Task, Urgency


def calm_in_team(s: TeamSituation) -> Task:
    """The calm card of somebody in a team."""
    if s.phase == "closed":
        return _calm(
            s,
            _("Nettverket er avsluttet"),
            _("Takk for innsatsen. Alt dere har gjort, er tatt vare på her."),
            Link(_("Se teamets side"), reverse("reports:team_detail", args=[s.slug])),
            key="closed",
        )
    page = Link(_("Se hvordan det går"), reverse("reports:team_detail", args=[s.slug]))
    if s.role is TeamRole.SPONSOR:
        return _calm(
            s,
            _("Teamet har ikke meldt noen hindring"),
            _("Under ser du hvordan det går. Det tar et minutt."),
            Link(_("Se teamets side"), page.url),
        )
    if s.role is TeamRole.MEASUREMENT_LEAD and s.next_month and s.next_month_opens_on:
        words = {
            "month": format_month(s.next_month.month, year=False),
            "opens": format_day(s.next_month_opens_on),
            "due": format_date(s.next_month.due_on, year=s.next_month.due_on.year != s.today.year),
        }
        text = _("Neste er å registrere %(month)s. Det kan du gjøre fra %(opens)s, og fristen er %(due)s.") % words
        return _calm(s, _("Ingenting haster"), text, Link(_("Se målingene"), _measurements(s)))
    if s.role is TeamRole.TEAM_LEADER and s.report and s.report.due_on >= s.today and not _is_handed_in(s.report.state):
        text = _("Neste er %(report)s, med frist %(date)s. Vi skriver utkastet og sier fra når det er klart.") % {
            "report": s.report.title[:1].lower() + s.report.title[1:],
            "date": _date(s.report.due_on, s.today),
        }
        return _calm(s, _("Ingenting haster"), text, page)
    return _calm(s, _("Ingenting haster"), _next_session(s) or _("Du får e-post når det er noe å gjøre."), page)


def calm_in_network(s: NetworkSituation) -> Task:
    """The calm card of somebody with a role in the network."""
    page = Link(_("Se nettverket"), reverse("reports:network_detail", args=[s.slug]))
    if s.phase == "closed":
        text = _("Tall, planer og rapporter er tatt vare på.")
        return _calm(s, _("Nettverket er avsluttet"), text, page, key="closed")
    if s.role is NetworkRole.OBSERVER:
        return _calm(
            s,
            _("Her er tallene samlet"),
            _("Du ser hele nettverket, ikke hvert team. Du har ingen oppgaver her."),
            page,
            key="watching",
        )
    if s.role is NetworkRole.COORDINATOR and s.phase == "enrolling" and s.registration_deadline_on:
        text = _("Ingen påmeldinger venter på deg. Fristen er %(date)s, %(distance)s.") % {
            "date": _date(s.registration_deadline_on, s.today),
            "distance": relative_days(s.registration_deadline_on, s.today),
        }
        return _calm(s, _("Ingenting haster"), text, page)
    session = _next_session(s)
    if s.role is NetworkRole.COORDINATOR and s.team_count:
        return _calm(
            s, _("Ingenting haster"), " ".join([_("Ingen team trenger en telefon nå."), session]).strip(), page
        )
    return _calm(s, _("Ingenting haster"), session or _("Du får e-post når det er noe å gjøre."), page)


def calm_outside(*, is_administrator: bool) -> Task:
    """The calm card of somebody who has no role anywhere."""
    if is_administrator:
        return Task(
            "calm",
            Urgency.CALM,
            _("Ingenting haster"),
            effort=_("Du er administrator. Du kan opprette nettverk og velge koordinator."),
            action=Link(_("Se nettverkene"), reverse("networks:network_list")),
        )
    return Task(
        "outside",
        Urgency.CALM,
        _("Du er ikke med i et nettverk nå"),
        effort=_(
            "Når noen legger deg til i et team, ser du her hva du skal gjøre. Venter du på tilgang, så spør teamlederen."
        ),
        action=Link(_("Se tiltakspakkene"), reverse("networks:package_list")),
    )


def _calm(s: TeamSituation | NetworkSituation, heading: str, effort: str, action: Link, key: str = "calm") -> Task:
    team = s.team if isinstance(s, TeamSituation) else None
    return Task(key, Urgency.CALM, heading, effort=effort, action=action, place=s.name, team=team)


def _next_session(s: TeamSituation | NetworkSituation) -> str:
    session = s.invitation
    if session is None or session.starts_on <= s.today:
        return ""
    return _("Neste samling er %(date)s, %(distance)s.") % {
        "date": _date(session.starts_on, s.today),
        "distance": relative_days(session.starts_on, s.today),
    }


def _date(day: date, today: date) -> str:
    return format_date(day, year=day.year != today.year)


def _is_handed_in(state: str) -> bool:
    return state in ("submitted", "approved")


def _measurements(s: TeamSituation) -> str:
    return reverse("measurements:measurement_list", args=[s.slug])
