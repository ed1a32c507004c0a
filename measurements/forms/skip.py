"""Says why there are no figures."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import SafeCharField
from measurements.models import PlannedIndicator

WHOLE_MONTH = "all"


class SkipForm(forms.Form):
    """The whole month or one indicator, and a reason."""

    what = forms.ChoiceField(label=_("Hva har dere ikke tall for?"), widget=forms.RadioSelect)
    reason = SafeCharField(
        label=_("Hvorfor?"),
        max_length=200,
        help_text=_("For eksempel fellesferie, ingen nye pasienter eller sykdom på avdelingen. Ikke skriv navn."),
        error_messages={"required": _("Skriv kort hvorfor dere ikke har tall.")},
    )

    def __init__(self, *args: Any, planned: Sequence[PlannedIndicator], month_name: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        whole = (WHOLE_MONTH, _("Hele %(month)s") % {"month": month_name})
        each = [(str(row.pk), row.title) for row in planned]
        # One indicator is the whole month.
        self.fields["what"].choices = [whole, *each] if len(each) != 1 else [whole]
        self.fields["what"].error_messages["required"] = _("Velg hva dere ikke har tall for.")
