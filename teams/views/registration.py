"""The påmeldingsskjema of a municipality: no account, a private link, and a draft that is never lost."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.norwegian import format_date, format_datetime, format_day, format_time
from networks.forms.signup import SignupForm
from networks.models import Network
from networks.views.doors import public_network_or_404
from teams import services
from teams.models import Registration
from teams.queries import find_registration, registration_gaps, registration_summary
from teams.views.registration_steps import (
    CHECK,
    ORDER,
    TEAM,
    TEXTS,
    add_team_error,
    save_step,
    step_forms,
    step_of_field,
)

Status = Registration.Status


@login_not_required
@never_cache
def registration_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Step 1, sent from the invitation or from this page: makes the draft and mails its link."""
    network = public_network_or_404(slug)
    if not network.accepts_registrations_on(timezone.localdate()):
        return _closed(request, network)
    form = SignupForm(request.POST or None, network=network)
    if request.method == "POST" and form.is_valid():
        try:
            _draft, token = services.start_registration(
                network, today=timezone.localdate(), form_token=_form_token(request), **form.cleaned_data
            )
        except services.TeamError as error:
            add_team_error(error, form)
        else:
            return redirect("teams:registration_step", token=token, step=TEAM)
    context = {"network": network, "form": form, "form_token": _form_token(request), **_footer(network)}
    return render(request, "teams/registration_start.html", context)


@login_not_required
@never_cache
def registration_step(request: HttpRequest, token: str, step: str) -> HttpResponse:
    """One step of the draft; every button saves."""
    registration = _registration_or_404(token)
    if step not in ORDER:
        raise Http404
    if registration.status != Status.DRAFT:
        return redirect("teams:registration_receipt", token=token)
    if not registration.network.accepts_registrations_on(timezone.localdate()):
        return _closed(request, registration.network, registration)
    if step == CHECK:
        return _check(request, registration, token)
    forms = step_forms(registration, step, request.POST or None)
    if request.method == "POST" and forms.is_valid() and save_step(registration, forms):
        return _go_on(request, token, step)
    context = {
        **_step_context(registration, token, step),
        "form": forms.form,
        "rows": forms.rows,
        "advice": [gap for gap in registration_gaps(registration) if gap.step == step],
        "saved_at": format_time(registration.saved_at),
    }
    return render(request, "teams/registration_step.html", context)


@login_not_required
@never_cache
@require_POST
def registration_autosave(request: HttpRequest, token: str) -> JsonResponse:
    """Save the step while it is written. The answer has what the page must carry on, and the advice as it is now."""
    registration = _registration_or_404(token)
    step = request.POST.get("step", "")
    if step not in ORDER[:-1] or registration.status != Status.DRAFT:
        return JsonResponse({"message": _("Påmeldingen er sendt inn eller trukket.")}, status=409)
    forms = step_forms(registration, step, request.POST)
    if not forms.is_valid() or not save_step(registration, forms):
        conflict = getattr(forms.form, "conflict", None)
        message = (
            _("Ikke lagret: noen andre har endret det samme.")
            if conflict
            else _("Ikke lagret ennå: %(reason)s") % {"reason": forms.first_error}
        )
        return JsonResponse({"message": message}, status=409 if conflict else 422)
    registration = _registration_or_404(token)
    fresh = step_forms(registration, step).form.initial
    advice = [gap.text for gap in registration_gaps(registration) if gap.step == step]
    return JsonResponse({"version": fresh["version"], "seen": fresh["seen"], "advice": advice})


@login_not_required
@never_cache
def registration_receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Where the registration stands: a draft to go on with, a receipt, or the answer."""
    registration = _registration_or_404(token)
    network = registration.network
    is_open = network.accepts_registrations_on(timezone.localdate())
    context = {
        "registration": registration,
        "network": network,
        "token": token,
        "summary": registration_summary(registration),
        "gaps": registration_gaps(registration),
        "is_open": is_open,
        "submitted_at": format_datetime(registration.submitted_at) if registration.submitted_at else "",
        "decided_on": format_date(registration.decided_at) if registration.decided_at else "",
        "deadline": format_day(network.registration_deadline_on),
        **_footer(network),
    }
    return render(request, "teams/registration_receipt.html", context)


@login_not_required
@never_cache
def registration_withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Ask before a draft is deleted or a registration is withdrawn."""
    registration = _registration_or_404(token)
    network, is_draft = registration.network, registration.status == Status.DRAFT
    error = ""
    if request.method == "POST":
        try:
            services.withdraw_registration(registration)
        except services.TeamError as refusal:
            error = refusal.message
        else:
            if is_draft:
                return render(request, "teams/registration_deleted.html", {"network": network, **_footer(network)})
            return redirect("teams:registration_receipt", token=token)
    context = {"registration": registration, "network": network, "token": token, "is_draft": is_draft, "error": error}
    status = 409 if error else 200
    return render(request, "teams/registration_withdraw.html", {**context, **_footer(network)}, status=status)


def _check(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """The last step: everything on one page, what is missing, and the button that sends it in."""
    refused = None
    if request.method == "POST":
        if request.POST.get("go") in ORDER:
            return redirect("teams:registration_step", token=token, step=request.POST["go"])
        try:
            services.submit_registration(registration, now=timezone.now())
        except services.TeamError as error:
            refused = {"message": error.message, "step": step_of_field(error.field)}
        else:
            return redirect("teams:registration_receipt", token=token)
    gaps = registration_gaps(registration)
    context = {
        **_step_context(registration, token, CHECK),
        "summary": registration_summary(registration),
        "required": [gap for gap in gaps if gap.is_required],
        "advice": [gap for gap in gaps if not gap.is_required],
        "refused": refused,
    }
    return render(request, "teams/registration_check.html", context)


def _step_context(registration: Registration, token: str, step: str) -> dict[str, Any]:
    number = ORDER.index(step)
    return {
        "registration": registration,
        "network": registration.network,
        "token": token,
        "step": step,
        "text": TEXTS[step],
        "number": number + 1,
        "steps": [(TEXTS[name].heading, "done" if index <= number else "") for index, name in enumerate(ORDER[:-1])],
        "previous": ORDER[number - 1] if number else "",
        "deadline": format_day(registration.network.registration_deadline_on),
        **_footer(registration.network),
    }


def _go_on(request: HttpRequest, token: str, step: str) -> HttpResponse:
    """To the step the button names; without a name to the next."""
    wanted = request.POST.get("go", "")
    if wanted == "senere":
        return redirect("teams:registration_receipt", token=token)
    following = wanted if wanted in ORDER else ORDER[ORDER.index(step) + 1]
    return redirect("teams:registration_step", token=token, step=following)


def _closed(request: HttpRequest, network: Network, registration: Registration | None = None) -> HttpResponse:
    """The form is closed: say so kindly, and whom to ask."""
    context = {
        "network": network,
        "registration": registration,
        "deadline": format_day(network.registration_deadline_on),
        **_footer(network),
    }
    return render(request, "teams/registration_closed.html", context)


def _registration_or_404(token: str) -> Registration:
    registration = find_registration(token)
    if registration is None:
        raise Http404
    return registration


def _form_token(request: HttpRequest) -> uuid.UUID:
    """The hidden token of the form that was sent, or a new one."""
    try:
        return uuid.UUID(request.POST.get("form_token", ""))
    except ValueError:
        return uuid.uuid4()


def _footer(network: Network) -> dict[str, Any]:
    return {"footer": {"footer": network.organizer.name}}
