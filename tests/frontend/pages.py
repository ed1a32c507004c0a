"""Small pages for the tests of the front end: forms that are never saved, and an autosave that remembers what it got."""

from threading import Event
from typing import ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row, Submit
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


class ContactForm(forms.Form):
    """One field of every kind that the product uses."""

    name = forms.CharField(label="navn", help_text="Fornavn og etternavn")
    email = forms.EmailField(label="E-post", required=False)
    due_on = forms.DateField(label="Frist")
    starts_at = forms.TimeField(label="Klokkeslett", required=False)
    municipality = forms.ChoiceField(label="Kommune", choices=[("", "Velg"), ("3222", "Lørenskog")])
    why = forms.CharField(label="Bakgrunn", widget=forms.Textarea, required=False)
    role = forms.ChoiceField(
        label="Rolle", widget=forms.RadioSelect, choices=[("a", "Teamleder"), ("b", "Måleansvarlig")]
    )
    barriers = forms.MultipleChoiceField(
        label="Hindringer", widget=forms.CheckboxSelectMultiple, choices=[("a", "Tid"), ("b", "Penger")], required=False
    )
    is_agreed = forms.BooleanField(label="Vi har lest avtalen")
    attachment = forms.FileField(label="Vedlegg", required=False)
    origin = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def helper(self) -> FormHelper:
        """The form as a page would lay it out."""
        helper = FormHelper()
        helper.layout = Layout(
            "name",
            Row("email", "municipality"),
            Fieldset("Mer", "due_on", "starts_at", "why", "role", "barriers", "is_agreed", "attachment", "origin"),
        )
        helper.add_input(Submit("action", "Send", css_class="button-tall"))
        return helper


class PersonForm(forms.Form):
    """A row of a table formset."""

    name = forms.CharField(label="Navn")
    email = forms.EmailField(label="E-post", required=False)


class PersonFormSet(forms.BaseFormSet):
    """Rows with names of their own."""

    ROWS: ClassVar = ["Teamleder", "Måleansvarlig"]

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Name the row."""
        super().add_fields(form, index)
        form.row_label = self.ROWS[index or 0]


PEOPLE = forms.formset_factory(PersonForm, formset=PersonFormSet, extra=2)
received: list[dict[str, str]] = []
answers: list[HttpResponse] = []
# A sent form is answered only when the test is through with its clicks, however slow the machine.
asked, clicked = Event(), Event()
CLICKS_TAKE_AT_MOST = 10

DRAFT_PAGE = """{% extends "base.html" %}{% block title %}Utkast{% endblock %}{% block heading %}Utkast{% endblock %}
{% block content %}{% include "components/_saved.html" %}
<form method="post" action="/utkast/" data-autosave-url="/utkast/"><label for="id_text">Tekst</label>
<textarea class="ds-input" id="id_text" name="text"></textarea>
<button class="ds-button" name="action" value="send">Send</button></form>{% endblock %}
{% block scripts %}<script type="module" src="{% static 'js/autosave.js' %}"></script>{% endblock %}"""
FORM_PAGE = """{% extends "base.html" %}{% load crispy_forms_tags designsystemet %}{% block title %}Skjema{% endblock %}
{% block heading %}Skjema{% endblock %}{% block content %}{% error_summary form people %}
<div class="card">{% crispy form %}</div><div class="card"><h2>Teamet</h2>{{ people|crispy }}</div>{% endblock %}"""
GALLERY = '{% extends "components/gallery.html" %}'


def page(source: str, **values: object) -> HttpResponse:
    """Render a template given as text, without request and so without the product's navigation."""
    return HttpResponse(Template(source).render(Context(values)))


@csrf_exempt
@login_not_required
def draft(request: HttpRequest) -> HttpResponse:
    """A text with autosave; the next answer may be set in `answers`."""
    if request.method == "GET":
        return page(DRAFT_PAGE)
    received.append(request.POST.dict())
    if "action" in request.POST:
        asked.set()
        clicked.wait(CLICKS_TAKE_AT_MOST)
        return page(DRAFT_PAGE)
    return answers.pop(0) if answers else HttpResponse(status=204)


@login_not_required
def form_with_errors(request: HttpRequest) -> HttpResponse:
    """Every kind of field, wrongly filled."""
    data = {"email": "tull", "form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-1-email": "tull"}
    return page(FORM_PAGE, form=ContactForm(data), people=PEOPLE(data))


@login_not_required
def empty_form(request: HttpRequest) -> HttpResponse:
    """Every kind of field, empty."""
    return page(FORM_PAGE, form=ContactForm(), people=PEOPLE())


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component, with somebody signed in."""
    navigation = {
        "items": [
            {"label": "Min oppgave nå", "url": "/", "is_active": True},
            {"label": "Målinger", "url": "/", "is_active": False},
        ],
        "name": "Ingrid Sæther",
        "role": "Måleansvarlig, Lørenskog",
        "footer": "USHT Akershus",
    }
    return page(GALLERY, nav=navigation, demo=True)


@login_not_required
def plain(request: HttpRequest) -> HttpResponse:
    """Where links lead."""
    return HttpResponse("<!doctype html><html lang='nb'><title>Side</title><h1>Side</h1>")


NAMES = ("accessibility", "privacy", "help", "account_login", "account_logout", "demo_home")
urlpatterns = [
    path("utkast/", draft),
    path("feil/", form_with_errors),
    path("tomt/", empty_form),
    path("galleri/", gallery),
    *[path(f"{name}/", plain, name=name) for name in NAMES],
]
