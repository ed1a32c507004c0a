"""Min oppgave nå: the page people land on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports.queries.task_now import task_page


@require_safe
def task_now(request: HttpRequest) -> HttpResponse:
    """The one thing this person should do now, and what surrounds it."""
    return render(request, "reports/task_now.html", {"page": task_page(request.user, timezone.localdate())})
