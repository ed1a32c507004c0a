"""The setup of a network: created from a template, then settings, samlinger, deadlines and texts on one page."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import SafeCharField, form_token_field
from accounts.models import Organization
from networks.models import ChangePackage, LearningSession, Network, ReportDeadline
from networks.queries import FILL_INS, network_templates

DATE_ERRORS = {"invalid": gettext_lazy("Skriv datoen som 15.04.2027.")}
ORGANIZER_KINDS = (
    Organization.Kind.DEVELOPMENT_CENTRE,
    Organization.Kind.HEALTH_TRUST,
    Organization.Kind.MUNICIPALITY,
)


class DateField(forms.DateField):
    """A date from the browser's picker or typed as dd.mm.åååå."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", DATE_ERRORS)
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"], **kwargs)
        self.widget.attrs.setdefault("class", "input-short")


class NetworkCreateForm(forms.Form):
    """What a new network starts from; every date follows from the first day and can be changed afterwards."""

    source = forms.ChoiceField(label=gettext_lazy("Bygg på"), widget=forms.RadioSelect)
    name = SafeCharField(
        label=gettext_lazy("Navn"),
        max_length=120,
        help_text=gettext_lazy("For eksempel «Pasientsikkerhet, Akershus 2027–28»."),
    )
    region = SafeCharField(
        label=gettext_lazy("Område"),
        max_length=80,
        help_text=gettext_lazy("Fylket eller regionen. Kommunene her kommer først i påmeldingsskjemaet."),
    )
    organizer = SafeCharField(label=gettext_lazy("Arrangør"), max_length=120)
    starts_on = DateField(
        label=gettext_lazy("Første dag av samling 1"),
        help_text=gettext_lazy("Alle andre datoer regnes ut herfra. De kan endres på neste side."),
    )
    registration_deadline_on = DateField(
        label=gettext_lazy("Påmeldingsfrist"),
        required=False,
        help_text=gettext_lazy("La stå tom for 20 dager før samling 1."),
    )
    contact_name = SafeCharField(label=gettext_lazy("Kontaktperson"), max_length=120)
    contact_email = forms.EmailField(label=gettext_lazy("E-post for spørsmål"), max_length=254)
    contact_phone = SafeCharField(label=gettext_lazy("Telefon"), max_length=20, required=False)
    form_token = form_token_field()

    def __init__(self, *args: Any, earlier: list[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._earlier = {f"copy-{network.pk}": network for network in earlier}
        templates = [(template.code, f"{template.name}. {template.summary}") for template in network_templates()]
        copies = [(key, _("Kopi av %(name)s") % {"name": network.name}) for key, network in self._earlier.items()]
        self.fields["source"].choices = templates + copies

    def values(self) -> dict[str, Any]:
        """The fields as `create_network` takes them, without the organizer."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("organizer", "form_token")}
        source = data.pop("source")
        earlier = self._earlier.get(source)
        return {**data, "copy_of": earlier, "template_code": "" if earlier else source}


class SettingsForm(forms.ModelForm):
    """Everything about a network that is not a row of its own."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    change_packages = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Tiltakspakker teamene kan velge"),
        queryset=ChangePackage.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Velg minst én tiltakspakke.")},
    )
    registration_deadline_on = DateField(label=gettext_lazy("Påmeldingsfrist"))
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
            "invitation_title",
            "invitation_lead",
            "invitation_what",
            "invitation_how",
            "invitation_learn",
            "invitation_who",
            "invitation_roles",
            "invitation_signup",
        )
        widgets = {
            "sharing": forms.RadioSelect,
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
            "theme": gettext_lazy("Vises under navnet, for eksempel «Pasientsikkerhet»."),
            "region": gettext_lazy("Kommunene her kommer først i påmeldingsskjemaet."),
            "measurement_due_day": gettext_lazy(
                "Dag i måneden etter. 10 betyr at oktober skal leveres innen 10. november."
            ),
            "baseline_months": gettext_lazy("Så mange måneder teller teamene før tiltakene begynner."),
            "invitation_roles": gettext_lazy("Én rolle per linje: «Teamleder: samler teamet …»"),
            "invitation_signup": gettext_lazy(
                "Ett trinn per linje. Den siste linjen er det som skjer etter påmelding."
            ),
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


class SessionRowForm(forms.Form):
    """One samling in the table of the setup page. An empty row is no samling; `is_removed` takes one out."""

    number = forms.IntegerField(widget=forms.HiddenInput, required=False)
    starts_on = DateField(label=gettext_lazy("Første dag"), required=False)
    ends_on = DateField(label=gettext_lazy("Siste dag"), required=False)
    starts_at = forms.TimeField(label=gettext_lazy("Fra klokken"), required=False)
    ends_at = forms.TimeField(label=gettext_lazy("Til klokken"), required=False)
    place = SafeCharField(label=gettext_lazy("Sted"), max_length=160, required=False)
    is_removed = forms.BooleanField(label=gettext_lazy("Fjern"), required=False)

    hide_optional = True

    @property
    def row_label(self) -> str:
        """«Samling 2», or that the row is for a new one."""
        number = self.initial.get("number")
        return _("Samling %(number)d") % {"number": number} if number else _("Ny samling")

    def clean(self) -> dict[str, Any]:
        """A samling needs its first day; without a last day it lasts one day."""
        data = super().clean()
        if self.is_left_out():
            return data
        if not data.get("starts_on") and "starts_on" not in self.errors:
            self.add_error("starts_on", _("Skriv første dag, eller merk «Fjern»."))
        if not data.get("ends_on") and "ends_on" not in self.errors:
            data["ends_on"] = data.get("starts_on")
        return data

    def is_left_out(self) -> bool:
        """Tell whether this row is no samling: removed, or never filled in."""
        data = self.cleaned_data
        if data.get("is_removed"):
            return True
        has_content = any(data.get(name) for name in ("starts_on", "ends_on", "starts_at", "ends_at", "place"))
        return not data.get("number") and not has_content and not self.errors


class DeadlineRowForm(forms.Form):
    """One report deadline in the table of the setup page."""

    kind = forms.ChoiceField(label=gettext_lazy("Rapport"), choices=ReportDeadline.Kind.choices, required=False)
    due_on = DateField(label=gettext_lazy("Frist"), required=False)
    period_starts_on = DateField(label=gettext_lazy("Gjelder fra"), required=False)
    period_ends_on = DateField(label=gettext_lazy("Gjelder til"), required=False)
    is_removed = forms.BooleanField(label=gettext_lazy("Fjern"), required=False)

    hide_optional = True

    @property
    def row_label(self) -> str:
        """«Statusrapport 1», or that the row is for a new one."""
        return str(self.initial.get("title") or _("Ny frist"))

    def clean(self) -> dict[str, Any]:
        """A deadline needs its dates."""
        data = super().clean()
        if not self.is_left_out():
            for name in ("due_on", "period_starts_on", "period_ends_on"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Skriv en dato, eller merk «Fjern»."))
        return data

    def is_left_out(self) -> bool:
        """Tell whether this row is no deadline: removed, or never filled in."""
        data = self.cleaned_data
        has_dates = any(data.get(name) for name in ("due_on", "period_starts_on", "period_ends_on"))
        return bool(data.get("is_removed")) or (not self.initial and not has_dates and not self.errors)


SessionRows = forms.formset_factory(SessionRowForm, extra=1, max_num=40)
DeadlineRows = forms.formset_factory(DeadlineRowForm, extra=1, max_num=40)


def session_initial(network: Network) -> list[dict[str, Any]]:
    """The rows of the samling table."""
    names = ("number", "starts_on", "ends_on", "starts_at", "ends_at", "place")
    return list(network.learning_sessions.order_by("number").values(*names))


def deadline_initial(network: Network) -> list[dict[str, Any]]:
    """The rows of the deadline table."""
    names = ("kind", "due_on", "period_starts_on", "period_ends_on")
    rows = network.report_deadlines.order_by("due_on")
    return [{"title": row.title, **{name: getattr(row, name) for name in names}} for row in rows]


class LearningSessionForm(forms.ModelForm):
    """Place, times and programme of one samling."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    starts_on = DateField(label=gettext_lazy("Første dag"))
    ends_on = DateField(label=gettext_lazy("Siste dag"))

    class Meta:
        model = LearningSession
        fields = ("starts_on", "ends_on", "starts_at", "ends_at", "place", "programme", "has_pharmacist")
        widgets = {
            "programme": forms.Textarea(attrs={"rows": 10}),
            "starts_at": forms.TimeInput(attrs={"class": "input-short"}),
            "ends_at": forms.TimeInput(attrs={"class": "input-short"}),
        }
        help_texts = {
            "programme": gettext_lazy("Én linje per post, for eksempel «09.00 Velkommen»."),
            "has_pharmacist": gettext_lazy("Andre nettverk anbefaler det på det sterkeste når temaet er legemidler."),
        }

    def _post_clean(self) -> None:
        """The service validates the row together with the rest of the calendar."""

    def values(self) -> dict[str, Any]:
        """The fields as `update_learning_session` takes them."""
        return {
            name: value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
            for name, value in ((name, self.cleaned_data[name]) for name in self.Meta.fields)
        }


def fill_in_help() -> list[tuple[str, str]]:
    """The words in brackets and what they become, for the help beside the texts."""
    return [(f"[{word}]", str(meaning)) for word, meaning in FILL_INS.items()]


def _package_label(package: ChangePackage) -> str:
    if package.status == ChangePackage.Status.CURRENT:
        return package.name
    return f"{package.name} ({package.get_status_display().lower()})"
