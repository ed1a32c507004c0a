"""Who did what and when; and forms that were already sent once."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models.fields import SafeCharField


class AuditEvent(models.Model):
    """One thing that happened, written in the transaction that made it happen."""

    happened_at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    action = models.CharField(max_length=60)
    # "network/12": plain text, since the trail outlives the objects and knows no app above it.
    scope = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=60)
    summary = SafeCharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-happened_at", "-id"]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class FormToken(models.Model):
    """A form that has been received: the second click on its button changes nothing."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "token"], name="form_token_once")]

    def __str__(self) -> str:
        return str(self.token)
