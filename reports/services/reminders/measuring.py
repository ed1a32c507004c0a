"""Reminds of figures: the baseline before samling 1, then each month when it opens, is due and is late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.months import month_of, months_between, next_month, previous_month
from accounts.norwegian import format_date, format_month
from accounts.roles import TeamRole
from measurements.models import Measurement, MeasurementPlan, MonthDelivery, PlannedIndicator, due_in
from networks.models import Network
from reports.services.reminders.people import TeamPeople
from reports.services.reminders.reminder import Addressee, Reminder, in_window
from teams.models import Team

BASELINE_DAYS_BEFORE = (28, 14, 3)
OPEN_FROM_DAY = 3
DUE_DAYS_BEFORE = 3
LATE_LEAD_DAYS, LATE_LEADER_DAYS = 2, 7
# A late month is asked for once a role; after this many days it is the coordinator's call that helps, not another mail.
LATE_GIVES_UP_DAYS = 14


@dataclass(frozen=True, slots=True)
class _Situation:
    """What the rules need to know of one team."""

    team: Team
    network: Network
    plan: MeasurementPlan | None
    people: TeamPeople
    filled: frozenset[tuple[int, date]]
    indicators: tuple[PlannedIndicator, ...]
    delivered: frozenset[date]

    def with_role(self, role: TeamRole) -> list[Addressee]:
        """Those of the team in this role who can be written to."""
        return self.people.with_role(self.team, role)

    def is_complete(self, month: date) -> bool:
        """Tell whether the month is delivered, or every indicator that is due has a figure or a reason."""
        if month in self.delivered:
            return True
        return bool(self.indicators) and not self.missing(month)

    def missing(self, month: date) -> list[PlannedIndicator]:
        """What is due this month and has neither figure nor reason."""
        return [item for item in due_in(self.indicators, month) if (item.pk, month) not in self.filled]


def _situations(networks: list[Network]) -> list[_Situation]:
    by_pk = {network.pk: network for network in networks}
    teams = list(Team.objects.active().filter(network__in=by_pk).select_related("organization"))
    plans = {
        plan.team_id: plan
        for plan in MeasurementPlan.objects.filter(team__in=teams).prefetch_related(
            Prefetch("planned_indicators", PlannedIndicator.objects.monthly().select_related("indicator"))
        )
    }
    people = TeamPeople(teams)
    filled: dict[int, set[tuple[int, date]]] = {}
    rows = Measurement.objects.filter(planned_indicator__plan__team__in=teams).values_list(
        "planned_indicator__plan__team_id", "planned_indicator_id", "month"
    )
    for team_id, planned_id, month in rows:
        filled.setdefault(team_id, set()).add((planned_id, month))
    delivered: dict[int, set[date]] = {}
    for team_id, month in MonthDelivery.objects.filter(team__in=teams).values_list("team_id", "month"):
        delivered.setdefault(team_id, set()).add(month)
    return [
        _Situation(
            team=team,
            network=by_pk[team.network_id],
            plan=plans.get(team.pk),
            people=people,
            filled=frozenset(filled.get(team.pk, ())),
            indicators=tuple(plans[team.pk].planned_indicators.all()) if team.pk in plans else (),
            delivered=frozenset(delivered.get(team.pk, ())),
        )
        for team in teams
    ]


def baseline_is_missing(networks: list[Network], today: date) -> Iterator[Reminder]:
    """Four weeks, two weeks and three days before samling 1, when months of the baseline have no figures."""
    starting = []
    for network in networks:
        first = min(network.learning_sessions.all(), key=lambda session: session.number, default=None)
        if first and first.starts_on - timedelta(days=max(BASELINE_DAYS_BEFORE)) <= today < first.starts_on:
            starting.append((network, first.starts_on))
    if not starting:
        return
    starts_on = {network.pk: day for network, day in starting}
    for situation in _situations([network for network, _day in starting]):
        first_day = starts_on[situation.network.pk]
        missing = _missing_baseline(situation, today)
        if not missing:
            continue
        stages = [*BASELINE_DAYS_BEFORE, 0]
        for days, following in pairwise(stages):
            closes_on = first_day - timedelta(days=following + 1)
            if not in_window(today, first_day - timedelta(days=days), closes_on):
                continue
            for addressee in situation.with_role(TeamRole.MEASUREMENT_LEAD):
                yield Reminder(
                    kind="baseline_missing",
                    network=situation.network,
                    to=addressee,
                    subject_key=f"team/{situation.team.pk}/baseline/{days}",
                    due_on=first_day,
                    subject=_("Utgangspunktet mangler før samling 1"),
                    body=_(
                        "Samling 1 er %(day)s. %(missing)s Tall fra før dere begynner, er det dere skal "
                        "sammenligne med. Journalen fra de siste månedene er nok."
                    )
                    % {"day": format_date(first_day), "missing": missing},
                    link=reverse("measurements:baseline_edit", args=[situation.team.slug]),
                    link_label=_("Fyll inn utgangspunktet"),
                )


def _missing_baseline(situation: _Situation, today: date) -> str:
    """What is missing, in a sentence; a month that is not over cannot be missing."""
    if situation.plan is None or not situation.indicators:
        return _("Måleplanen er ikke satt opp.")
    months = months_between(situation.plan.starts_on, situation.plan.baseline_ends_on)
    months = [month for month in months if month < month_of(today)]
    missing = [month for month in months if not situation.is_complete(month)]
    if not missing:
        return ""
    return _("%(missing)d av %(all)d måneder mangler tall.") % {"missing": len(missing), "all": len(months)}


def month_is_open(networks: list[Network], today: date) -> Iterator[Reminder]:
    """From the third of the month: last month's figures can be entered."""
    for situation, month, due_on in _expected(networks, today):
        if in_window(today, next_month(month).replace(day=OPEN_FROM_DAY), due_on - timedelta(days=DUE_DAYS_BEFORE + 1)):
            for addressee in situation.with_role(TeamRole.MEASUREMENT_LEAD):
                yield _month_reminder(
                    "month_open",
                    situation,
                    month,
                    due_on,
                    addressee,
                    _("Nå kan dere registrere %(month)s"),
                    _("%(month)s er over. %(count)s, om lag tre minutter. Fristen er %(due)s."),
                )


