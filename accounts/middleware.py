"""Keeps pages behind login out of every cache, so that the back button shows nothing after sign-out."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers


def no_store_when_signed_in(get_response: Callable[[HttpRequest], HttpResponse]):
    """Add `Cache-Control: no-store` to every answer given to a signed-in person."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
            response["Cache-Control"] = "no-store, private"
        return response

    return middleware
