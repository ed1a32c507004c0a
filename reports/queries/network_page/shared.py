"""The network page of those who take part or look on: what the network's sharing setting lets them see."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.norwegian import (
    count_words,
    format_date,
    format_date_range,
    format_month,
    format_number,
    number_word,
    relative_days,
)
from measurements.charts import SMALL, build_chart, render_svg
from measurements.queries import (
    NetworkAggregate,
    TeamFigures,
    figures_of_teams,
    network_aggregates,
)
from measurements.spc import analyse
from networks.models import Network
from networks.queries import current_phase
from reports.queries.network_page.calendar import Calendar
from reports.queries.team_page.cards import IndicatorCard, empty_card, indicator_card
from teams.models import Team, TeamMembership


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One samling: when and where."""

    number: int
    title: str
    when: str
    place: str
    url: str
    mark: str


@dataclass(frozen=True, slots=True)
class SharedPage:
    """What the page shows; `explanation` says why no more."""

    sentence: str
    explanation: str
    own: tuple[IndicatorCard, ...]
    teams: tuple[IndicatorCard, ...]
    sums: tuple[IndicatorCard, ...]
    sessions: tuple[SessionLine, ...]


def shared_page(calendar: Calendar, user: User, *, is_participant: bool) -> SharedPage:
    """Own teams always; the others' charts in an open network, sums where sums are shared or the reader looks on."""
    network = calendar.network
    own, others = _team_cards(calendar, user) if is_participant else ((), ())
    has_sums = not is_participant or network.sharing == Network.Sharing.AGGREGATES
    sums = tuple(_sum_card(one) for one in network_aggregates(network, calendar.today)) if has_sums else ()
    return SharedPage(
        sentence=network_sentence(calendar),
        explanation=_explanation(network, is_participant=is_participant),
        own=own,
        teams=others,
        sums=sums,
        sessions=tuple(_session_lines(calendar)),
    )


def network_sentence(calendar: Calendar) -> str:
    """Where the network is, and what comes next."""
    network, today = calendar.network, calendar.today
    if network.is_closed:
        closed_on = timezone.localdate(network.closed_at)
        return _("Nettverket ble avsluttet %(date)s.") % {"date": format_date(closed_on)}
    phase = current_phase(network, today, calendar.dates)
    now = {
        "planning": _("Nettverket planlegges."),
        "enrolling": _("Påmeldingen er åpen."),
        "prework": _("Teamene forbereder seg til samling 1."),
        "session": _("Det er samling nå."),
        "action_period": _("Teamene prøver ut tiltak hjemme."),
        "sustaining": _("Samlingene er over, og teamene holder fast ved det som virker."),
    }[phase.name]
    session = calendar.next_session
    if session is None or phase.name == "session":
        return now
    coming = _("Samling %(number)d er %(date)s, %(distance)s.") % {
        "number": session.number,
        "date": format_date_range(session.starts_on, session.ends_on, year=session.ends_on.year != today.year),
        "distance": relative_days(session.starts_on, today),
    }
    return f"{now} {coming}"


def _explanation(network: Network, *, is_participant: bool) -> str:
    if not is_participant:
        return _("Du ser tall for hele nettverket, ikke for hvert team.")
    return {
        Network.Sharing.OPEN: _(
            "I dette nettverket ser teamene hverandres diagrammer. Tall der færre enn fem er talt, er skjult."
        ),
        Network.Sharing.AGGREGATES: _("I dette nettverket ser teamene bare tall for alle teamene samlet."),
        Network.Sharing.CLOSED: _("I dette nettverket ser teamene bare sine egne tall."),
    }[Network.Sharing(network.sharing)]


