"""The forms of samlinger: who comes, and who came."""

from django import forms
from django.utils.translation import gettext_lazy as _

from teams.models import Attendance


class AnswerForm(forms.Form):
    """Whether this person comes."""

    answer = forms.ChoiceField(
        label=_("Kommer du?"),
        choices=[(Attendance.Answer.YES, _("Ja, jeg kommer")), (Attendance.Answer.NO, _("Nei, jeg kan ikke"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg om du kommer eller ikke.")},
    )


_PRESENCE = {"ja": True, "nei": False}
_PRESENCE_WORDS = {True: "ja", False: "nei", None: "-"}


def presence_field(pk: int) -> str:
    """The name of a member's field in the attendance form."""
    return f"m{pk}"


def presence_word(value: bool | None) -> str:
    """How presence is written in the form: ja, nei, or - for not recorded."""
    return _PRESENCE_WORDS[value]


def read_presence(data: dict[str, str], pks: list[int]) -> dict[int, bool | None]:
    """What was ticked for these members; anything but ja and nei is not recorded."""
    return {pk: _PRESENCE.get(data.get(presence_field(pk), "")) for pk in pks}


def write_seen(presence: dict[int, bool | None]) -> str:
    """What the page showed, for a hidden field: «12:ja 13:-»."""
    return " ".join(f"{pk}:{presence_word(value)}" for pk, value in presence.items())


def read_seen(text: str) -> dict[int, bool | None]:
    """What the page showed, from its hidden field; parts that make no sense are left out."""
    parts = (part.partition(":") for part in text.split())
    return {int(pk): _PRESENCE.get(word) for pk, _colon, word in parts if pk.isdecimal() and len(pk) < 19}
