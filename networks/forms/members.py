"""Who else runs the network."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import SafeCharField, form_token_field
from accounts.roles import ROLE_LABELS, NetworkRole

EXPLAINED = {
    NetworkRole.COORDINATOR: _("styrer nettverket, svarer på påmeldinger og følger opp teamene"),
    NetworkRole.ORGANIZER: _("ser teamene og fører oppmøte på samlingene"),
    NetworkRole.FACULTY: _("ser teamenes planer og målinger, for å gi råd"),
    NetworkRole.OBSERVER: _("ser nettverket og samlingene, ikke teamene"),
}


class NetworkMemberForm(forms.Form):
    """A person, and what they should be in the network."""

    name = SafeCharField(label=_("Navn"), max_length=120, error_messages={"required": _("Skriv navnet.")})
    email = forms.EmailField(
        label=_("E-post"),
        max_length=254,
        help_text=_("Hit sender vi invitasjonen"),
        error_messages={
            "required": _("Skriv e-postadressen."),
            "invalid": _("Skriv en hel e-postadresse, for eksempel kari.nordby@example.no."),
        },
    )
    role = forms.ChoiceField(
        label=_("Rolle"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva personen skal være.")},
    )
    form_token = form_token_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, f"{ROLE_LABELS[role]}: {text}") for role, text in EXPLAINED.items()]
