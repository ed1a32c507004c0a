"""The parts of the two reports: what the system fetches, and what only the team can write."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networks.models import ReportDeadline


class Fetched(StrEnum):
    """What the system can write by itself into a part."""

    BACKGROUND = "background"
    PLAN = "plan"
    MEETINGS = "meetings"
    MEASUREMENTS = "measurements"
    GOALS = "goals"
    CYCLES = "cycles"
    NEXT_STEPS = "next_steps"


@dataclass(frozen=True, slots=True)
class Question:
    """A field the team fills in. `key` is its name in `Report.texts`; a required one must have text to submit.

    `example` stands in the empty field. `heading` stands over the answer for those who read it, and `tags_heading` over
    the chosen tags, where the part's own title does not say enough.
    """

    key: str
    label: str | Promise
    help_text: str | Promise = ""
    is_required: bool = False
    has_tags: bool = False
    example: str | Promise = ""
    heading: str | Promise = ""
    tags_heading: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered part of a report; `short` is its name in a list of what remains."""

    key: str
    title: str | Promise
    fetched: Fetched | None = None
    question: Question | None = None
    short: str | Promise = ""


OBSTACLES: dict[str, str | Promise] = {
    "doctor": _("Fastlege"),
    "time": _("Tid"),
    "staffing": _("Bemanning"),
    "records": _("Journalsystem"),
    "training": _("Opplæring"),
    "management": _("Ledelse"),
}

STATUS_SECTIONS = (
    Section("since_last", _("Siden sist"), fetched=Fetched.PLAN),
    Section("meetings", _("Møter og deltakelse"), fetched=Fetched.MEETINGS),
    Section(
        "figures",
        _("Hva viser tallene?"),
        fetched=Fetched.MEASUREMENTS,
        short=_("Tallene"),
        question=Question(
            "figures",
            _("Deres egen tolkning"),
            _("Hva tror dere er grunnen? To eller tre setninger er nok."),
            is_required=True,
            heading=_("Teamets tolkning"),
        ),
    ),
    Section(
        "learning",
        _("Hva har vi lært?"),
        fetched=Fetched.CYCLES,
        short=_("Lært"),
        question=Question(
            "learning",
            _("Skriv det et annet team kunne hatt nytte av"),
            is_required=True,
            example=_("For eksempel: Det hjalp å ta det opp på onsdagsmøtet, ikke på e-post."),
            heading=_("Teamet har lært"),
        ),
    ),
    Section(
        "obstacles",
        _("Hindringer"),
        question=Question(
            "obstacles", _("Hva har stått i veien?"), _("La stå tomt hvis ingenting har det."), has_tags=True
        ),
    ),
    Section(
        "coaching",
        _("Behov for veiledning"),
        short=_("Veiledning"),
        question=Question(
            "coaching",
            _("Hva vil dere ha hjelp til?"),
            _("Koordinatoren leser dette først. Skriv «ingen» hvis dere klarer dere."),
            is_required=True,
        ),
    ),
    Section(
        "next_steps",
        _("Plan fram til neste samling"),
        fetched=Fetched.NEXT_STEPS,
        question=Question(
            "next_steps",
            _("Er det noe mer dere skal gjøre?"),
            _("Planen er hentet. Legg til det som mangler."),
            heading=_("I tillegg"),
        ),
    ),
)

FINAL_SECTIONS = (
    Section(
        "summary",
        _("Sammendrag"),
        question=Question(
            "summary", _("Hva gjorde dere, og hva kom ut av det?"), _("Fire eller fem setninger."), is_required=True
        ),
    ),
    Section(
        "background",
        _("Bakgrunn for valget"),
        fetched=Fetched.BACKGROUND,
        question=Question(
            "background",
            _("Er det noe å legge til?"),
            _("Det dere skrev i påmeldingen, er hentet."),
            heading=_("Teamet legger til"),
        ),
    ),
    Section(
        "goals",
        _("Mål og måloppnåelse"),
        fetched=Fetched.GOALS,
        short=_("Måloppnåelse"),
        question=Question(
            "goals", _("Hvordan vurderer dere resultatet?"), is_required=True, heading=_("Teamets vurdering")
        ),
    ),
    Section(
        "method",
        _("Metode og tester"),
        fetched=Fetched.CYCLES,
        question=Question(
            "method",
            _("Hvordan jobbet dere?"),
            _("Teammøter, opplæring, hvem som var med."),
            heading=_("Slik jobbet teamet"),
        ),
    ),
    Section("changes", _("Tiltak"), fetched=Fetched.PLAN),
    Section(
        "figures",
        _("Hva viser tallene?"),
        fetched=Fetched.MEASUREMENTS,
        short=_("Tallene"),
        question=Question(
            "figures",
            _("Deres egen tolkning"),
            _("Hva tror dere er grunnen?"),
            is_required=True,
            heading=_("Teamets tolkning"),
        ),
    ),
    Section(
        "experience",
        _("Erfaringer"),
        question=Question(
            "experience",
            _("Hva hjalp, og hva sto i veien?"),
            _("Velg det som sto i veien. Skriv også det dere ville gjort annerledes."),
            is_required=True,
            has_tags=True,
            tags_heading=_("Sto i veien:"),
        ),
    ),
    Section(
        "users",
        _("Brukermedvirkning"),
        fetched=Fetched.MEETINGS,
        question=Question("users", _("Hva endret brukerne eller pårørende på?"), heading=_("Teamet skriver")),
    ),
    Section(
        "sustain",
        _("Videreføring og spredning"),
        short=_("Videreføring"),
        question=Question(
            "sustain",
            _("Hvem følger opp, hvem måler, og hvor skal tiltakene videre?"),
            _("Navn på roller er nok."),
            is_required=True,
        ),
    ),
    Section("advice", _("Råd til andre"), question=Question("advice", _("Hva vil dere si til neste kommune?"))),
)


# Days before its deadline that the system starts a report for every team.
DRAFTED_DAYS_BEFORE = {ReportDeadline.Kind.STATUS.value: 14, ReportDeadline.Kind.FINAL.value: 30}


def sections_for(kind: str) -> tuple[Section, ...]:
    """Give the parts of a status report or a final report, in order."""
    return FINAL_SECTIONS if kind == ReportDeadline.Kind.FINAL else STATUS_SECTIONS


def questions_for(kind: str) -> tuple[Question, ...]:
    """Give the fields the team fills in, in order."""
    return tuple(section.question for section in sections_for(kind) if section.question)
