"""The change packages, open to everybody who considers registering a team."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from networks.queries import package_groups


@login_not_required
@require_safe
def package_list(request: HttpRequest) -> HttpResponse:
    """Every package that is offered, by innsatsområde, with its tiltak."""
    return render(request, "networks/package_list.html", {"groups": package_groups()})
