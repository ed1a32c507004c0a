"""Making a network and setting it up."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.forms.formsets import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.forms import is_first_submission
from accounts.models import Organization
from accounts.norwegian import format_date
from accounts.permissions import require
from accounts.services import add_organization
from networks import services
from networks.forms.calendar import DeadlineRows, SessionRows, deadline_initial, session_initial
from networks.forms.creation import NetworkCreateForm
from networks.forms.setup import SettingsForm, fill_in_help
from networks.models import Network
from networks.permissions import can_create_network, can_manage_network
from networks.queries import network_templates
from networks.views.doors import network_or_404


def network_create(request: HttpRequest) -> HttpResponse:
    """Start from a template or an earlier network."""
    require(can_create_network(request.user))
    earlier = list(Network.objects.visible_to(request.user).select_related("organizer")[:10])
    form = NetworkCreateForm(request.POST or None, earlier=earlier, initial=_first_values(request, earlier))
    if request.method == "POST" and form.is_valid():
        network = _create(request, form)
        if network:
            messages.success(request, _("Nettverket er laget. Se over datoene og invitasjonen før dere publiserer."))
            return redirect("networks:network_edit", slug=network.slug)
        if not form.errors:
            return redirect("networks:network_list")
    return render(request, "networks/network_create.html", {"form": form})


def network_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """All settings on one page: saved together, or nothing, with everything that is wrong said at once."""
    network = network_or_404(request, slug)
    require(can_manage_network(request.user, network))
    data = request.POST or None
    form = SettingsForm(data, instance=network)
    sessions = SessionRows(data, prefix="sessions", initial=session_initial(network))
    deadlines = DeadlineRows(data, prefix="deadlines", initial=deadline_initial(network))
    theirs: list[tuple[str, str]] = []
    if request.method == "POST" and all([form.is_valid(), sessions.is_valid(), deadlines.is_valid()]):
        try:
            _save_setup(request, network, form, sessions, deadlines)
        except services.NetworkConflict as conflict:
            theirs = _show_conflict(form, network, conflict)
        except services.SetupError as error:
            _show_problems(error, form, sessions, deadlines)
        else:
            messages.success(request, _("Oppsettet er lagret."))
            wanted = "networks:invitation_preview" if "preview" in request.POST else "networks:network_edit"
            return redirect(wanted, slug=network.slug)
    context = {
        "network": network_or_404(request, slug),
        "form": form,
        "texts": [field for field in form if field.name.startswith("invitation_")],
        "sessions": sessions,
        "deadlines": deadlines,
        "theirs": theirs,
        "fill_ins": fill_in_help(),
    }
    return render(request, "networks/network_edit.html", context)


def _first_values(request: HttpRequest, earlier: list[Network]) -> dict[str, Any]:
    """What a coordinator most likely writes: the same as last time."""
    user = request.user
    values = {
        "source": network_templates()[0].code,
        "contact_name": user.name,
        "contact_email": user.email,
        "contact_phone": user.phone,
    }
    if earlier:
        last = earlier[0]
        values |= {"region": last.region, "organizer": last.organizer.name, "contact_email": last.contact_email}
    return values


def _create(request: HttpRequest, form: NetworkCreateForm) -> Network | None:
    """Make the network once. None when it was refused (the reason is in the form) or made by an earlier click."""
    try:
        with transaction.atomic():
            if not is_first_submission(form, by=request.user):
                return None
            values = form.values()
            organizer = _organizer(form.cleaned_data["organizer"], values["region"], request)
            return services.create_network(organizer=organizer, by=request.user, **values)
    except services.NetworkError as error:
        _add_problems(form, error.problems)
        return None


def _organizer(name: str, region: str, request: HttpRequest) -> Organization:
    known = Organization.objects.filter(name__iexact=name).exclude(kind=Organization.Kind.MUNICIPALITY).first()
    kind = Organization.Kind.DEVELOPMENT_CENTRE
    return known or add_organization(kind=kind, name=name, county=region, by=request.user)


def _save_setup(
    request: HttpRequest, network: Network, form: SettingsForm, sessions: BaseFormSet, deadlines: BaseFormSet
) -> None:
    rows = [row.cleaned_data for row in sessions if not row.is_left_out()]
    due = [row.cleaned_data for row in deadlines if not row.is_left_out()]
    services.save_setup(
        network,
        by=request.user,
        version=form.cleaned_data["version"],
        fields=form.values(),
        packages=list(form.cleaned_data["change_packages"]),
        sessions=rows,
        deadlines=sorted(due, key=lambda row: row["due_on"]),
    )


def _show_problems(
    error: services.SetupError, form: SettingsForm, sessions: BaseFormSet, deadlines: BaseFormSet
) -> None:
    """Put each problem beside its field. Rows are counted among those that were kept."""
    _add_problems(form, error.parts.get("fields", []))
    used = [row for row in sessions if not row.is_left_out()]
    _add_row_problems(form, used, error.parts.get("sessions", []))
    due = [row for row in deadlines if not row.is_left_out()]
    due.sort(key=lambda row: row.cleaned_data["due_on"])
    _add_row_problems(form, due, error.parts.get("deadlines", []))


def _add_problems(form: forms.Form, problems: list[services.Problem]) -> None:
    for problem in problems:
        field = problem.field if problem.field in form.fields else None
        if not form.has_error(field or "__all__", code="service"):
            form.add_error(field, forms.ValidationError(problem.message, code="service"))


def _add_row_problems(form: forms.Form, rows: list[forms.Form], problems: list[services.Problem]) -> None:
    for problem in problems:
        if problem.row is not None and problem.row < len(rows):
            row = rows[problem.row]
            row.add_error(problem.field if problem.field in row.fields else None, problem.message)
        else:
            form.add_error(None, problem.message)


def _show_conflict(form: SettingsForm, network: Network, conflict: services.NetworkConflict) -> list[tuple[str, str]]:
    """Keep what was typed, say what stands, and let the next save go through."""
    form.add_error(None, conflict.message)
    form.data = form.data.copy()
    network.refresh_from_db(fields=["version"])
    form.data["version"] = str(network.version)
    return [
        (capfirst(str(form.fields[name].label)), _shown(value))
        for name, value in conflict.theirs.items()
        if value != form.cleaned_data.get(name)
    ]


def _shown(value: Any) -> str:
    return format_date(value) if hasattr(value, "isoformat") else str(value if value is not None else "–")
