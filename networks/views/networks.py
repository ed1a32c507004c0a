"""The list of networks, and the end of one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import require
from networks import services
from networks.models import Network
from networks.permissions import can_close_network, can_create_network, can_reopen_network
from networks.queries import network_rows
from networks.views.doors import network_or_404


@require_safe
def network_list(request: HttpRequest) -> HttpResponse:
    """The networks this person is in, those that go on first."""
    visible = Network.objects.visible_to(request.user)
    context = {
        "rows": network_rows(visible, request.user, timezone.localdate()),
        "may_create": can_create_network(request.user),
    }
    return render(request, "networks/network_list.html", context)


def network_close(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask before the network ends, and say what that means; a network that has ended can be opened again here."""
    network = network_or_404(request, slug)
    may_reopen = can_reopen_network(request.user, network)
    if not may_reopen:
        require(can_close_network(request.user, network))
    if request.method == "POST":
        try:
            services.close_network(network, by=request.user)
        except services.NetworkError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Nettverket er avsluttet. Alt er bevart, og ingenting endres lenger."))
        return redirect("networks:network_close", slug=network.slug)
    return render(request, "networks/network_close.html", {"network": network, "may_reopen": may_reopen})


@require_POST
def network_reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Undo closing."""
    network = network_or_404(request, slug)
    if network.is_closed:
        require(can_reopen_network(request.user, network))
        services.reopen_network(network, by=request.user)
        messages.success(request, _("Nettverket er åpnet igjen."))
    else:
        require(can_close_network(request.user, network))
    return redirect("networks:network_close", slug=network.slug)
