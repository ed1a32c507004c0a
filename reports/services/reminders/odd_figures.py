"""The nightly watch: a friendly question, once, about figures that look odd and that nobody was asked about."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.norwegian import format_date, format_month
from accounts.roles import TeamRole
from measurements.models import Measurement, MonthDelivery
from measurements.queries.oddities import OddityKind, Pair, find_odd_among
from networks.models import Network
from reports.services.reminders.people import TeamPeople
from reports.services.reminders.reminder import Reminder
from teams.models import Team

# A night the machine was off is made up for; after that the figures are no longer fresh in anybody's mind.
DAYS_BACK = 3


class _Finding(NamedTuple):
    """One odd figure, and why it is."""

    figure: Measurement
    kind: OddityKind


def figures_are_odd(networks: list[Network], today: date) -> Iterator[Reminder]:
    """The figures of each of the days before, in one message a team and day; three queries for any number of teams.

    Not asked about: what somebody confirmed or commented, and months that are locked. The mail has no figures in it.
    """
    by_pk = {network.pk: network for network in networks}
    found: dict[tuple[Team, date], list[_Finding]] = defaultdict(list)
    for finding in _findings(_recorded(networks, today)):
        team = finding.figure.planned_indicator.plan.team
        found[(team, timezone.localdate(finding.figure.recorded_at))].append(finding)
    people = TeamPeople({team for team, _day in found})
    for (team, day), findings in found.items():
        for addressee in people.with_role(team, TeamRole.MEASUREMENT_LEAD):
            yield Reminder(
                kind="figures_odd",
                network=by_pk[team.network_id],
                to=addressee,
                subject_key=f"team/{team.pk}/odd",
                due_on=day,
                subject=_("Stemmer disse tallene?"),
                body=_body(day, findings),
                link=_link(team, findings),
                link_label=_("Se på tallene"),
            )


def _recorded(networks: Sequence[Network], today: date) -> list[Measurement]:
    midnight = timezone.make_aware(datetime.combine(today, time()))
    locked = MonthDelivery.objects.filter(
        team=OuterRef("planned_indicator__plan__team"), month=OuterRef("month"), locked_at__isnull=False
    )
    rows = Measurement.objects.filter(
        ~Exists(locked),
        planned_indicator__plan__team__in=Team.objects.active().filter(network__in=networks),
        recorded_at__gte=midnight - timedelta(days=DAYS_BACK),
        recorded_at__lt=midnight,
        numerator__isnull=False,
        is_confirmed=False,
        comment="",
    )
    rows = rows.select_related(
        "planned_indicator__indicator", "planned_indicator__unit", "planned_indicator__plan__team"
    )
    return list(rows.order_by("planned_indicator__plan", "month", "planned_indicator__position", "pk"))


def _findings(recorded: Sequence[Measurement]) -> Iterator[_Finding]:
    planned = {row.planned_indicator_id for row in recorded}
    rows = Measurement.objects.filter(planned_indicator__in=planned, numerator__isnull=False).order_by("month")
    pairs: dict[int, list[tuple[date, Pair]]] = defaultdict(list)
    for pk, month, numerator, denominator in rows.values_list(
        "planned_indicator_id", "month", "numerator", "denominator"
    ):
        pairs[pk].append((month, (numerator, denominator)))
    for row in recorded:
        earlier = [pair for month, pair in pairs[row.planned_indicator_id] if month < row.month]
        odd = find_odd_among(row.planned_indicator.indicator, earlier, row.numerator, row.denominator)
        if odd:
            yield _Finding(row, odd.kind)


def _body(day: date, findings: Sequence[_Finding]) -> str:
    intro = _("Vi så på tallene dere registrerte %(day)s. Ett av dem skiller seg ut:")
    if len(findings) > 1:
        intro = _("Vi så på tallene dere registrerte %(day)s. Noen av dem skiller seg ut:")
    lines = [f"– {_line(finding)}" for finding in findings]
    end = _("Stemmer det, trenger dere ikke gjøre noe, og vi spør ikke igjen. Er noe feil, retter dere det på siden.")
    return "\n\n".join([intro % {"day": format_date(day, year=False)}, "\n".join(lines), end])


def _line(finding: _Finding) -> str:
    words = {
        OddityKind.JUMP: _("%(name)s, %(month)s: et tall er langt fra det dere pleier å ha."),
        OddityKind.FEW: _("%(name)s, %(month)s: svært få er talt."),
        OddityKind.REPEATED: _("%(name)s, %(month)s: telleren er den samme for tredje gang på rad."),
    }
    figure = finding.figure
    return words[finding.kind] % {
        "name": figure.planned_indicator.title,
        "month": format_month(figure.month, year=False),
    }


def _link(team: Team, findings: Sequence[_Finding]) -> str:
    """The month's page, or the list when it is about more than one month."""
    months = {finding.figure.month for finding in findings}
    if len(months) == 1:
        return reverse("measurements:month_edit", args=[team.slug, months.pop()])
    return reverse("measurements:measurement_list", args=[team.slug])
