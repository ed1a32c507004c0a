"""What somebody who measures should do: the måleplan, the baseline, one month at a time."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.norwegian import format_month, join_words
from reports.queries.task_now.situation import Month, TeamSituation
from reports.queries.task_now.task import Due, Item, Link, Task, Urgency, due_line

MINUTES_AN_INDICATOR = 0.75


def task_for(s: TeamSituation, key: str, urgency: Urgency, **words: object) -> Task:
    """A task of this team."""
    return Task(key, urgency, place=s.name, team=s.team, **words)


def before_first_session(s: TeamSituation) -> Due | None:
    """The clock of the work that must be done before samling 1; nothing when that has been."""
    if s.first_session_on is None or s.first_session_on < s.today:
        return None
    return due_line(s.first_session_on, s.today, _("Samling 1 er"))


def measurement_plan_is_missing(s: TeamSituation) -> Task | None:
    """Nothing can be counted before this."""
    if s.has_measurement_plan:
        return None
    return task_for(
        s,
        "measurement_plan",
        Urgency.NOW,
        heading=_("Sett opp måleplanen"),
        due=before_first_session(s),
        effort=_("Velg indikatorer fra tiltakspakken, og skriv hvor og når dere teller. Om lag ti minutter."),
        action=Link(_("Sett opp måleplanen"), reverse("measurements:plan_edit", args=[s.slug])),
        on=s.first_session_on,
    )


def baseline_is_missing(s: TeamSituation) -> Task | None:
    """The months before samling 1, which everything later is compared with."""
    if not s.has_measurement_plan or not s.baseline_missing:
        return None
    has_begun = s.first_session_on is not None and s.first_session_on <= s.today
    done = s.baseline_months - len(s.baseline_missing)
    return task_for(
        s,
        "baseline",
        Urgency.LATE if has_begun else Urgency.NOW,
        heading=_("Fyll inn utgangspunktet"),
        due=before_first_session(s),
        effort=_("%(done)d av %(all)d måneder har tall. Det er disse dere sammenligner med senere.")
        % {"done": done, "all": s.baseline_months},
        items=tuple(Item(format_month(month).capitalize()) for month in s.baseline_missing),
        action=Link(_("Fyll inn tallene"), reverse("measurements:baseline_edit", args=[s.slug])),
        on=s.first_session_on,
    )


def month_is_late(s: TeamSituation) -> Task | None:
    """The oldest month whose deadline has passed."""
    late = [month for month in s.months if month.due_on < s.today]
    if not late:
        return None
    others = [format_month(month.month, year=False) for month in late[1:]]
    after = _(" Også %(months)s mangler.") % {"months": join_words(others)} if others else ""
    return _month_task(s, late[0], "month_late", Urgency.LATE, after)


def month_is_open(s: TeamSituation) -> Task | None:
    """Last month, from its last day to the deadline."""
    months = [month for month in s.months if month.due_on >= s.today]
    return _month_task(s, months[0], "month_open", Urgency.NOW) if months else None


def month_for_want_of_a_lead(s: TeamSituation) -> Task | None:
    """Without a måleansvarlig the team leader registers."""
    if s.has_measurement_lead:
        return None
    return measurement_plan_is_missing(s) or month_is_late(s) or baseline_is_missing(s) or month_is_open(s)


def _month_task(s: TeamSituation, month: Month, key: str, urgency: Urgency, after: str = "") -> Task:
    name = format_month(month.month, year=month.month.year != s.today.year and s.today.month > 2)
    where = [s.slug, f"{month.month:%Y-%m}"]
    if not month.missing:
        return task_for(
            s,
            key,
            urgency,
            heading=_("Lever %(month)s") % {"month": name},
            due=due_line(month.due_on, s.today),
            effort=_("Alle tallene er inne. Se over dem og lever.") + after,
            action=Link(_("Se over og lever"), reverse("measurements:month_edit", args=where)),
            on=month.due_on,
        )
    count = len(month.missing)
    minutes = max(1, round(MINUTES_AN_INDICATOR * count))
    words = {
        "indicators": ngettext("Én indikator", "%(count)d indikatorer", count) % {"count": count},
        "minutes": ngettext("ett minutt", "%(count)d minutter", minutes) % {"count": minutes},
    }
    effort = _("%(indicators)s, om lag %(minutes)s. Tallene lagres mens du skriver.") % words
    return task_for(
        s,
        key,
        urgency,
        heading=_("Registrer %(month)s") % {"month": name},
        due=due_line(month.due_on, s.today),
        effort=effort + after,
        items=month.missing,
        is_numbered=True,
        action=Link(
            _("Fortsett registreringen") if month.is_started else _("Start registreringen"),
            reverse("measurements:month_edit", args=where),
        ),
        other=Link(
            _("Vi har ikke tall for %(month)s") % {"month": name}, reverse("measurements:month_skip", args=where)
        ),
        on=month.due_on,
    )
