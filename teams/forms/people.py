"""The forms of a team's aim and its people."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import SafeCharField, SafeTextField, form_token_field
from accounts.roles import TeamRole
from networks.forms.fields import DateField
from teams.models import Team, TeamMembership
from teams.models.registration import TEAM_ROLE_CHOICES


class TeamForm(forms.Form):
    """What the team wants, and whether the agreement is signed."""

    hide_optional = True

    aim = SafeTextField(
        label=_("Målet med egne ord"),
        max_length=600,
        required=False,
        help_text=_(
            "Si hvor mye, for hvem og innen når. For eksempel: Innen mars 2027 har 95 % av brukerne som får"
            " hjelp med legemidler, en samstemt legemiddelliste."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    has_agreement = forms.BooleanField(label=_("Samarbeidsavtalen er signert"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in ("aim", "has_agreement")}


class MemberForm(forms.Form):
    """One person in the team."""

    name = SafeCharField(label=_("Navn"), max_length=120, error_messages={"required": _("Skriv navnet på personen.")})
    role = forms.ChoiceField(label=_("Rolle i teamet"), choices=TEAM_ROLE_CHOICES, initial=TeamRole.TEAM_MEMBER.value)
    profession = SafeCharField(label=_("Stilling eller profesjon"), max_length=80, required=False)
    email = forms.EmailField(
        label=_("E-post"),
        max_length=254,
        required=False,
        help_text=_("Hit sender vi invitasjonen. Uten adresse er personen med i teamet, men kan ikke logge inn."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    form_token = form_token_field()

    def __init__(self, *args: Any, leader: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if leader:
            self.fields["role"].help_text = _(
                "Velger du teamleder, tar personen over etter %(leader)s, som blir teammedlem."
            ) % {"leader": leader}

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in ("name", "role", "profession", "email")}


class MemberEndForm(forms.Form):
    """The last day of a member."""

    ended_on = DateField(
        label=_("Siste dag"), initial=timezone.localdate, error_messages={"required": _("Skriv den siste dagen.")}
    )


def team_values(team: Team) -> dict[str, Any]:
    """The form's fields as they stand in the team."""
    return {"aim": team.aim, "has_agreement": team.has_agreement}


def member_values(membership: TeamMembership) -> dict[str, Any]:
    """The form's fields as they stand in a membership; needs `user` loaded."""
    return {
        "name": membership.name,
        "role": membership.role,
        "profession": membership.profession,
        "email": membership.user.email if membership.user else "",
    }
