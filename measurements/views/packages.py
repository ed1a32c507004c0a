"""A tiltakspakke with its tiltak and indicators, open to all."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from measurements.models import Indicator
from measurements.queries.definitions import definitions
from networks.models import ChangePackage


@login_not_required
@require_safe
def package_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show the newest version of a tiltakspakke."""
    packages = ChangePackage.objects.filter(code__iexact=code).select_related("focus_area", "superseded_by")
    package = packages.order_by("-version").first()
    if package is None:
        raise Http404
    indicators = Indicator.objects.public().filter(change_package=package).exclude(state=Indicator.State.DRAFT)
    context = {
        "package": package,
        "ideas": package.change_ideas.all(),
        "indicators": definitions(indicators.select_related("superseded_by")),
    }
    return render(request, "measurements/package_detail.html", context)
