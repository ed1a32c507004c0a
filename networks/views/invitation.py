"""The invitation: public page, preview for the coordinator, and PDF."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.norwegian import format_date, format_day
from accounts.permissions import require
from networks import services
from networks.forms.signup import SignupForm
from networks.models import Network
from networks.pdf import PdfUnavailableError, render_invitation
from networks.permissions import can_manage_network
from networks.queries import build_invitation
from networks.views.doors import network_or_404, public_network_or_404

# A document is made once for each version of the network, then read from the cache.
PDF_LIFETIME = 60 * 60


@login_not_required
@require_safe
def invitation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What the network is, when it meets, and the first step of the form while it is open."""
    network = public_network_or_404(slug)
    is_open = network.accepts_registrations_on(timezone.localdate())
    context = invitation_context(network, form=SignupForm(network=network) if is_open else None)
    return render(request, "networks/invitation_detail.html", context)


@require_safe
def invitation_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The same page for the coordinator, published or not, with what is missing and the button."""
    network = network_or_404(request, slug)
    require(can_manage_network(request.user, network))
    public_url = reverse("networks:invitation_detail", args=[network.slug])
    context = {
        **invitation_context(network, form=SignupForm(network=network)),
        "is_preview": True,
        "problems": services.publishing_problems(network, today=timezone.localdate()),
        "public_url": public_url,
        "public_address": f"{settings.SITE_URL}{public_url}",
    }
    return render(request, "networks/invitation_detail.html", context)


@login_not_required
@require_safe
def invitation_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The invitation as a tagged PDF; coordinators get it before publishing too."""
    network = Network.objects.visible_to(request.user).select_related("organizer").filter(slug=slug).first()
    if network is None or not (network.is_published or can_manage_network(request.user, network)):
        network = public_network_or_404(slug)
    try:
        content = _cached_pdf(network)
    except PdfUnavailableError as error:
        return render(request, "networks/pdf_missing.html", {"network": network, "reason": str(error)}, status=503)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="invitasjon-{network.slug}.pdf"'
    return response


@require_POST
def network_publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the invitation public."""
    network = network_or_404(request, slug)
    require(can_manage_network(request.user, network))
    try:
        services.publish_network(network, by=request.user)
    except services.NetworkError as error:
        for problem in error.problems:
            messages.error(request, problem.message)
    else:
        messages.success(request, _("Invitasjonen er publisert, og påmeldingen er åpen."))
    return redirect("networks:invitation_preview", slug=network.slug)


def invitation_context(network: Network, *, form: SignupForm | None) -> dict[str, Any]:
    """What the invitation's template reads. Without a form it says that registration is closed."""
    invitation = build_invitation(network)
    return {
        "network": network,
        "invitation": invitation,
        "form": form,
        "form_token": uuid.uuid4(),
        "deadline_text": _deadline_text(network, is_open=form is not None),
        "closed_text": _closed_text(network),
        "footer": {"footer": network.organizer.name},
    }


def _deadline_text(network: Network, *, is_open: bool) -> str:
    if is_open:
        return _("Påmeldingsfrist %(day)s") % {"day": format_day(network.registration_deadline_on, year=True)}
    if network.is_closed:
        return _("Nettverket ble avsluttet %(day)s") % {"day": format_date(network.closed_at)}
    return _("Påmeldingsfristen var %(day)s") % {"day": format_date(network.registration_deadline_on)}


def _closed_text(network: Network) -> str:
    if network.is_closed:
        return _("Dette nettverket er avsluttet.")
    return _("Fristen gikk ut %(day)s, men det kan være plass til flere.") % {
        "day": format_day(network.registration_deadline_on)
    }


def _cached_pdf(network: Network) -> bytes:
    key = f"invitation-pdf/{network.pk}/{network.version}/{network.is_published}"
    content = cache.get(key)
    if content is None:
        content = render_invitation(network, build_invitation(network))
        cache.set(key, content, PDF_LIFETIME)
    return content
