"""The settings and invitation texts of a network."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from accounts.models import Organization
from networks.forms.fields import DateField
from networks.models import ChangePackage, Network
from networks.queries import FILL_INS

ORGANIZER_KINDS = (
    Organization.Kind.DEVELOPMENT_CENTRE,
    Organization.Kind.HEALTH_TRUST,
    Organization.Kind.MUNICIPALITY,
)


class SettingsForm(forms.ModelForm):
    """Everything about a network that is not a row of its own."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    change_packages = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Tiltakspakker teamene kan velge"),
        queryset=ChangePackage.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Velg minst én tiltakspakke.")},
    )
    registration_deadline_on = DateField(
        label=gettext_lazy("Påmeldingsfrist"), help_text=gettext_lazy("Siste dag kommunene kan melde på.")
    )
    ends_on = DateField(
        label=gettext_lazy("Avslutning"),
        required=False,
        help_text=gettext_lazy("La stå tom for et løpende nettverk."),
    )

    class Meta:
        model = Network
        fields = (
            "name",
            "theme",
            "organizer",
            "region",
            "contact_name",
            "contact_email",
            "contact_phone",
            "registration_deadline_on",
            "months",
            "ends_on",
            "measurement_due_day",
            "baseline_months",
            "sharing",
            "chart_rules",
            "invitation_title",
            "invitation_lead",
            "invitation_what",
            "invitation_how",
            "invitation_learn",
            "invitation_who",
            "invitation_roles",
            "invitation_signup",
        )
        labels = {
            "organizer": gettext_lazy("Arrangør"),
            "contact_email": gettext_lazy("E-post for spørsmål"),
            "sharing": gettext_lazy("Hva ser teamene av hverandre?"),
            "chart_rules": gettext_lazy("Hvilke regler sier om noe er endret?"),
            "measurement_due_day": gettext_lazy("Månedens tall, siste dag"),
        }
        widgets = {
            "sharing": forms.RadioSelect,
            "chart_rules": forms.RadioSelect,
            **{
                f"invitation_{section}": forms.Textarea(attrs={"rows": rows})
                for section, rows in (
                    ("lead", 5),
                    ("what", 6),
                    ("how", 6),
                    ("learn", 6),
                    ("who", 6),
                    ("roles", 8),
                    ("signup", 8),
                )
            },
        }
        help_texts = {
            "theme": gettext_lazy("For eksempel «Pasientsikkerhet»."),
            "region": gettext_lazy("Kommunene her kommer først i påmeldingsskjemaet."),
            "measurement_due_day": gettext_lazy("10 betyr at oktober leveres innen 10. november."),
            "chart_rules": gettext_lazy(
                "Gjelder alle diagrammene i nettverket, også de som er i gang. Er det valgt andre regler for et "
                "diagram, beholder det sine."
            ),
            "baseline_months": gettext_lazy("Så lenge teller teamene før tiltakene begynner."),
            "invitation_roles": gettext_lazy("Én rolle per linje: «Teamleder: samler teamet …»"),
            "invitation_signup": gettext_lazy(
                "Ett trinn per linje. Den siste linjen er det som skjer etter påmelding."
            ),
        }

        error_messages = {
            "name": {"required": gettext_lazy("Gi nettverket et navn.")},
            "organizer": {"required": gettext_lazy("Velg hvem som arrangerer.")},
            "region": {"required": gettext_lazy("Skriv hvilket fylke eller område nettverket er for.")},
            "contact_email": {"required": gettext_lazy("Skriv adressen kommunene kan skrive til.")},
            "measurement_due_day": {"required": gettext_lazy("Skriv en dag i måneden, for eksempel 10.")},
            "baseline_months": {"required": gettext_lazy("Skriv hvor mange måneder, for eksempel 6.")},
            **{
                f"invitation_{section}": {"required": gettext_lazy("Denne teksten trengs i invitasjonen.")}
                for section in ("title", "lead", "what", "how", "learn", "who", "roles", "signup")
            },
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = list(self.instance.change_packages.values_list("pk", flat=True))
        offered = ChangePackage.objects.exclude(status=ChangePackage.Status.SUPERSEDED)
        self.fields["change_packages"].queryset = offered | ChangePackage.objects.filter(pk__in=chosen)
        self.fields["change_packages"].label_from_instance = _package_label
        self.fields["organizer"].queryset = Organization.objects.filter(
            kind__in=ORGANIZER_KINDS[:2]
        ) | Organization.objects.filter(pk=self.instance.organizer_id)
        self.initial |= {"version": self.instance.version, "change_packages": chosen}
        for name, field in self.fields.items():
            if name.startswith("invitation_") and isinstance(field.widget, forms.Textarea):
                # A browser that cuts a pasted text says nothing; our message does.
                field.widget.attrs.pop("maxlength", None)

    def _post_clean(self) -> None:
        """The service validates the row; the instance of the page is not touched."""

    def values(self) -> dict[str, Any]:
        """The fields as `save_setup` takes them."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


def fill_in_help() -> list[tuple[str, str]]:
    """The words in brackets and what they become, for the help beside the texts."""
    return [(f"[{word}]", str(meaning)) for word, meaning in FILL_INS.items()]


def _package_label(package: ChangePackage) -> str:
    if package.status == ChangePackage.Status.CURRENT:
        return package.name
    return f"{package.name} ({package.get_status_display().lower()})"
