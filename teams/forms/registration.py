"""The påmeldingsskjema in steps, and the coordinator's forms about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import SafeCharField, SafeTextField, form_token_field
from accounts.roles import ROLE_LABELS, TeamRole
from networks.forms.signup import SignupForm
from teams.models import Registration
from teams.models.registration import FORM_ROLES
from teams.queries import people_of, seen_digest
from teams.services.registration import CONTACT_FIELDS

EMAIL_ERRORS = {"invalid": gettext_lazy("Skriv en hel e-postadresse, for eksempel kari.nordby@example.no.")}


class ContactStep(SignupForm):
    """Step 1 of a draft: the same fields as on the invitation."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = SafeCharField(widget=forms.HiddenInput, required=False)

    names = CONTACT_FIELDS


class TeamStep(forms.Form):
    """Step 2 beside the nine rows: how the sponsor is reached."""

    sponsor_email = forms.EmailField(
        label=gettext_lazy("E-post til ansvarlig leder"),
        max_length=254,
        required=False,
        error_messages=EMAIL_ERRORS,
        help_text=gettext_lazy("Da får lederen se teamets side."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = SafeCharField(widget=forms.HiddenInput, required=False)

    names = ("sponsor_email",)


class BackgroundStep(forms.Form):
    """Step 3: why this package, and what was done before."""

    background = SafeTextField(
        label=gettext_lazy("Hva er bakgrunnen for valg av innsatsområde/tiltakspakke?"),
        max_length=5000,
        required=False,
        help_text=gettext_lazy("Noen setninger holder. Teksten følger med til sluttrapporten."),
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    earlier_packages = SafeTextField(
        label=gettext_lazy("Har kommunen implementert andre tiltakspakker tidligere?"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("Hvilke, og når omtrent?"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = SafeCharField(widget=forms.HiddenInput, required=False)

    names = ("background", "earlier_packages")


class PersonForm(forms.Form):
    """One row of the team table."""

    name = SafeCharField(label=gettext_lazy("Navn"), max_length=120, required=False)
    profession = SafeCharField(label=gettext_lazy("Stilling/profesjon"), max_length=80, required=False)
    email = forms.EmailField(label=gettext_lazy("E-post"), max_length=254, required=False, error_messages=EMAIL_ERRORS)

    hide_optional = True
    role = TeamRole.TEAM_MEMBER
    position = 0

    @property
    def row_label(self) -> str:
        """The role, as in the document's table; members are counted, so that a row can be spoken of."""
        label = str(ROLE_LABELS[self.role])
        if self.role != TeamRole.TEAM_MEMBER:
            return label
        return f"{label} {self.position - FORM_ROLES.index(TeamRole.TEAM_MEMBER)}"


class _PeopleRows(forms.BaseFormSet):
    """The nine rows, each with its role."""

    def _construct_form(self, i: int, **kwargs: Any) -> PersonForm:
        form = super()._construct_form(i, **kwargs)
        form.position, form.role = i + 1, FORM_ROLES[i]
        return form

    def clean(self) -> None:
        """Say beside the second of two equal addresses that each person needs their own."""
        known: set[str] = set()
        for form in self.forms:
            email = (form.cleaned_data.get("email") or "").lower() if hasattr(form, "cleaned_data") else ""
            if email and email in known:
                form.add_error("email", _("Samme e-postadresse står på to personer. Hver trenger sin egen."))
            known.add(email)

    def people(self) -> list[dict[str, Any]]:
        """The rows as the service takes them."""
        return [{"position": form.position, **form.cleaned_data} for form in self.forms]


PeopleRows = forms.formset_factory(
    PersonForm,
    formset=_PeopleRows,
    extra=0,
    min_num=len(FORM_ROLES),
    max_num=len(FORM_ROLES),
    absolute_max=len(FORM_ROLES),
)


class LateRegistrationForm(SignupForm):
    """Everything of the påmeldingsskjema but the people, for a coordinator who enters it for a municipality."""

    sponsor_name = SafeCharField(label=gettext_lazy("Ansvarlig leder"), max_length=120, required=False)
    contact_function = SafeCharField(label=gettext_lazy("Funksjon"), max_length=120, required=False)
    background = SafeTextField(
        label=gettext_lazy("Bakgrunn for valget"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    earlier_packages = SafeTextField(
        label=gettext_lazy("Tiltakspakker tidligere"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    form_token = form_token_field()

    def values(self) -> dict[str, Any]:
        """The fields as `add_late_registration` takes them."""
        names = (*CONTACT_FIELDS, "background", "earlier_packages")
        return {name: self.cleaned_data[name] for name in names}


class DeclineForm(forms.Form):
    """Why a registration is declined."""

    reason = SafeTextField(
        label=gettext_lazy("Begrunnelse"),
        max_length=1000,
        help_text=gettext_lazy("Kontaktpersonen får teksten på e-post."),
        error_messages={"required": gettext_lazy("Skriv hvorfor. Kommunen får begrunnelsen på e-post.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def contact_initial(registration: Registration) -> dict[str, Any]:
    """Step 1 as it stands in a draft."""
    values = {name: getattr(registration, name) for name in CONTACT_FIELDS}
    return {
        **values,
        "municipality": registration.municipality_id,
        "change_package": registration.change_package_id,
        **seen_values(registration, CONTACT_FIELDS),
    }


def seen_values(registration: Registration, names: tuple[str, ...], *, with_people: bool = False) -> dict[str, Any]:
    """The hidden fields that tell which state of the draft a page shows."""
    seen = seen_digest(registration, names=names, with_people=with_people)
    return {"version": registration.version, "seen": seen}


def people_initial(registration: Registration) -> list[dict[str, Any]]:
    """The nine rows as they stand in a draft."""
    return [{name: row[name] for name in ("name", "profession", "email")} for row in people_of(registration)]
