"""How allauth behaves here: no self-registration, plain bokmål, and a mail server that is down is said, not shown as 500."""

from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.services import activate_user


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are invited; nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": gettext_lazy("Koden stemmer ikke. Sjekk at du bruker den nyeste e-posten."),
        "too_many_login_attempts": gettext_lazy("Det ble for mange forsøk. Vent noen minutter, og be om en ny kode."),
        "rate_limited": gettext_lazy("Vent litt før du ber om en ny kode."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: a coordinator's approval makes the account."""
        return False

    def add_message(self, request: HttpRequest, level: int, *args, message: str | None = None, **kwargs) -> None:
        """Show what went wrong; what went well the next page says itself."""
        if message is not None:
            super().add_message(request, level, *args, message=message, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Send, or bring the person back to the sign-in page with a sentence when the mail server does not answer."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as error:
            messages.error(allauth_context.request, _("Vi fikk ikke sendt koden nå. Prøv igjen om noen minutter."))
            raise ImmediateHttpResponse(redirect("account_login")) from error

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in; the first time activates the account."""
        super().login(request, user)
        activate_user(user=user)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """An account that was closed between the code and the sign-in."""
        messages.error(request, _("Denne brukeren er stengt. Spør koordinatoren i nettverket ditt."))
        return redirect("account_login")
