"""Who runs the network: coordinators, arrangementsteam, fageksperter, observatører."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import is_first_submission
from accounts.permissions import require
from networks import services
from networks.forms.members import NetworkMemberForm
from networks.models import NetworkMembership
from networks.permissions import can_manage_network
from networks.queries import organizing_members
from networks.views.doors import network_or_404


def member_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The people behind the network, and a form to take in one more."""
    network = network_or_404(request, slug)
    require(can_manage_network(request.user, network))
    form = NetworkMemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("name", "email", "role")}
        try:
            with transaction.atomic():
                if is_first_submission(form, by=request.user):
                    services.invite_network_member(network, by=request.user, **values)
        except services.NetworkError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, _("%(name)s er med, og får en e-post om det.") % {"name": values["name"]})
            return redirect("networks:member_list", slug=slug)
    context = {"network": network, "rows": organizing_members(network), "form": form}
    return render(request, "networks/member_list.html", context)


@require_POST
def member_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End a person's role today. The last coordinator stays."""
    network = network_or_404(request, slug)
    require(can_manage_network(request.user, network))
    membership = get_object_or_404(NetworkMembership.objects.select_related("user", "network"), network=network, pk=pk)
    is_own = membership.user_id == request.user.pk
    try:
        services.end_network_member(membership, by=request.user)
    except services.NetworkError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("%(name)s er ikke med lenger.") % {"name": membership.user.name})
        if is_own:
            return redirect("networks:network_list")
    return redirect("networks:member_list", slug=slug)
