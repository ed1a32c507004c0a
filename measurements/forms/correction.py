"""Corrects one figure."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import SafeCharField
from measurements.forms.entry import EntryRowForm

FIGURE = "figure"
NOTHING = "nothing"


class ReasonForm(forms.Form):
    """Why delivered figures are changed in the grid."""

    reason = SafeCharField(label=_("Hvorfor rettes tallene?"), max_length=200, required=False)


class CorrectionForm(EntryRowForm):
    """The right numbers, or that there are none after all; and why."""

    kind = forms.ChoiceField(
        label=_("Hva er riktig?"),
        choices=[(FIGURE, _("Dette tallet")), (NOTHING, _("Vi har ikke tall for måneden"))],
        widget=forms.RadioSelect,
        initial=FIGURE,
    )
    reason = SafeCharField(
        label=_("Hvorfor rettes tallet?"),
        max_length=200,
        required=False,
        help_text=_("For eksempel: talt på nytt, to skjemaer manglet. Ikke skriv navn."),
    )

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason
        self.fields["reason"].error_messages["required"] = _("Skriv kort hvorfor tallet rettes.")

    def clean(self) -> dict[str, Any]:
        """Ask for the numbers only when there are some; for the reason always when there are none."""
        self.is_required = self.data.get(self.add_prefix("kind")) != NOTHING
        if self.is_required:
            return super().clean()
        for name in ("n", "d"):
            self.errors.pop(name, None)
        cleaned = self.cleaned_data
        if not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Skriv kort hvorfor dere ikke har tall."))
        return cleaned

    @property
    def is_skipping(self) -> bool:
        """Tell whether the answer is that there is no figure."""
        return self.cleaned_data["kind"] == NOTHING
