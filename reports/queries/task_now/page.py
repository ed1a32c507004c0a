"""Min oppgave nå: the task, how it goes, what comes after, the next samling."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.norwegian import (
    format_date_range,
    format_day,
    format_time_range,
    join_words,
    relative_days,
)
from accounts.roles import NetworkRole, TeamRole
from measurements.charts import CARD, PHONE, Chart, build_chart, render_set
from measurements.queries import network_aggregates
from measurements.spc import analyse
from networks.models import LearningSession
from reports.queries.network_page.calendar import Calendar, read_calendars
from reports.queries.network_page.facts import TeamRow
from reports.queries.network_page.shared import sum_sentence
from reports.queries.task_now.after import After, comes_after
from reports.queries.task_now.choose import tasks_of_all
from reports.queries.task_now.gather_networks import gather_networks, network_memberships
from reports.queries.task_now.gather_teams import TeamsAtHand, gather_teams, team_memberships
from reports.queries.task_now.situation import Invitation, NetworkSituation, Situation, TeamSituation
from reports.queries.task_now.task import Link, Task
from reports.queries.team_page.cards import MARK_OF

AFTER_SHOWN = 4
OTHERS_SHOWN = 5
# What the page's one chart is called in its own page.
DRAWING = "hvordan"
# The order of words when a whole network is told in one card.
_MARKS_IN_ORDER = ("attention", "missing", "uncertain", "improvement", "goal")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of how the teams are doing: the word, and whose it is."""

    mark: str
    word: str
    teams: str


@dataclass(frozen=True, slots=True)
class HowItGoes:
    """One chart with its sentence; for a coordinator the verdicts of all teams instead."""

    title: str
    sentence: str
    note: str
    chart: SafeString
    link: Link | None
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class NextSession:
    """The next samling, ready to show; empty texts are left out."""

    title: str
    when: str
    time: str
    place: str
    answered: str
    link: Link | None
    is_answered: bool


@dataclass(frozen=True, slots=True)
class TaskPage:
    """Everything on the page. `has_places`: the person has several roles, so tasks say where they belong."""

    task: Task
    others: tuple[Task, ...]
    how: HowItGoes | None
    after: tuple[After, ...]
    session: NextSession | None
    has_places: bool


def task_page(user: User, today: date) -> TaskPage:
    """The page of one person."""
    in_teams, in_networks = team_memberships(user), network_memberships(user)
    networks = [row.team.network for row in in_teams] + [row.network for row in in_networks]
    calendars = read_calendars(networks, today) if networks else {}
    teams = gather_teams(in_teams, calendars, today)
    at_hand = gather_networks(in_networks, calendars, today)
    situations: list[Situation] = [*at_hand.situations, *teams.situations]
    situations.sort(key=lambda one: one.phase == "closed")
    tasks = tasks_of_all(situations, is_administrator=user.is_administrator)
    first = _situation_of(tasks[0], situations)
    places = {one.name for one in situations if one.phase != "closed"}
    calendar = _calendar_of(first, calendars)
    return TaskPage(
        task=tasks[0],
        others=tuple(tasks[1 : OTHERS_SHOWN + 1]),
        how=_how(first, teams, at_hand.rows, calendar),
        after=tuple(comes_after(first, tasks[0], teams, calendar)[:AFTER_SHOWN]) if calendar else (),
        session=_next_session(first, calendar) if calendar else None,
        has_places=len(places) > 1,
    )


def _situation_of(task: Task, situations: Sequence[Situation]) -> Situation | None:
    """The role a task belongs to."""
    for one in situations:
        if task.place == one.name and (task.team is None) == isinstance(one, NetworkSituation):
            return one
    return situations[0] if situations else None


def _calendar_of(situation: Situation | None, calendars: dict[int, Calendar]) -> Calendar | None:
    if situation is None:
        return None
    slug = situation.network_slug if isinstance(situation, TeamSituation) else situation.slug
    return next(calendar for calendar in calendars.values() if calendar.network.slug == slug)


def _how(
    situation: Situation | None, teams: TeamsAtHand, rows: dict[int, list[TeamRow]], calendar: Calendar | None
) -> HowItGoes | None:
    if situation is None or calendar is None:
        return None
    if isinstance(situation, TeamSituation):
        return _how_team(situation, teams)
    if situation.role is NetworkRole.OBSERVER:
        return _how_all(calendar)
    of_network = rows.get(calendar.network.pk, [])
    return _how_network(situation, of_network) if of_network else None


