"""The network page of those who see the teams: one sentence, who needs a call, what to share, every team."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.months import month_of, next_month, previous_month
from accounts.norwegian import count_words, format_date, format_month, join_words, number_word
from accounts.prepared import PreparedQuery
from accounts.templatetags.icons import icon_svg, mark_svg
from measurements.spc import GoalStatus, Verdict
from networks.models import Network
from notifications.models import OutboxMessage
from reports.queries.calls import Call, Moment, TeamFacts, find_call, most_urgent_first, spoken_with_lately, tried_text
from reports.queries.network_page.calendar import Calendar
from reports.queries.network_page.facts import KEPT_ROWS, TeamRow, team_rows

# Reminders that ask for something that is missing; «tall er åpnet» and invitations are not among them.
ASKING_KINDS = ("month_due", "month_late", "status_report_due", "final_report_due")
# Measurements in a row that meet the goal before a team is held up as an example.
WORTH_SHARING = 3


@dataclass(frozen=True, slots=True)
class Doorbell:
    """How to reach a team: `link` is `tel:` or `mailto:` to its leader, else the team's page. `icon` is drawn."""

    icon: SafeString
    label: str
    link: str


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call, ready to show; `mark` is drawn."""

    mark: SafeString
    team: str
    service: str
    reason: str
    detail: str
    last_contact: str
    contact: Doorbell
    url: str


@dataclass(frozen=True, slots=True)
class WorthSharing:
    """A team with something to tell; `link` writes to its leader, empty when there is no address."""

    text: str
    label: str
    link: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page says of the network.

    is_asked: the call rules were asked. rested: teams left in peace because somebody just rang.
    """

    sentence: str
    is_asked: bool
    calls: tuple[CallLine, ...]
    rested: str
    worth_sharing: WorthSharing | None
    rows: tuple[TeamRow, ...]


def network_overview(calendar: Calendar, *, with_calls: bool) -> Overview:
    """Everything the page shows; calls and contact only for those who coach the teams."""
    network, today = calendar.network, calendar.today
    rows = team_rows(calendar)
    is_asked = with_calls and not network.is_closed
    moment = Moment(today, calendar.first_session_on)
    needs = {row.facts.pk: call for row in rows if (call := _call(row, moment))} if is_asked else {}
    by_team = {row.facts.pk: row for row in rows}
    calls = with_reminders(network, most_urgent_first(needs.values(), moment))
    return Overview(
        sentence=_sentence(calendar, rows, len(calls) if is_asked else None),
        is_asked=is_asked,
        calls=tuple(_line(by_team[call.team.pk], moment, call.tried) for call in calls),
        rested=_rested(needs.values(), moment),
        worth_sharing=_worth_sharing(calendar, rows, needs) if with_calls else None,
        rows=tuple(_by_need(rows, needs)),
    )


@lru_cache(maxsize=KEPT_ROWS)
def _call(row: TeamRow, moment: Moment) -> Call | None:
    """The rules, asked once while the row is the same."""
    return find_call(row.facts, moment)


@lru_cache(maxsize=KEPT_ROWS)
def _line(row: TeamRow, moment: Moment, tried: str) -> CallLine:
    """The call of a row that has one, written once while the row and what was tried are the same."""
    return call_line(replace(_call(row, moment), tried=tried), moment.today)


def with_reminders(network: Network, calls: Sequence[Call]) -> list[Call]:
    """The calls with what has been tried: reminders sent since the missed deadline. One query, none without need."""
    since = {call.team.pk: call.since for call in calls if call.since}
    if not since:
        return list(calls)
    counts: dict[int, int] = {}
    for key, due_on in _REMINDERS.rows(network.scope, min(since.values())):
        team = _team_of(key)
        if team in since and due_on >= since[team]:
            counts[team] = counts.get(team, 0) + 1
    return [replace(call, tried=tried_text(counts.get(call.team.pk, 0))) for call in calls]


def _reminders(scope: str, since: date) -> QuerySet:
    sent = OutboxMessage.objects.filter(scope=scope, kind__in=ASKING_KINDS, state=OutboxMessage.State.SENT)
    return sent.filter(due_on__gte=since).order_by().values_list("key", "due_on")


_REMINDERS = PreparedQuery(_reminders)


def _team_of(key: str) -> int | None:
    """The team a reminder is about: its key is «kind|team/4/month/2026-10|…»."""
    subject = key.split("|")[1].split("/")
    return int(subject[1]) if subject[0] == "team" and subject[1].isdigit() else None


def doorbell(team: TeamFacts) -> Doorbell:
    """The leader's number, else address, else the team's page."""
    leader = team.leader
    if leader and leader.phone:
        return Doorbell(icon_svg("phone"), _("Ring %(name)s") % {"name": leader.name}, leader.link)
    if leader and leader.link:
        return Doorbell(icon_svg("mail"), _("Skriv til %(name)s") % {"name": leader.name}, leader.link)
    return Doorbell(icon_svg("people"), _("Se teamet"), reverse("reports:team_detail", args=[team.slug]))


def call_line(call: Call, today: date) -> CallLine:
    """One line of the list."""
    contacted = call.last_contact
    return CallLine(
        mark=mark_svg(call.mark, 18),
        team=call.team.name,
        service=call.team.service,
        reason=call.reason,
        detail=" ".join(filter(None, [call.detail, call.tried])),
        last_contact=format_date(contacted, year=contacted.year != today.year) if contacted else "",
        contact=doorbell(call.team),
        url=reverse("reports:team_detail", args=[call.team.slug]),
    )


