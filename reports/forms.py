"""The forms of a report: what the team writes, and what the coordinator answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import SafeTextField
from accounts.models.fields import LONG_TEXT_LIMIT
from reports.models import Report
from reports.models.sections import OBSTACLES, Question, questions_for

COMMENT_LIMIT = 2000
TOO_LONG = _("Teksten er for lang: %(show_value)d tegn. Her er det plass til %(limit_value)d.")
# A browser that remembers the field would bring back an old version.
HIDDEN_VERSION = forms.HiddenInput(attrs={"autocomplete": "off"})


class ReportForm(forms.Form):
    """Every question of one report; nothing is required before it is submitted."""

    version = forms.IntegerField(widget=HIDDEN_VERSION)

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions_for(report.deadline.kind):
            if question.has_tags:
                self.fields[f"{question.key}_tags"] = _tags_field(question)
            self.fields[question.key] = _text_field(question)

    @property
    def texts(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def report_initial(report: Report) -> dict[str, Any]:
    """The report's texts, and the version they are."""
    return {**report.texts, "version": report.version}


def _text_field(question: Question) -> forms.CharField:
    attrs = {"rows": 3, "class": "grows"}
    if question.example:
        attrs["placeholder"] = str(question.example)
    return SafeTextField(
        label=question.label,
        help_text=question.help_text,
        required=False,
        max_length=LONG_TEXT_LIMIT,
        widget=forms.Textarea(attrs=attrs),
        error_messages={"max_length": TOO_LONG},
    )


def _tags_field(question: Question) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=question.label,
        required=False,
        choices=list(OBSTACLES.items()),
        widget=forms.CheckboxSelectMultiple,
    )


class ReviewForm(forms.Form):
    """The coordinator's comment; needed to send a report back, welcome with an approval."""

    hide_optional = True

    version = forms.IntegerField(widget=HIDDEN_VERSION)
    comment = SafeTextField(
        label=_("Kommentar til teamet"),
        required=False,
        max_length=COMMENT_LIMIT,
        help_text=_("Må fylles ut når du sender rapporten tilbake."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": TOO_LONG},
    )
