"""Pages about oneself: the invitation that opens an account, and the profile."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts import services
from accounts.forms import ProfileForm
from accounts.norwegian import format_date


@login_not_required
@never_cache
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Show who is invited; the button activates the account and signs in. Opening the link uses nothing up."""
    invitation = services.find_invitation(token)
    if request.method == "POST":
        try:
            user = services.accept_invitation(token=token)
        except services.AccountError as error:
            return render(request, "accounts/invitation_gone.html", {"reason": str(error)}, status=410)
        get_adapter(request).login(request, user)
        return redirect(settings.LOGIN_REDIRECT_URL)
    refusal = services.refuse_invitation(invitation)
    if refusal:
        status = 404 if invitation is None else 410
        return render(request, "accounts/invitation_gone.html", {"reason": refusal}, status=status)
    context = {"invitation": invitation, "expires_on": format_date(invitation.expires_at)}
    return render(request, "accounts/invitation_accept.html", context)


def profile_edit(request: HttpRequest) -> HttpResponse:
    """Change own name and phone number, and see where one is a member."""
    user = request.user
    form = ProfileForm(request.POST or None, initial={"name": user.name, "phone": user.phone})
    if request.method == "POST" and form.is_valid():
        services.update_profile(user=user, by=user, **form.cleaned_data)
        messages.success(request, _("Profilen er lagret."))
        return redirect("accounts:profile_edit")
    return render(request, "accounts/profile_edit.html", {"form": form})
