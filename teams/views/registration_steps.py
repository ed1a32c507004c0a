"""One step of the påmeldingsskjema as forms: read, saved, and what stood in the way put beside its field."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teams import services
from teams.forms.registration import (
    BackgroundStep,
    ContactStep,
    PeopleRows,
    TeamStep,
    contact_initial,
    people_initial,
    seen_values,
)
from teams.models import Registration
from teams.services.registration import CONTACT_FIELDS
from teams.views.saving import Conflict, StandingValue, standing_values

CONTACT, TEAM, BACKGROUND, CHECK = "kontakt", "team", "bakgrunn", "kontroll"
ORDER = (CONTACT, TEAM, BACKGROUND, CHECK)


@dataclass(frozen=True, slots=True)
class StepText:
    """What a step is called, and what its button says."""

    heading: str | Promise
    lead: str | Promise
    following: str | Promise


TEXTS = {
    CONTACT: StepText(
        gettext_lazy("Kommune og kontaktperson"),
        gettext_lazy("Hvem melder på, og til hva?"),
        gettext_lazy("Neste: teamet"),
    ),
    TEAM: StepText(
        gettext_lazy("Teamet"),
        gettext_lazy("Fem til åtte fagpersoner med ulik bakgrunn, og gjerne en brukerrepresentant."),
        gettext_lazy("Neste: bakgrunn"),
    ),
    BACKGROUND: StepText(
        gettext_lazy("Bakgrunn"),
        gettext_lazy("Hvorfor akkurat dette, og hva har dere gjort før?"),
        gettext_lazy("Neste: se over"),
    ),
    CHECK: StepText(
        gettext_lazy("Se over og send inn"),
        gettext_lazy("Alt kan fortsatt endres."),
        gettext_lazy("Send inn påmeldingen"),
    ),
}


@dataclass(slots=True)
class StepForms:
    """The forms of one step: `form`, and for the team its nine `rows`."""

    form: forms.Form
    rows: Any = None

    def is_valid(self) -> bool:
        """Tell whether everything typed holds; all of it is checked."""
        return all([self.form.is_valid(), self.rows is None or self.rows.is_valid()])

    @property
    def first_error(self) -> str:
        """The first message, for an answer that has room for one."""
        parts = [self.form, *(self.rows.forms if self.rows else [])]
        return next((str(messages[0]) for part in parts for messages in part.errors.values()), "")


def step_forms(registration: Registration, step: str, data: QueryDict | None = None) -> StepForms:
    """The forms of a step, bound to `data` when something was sent."""
    if step == CONTACT:
        return StepForms(ContactStep(data, network=registration.network, initial=contact_initial(registration)))
    if step == TEAM:
        seen = seen_values(registration, TeamStep.names, with_people=True)
        initial = {"sponsor_email": registration.sponsor_email, **seen}
        rows = PeopleRows(data, prefix="people", initial=people_initial(registration))
        return StepForms(TeamStep(data, initial=initial), rows)
    initial = {name: getattr(registration, name) for name in BackgroundStep.names}
    return StepForms(BackgroundStep(data, initial=initial | seen_values(registration, BackgroundStep.names)))


def save_step(registration: Registration, forms_: StepForms) -> bool:
    """Save a valid step. False when it was refused, with the reason in the forms and everything typed kept."""
    form, rows = forms_.form, forms_.rows
    try:
        services.save_registration(
            registration,
            version=form.cleaned_data["version"],
            seen=form.cleaned_data["seen"],
            people=rows.people() if rows is not None else None,
            **{name: form.cleaned_data[name] for name in form.names},
        )
    except services.EditConflict as conflict:
        _show_conflict(registration, forms_, conflict)
        return False
    except services.TeamError as error:
        add_team_error(error, form, rows)
        return False
    return True


def add_team_error(error: services.TeamError, form: forms.Form, rows: Any = None) -> None:
    """Put a refusal beside its field; «people-3-email» is the address of the third row."""
    if rows is not None and error.field and error.field.startswith("people-"):
        _people, position, name = error.field.split("-")
        row = rows.forms[int(position) - 1]
        row.add_error(name if name in row.fields else None, error.message)
        return
    form.add_error(error.field if error.field in form.fields else None, error.message)


def step_of_field(field: str | None) -> str:
    """The step a field belongs to."""
    if field in CONTACT_FIELDS:
        return CONTACT
    return BACKGROUND if field in BackgroundStep.names else TEAM


def _show_conflict(registration: Registration, forms_: StepForms, conflict: services.EditConflict) -> None:
    """Show what stands beside what was typed, and let the next save be the decision."""
    form = forms_.form
    form.add_error(None, conflict.message)
    theirs = dict(conflict.theirs)
    people = theirs.pop("people", None)
    values = standing_values(form, theirs)
    if people is not None:
        values += _standing_people(forms_.rows, people)
    form.conflict = Conflict(who=_("Noen andre lagret"), values=values)
    registration.refresh_from_db()
    current = seen_values(registration, form.names, with_people=people is not None)
    form.data = form.data.copy()
    form.data["version"], form.data["seen"] = str(current["version"]), current["seen"]


def _standing_people(rows: Any, people: list[dict[str, Any]]) -> list[StandingValue]:
    """The rows somebody else saved otherwise, each on a line."""
    found = []
    for row, stored in zip(rows.forms, people, strict=True):
        typed = [str(row.cleaned_data.get(name) or "") for name in ("name", "profession", "email")]
        theirs = [stored[name] for name in ("name", "profession", "email")]
        if typed != theirs:
            text = ", ".join(filter(None, theirs)) or _("Ikke fylt ut")
            found.append(StandingValue(label=row.row_label, text=text))
    return found
