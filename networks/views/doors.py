"""The ways into a network's pages."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from networks.models import Network


def network_or_404(request: HttpRequest, slug: str) -> Network:
    """The network at this address when the person sees it; else 404."""
    return get_object_or_404(Network.objects.visible_to(request.user).select_related("organizer"), slug=slug)


def public_network_or_404(slug: str) -> Network:
    """The network at this address when its invitation is published; else 404."""
    rows = Network.objects.public().select_related("organizer")
    return get_object_or_404(rows.prefetch_related("learning_sessions", "change_packages"), slug=slug)
