"""The ways into a network's pages."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.prepared import PreparedQuery
from networks.models import Network

_SEEN = PreparedQuery(
    lambda user, slug: Network.objects.visible_to(User(pk=user)).select_related("organizer").filter(slug=slug)
)


def network_or_404(request: HttpRequest, slug: str) -> Network:
    """The network at this address when the person sees it; else 404."""
    user = request.user
    if not user.is_authenticated or user.is_administrator:
        return get_object_or_404(Network.objects.visible_to(user).select_related("organizer"), slug=slug)
    network = _SEEN.first(user.pk, slug)
    if network is None:
        raise Http404
    return network


def public_network_or_404(slug: str) -> Network:
    """The network at this address when its invitation is published; else 404."""
    rows = Network.objects.public().select_related("organizer")
    return get_object_or_404(rows.prefetch_related("learning_sessions", "change_packages"), slug=slug)
