"""Locks delivered months, and opens one again."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import SafeCharField
from measurements.forms.plan import MonthField


class LockForm(forms.Form):
    """The last month that is locked."""

    last = MonthField(
        label=_("Lås alt som er levert, til og med"),
        error_messages={"required": _("Velg den siste måneden som skal låses.")},
    )

    def __init__(self, *args: Any, months: Sequence[date], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["last"].set_months(months)


class OpenMonthForm(forms.Form):
    """Why a locked month is opened."""

    reason = SafeCharField(
        label=_("Hvorfor åpnes måneden?"),
        max_length=200,
        help_text=_("Teamet ser grunnen. For eksempel: to skjemaer manglet. Ikke skriv navn."),
        error_messages={"required": _("Skriv kort hvorfor måneden åpnes.")},
    )
