"""Samlinger and report deadlines as rows of the setup page, and one samling on its own page."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import SafeCharField
from networks.forms.fields import DateField
from networks.models import LearningSession, Network, ReportDeadline


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.initial:
            del self.fields["is_removed"]

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.initial:
            del self.fields["is_removed"]

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
