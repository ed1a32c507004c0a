"""What a new network starts from."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import SafeCharField, form_token_field
from networks.forms.fields import DateField
from networks.models import Network
from networks.queries import network_templates


class NetworkCreateForm(forms.Form):
    """What a new network starts from; every date follows from the first day and can be changed afterwards."""

    source = forms.ChoiceField(
        label=gettext_lazy("Bygg på"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Velg en mal eller et tidligere nettverk.")},
    )
    name = SafeCharField(
        label=gettext_lazy("Navn"),
        max_length=120,
        help_text=gettext_lazy("For eksempel «Pasientsikkerhet, Akershus 2027–28»."),
        error_messages={"required": gettext_lazy("Gi nettverket et navn.")},
    )
    region = SafeCharField(
        label=gettext_lazy("Område"),
        max_length=80,
        help_text=gettext_lazy("Fylket eller regionen. Kommunene her kommer først i påmeldingsskjemaet."),
        error_messages={"required": gettext_lazy("Skriv hvilket fylke eller område nettverket er for.")},
    )
    organizer = SafeCharField(
        label=gettext_lazy("Arrangør"),
        max_length=120,
        error_messages={"required": gettext_lazy("Skriv hvem som arrangerer, for eksempel USHT Akershus.")},
    )
    starts_on = DateField(
        label=gettext_lazy("Første dag av samling 1"),
        help_text=gettext_lazy("Alle andre datoer regnes ut herfra. De kan endres på neste side."),
    )
    registration_deadline_on = DateField(
        label=gettext_lazy("Påmeldingsfrist"),
        required=False,
        help_text=gettext_lazy("La stå tom for 20 dager før samling 1."),
    )
    contact_name = SafeCharField(
        label=gettext_lazy("Kontaktperson"),
        max_length=120,
        error_messages={"required": gettext_lazy("Skriv hvem kommunene kan spørre.")},
    )
    contact_email = forms.EmailField(
        label=gettext_lazy("E-post for spørsmål"),
        max_length=254,
        error_messages={"required": gettext_lazy("Skriv adressen kommunene kan skrive til.")},
    )
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
