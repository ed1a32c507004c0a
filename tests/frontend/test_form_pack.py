"""The crispy template pack: labels, help, errors and summary belong together, with and without a layout."""

import re

import pytest
from django import forms
from django.template import Context, Template

from tests.frontend.pages import PEOPLE, ContactForm

pytestmark = pytest.mark.urls("tests.frontend.pages")


def render(source: str, **values: object) -> str:
    """Render a piece of template with the form tags loaded."""
    return Template("{% load crispy_forms_tags designsystemet %}" + source).render(Context(values))


def ids_in(html: str) -> list[str]:
    """Every id, in order."""
    return re.findall(r'\sid="([^"]+)"', html)


def element(html: str, name: str) -> str:
    """The opening tag of the control with that name."""
    return next(tag for tag in re.findall(r"<(?:input|select|textarea)[^>]*>", html) if f'name="{name}"' in tag)


@pytest.mark.parametrize("source", ["{{ form|crispy }}", "{% crispy form %}"])
def test_every_control_has_one_label_and_every_id_is_single(source: str) -> None:
    html = render(source, form=ContactForm())
    controls = [
        re.search(r'id="([^"]+)"', tag).group(1)
        for tag in re.findall(r"<(?:input|select|textarea)[^>]*>", html)
        if 'type="hidden"' not in tag
    ]
    assert sorted(re.findall(r'<label for="([^"]+)"', html)) == sorted(controls)
    assert len(ids_in(html)) == len(set(ids_in(html)))


def test_control_has_the_design_systems_class_and_keeps_its_own() -> None:
    form = ContactForm()
    form.fields["email"].widget.attrs["class"] = "input-short"
    html = render("{{ form|crispy }}", form=form)
    assert 'class="ds-input input-short"' in element(html, "email")
    assert 'class="ds-input"' in element(html, "role")


def test_dates_get_the_browsers_picker_with_a_value_it_understands() -> None:
    form = ContactForm(initial={"due_on": "2026-11-10", "starts_at": "09:00"})
    html = render("{{ form|crispy }}", form=form)
    assert 'type="date"' in element(html, "due_on")
    assert 'value="2026-11-10"' in element(html, "due_on")
    assert 'type="time"' in element(html, "starts_at")


def test_optional_field_says_so_unless_the_form_is_a_filter() -> None:
    form = ContactForm()
    assert render("{{ form|crispy }}", form=form).count("(valgfritt)") == 5
    form.hide_optional = True
    assert render("{{ form|crispy }}", form=form).count("(valgfritt)") == 0


def test_error_stands_beside_its_field_and_is_read_with_it() -> None:
    html = render("{{ form|crispy }}", form=ContactForm({"email": "tull"}))
    control = element(html, "name")
    assert 'aria-invalid="true"' in control
    assert 'aria-describedby="id_name_helptext id_name_error"' in control
    assert {"id_name_helptext", "id_name_error"} <= set(ids_in(html))


@pytest.mark.parametrize("source", ["{{ form|crispy }}", "{% crispy form %}"])
def test_summary_takes_focus_and_links_to_controls_that_exist(source: str) -> None:
    html = render(source, form=ContactForm({"email": "tull"}))
    summary = html[html.index('class="error-summary"') :].split("</div>")[0]
    assert "autofocus" in summary
    assert 'tabindex="-1"' in summary
    assert "Seks ting må rettes" in summary
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == ["id_name", "id_email", "id_due_on", "id_municipality", "id_role_0", "id_is_agreed"]
    assert set(targets) <= set(ids_in(html))


def test_form_without_errors_has_no_summary() -> None:
    assert "error-summary" not in render("{% crispy form %}", form=ContactForm())


def test_one_summary_speaks_for_form_and_formset() -> None:
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-1-email": "tull"}
    html = render(
        "{% error_summary form people %}{{ form|crispy }}{{ people|crispy }}",
        form=ContactForm(data),
        people=PEOPLE(data),
    )
    assert html.count('class="error-summary"') == 1
    assert "Navn, Måleansvarlig:" in html
    assert 'href="#id_form-1-email"' in html


def test_error_of_the_whole_form_stands_in_the_summary() -> None:
    class Strict(forms.Form):
        name = forms.CharField(required=False)

        def clean(self) -> None:
            raise forms.ValidationError("Fristen er ute.")

    assert "<li>Fristen er ute.</li>" in render("{{ form|crispy }}", form=Strict({}))


def test_typed_markup_is_shown_as_text() -> None:
    form = ContactForm({"name": '"><script>alert(1)</script>', "municipality": "<b>"})
    html = render("{% crispy form %}", form=form)
    assert "<script" not in html
    assert "<b>" not in html


def test_table_formset_names_rows_and_columns_for_every_control() -> None:
    html = render("{{ people|crispy }}", people=PEOPLE())
    assert re.findall(r'<th scope="col">([^<]+)', html) == ["Navn", "E-post"]
    assert re.findall(r'<th scope="row">([^<]+)', html) == ["Teamleder", "Måleansvarlig"]
    assert 'for="id_form-1-email">E-post<span class="visually-hidden">, Måleansvarlig</span>' in html
    assert "form-TOTAL_FORMS" in html


def test_submit_is_a_button_with_name_and_value() -> None:
    html = render("{% crispy form %}", form=ContactForm())
    button = re.search(r"<button[^>]*>", html).group()
    assert 'type="submit"' in button
    assert 'name="action"' in button
    assert 'value="Send"' in button
    assert "novalidate" in html
