"""Carries out what a form asks for, and shows what stood in the way beside the field."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db import models, transaction
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.forms import is_first_submission
from accounts.models import User
from accounts.norwegian import format_date
from teams.queries.trail import last_change_text
from teams.services import EditConflict, TeamError


@dataclass(frozen=True, slots=True)
class StandingValue:
    """One field that somebody else saved otherwise."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """What stands now, beside what the person typed."""

    who: str
    values: list[StandingValue]


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when that is nothing at all; None for a page that is only opened."""
    return request.POST if request.method == "POST" else None


def carry_out(form: forms.Form, change: Callable[[], object], *, by: User, subject: models.Model | None = None) -> bool:
    """Run `change` once in a transaction; False when it was refused, with the reason in the form.

    On an edit conflict the form gets `conflict` with what stands now, keeps what was typed, and carries the version
    to save upon, so that sending it once more is a decision and not an accident.
    """
    try:
        with transaction.atomic():
            if "form_token" not in form.fields or is_first_submission(form, by=by):
                change()
    except EditConflict as conflict:
        form.conflict = Conflict(
            who=last_change_text(subject) if subject else _("Noen andre lagret"),
            values=standing_values(form, conflict.theirs),
        )
        form.data = form.data.copy()
        form.data["version"] = str(conflict.version)
        return False
    except TeamError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return False
    return True


def standing_values(form: forms.Form, theirs: dict[str, Any]) -> list[StandingValue]:
    """The fields in which the saved value is not the typed one, in the order of the form."""
    return [
        StandingValue(label=capfirst(str(field.label)), text=_shown(field, theirs[name]))
        for name, field in form.fields.items()
        if name in theirs and theirs[name] != form.cleaned_data.get(name)
    ]


def _shown(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("Ja") if value else _("Nei")
    if value is None or value == "":
        return _("Ikke fylt ut")
    if isinstance(value, date):
        return format_date(value)
    if isinstance(field, forms.ModelChoiceField):
        return field.label_from_instance(value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    return str(value)