def _how_team(situation: TeamSituation, teams: TeamsAtHand) -> HowItGoes | None:
    figures = teams.figures.get(situation.team)
    if figures is None or figures.main.analysis.latest is None:
        return None
    main = figures.main
    url = reverse("measurements:chart_detail", args=[situation.slug, main.indicator.code.lower()])
    link = Link(_("Se diagrammet med merknader og tall"), url)
    return _chart_card(main.chart(), main.draw(DRAWING, CARD, PHONE), main.indicator.counted_noun, link)


def _chart_card(chart: Chart, drawing: SafeString, counted: str, link: Link | None) -> HowItGoes:
    reading = chart.reading
    title = f"{chart.title[:1].lower()}{chart.title[1:]}"
    note = [reading.note, _("n = %(counted)s.") % {"counted": counted} if counted and chart.denominator_label else ""]
    return HowItGoes(
        title=_("Slik går det: %(indicator)s") % {"indicator": title},
        sentence=f"{reading.headline} {reading.sentence}",
        note=" ".join(filter(None, note)),
        chart=drawing,
        link=link,
    )


def _how_all(calendar: Calendar) -> HowItGoes | None:
    """The first indicator of the network that has figures to show, summed."""
    for one in network_aggregates(calendar.network, calendar.today):
        if one.latest:
            indicator = one.indicator
            chart = build_chart(
                analyse(one.series),
                title=indicator.short_name,
                unit=indicator.unit,
                numerator_label=indicator.numerator_label,
                denominator_label=indicator.denominator_label,
            )
            url = reverse("reports:network_detail", args=[calendar.network.slug])
            drawing = render_set(chart, DRAWING, (CARD, PHONE))
            card = _chart_card(chart, drawing, indicator.counted_noun, Link(_("Se alle indikatorene"), url))
            return replace(card, sentence=sum_sentence(one))
    return None


def _how_network(situation: NetworkSituation, rows: Sequence[TeamRow]) -> HowItGoes:
    found: dict[tuple[int, str, str], list[str]] = {}
    for row in rows:
        reading = row.facts.reading
        mark, word = (reading.mark, reading.label) if reading else ("missing", _("Ingen måleplan"))
        found.setdefault((_MARKS_IN_ORDER.index(mark), MARK_OF[mark], word), []).append(row.facts.name)
    verdicts = [Verdict(mark, word, join_words(names)) for (_order, mark, word), names in sorted(found.items())]
    url = reverse("reports:network_detail", args=[situation.slug])
    return HowItGoes(
        title=_("Slik går det: %(network)s") % {"network": situation.name},
        sentence="",
        note="",
        chart=SafeString(""),
        link=Link(_("Se alle teamene"), url),
        verdicts=tuple(verdicts),
    )


def _next_session(situation: Situation, calendar: Calendar) -> NextSession | None:
    session: LearningSession | None = calendar.next_session
    invitation: Invitation | None = situation.invitation
    if session is None or invitation is None or situation.phase == "closed":
        return None
    today = calendar.today
    if session.starts_on == session.ends_on:
        when = format_day(session.starts_on, year=session.starts_on.year != today.year)
    else:
        when = format_date_range(session.starts_on, session.ends_on, year=session.ends_on.year != today.year)
    if session.starts_on > today:
        when = f"{when}, {relative_days(session.starts_on, today)}"
    answered, link, is_answered = "", Link(_("Se programmet"), invitation.url), False
    if isinstance(situation, TeamSituation):
        if situation.role is TeamRole.SPONSOR:
            # The ansvarlig leder stands behind the team and is not expected.
            link = Link(
                _("Se programmet"), reverse("networks:session_detail", args=[situation.network_slug, session.number])
            )
        else:
            answered = _answered_text(invitation)
            is_answered = bool(invitation.answer)
            link = Link(_("Endre svaret ditt") if is_answered else _("Svar på invitasjonen"), invitation.url)
    return NextSession(
        title=str(session),
        when=when,
        time=format_time_range(session.starts_at, session.ends_at) if session.starts_at and session.ends_at else "",
        place=session.place,
        answered=answered,
        link=link,
        is_answered=is_answered,
    )


def _answered_text(invitation: Invitation) -> str:
    if not invitation.invited:
        return ""
    if not invitation.answered:
        return _("Ingen fra teamet har svart ennå")
    words = {"answered": invitation.answered, "invited": invitation.invited}
    return _("%(answered)d av %(invited)d fra teamet har svart") % words
