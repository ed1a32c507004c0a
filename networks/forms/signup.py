"""The first step of the påmeldingsskjema, as it stands on the invitation: municipality, contact person, package."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import SafeCharField
from accounts.models import Organization
from networks.models import ChangePackage, Network
from networks.queries import municipality_choices


class SignupForm(forms.Form):
    """Who registers a team, for what. Everything is asked for; only the draft's link needs the address."""

    municipality = forms.ChoiceField(label=_("Kommune"), error_messages={"required": _("Velg kommunen dere er fra.")})
    service = SafeCharField(
        label=_("Virksomhet eller tjeneste"),
        max_length=120,
        error_messages={"required": _("Skriv hvor teamet hører til, for eksempel hjemmetjenesten.")},
    )
    sponsor_name = SafeCharField(
        label=_("Ansvarlig leder"),
        max_length=120,
        help_text=_("Den som kan sette av tid til teamet"),
        error_messages={"required": _("Skriv navnet på lederen som står bak teamet.")},
    )
    contact_name = SafeCharField(
        label=_("Kontaktperson"),
        max_length=120,
        error_messages={"required": _("Skriv hvem vi kan ta kontakt med.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_function = SafeCharField(
        label=_("Funksjon"),
        max_length=120,
        error_messages={"required": _("Skriv stillingen eller rollen.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    contact_email = forms.EmailField(
        label=_("E-post"),
        max_length=254,
        help_text=_("Hit sender vi kvitteringen og lenken til utkastet"),
        error_messages={
            "required": _("Skriv en e-postadresse, så vi kan sende lenken til utkastet."),
            "invalid": _("Skriv en hel e-postadresse, for eksempel kari.nordby@example.no."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    change_package = forms.ChoiceField(
        label=_("Tiltakspakke"), error_messages={"required": _("Velg tiltakspakken teamet skal arbeide med.")}
    )

    def __init__(
        self, *args: Any, network: Network, packages: list[ChangePackage] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._packages = list(network.change_packages.all()) if packages is None else packages
        near, far = municipality_choices(network.region)
        groups = [(network.region, near), (_("Andre kommuner"), far)] if near else [*far]
        self.fields["municipality"].choices = [("", _("Velg kommune")), *groups]
        named = [(package.pk, package.name) for package in self._packages]
        self.fields["change_package"].choices = named if len(named) == 1 else [("", _("Velg tiltakspakke")), *named]

    def clean_municipality(self) -> Organization:
        """The organization behind the choice."""
        return Organization.objects.get(pk=self.cleaned_data["municipality"])

    def clean_change_package(self) -> ChangePackage:
        """The package behind the choice."""
        return next(row for row in self._packages if str(row.pk) == self.cleaned_data["change_package"])
