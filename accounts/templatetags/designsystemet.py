"""What the crispy template pack `designsystemet` needs beyond templates: widgets, options and the error summary."""

from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.formsets import BaseFormSet
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.norwegian import number_word

register = template.Library()

# The browser's own pickers: typed text is read the Norwegian way by the server, but a picker always sends ISO.
_PICKERS = (
    (forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
    (forms.TimeInput, "time", "%H:%M"),
    (forms.DateInput, "date", "%Y-%m-%d"),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the error summary: the message, the field it stands beside, and where a click should go."""

    label: str
    message: str
    target: str


@register.simple_tag
def ds_widget(field: BoundField, css_class: str = "") -> SafeString:
    """The field's widget as Designsystemet draws it; date, time and date-time fields get the browser's picker."""
    widget = field.field.widget
    for widget_class, input_type, layout in _PICKERS:
        if isinstance(widget, widget_class) and widget.input_type == "text":
            widget.input_type = input_type
            widget.format = widget.format or layout
    classes = " ".join(filter(None, ("ds-input", widget.attrs.get("class"), css_class)))
    return field.as_widget(attrs={"class": classes})


@register.simple_tag
def ds_options(field: BoundField) -> list[BoundWidget]:
    """The single radio buttons or checkboxes of a choice field, each with Designsystemet's class."""
    options = list(field.subwidgets)
    for option in options:
        option.data["attrs"]["class"] = "ds-input"
    return options


@register.inclusion_tag("designsystemet/_error_summary.html")
def error_summary(*parts: forms.BaseForm | BaseFormSet) -> dict[str, Any]:
    """One summary at the top for all forms and formsets of the page; each of them then leaves out its own."""
    problems: list[Problem] = []
    for part in parts:
        if part is None or getattr(part, "is_error_summary_shown", False):
            continue
        part.is_error_summary_shown = True
        problems += _formset_problems(part) if isinstance(part, BaseFormSet) else _form_problems(part)
    return {"problems": problems, "heading": _heading(len(problems))}


@register.simple_tag
def ds_column_labels(formset: BaseFormSet) -> list[str]:
    """The column headings of a table formset: the labels of the fields that are seen."""
    form = formset.forms[0] if formset.forms else formset.empty_form
    return [capfirst(str(field.label)) for field in form.visible_fields()]


def _heading(count: int) -> str:
    if count == 1:
        return _("Én ting må rettes")
    return _("%(count)s ting må rettes") % {"count": capfirst(number_word(count))}


def _form_problems(form: forms.BaseForm, row: str = "") -> list[Problem]:
    if not form.is_bound or not form.errors:
        return []
    problems = [Problem(row, str(message), "") for message in form.non_field_errors()]
    for field in form:
        label = "" if field.is_hidden else capfirst(str(field.label))
        if row and label:
            label = f"{label}, {row}"
        target = "" if field.is_hidden else _target(field)
        problems += [Problem(label, str(message), target) for message in field.errors]
    return problems


def _formset_problems(formset: BaseFormSet) -> list[Problem]:
    if not formset.is_bound:
        return []
    problems = [Problem("", str(message), "") for message in formset.non_form_errors()]
    for number, form in enumerate(formset.forms, start=1):
        row = getattr(form, "row_label", "") or _("rad %(number)s") % {"number": number}
        problems += _form_problems(form, row=str(row))
    return problems


def _target(field: BoundField) -> str:
    """The id that a click in the summary focuses: the field, or the first choice of a group."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
