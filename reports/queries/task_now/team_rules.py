"""What somebody in a team should do: one function for each task, in the order they matter to each role."""

from collections.abc import Callable
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.norwegian import count_words, format_date_short
from accounts.roles import TeamRole
from reports.models import Report
from reports.models.sections import DRAFTED_DAYS_BEFORE
from reports.queries.task_now.measuring_rules import (
    baseline_is_missing,
    before_first_session,
    measurement_plan_is_missing,
    month_for_want_of_a_lead,
    month_is_late,
    month_is_open,
    task_for,
)
from reports.queries.task_now.situation import TeamSituation
from reports.queries.task_now.task import Item, Link, Task, Urgency, due_line

# A samling, a tiltak or a report this near is worth a task.
INVITATION_DAYS, INVITATION_NOW_DAYS = 28, 14
OWN_ITEM_DAYS = 7
MINUTES_A_QUESTION = 5
WRITING = (Report.State.DRAFT, "")
LONGEST_QUOTE = 160

Rule = Callable[[TeamSituation], Task | None]


def team_tasks(s: TeamSituation) -> list[Task]:
    """Everything this role should do in this team, the most important first; nothing in a closed network."""
    if s.phase == "closed":
        return []
    return [task for rule in RULES[s.role] if (task := rule(s))]


def report_came_back(s: TeamSituation) -> Task | None:
    """A returned report is answered first of all."""
    report = s.report
    if report is None or report.state != Report.State.RETURNED:
        return None
    quote = _shortened(report.comment)
    return task_for(
        s,
        "report_returned",
        Urgency.LATE,
        heading=_("Rett %(report)s") % {"report": _small(report.title)},
        due=due_line(report.returned_on, s.today, _("Kom tilbake")) if report.returned_on else None,
        effort=_("Koordinatoren skriver: «%(comment)s»") % {"comment": quote} if quote else "",
        action=Link(_("Åpne rapporten"), report.url),
        on=report.returned_on,
    )


def report_is_due(s: TeamSituation) -> Task | None:
    """From the day its draft is written until it is handed in."""
    report = s.report
    if report is None or report.state not in WRITING:
        return None
    days = (report.due_on - s.today).days
    if days > DRAFTED_DAYS_BEFORE[report.kind]:
        return None
    count = len(report.questions)
    if not count:
        effort = _("Alle svarene er skrevet. Les gjennom og lever.")
    else:
        answers = count_words(count, _("spørsmål"), _("spørsmål"), neuter=True)
        minutes = MINUTES_A_QUESTION * count
        effort = _("Utkastet er skrevet for dere. %(answers)s gjenstår, om lag %(minutes)d minutter.") % {
            "answers": answers[:1].upper() + answers[1:],
            "minutes": minutes,
        }
    verb = _("Lever %(report)s") if days < 0 or not count else _("Skriv %(report)s")
    return task_for(
        s,
        "report_late" if days < 0 else "report_due",
        Urgency.LATE if days < 0 else Urgency.NOW,
        heading=verb % {"report": _small(report.title)},
        due=due_line(report.due_on, s.today),
        effort=effort,
        items=tuple(Item(question) for question in report.questions),
        action=Link(_("Åpne rapporten"), report.url),
        on=report.due_on,
    )


def team_is_incomplete(s: TeamSituation) -> Task | None:
    """Somebody to measure, an aim, an agreement."""
    if not s.gaps:
        return None
    return task_for(
        s,
        "team_incomplete",
        Urgency.NOW,
        heading=_("Gjør teamet klart"),
        due=before_first_session(s),
        effort=_("%(count)s gjenstår, om lag ti minutter.")
        % {"count": count_words(len(s.gaps), _("ting"), _("ting")).capitalize()},
        items=tuple(Item(gap) for gap in s.gaps),
        action=Link(_("Fyll ut teamet"), reverse("teams:team_edit", args=[s.slug])),
        on=s.first_session_on,
    )


def plan_is_missing(s: TeamSituation) -> Task | None:
    """Tiltak, responsible and deadline: from the first samling on."""
    if s.has_plan or s.phase not in ("session", "action_period", "sustaining"):
        return None
    ideas = _("Tiltakspakken har %(ideas)s å velge blant. ") % {
        "ideas": count_words(s.ideas, _("tiltak"), _("tiltak"), neuter=True)
    }
    session = s.invitation
    return task_for(
        s,
        "plan_missing",
        Urgency.NOW,
        heading=_("Skriv fremdriftsplanen"),
        due=due_line(session.starts_on, s.today, _("Samling %(number)d er") % {"number": session.number})
        if session and session.starts_on > s.today
        else None,
        effort=(ideas if s.ideas else "") + _("Skriv hvem som gjør hva, og når. Om lag 15 minutter."),
        action=Link(_("Skriv planen"), reverse("teams:plan_detail", args=[s.slug])),
    )


