"""What the base template reads on every page: the navigation, and whether this is the demo."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from laeringsnettverk.navigation import Navigation, build_navigation


def site(request: HttpRequest) -> dict[str, object]:
    """Give `nav` (built when a template first asks, once a request) and `demo`."""
    return {"nav": SimpleLazyObject(lambda: _navigation(request)), "demo": settings.DEMO}


def _navigation(request: HttpRequest) -> Navigation:
    memory: Navigation | None = getattr(request, "_navigation", None)
    if memory is None:
        memory = request._navigation = build_navigation(request)
    return memory
