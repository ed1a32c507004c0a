"""The coordinator's side of registrations: the list, one of them, the contact, the answer, a late one."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import is_first_submission
from accounts.norwegian import format_date, format_datetime
from accounts.permissions import require
from networks.models import Network
from networks.permissions import can_manage_registrations
from networks.views.doors import network_or_404
from teams import services
from teams.forms.contact import ContactForm
from teams.forms.registration import DeclineForm, LateRegistrationForm, PeopleRows
from teams.models import Registration, Team
from teams.permissions import can_add_registration, can_answer_registration
from teams.queries import (
    draft_count,
    registration_contacts,
    registration_gaps,
    registration_rows,
    registration_summary,
    registrations_lead,
)
from teams.queries.registration_desk import MARKS
from teams.views.registration_steps import add_team_error
from teams.views.saving import carry_out

Status = Registration.Status


@require_safe
def registration_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every registration with what is missing and when somebody last called; the longest wait on top."""
    network = _network(request, slug)
    rows = registration_rows(network, request.user, timezone.localdate())
    context = {
        "network": network,
        "rows": rows,
        "lead": registrations_lead(rows) if rows else "",
        "drafts": draft_count(network),
        "is_open": network.accepts_registrations_on(timezone.localdate()),
        "deadline": format_date(network.registration_deadline_on),
        "may_add": can_add_registration(request.user, network),
    }
    return render(request, "teams/registration_list.html", context)


@require_safe
def registration_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One registration: what was written, what is missing, the contact so far, and the answer."""
    network = _network(request, slug)
    registration = _registration(request, network, pk)
    return _show(request, registration)


@require_POST
def registration_contact(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Log a contact with the municipality."""
    registration = _registration(request, _network(request, slug), pk)
    require(can_answer_registration(request.user, registration))
    form = ContactForm(request.POST)

    def log() -> object:
        return services.log_contact(registration=registration, by=request.user, **form.values())

    if form.is_valid() and carry_out(form, log, by=request.user):
        messages.success(request, _("Kontakten er loggført."))
        return redirect("teams:registration_detail", slug=slug, pk=pk)
    return _show(request, registration, contact_form=form)


@require_POST
def registration_approve(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Approve: the team is made and its people invited. A second click shows the same team."""
    registration = _registration(request, _network(request, slug), pk)
    require(can_answer_registration(request.user, registration))
    try:
        team = services.approve_registration(registration, by=request.user)
    except services.TeamError as error:
        messages.error(request, error.message)
        return redirect("teams:registration_detail", slug=slug, pk=pk)
    messages.success(request, _("%(team)s er godkjent, og de med e-post er invitert.") % {"team": team.name})
    return redirect("teams:registration_detail", slug=slug, pk=pk)


@require_POST
def registration_decline(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Decline, with a reason that the contact person reads."""
    registration = _registration(request, _network(request, slug), pk)
    require(can_answer_registration(request.user, registration))
    form = DeclineForm(request.POST)
    if form.is_valid():
        try:
            services.decline_registration(registration, reason=form.cleaned_data["reason"], by=request.user)
        except services.TeamError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Påmeldingen er avslått, og kommunen får begrunnelsen på e-post."))
        return redirect("teams:registration_detail", slug=slug, pk=pk)
    return _show(request, registration, decline_form=form)


def registration_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter a registration for a municipality, also after the deadline."""
    network = _network(request, slug)
    require(can_add_registration(request.user, network))
    form = LateRegistrationForm(request.POST or None, network=network)
    rows = PeopleRows(request.POST or None, prefix="people")
    if request.method == "POST" and all([form.is_valid(), rows.is_valid()]):
        try:
            with transaction.atomic():
                if is_first_submission(form, by=request.user):
                    services.add_late_registration(network, by=request.user, people=rows.people(), **form.values())
        except services.TeamError as error:
            add_team_error(error, form, rows)
        else:
            messages.success(request, _("Påmeldingen er lagt inn. Kontaktpersonen får kvittering på e-post."))
            return redirect("teams:registration_list", slug=slug)
    return render(request, "teams/registration_create.html", {"network": network, "form": form, "rows": rows})


def _show(
    request: HttpRequest,
    registration: Registration,
    *,
    contact_form: ContactForm | None = None,
    decline_form: DeclineForm | None = None,
) -> HttpResponse:
    is_waiting = registration.status == Status.SUBMITTED
    team = (
        Team.objects.visible_to(request.user).select_related("organization").filter(registration=registration).first()
    )
    context = {
        "network": registration.network,
        "registration": registration,
        "mark": MARKS[Status(registration.status)],
        "summary": registration_summary(registration),
        "gaps": registration_gaps(registration) if is_waiting else [],
        "contacts": registration_contacts(registration),
        "contact_form": contact_form or ContactForm(),
        "decline_form": decline_form or DeclineForm(),
        "is_waiting": is_waiting,
        "may_answer": can_answer_registration(request.user, registration),
        "submitted_at": format_datetime(registration.submitted_at),
        "decided_on": format_date(registration.decided_at) if registration.decided_at else "",
        "team": team,
    }
    return render(request, "teams/registration_detail.html", context)


def _network(request: HttpRequest, slug: str) -> Network:
    network = network_or_404(request, slug)
    require(can_manage_registrations(request.user, network))
    return network


def _registration(request: HttpRequest, network: Network, pk: int) -> Registration:
    rows = Registration.objects.visible_to(request.user).select_related(
        "network__organizer", "municipality", "change_package", "decided_by"
    )
    return get_object_or_404(rows, network=network, pk=pk)
