"""Which teams need a call, and why: the rules behind the coordinator's list, on facts that were gathered before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.norwegian import count_words, format_date, format_month, number_word
from measurements.spc import Verdict
from reports.queries.calls.facts import Moment, TeamFacts

# Until these many days after a deadline the reminders do the work.
MONTH_LATE_DAYS, REPORT_LATE_DAYS = 14, 7
# So near samling 1 a missing måleplan or baseline is worth a call; so near that it hurts.
PREWORK_LOOK_DAYS, PREWORK_LATE_DAYS = 28, 7
# A team without a plan gets these many days after samling 1.
PLAN_DAYS = 28
# Measurements with tiltak and no improvement before somebody should ask.
MEASURED_WITH_CHANGE = 5
NO_CONTACT_DAYS = 90
# After a call the team gets a week before it is on the list again.
QUIET_DAYS = 7
# How many reasons the heading of a call names.
REASONS_NAMED = 2

LATE, LOOK = "late", "look"


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """One thing that a call may help with; a higher weight is more urgent. `text` can be joined with another."""

    weight: int
    mark: str = field(compare=False)
    text: str = field(compare=False)
    detail: str = field(compare=False, default="")
    since: date | None = field(compare=False, default=None)


@dataclass(frozen=True, slots=True)
class Call:
    """One line of the list. `since` is the missed deadline, for counting reminders; `tried` is filled in afterwards."""

    team: TeamFacts
    mark: str
    reason: str
    detail: str
    weight: int
    since: date | None
    tried: str = ""

    @property
    def last_contact(self) -> date | None:
        """When somebody last spoke with the team."""
        return self.team.contacted_on


def find_calls(teams: Iterable[TeamFacts], moment: Moment) -> list[Call]:
    """Every team that needs a call, the most urgent first; those spoken with this week are left in peace."""
    return most_urgent_first([call for team in teams if (call := find_call(team, moment))], moment)


def most_urgent_first(calls: Iterable[Call], moment: Moment) -> list[Call]:
    """The calls in order, without those to teams spoken with this week."""
    waiting = [call for call in calls if not spoken_with_lately(call.team, moment)]
    return sorted(waiting, key=lambda call: (-call.weight, call.team.name))


def find_call(team: TeamFacts, moment: Moment) -> Call | None:
    """The call this team needs, whether or not somebody just rang; None when there is no reason."""
    reasons = sorted(find_reasons(team, moment), reverse=True)
    if not reasons:
        return None
    first = reasons[0]
    named = [first.text, *(_lowered(reason.text) for reason in reasons[1:REASONS_NAMED] if reason.mark == first.mark)]
    return Call(
        team=team,
        mark=first.mark,
        reason=_(", og ").join(named),
        detail=first.detail,
        weight=first.weight + len(reasons) - 1,
        since=min((reason.since for reason in reasons if reason.since), default=None),
    )


def spoken_with_lately(team: TeamFacts, moment: Moment) -> bool:
    """Tell whether somebody spoke with the team within the last week."""
    return team.contacted_on is not None and (moment.today - team.contacted_on).days < QUIET_DAYS


def find_reasons(team: TeamFacts, moment: Moment) -> list[Reason]:
    """Every reason to ring, in no order."""
    return [reason for rule in RULES if (reason := rule(team, moment))]


def tried_text(reminders: int) -> str:
    """«To påminnelser er sendt uten svar.»; nothing when none was sent."""
    if not reminders:
        return ""
    text = ngettext("%(count)s påminnelse er sendt uten svar.", "%(count)s påminnelser er sendt uten svar.", reminders)
    words = number_word(reminders)
    return text % {"count": words[:1].upper() + words[1:]}


def _figures_are_missing(team: TeamFacts, moment: Moment) -> Reason | None:
    if not team.late_months or team.late_since is None:
        return None
    days = (moment.today - team.late_since).days
    if len(team.late_months) == 1 and days < MONTH_LATE_DAYS:
        return None
    if team.last_measured:
        text = _("Ingen måling siden %(month)s") % {"month": _month(team.last_measured, moment.today)}
    else:
        text = _("Ingen målinger ennå")
    detail = _("Fristen for %(month)s var %(date)s.") % {
        "month": format_month(team.late_months[0], year=False),
        "date": _day(team.late_since, moment.today),
    }
    return Reason(100 + 2 * len(team.late_months), LATE, text, detail, team.late_since)


def _report_is_late(team: TeamFacts, moment: Moment) -> Reason | None:
    late = [one for one in team.late_reports if (moment.today - one.due_on).days >= REPORT_LATE_DAYS]
    if not late:
        return None
    first = min(late, key=lambda one: one.due_on)
    text = _("%(report)s mangler") % {"report": first.title}
    detail = _("Fristen var %(date)s.") % {"date": _day(first.due_on, moment.today)}
    return Reason(90, LATE, text, detail, first.due_on)


def _baseline_is_missing(team: TeamFacts, moment: Moment) -> Reason | None:
    days = moment.days_to_start
    if days is None or not 0 < days <= PREWORK_LOOK_DAYS or not team.has_measurement_plan or not team.baseline_missing:
        return None
    detail = _("%(missing)d av %(all)d måneder mangler tall. Samling 1 er %(date)s.") % {
        "missing": team.baseline_missing,
        "all": team.baseline_months,
        "date": _day(moment.first_session_on, moment.today),
    }
    is_late = days <= PREWORK_LATE_DAYS
    return Reason(85 if is_late else 66, LATE if is_late else LOOK, _("Utgangspunktet mangler før samling 1"), detail)


def _measurement_plan_is_missing(team: TeamFacts, moment: Moment) -> Reason | None:
    days = moment.days_to_start
    if team.has_measurement_plan or days is None or days > PREWORK_LOOK_DAYS:
        return None
    if days > 0:
        detail = _("Samling 1 er %(date)s, og utgangspunktet skal telles før det.") % {
            "date": _day(moment.first_session_on, moment.today)
        }
    else:
        detail = _("Uten måleplan kan teamet ikke registrere tall.")
    is_late = days <= PREWORK_LATE_DAYS
    return Reason(80, LATE if is_late else LOOK, _("Måleplanen er ikke satt opp"), detail)


def _measurement_lead_is_missing(team: TeamFacts, moment: Moment) -> Reason | None:
    if team.has_measurement_lead:
        return None
    if team.measurement_lead_ended_on:
        ended = _("Forrige sluttet %(date)s.") % {"date": _day(team.measurement_lead_ended_on, moment.today)}
    else:
        ended = _("Ingen har hatt rollen ennå.")
    if team.next_month:
        month = format_month(team.next_month, year=False)
        ended += " " + _("%(month)s blir ikke levert uten en ny.") % {"month": month[:1].upper() + month[1:]}
    return Reason(70, LOOK, _("Teamet har ingen måleansvarlig"), ended)


def _help_is_wanted(team: TeamFacts, moment: Moment) -> Reason | None:
    asked_on = team.help_wanted_on
    if not team.help_wanted or asked_on is None:
        return None
    if team.contacted_on and team.contacted_on >= asked_on:
        return None
    detail = _("I rapporten %(date)s: «%(text)s»") % {
        "date": _day(asked_on, moment.today),
        "text": _shortened(team.help_wanted, 110),
    }
    return Reason(65, LOOK, _("Teamet ber om hjelp"), detail)


def _figures_got_worse(team: TeamFacts, moment: Moment) -> Reason | None:
    if team.analysis is None or team.reading is None:
        return None
    if team.analysis.verdict is Verdict.SLID_BACK:
        return Reason(62, LOOK, _("Forbedringen har glidd tilbake"), team.reading.sentence)
    if team.analysis.verdict is Verdict.DETERIORATION:
        return Reason(61, LOOK, _("Tallene er blitt dårligere"), team.reading.sentence)
    return None


def _plan_is_missing(team: TeamFacts, moment: Moment) -> Reason | None:
    days = moment.days_to_start
    if team.has_plan or days is None or days > -PLAN_DAYS:
        return None
    words = count_words(round(-days / 7), _("uke"), _("uker"))
    return Reason(58, LOOK, _("Teamet har ingen plan"), _("Samling 1 var for %(weeks)s siden.") % {"weeks": words})


def _nothing_improves(team: TeamFacts, moment: Moment) -> Reason | None:
    if team.analysis is None or team.reading is None or team.measured_with_change < MEASURED_WITH_CHANGE:
        return None
    if team.analysis.verdict is not Verdict.NO_CHANGE or team.analysis.goal_streak:
        return None
    count = count_words(team.measured_with_change, _("måling"), _("målinger"))
    text = _("Ingen endring etter %(count)s med tiltak") % {"count": count}
    return Reason(50, LOOK, text, team.reading.sentence)


def _nobody_has_spoken(team: TeamFacts, moment: Moment) -> Reason | None:
    days = moment.days_to_start
    if days is None or days > 0:
        return None
    met = [day for day in (team.contacted_on, team.attended_on) if day]
    latest = max(met, default=team.joined_on)
    if (moment.today - latest).days < NO_CONTACT_DAYS:
        return None
    if not met:
        return Reason(
            20,
            LOOK,
            _("Ingen kontakt med teamet ennå"),
            _("Teamet har vært med siden %(date)s.") % {"date": _day(team.joined_on, moment.today)},
        )
    text = _("Ingen kontakt på %(months)s") % {
        "months": count_words(round((moment.today - latest) / timedelta(days=30.44)), _("måned"), _("måneder"))
    }
    return Reason(
        20, LOOK, text, _("Verken samtale eller samling siden %(date)s.") % {"date": _day(latest, moment.today)}
    )


RULES = (
    _figures_are_missing,
    _report_is_late,
    _baseline_is_missing,
    _measurement_plan_is_missing,
    _measurement_lead_is_missing,
    _help_is_wanted,
    _figures_got_worse,
    _plan_is_missing,
    _nothing_improves,
    _nobody_has_spoken,
)


def _day(day: date, today: date) -> str:
    return format_date(day, year=day.year != today.year)


def _month(month: date, today: date) -> str:
    return format_month(month, year=(today - month).days > 330)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _shortened(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
