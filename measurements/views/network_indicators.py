"""A network's indicators: which there are, and the network's own words for them."""

from itertools import groupby

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import require
from measurements.forms import NetworkIndicatorForm
from measurements.models import Indicator
from measurements.queries.definitions import calculation_text, definitions
from measurements.queries.offers import network_indicators, teams_following
from measurements.services import MeasurementError, retire_network_indicator, save_network_indicator
from networks.models import Network
from networks.permissions import can_manage_network

RETIRE = "retire"


@require_safe
def network_indicator_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The indicators of the network's tiltakspakker, as teams that start now get them."""
    network = _find_network(request, slug)
    rows = network_indicators(network, network.change_packages.values_list("pk", flat=True))
    groups = [
        (package, definitions(list(of_package)))
        for package, of_package in groupby(rows, key=lambda row: row.change_package)
    ]
    context = {"network": network, "groups": groups, "decision": can_manage_network(request.user, network)}
    return render(request, "measurements/network_indicator_list.html", context)


@require_http_methods(["GET", "POST"])
def network_indicator_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put an indicator in the network's own words, or take the network's copy out."""
    network = _find_network(request, slug)
    require(can_manage_network(request.user, network))
    # A copy of another network is not there, whoever asks.
    offered = (
        Indicator.objects.visible_to(request.user)
        .current()
        .filter(Q(owner_network=None) | Q(owner_network=network), owner_team=None, change_package__networks=network)
    )
    indicator = get_object_or_404(offered, pk=pk)
    return _edit(request, network, indicator)


def _edit(request: HttpRequest, network: Network, indicator: Indicator) -> HttpResponse:
    is_copy = indicator.owner_network_id is not None
    if request.method == "POST" and is_copy and request.POST.get("action") == RETIRE:
        retire_network_indicator(indicator, by=request.user)
        messages.success(request, _("Nettverkets utgave er tatt ut. Team som følger den, fortsetter med den."))
        return redirect("measurements:network_indicator_list", slug=network.slug)
    form = NetworkIndicatorForm(request.POST or None, instance=indicator)
    if request.method == "POST" and form.is_valid():
        try:
            save_network_indicator(indicator, network=network, fields=form.values(), by=request.user)
        except MeasurementError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, _("«%(name)s» er lagret.") % {"name": form.cleaned_data["short_name"]})
            return redirect("measurements:network_indicator_list", slug=network.slug)
    context = {
        "network": network,
        "indicator": indicator,
        "is_copy": is_copy,
        "followers": teams_following(network, indicator) if is_copy else 0,
        "calculation": calculation_text(indicator),
        "form": form,
    }
    return render(request, "measurements/network_indicator_edit.html", context)


def _find_network(request: HttpRequest, slug: str) -> Network:
    return get_object_or_404(Network.objects.visible_to(request.user), slug=slug)
