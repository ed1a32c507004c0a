"""The invitation as it is shown: the coordinator's texts with the network's own dates filled in."""

import re
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.norwegian import (
    EN_DASH,
    NBSP,
    count_words,
    format_date,
    format_date_range,
    format_day,
    join_words,
    number_word,
)
from networks.models import ChangePackage, LearningSession, Network

# What stands in square brackets in the texts, and how it is explained to the coordinator.
FILL_INS = {
    "område": gettext_lazy("området nettverket er for"),
    "arrangør": gettext_lazy("den som arrangerer"),
    "varighet": gettext_lazy("hvor lenge nettverket varer"),
    "antall samlinger": gettext_lazy("antallet, i ord"),
    "samlinger": gettext_lazy("datoene for samlingene"),
    "frist": gettext_lazy("påmeldingsfristen"),
    "kontakt": gettext_lazy("e-postadressen til kontakten"),
}
_BRACKETS = re.compile(r"\[([^\[\]\n]{1,40})\]")


@dataclass(frozen=True, slots=True)
class SessionDate:
    """A samling on the line of dates."""

    label: str
    dates: str
    place: str


@dataclass(frozen=True, slots=True)
class TeamRoleText:
    """What one role in the team does."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """Everything the invitation says, ready for page and PDF. Long texts are lists of paragraphs.

    `signup` has the steps of registering; `afterwards`, the last of them, is what happens when it is done.
    """

    title: str
    lead: str
    what: list[str]
    how: list[str]
    learn: list[str]
    who: list[str]
    roles: list[TeamRoleText]
    signup: list[str]
    afterwards: str
    sessions: list[SessionDate]
    packages: list[ChangePackage]
    duration: str
    deadline: str
    deadline_day: str


def build_invitation(network: Network) -> Invitation:
    """Fill in the texts of this network. Two queries unless sessions and packages are prefetched."""
    sessions = sorted(network.learning_sessions.all(), key=lambda row: row.number)
    known = _known_words(network, sessions)

    def paragraphs(text: str) -> list[str]:
        return [line.strip() for line in _fill_in(text, known).splitlines() if line.strip()]

    *signup, afterwards = paragraphs(network.invitation_signup) or [""]
    return Invitation(
        title=_fill_in(network.invitation_title, known),
        lead=_fill_in(network.invitation_lead, known),
        what=paragraphs(network.invitation_what),
        how=paragraphs(network.invitation_how),
        learn=paragraphs(network.invitation_learn),
        who=paragraphs(network.invitation_who),
        roles=[_split_role(line) for line in paragraphs(network.invitation_roles)],
        signup=signup,
        afterwards=afterwards,
        sessions=[SessionDate(str(row), format_date_range(row.starts_on, row.ends_on), row.place) for row in sessions],
        packages=list(network.change_packages.all()),
        duration=known["varighet"],
        deadline=known["frist"],
        deadline_day=format_day(network.registration_deadline_on, year=True),
    )


def describe_duration(network: Network) -> str:
    """«ti måneder», or «løpende» for a network without end."""
    return count_words(network.months, "måned", "måneder") if network.months else _("løpende")


def _known_words(network: Network, sessions: list[LearningSession]) -> dict[str, str]:
    return {
        "område": network.region,
        "arrangør": network.organizer.name,
        "varighet": describe_duration(network),
        "antall samlinger": number_word(len(sessions)),
        "samlinger": join_words(_unbroken(format_date_range(row.starts_on, row.ends_on)) for row in sessions),
        "frist": _unbroken(format_date(network.registration_deadline_on)),
        "kontakt": network.contact_email,
    }


def _unbroken(day: str) -> str:
    """A date that stays on one line inside a text."""
    return day.replace(" ", NBSP).replace(EN_DASH, f"{EN_DASH}\u2060")


def _fill_in(text: str, known: dict[str, str]) -> str:
    """Replace [ord] by what is known; [Ord] begins with a capital. Other brackets are left as they were written."""

    def replace(match: re.Match[str]) -> str:
        word = match[1]
        value = known.get(word.lower())
        if value is None:
            return match[0]
        return capfirst(value) if word[0].isupper() else value

    return _BRACKETS.sub(replace, text)


def _split_role(line: str) -> TeamRoleText:
    name, colon, text = line.partition(":")
    # A long name made of two may break between them.
    return TeamRoleText(name.strip().replace("/", "/\u200b"), text.strip()) if colon else TeamRoleText("", line)
