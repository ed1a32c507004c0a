"""People: accounts are invited and activated, never registered."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.fields import SafeCharField, SafeEmailField


class UserManager(BaseUserManager):
    """Finds users by address, whatever the case they typed it in."""

    def get_by_natural_key(self, username: str) -> "User":
        """Give the user with this e-mail address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in with a code sent to their e-mail address."""

    email = SafeEmailField(_("e-post"), max_length=254)
    name = SafeCharField(_("navn"), max_length=120)
    phone = SafeCharField(_("telefon"), max_length=20, blank=True)
    is_active = models.BooleanField(_("aktiv"), default=True)
    is_administrator = models.BooleanField(_("administrator"), default=False)
    activated_at = models.DateTimeField(_("aktivert"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(condition=~Q(email=""), name="user_has_email"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """Give the name people know them by."""
        return self.name


class Invitation(models.Model):
    """A single-use link that opens an account; only the hash of its token is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")), name="invitation_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.created_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Tell whether the link still works."""
        return self.used_at is None and timezone.now() < self.expires_at