def _sentence(calendar: Calendar, rows: Sequence[TeamRow], calls: int | None) -> str:
    network, today = calendar.network, calendar.today
    if network.is_closed:
        return _closed_sentence(network, rows)
    if not rows:
        return _("Ingen team er med ennå.")
    parts = [] if calls is None else [_calls_sentence(calls, len(rows))]
    month = previous_month(month_of(today))
    counting = [row for row in rows if row.figures and month > row.figures.plan.baseline_ends_on]
    first_on = calendar.first_session_on
    if counting:
        parts.append(_delivered_sentence(calendar, counting, month))
    elif first_on and first_on > today:
        ready = sum(row.figures is not None for row in rows)
        parts.append(
            _("%(ready)s av %(all)s har satt opp måleplanen, samling 1 er %(date)s.")
            % {
                "ready": _capital(number_word(ready)),
                "all": _teams(len(rows)),
                "date": format_date(first_on, year=False),
            }
        )
    return " ".join(parts)


def _calls_sentence(calls: int, teams: int) -> str:
    if not calls:
        return _("Ingen team trenger en telefon nå.")
    if calls == teams:
        return ngettext("Teamet trenger en telefon.", "Alle teamene trenger en telefon.", teams)
    count = _capital(number_word(calls, neuter=True))
    return _("%(count)s av %(all)s trenger en telefon.") % {"count": count, "all": _teams(teams)}


def _delivered_sentence(calendar: Calendar, rows: Sequence[TeamRow], month: date) -> str:
    delivered = sum(row.delivered_month is not None and row.delivered_month >= month for row in rows)
    due_on = next_month(month).replace(day=calendar.network.measurement_due_day)
    words = {
        "count": _capital(number_word(delivered, neuter=True)),
        "all": number_word(len(rows)),
        "month": format_month(month, year=False),
        "date": format_date(due_on, year=False),
    }
    if delivered == len(rows):
        return _("Alle har levert %(month)s.") % words
    if not delivered:
        words["count"] = _("Ingen")
        text = _("%(count)s har levert %(month)s, fristen er %(date)s.")
        late = _("%(count)s har levert %(month)s, fristen var %(date)s.")
    else:
        text = _("%(count)s av %(all)s har levert %(month)s, fristen er %(date)s.")
        late = _("%(count)s av %(all)s har levert %(month)s, fristen var %(date)s.")
    return (late if due_on < calendar.today else text) % words


def _closed_sentence(network: Network, rows: Sequence[TeamRow]) -> str:
    day = format_date(timezone.localdate(network.closed_at))
    text = _("Nettverket ble avsluttet %(date)s.") % {"date": day}
    better = sum(_is_better(row) for row in rows)
    if not better:
        return text
    words = {"count": _capital(number_word(better, neuter=True)), "all": _teams(len(rows))}
    return f"{text} " + _("%(count)s av %(all)s viste forbedring eller nådde målet.") % words


def _is_better(row: TeamRow) -> bool:
    analysis = row.facts.analysis
    if analysis is None:
        return False
    return analysis.verdict is Verdict.IMPROVEMENT or analysis.goal_status is GoalStatus.MET


def _teams(count: int) -> str:
    return count_words(count, _("team"), _("team"), neuter=True)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _rested(calls: Iterable[Call], moment: Moment) -> str:
    """The teams that would be on the list, had nobody rung them this week."""
    names = [call.team.name for call in calls if spoken_with_lately(call.team, moment)]
    return _("Snakket med siste uke: %(teams)s.") % {"teams": join_words(names)} if names else ""


def _worth_sharing(calendar: Calendar, rows: Sequence[TeamRow], needs: dict[int, Call]) -> WorthSharing | None:
    """A team that needs no call and has something to tell: an improvement, best one that has reached its goal."""
    found = [row for row in rows if row.facts.analysis and row.facts.pk not in needs]
    at_goal = [row for row in found if row.facts.analysis.goal_streak >= WORTH_SHARING]
    improved = [row for row in found if row.facts.analysis.verdict is Verdict.IMPROVEMENT]
    # A goal that was met all along teaches less than a change that worked.
    best = max(
        at_goal + improved,
        key=lambda row: (row in improved, row.facts.analysis.goal_streak, row.facts.analysis.run_length),
        default=None,
    )
    text = ""
    if best in at_goal:
        streak = count_words(best.facts.analysis.goal_streak, _("måned"), _("måneder"))
        text = _("%(team)s har nådd målet %(months)s på rad.") % {"team": best.facts.name, "months": streak}
    elif best:
        text = _("%(team)s viser tegn på varig forbedring.") % {"team": best.facts.name}
    if best is None:
        return None
    session = calendar.next_session
    if session and not calendar.network.is_closed:
        text += " " + _("Spør om de vil fortelle på samling %(number)d.") % {"number": session.number}
    leader = best.facts.leader
    link = f"mailto:{leader.email}" if leader and leader.email else ""
    return WorthSharing(text, _("Skriv til %(name)s") % {"name": leader.name} if leader else "", link)


_RANK = {
    Verdict.SLID_BACK: 0,
    Verdict.DETERIORATION: 1,
    Verdict.NO_CHANGE: 3,
    Verdict.CHANGE: 4,
    Verdict.UNCERTAIN: 5,
    Verdict.CONSTANT: 6,
    Verdict.IMPROVEMENT: 7,
}


def _by_need(rows: Sequence[TeamRow], needs: dict[int, Call]) -> list[TeamRow]:
    """Those who need a call first, then those whose figures are furthest from good, then by name."""

    def key(row: TeamRow) -> tuple[int, int, str]:
        call, analysis = needs.get(row.facts.pk), row.facts.analysis
        rank = _RANK.get(analysis.verdict, 2) if analysis else 2
        if analysis and analysis.goal_streak > 1:
            rank = 8
        return (-call.weight if call else 0, rank, row.facts.name)

    return sorted(rows, key=key)