def month_is_due(networks: list[Network], today: date) -> Iterator[Reminder]:
    """Three days before the deadline, when the month is not complete."""
    for situation, month, due_on in _expected(networks, today):
        if in_window(today, due_on - timedelta(days=DUE_DAYS_BEFORE), due_on):
            for addressee in situation.with_role(TeamRole.MEASUREMENT_LEAD):
                yield _month_reminder(
                    "month_due",
                    situation,
                    month,
                    due_on,
                    addressee,
                    _("Tallene for %(month)s har snart frist"),
                    _("Fristen for %(month)s er %(due)s. %(count)s gjenstår, om lag tre minutter."),
                )


def month_is_late(networks: list[Network], today: date) -> Iterator[Reminder]:
    """Two days after the deadline to the measurement lead, a week after to the team leader."""
    for situation, month, due_on in _expected(networks, today):
        closes_on = due_on + timedelta(days=LATE_GIVES_UP_DAYS)
        for days, role in ((LATE_LEAD_DAYS, TeamRole.MEASUREMENT_LEAD), (LATE_LEADER_DAYS, TeamRole.TEAM_LEADER)):
            if not in_window(today, due_on + timedelta(days=days), closes_on):
                continue
            for addressee in situation.with_role(role):
                yield _month_reminder(
                    "month_late",
                    situation,
                    month,
                    due_on,
                    addressee,
                    _("Tallene for %(month)s mangler"),
                    _(
                        "Fristen for %(month)s var %(due)s. %(count)s mangler. Har dere ikke målt, "
                        "kan dere hoppe over måneden og skrive hvorfor."
                    ),
                )


def _expected(networks: list[Network], today: date) -> Iterator[tuple[_Situation, date, date]]:
    """Each team, the months it should deliver now, and their deadlines; complete months are left out.

    The month before the last is among them, because a deadline late in a month is missed in the next.
    """
    last = previous_month(month_of(today))
    for situation in _situations(networks):
        if situation.plan is None or not situation.indicators:
            continue
        for month in (previous_month(last), last):
            if month <= situation.plan.baseline_ends_on:
                continue
            if situation.network.ends_on and month > month_of(situation.network.ends_on):
                continue
            if not situation.is_complete(month):
                yield situation, month, next_month(month).replace(day=situation.network.measurement_due_day)


def _month_reminder(
    kind: str, situation: _Situation, month: date, due_on: date, to: Addressee, subject: str, body: str
) -> Reminder:
    remaining = len(situation.missing(month))
    words = {
        "month": format_month(month, year=False),
        "due": format_date(due_on),
        "count": _("Én indikator") if remaining == 1 else _("%(n)d indikatorer") % {"n": remaining},
    }
    text = body % words
    return Reminder(
        kind=kind,
        network=situation.network,
        to=to,
        subject_key=f"team/{situation.team.pk}/month/{month:%Y-%m}",
        due_on=due_on,
        subject=subject % words,
        body=text[:1].upper() + text[1:],
        link=reverse("measurements:month_edit", args=[situation.team.slug, f"{month:%Y-%m}"]),
        link_label=_("Registrer %(month)s") % words,
    )
