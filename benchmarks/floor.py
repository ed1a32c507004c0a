"""The floor: the least a Django page of this site can cost."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from laeringsnettverk.navigation import Item, Navigation
from networks.models import Network

LABELS = ("Min oppgave nå", "Nettverket", "Teamene", "Samlinger", "Rapporter", "Innhold")
# The header people see, made beforehand: the floor asks nothing about where a person may go.
NAVIGATION = Navigation(
    items=[Item(label, "/") for label in LABELS],
    name="Astrid Holm",
    role="Koordinator, USHT Akershus",
    account_items=[Item("Min profil", "/")],
)


def floor(request: HttpRequest) -> HttpResponse:
    """Signed in by session, one query of its own, the site's base template, one line of text."""
    network = Network.objects.order_by("id").first()
    return render(request, "benchmarks/floor.html", {"nav": NAVIGATION, "network": network})
