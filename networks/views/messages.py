"""The outbox of a network: what was sent to whom and when, what failed, and sending it again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import require
from networks.permissions import can_view_messages
from networks.queries import MESSAGE_FILTERS, message_counts, message_rows, network_messages
from networks.views.doors import network_or_404
from notifications.services import NotificationError, resend_message

PAGE_SIZE = 50


@require_safe
def message_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Newest first, fifty a page; what needs a person is one click away and counted in the lead."""
    network = network_or_404(request, slug)
    require(can_view_messages(request.user, network))
    chosen = request.GET.get("vis", "alle")
    chosen = chosen if chosen in MESSAGE_FILTERS else "alle"
    page = Paginator(network_messages(network, chosen), PAGE_SIZE).get_page(request.GET.get("side"))
    context = {
        "network": network,
        "page": page,
        "rows": message_rows(page.object_list),
        "filters": [(key, label, key == chosen) for key, label in MESSAGE_FILTERS.items()],
        "chosen": chosen,
        "counts": message_counts(network),
    }
    return render(request, "networks/message_list.html", context)


@require_POST
def message_resend(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send one message again that failed, or that nobody knows arrived."""
    network = network_or_404(request, slug)
    require(can_view_messages(request.user, network))
    message = get_object_or_404(network_messages(network, "alle"), pk=pk)
    try:
        resend_message(message, by=request.user)
    except NotificationError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Meldingen til %(name)s sendes på nytt.") % {"name": message.recipient_name})
    return redirect("networks:message_list", slug=network.slug)
