"""Pages whose address is the key: open without an account, kept and found by nobody, and silent about what they hide."""

from collections.abc import Callable
from functools import wraps

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

Page = Callable[..., HttpResponse]
# So many addresses that open nothing may one machine try in five minutes; a ward's phones share one.
MOST_MISSES = 60
# So many requests a minute may one link take, from all phones together.
MOST_REQUESTS = 600


class LinkGone(Exception):
    """The address opens nothing: unknown, stopped or too old, which of them is not told."""


def secret_page(view: Page) -> Page:
    """Guard a view of (request, token): it raises LinkGone for a token that opens nothing."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        response = _answer(view, request, token)
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


def _answer(view: Page, request: HttpRequest, token: str) -> HttpResponse:
    misses = f"link-misses:{get_adapter().get_client_ip(request)}"
    requests = f"link-requests:{token[:64]}"
    if cache.get(misses, 0) >= MOST_MISSES or _count(requests, seconds=60) > MOST_REQUESTS:
        return _sorry(request, 429)
    try:
        return view(request, token)
    except LinkGone:
        _count(misses, seconds=300)
        return _sorry(request, 404)


def _count(key: str, *, seconds: int) -> int:
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:
        # It ran out between the two calls.
        return 1


def _sorry(request: HttpRequest, status: int) -> HttpResponse:
    is_busy = status == 429
    if request.headers.get("Accept", "") == "application/json":
        message = _("Vent litt, og prøv igjen.") if is_busy else _("Lenken virker ikke.")
        return JsonResponse({"message": message}, status=status)
    return render(request, "measurements/link_gone.html", {"is_busy": is_busy}, status=status)
