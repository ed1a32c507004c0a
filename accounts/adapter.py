"""How allauth behaves here: no self-registration, and its pages lead to ours."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are invited; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: a coordinator's approval makes the account."""
        return False
