"""The pages that belong to no app: front page, texts about the service, health and the component gallery."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.norwegian import format_date, format_day, relative_days
from accounts.templatetags.icons import ICONS, MARKS
from laeringsnettverk.places import Place, places_of
from networks.models import Network
from networks.services import NetworkError, end_network_member
from teams.services import TeamError, end_member


@login_not_required
@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """What this is, and the networks one can join; a signed-in person goes straight to work."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    today = timezone.localdate()
    networks = Network.objects.public().filter(closed_at=None).select_related("organizer")
    rows = [
        {
            "network": network,
            "is_open": network.accepts_registrations_on(today),
            "deadline": format_day(network.registration_deadline_on, year=True),
            "distance": relative_days(network.registration_deadline_on, today),
            "starts": format_date(network.starts_on),
        }
        for network in networks.order_by("-registration_deadline_on", "name")[:20]
    ]
    context = {
        # The nearest deadline first.
        "open": [row for row in reversed(rows) if row["is_open"]],
        "running": [row for row in rows if not row["is_open"]],
    }
    return render(request, "laeringsnettverk/front_page.html", context)


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What we do so that everyone can use the service, and where to say that something does not work."""
    return render(request, "laeringsnettverk/accessibility.html", {"contacts": _contacts(request)})


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Which personal data the service holds, why, and for how long."""
    return render(request, "laeringsnettverk/privacy.html", {"contacts": _contacts(request)})


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to get started, and whom to ask."""
    return render(request, "laeringsnettverk/help.html", {"contacts": _contacts(request)})


@login_not_required
@require_safe
def account_signup(request: HttpRequest) -> HttpResponse:
    """Accounts are invited: this page says how one gets to be."""
    return render(request, "account/signup_closed.html", {"contacts": _contacts(request)})


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For the machine that watches: 200 and «ok» when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def component_gallery(request: HttpRequest) -> HttpResponse:
    """Every component of the house, live; for those who build pages."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    return render(request, "components/gallery.html", {"icon_names": list(ICONS), "mark_names": list(MARKS)})


def place_leave(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Leave a team or a network: a page that asks, and a button. What one did there stays."""
    place = next((place for place in places_of(request.user) if place.key == f"{kind}/{pk}"), None)
    if place is None:
        raise Http404
    if request.method == "POST":
        try:
            _leave(place, request.user)
        except (TeamError, NetworkError) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Du er ikke lenger med i %(place)s.") % {"place": place.title})
        return redirect("accounts:profile_edit")
    return render(request, "laeringsnettverk/place_leave.html", {"place": place})


@transaction.atomic
def _leave(place: Place, user: User) -> None:
    if place.team:
        for membership in user.team_memberships.filter(team=place.team.pk, ended_on=None):
            end_member(membership, by=user)
    else:
        for membership in user.network_memberships.filter(network=place.network.pk, ended_on=None):
            end_network_member(membership, by=user)


def _contacts(request: HttpRequest) -> list[Network]:
    """The networks whose contact person the reader can ask: one's own, or the public ones."""
    if request.user.is_authenticated:
        networks = Network.objects.visible_to(request.user)
    else:
        networks = Network.objects.public().filter(closed_at=None)
    return list(networks.select_related("organizer").order_by("-starts_on", "name")[:5])