def _team_cards(calendar: Calendar, user: User) -> tuple[tuple[IndicatorCard, ...], tuple[IndicatorCard, ...]]:
    """Own teams, and the others that are shared; charts of the first indicator, small numbers left out of others'."""
    mine = TeamMembership.objects.current().filter(team=OuterRef("pk"), user=user)
    teams = list(
        Team.objects.shared_with(user)
        .active()
        .filter(network=calendar.network)
        .select_related("organization", "change_package")
        .annotate(is_own=Exists(mine))
        .order_by("organization__name", "service")
    )
    networks = {team.pk: team.network_id for team in teams}
    figures = figures_of_teams(networks, calendar.today, sessions=calendar.sessions, main_only=True)
    cards = [(team.is_own, _team_card(team, figures.get(team.pk), calendar.network)) for team in teams]
    return tuple(card for is_own, card in cards if is_own), tuple(card for is_own, card in cards if not is_own)


def _team_card(team: Team, figures: TeamFigures | None, network: Network) -> IndicatorCard:
    if team.is_own:
        url = reverse("reports:team_detail", args=[team.slug])
    else:
        url = reverse("reports:team_shared", args=[network.slug, team.slug])
    if figures is None:
        package = team.change_package.short_name
        return empty_card(title=team.name, word=_("Ingen målinger ennå"), url=url, subtitle=package)
    series = figures.main if team.is_own else figures.main.without_small_numbers()
    return indicator_card(
        series.chart(),
        drawing=series.draw(f"t{team.pk}", SMALL),
        url=url,
        title=team.name,
        subtitle=series.indicator.short_name,
    )


def _sum_card(one: NetworkAggregate) -> IndicatorCard:
    indicator = one.indicator
    if one.latest is None:
        note = _teams_text(one, 0)
        return empty_card(title=indicator.short_name, word=_("For få tall til å vises"), note=note)
    chart = build_chart(
        analyse(one.series),
        title=indicator.short_name,
        unit=indicator.unit,
        numerator_label=indicator.numerator_label,
        denominator_label=indicator.denominator_label,
    )
    month, last = one.latest
    counted = format_month(month)
    if last.denominator is not None:
        sums = {"over": format_number(last.numerator), "under": format_number(last.denominator)}
        counted = f"{counted}, {_('%(over)s av %(under)s') % sums}" if indicator.is_percent else counted
    # Teams come and go from month to month, so a sum may move without any team having changed: no verdict here.
    card = indicator_card(chart, drawing=render_svg(chart, SMALL, f"s{indicator.pk}"), subtitle=counted)
    is_whole = last.teams == one.teams
    return replace(card, mark="done" if is_whole else "waiting", word=_teams_text(one, last.teams))


def sum_sentence(one: NetworkAggregate) -> str:
    """«I september: 65 %, 26 av 40. Tre av tre team har levert.»; empty when nothing may be shown."""
    card = _sum_card(one)
    if not card.figure:
        return ""
    figure = f"{card.figure} {card.unit}".strip()
    return _("%(month)s: %(figure)s. %(teams)s.") % {
        "month": card.subtitle.split(",")[0].capitalize(),
        "figure": figure,
        "teams": card.word,
    }


def _teams_text(one: NetworkAggregate, delivered: int) -> str:
    if not delivered:
        return ngettext("%(count)s team følger indikatoren", "%(count)s team følger indikatoren", one.teams) % {
            "count": number_word(one.teams, neuter=True).capitalize()
        }
    all_teams = count_words(one.teams, _("team"), _("team"), neuter=True)
    if delivered == one.teams:
        return _("Alle %(all)s har levert") % {"all": all_teams}
    count = number_word(delivered, neuter=True).capitalize()
    return _("%(delivered)s av %(all)s har levert") % {"delivered": count, "all": all_teams}


def _session_lines(calendar: Calendar) -> Sequence[SessionLine]:
    today: date = calendar.today
    return [
        SessionLine(
            number=session.number,
            title=str(session),
            when=format_date_range(session.starts_on, session.ends_on, year=session.ends_on.year != today.year),
            place=session.place,
            url=reverse("networks:session_detail", args=[calendar.network.slug, session.number]),
            mark="done" if session.ends_on < today else "waiting",
        )
        for session in calendar.sessions
    ]
