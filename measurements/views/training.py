"""Training in reading charts: the tick of an example, and how far each team's måleansvarlig has come."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.norwegian import number_word
from accounts.permissions import require
from measurements.permissions import can_see_training
from measurements.queries.gallery import find_example, following
from measurements.queries.training import Training, training_of_network
from measurements.services import tick_lesson
from networks.views.doors import network_or_404

UNDO = "undo"


@require_POST
def lesson_done(request: HttpRequest, slug: str) -> HttpResponse:
    """Tick the example off and go to the next; or take the tick away and stay."""
    example = find_example(slug)
    if example is None:
        raise Http404
    is_done = request.POST.get("action") != UNDO
    tick_lesson(slug, is_done=is_done, by=request.user)
    if not is_done:
        return redirect("measurements:gallery_detail", slug=slug)
    after = following(example)
    return redirect("measurements:gallery_detail", slug=after.slug) if after else redirect("measurements:gallery_list")


@require_safe
def network_training(request: HttpRequest, slug: str) -> HttpResponse:
    """Every måleansvarlig of the network."""
    network = network_or_404(request, slug)
    require(can_see_training(request.user, network))
    rows = training_of_network(network, request.user)
    context = {"network": network, "rows": rows, "sentence": _sentence(rows)}
    return render(request, "measurements/network_training.html", context)


def _sentence(rows: Sequence[Training]) -> str:
    """«Tre av 6 måleansvarlige har gjort alle eksemplene.»"""
    people = [row for row in rows if row.name]
    finished = sum(row.is_finished for row in people)
    if not people:
        return _("Ingen team har en måleansvarlig ennå.")
    if finished == len(people):
        return _("Alle måleansvarlige har gjort alle eksemplene.")
    if not finished:
        return _("Ingen av de måleansvarlige har gjort alle eksemplene ennå.")
    return _("%(count)s av %(all)s måleansvarlige har gjort alle eksemplene.") % {
        "count": number_word(finished).capitalize(),
        "all": number_word(len(people)),
    }