def invitation_is_unanswered(s: TeamSituation) -> Task | None:
    """From four weeks before a samling until this person has answered."""
    session = s.invitation
    if session is None or session.answer:
        return None
    days = (session.starts_on - s.today).days
    if not 0 < days <= INVITATION_DAYS:
        return None
    effort = _("Ett klikk.")
    if session.answered:
        effort += _(" %(answered)d av %(invited)d fra teamet har svart.") % {
            "answered": session.answered,
            "invited": session.invited,
        }
    return task_for(
        s,
        "invitation",
        Urgency.NOW if days <= INVITATION_NOW_DAYS else Urgency.SOON,
        heading=_("Si om du kommer på samling %(number)d") % {"number": session.number},
        due=due_line(session.starts_on, s.today, _("Samling %(number)d er") % {"number": session.number}),
        effort=effort,
        action=Link(_("Svar på invitasjonen"), session.url),
        on=session.starts_on,
    )


def own_items_are_due(s: TeamSituation) -> Task | None:
    """Tiltak this person answers for, late or due within a week."""
    near = [item for item in s.own_items if item.due_on <= s.today + timedelta(days=OWN_ITEM_DAYS)]
    if not near:
        return None
    first = min(item.due_on for item in near)
    return task_for(
        s,
        "own_items",
        Urgency.LATE if first < s.today else Urgency.NOW,
        heading=ngettext("Følg opp tiltaket ditt", "Følg opp tiltakene dine", len(near)),
        due=due_line(first, s.today),
        effort=_("Si hvor langt det er kommet, eller flytt fristen."),
        items=tuple(Item(item.title, _item_note(item.due_on, s.today)) for item in near),
        action=Link(_("Oppdater planen"), reverse("teams:plan_detail", args=[s.slug])),
        on=first,
    )


def test_waits_for_study(s: TeamSituation) -> Task | None:
    """A test that was done teaches nothing before somebody looks at it."""
    if not s.tests:
        return None
    test = s.tests[0]
    return task_for(
        s,
        "study_test",
        Urgency.SOON,
        heading=_("Skriv hva test %(number)d viste") % {"number": test.number},
        effort=_("«%(title)s». Hva så dere, og hva lærte dere?") % {"title": test.title},
        action=Link(_("Skriv hva dere lærte"), test.url),
    )


def team_has_an_obstacle(s: TeamSituation) -> Task | None:
    """What the ansvarlig leder can do something about."""
    if not s.obstacle:
        return None
    return task_for(
        s,
        "obstacle",
        Urgency.NOW,
        heading=_("Hjelp teamet forbi en hindring"),
        effort=_("I siste rapport skriver de: «%(text)s»") % {"text": _shortened(s.obstacle)},
        action=Link(_("Les rapporten"), s.obstacle_url),
    )


RULES: dict[TeamRole, tuple[Rule, ...]] = {
    TeamRole.TEAM_LEADER: (
        report_came_back,
        report_is_due,
        month_for_want_of_a_lead,
        team_is_incomplete,
        plan_is_missing,
        own_items_are_due,
        invitation_is_unanswered,
        test_waits_for_study,
    ),
    TeamRole.MEASUREMENT_LEAD: (
        measurement_plan_is_missing,
        month_is_late,
        baseline_is_missing,
        month_is_open,
        own_items_are_due,
        invitation_is_unanswered,
    ),
    TeamRole.TEAM_MEMBER: (own_items_are_due, invitation_is_unanswered, test_waits_for_study),
    TeamRole.PATIENT_REPRESENTATIVE: (invitation_is_unanswered,),
    TeamRole.SPONSOR: (team_has_an_obstacle,),
}


def _item_note(due_on: date, today: date) -> str:
    words = {"date": format_date_short(due_on, year=due_on.year != today.year)}
    return (_("frist var %(date)s") if due_on < today else _("frist %(date)s")) % words


def _small(title: str) -> str:
    """«statusrapport 1», as it stands inside a heading."""
    return title[:1].lower() + title[1:]


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"
