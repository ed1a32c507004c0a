"""The outbox: one row for each message that somebody should get, once."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.fields import SafeCharField, SafeTextField


class OutboxMessageQuerySet(models.QuerySet["OutboxMessage"]):
    """Named filters for messages."""

    def in_scope(self, scope: str) -> "OutboxMessageQuerySet":
        """Messages of one place, such as "network/12". Whoever may manage that place may see them: ask there first."""
        return self.filter(scope=scope)

    def needs_attention(self) -> "OutboxMessageQuerySet":
        """Messages that will not go out unless a person does something."""
        return self.filter(state__in=[OutboxMessage.State.UNSURE, OutboxMessage.State.FAILED])


class OutboxMessage(models.Model):
    """A message on its way: waiting, sending (leased), closing, then sent, unsure, failed or cancelled.

    `key` makes it exist once: kind, object, recipient and due date. `closing` is the moment between the body and the
    final dot of SMTP: a crash there leaves `unsure`, which a person resends, never the machine.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Venter")
        SENDING = "sending", _("Sendes")
        CLOSING = "closing", _("Avsluttes")
        SENT = "sent", _("Sendt")
        UNSURE = "unsure", _("Usikker")
        FAILED = "failed", _("Feilet")
        CANCELLED = "cancelled", _("Avlyst")

    key = models.CharField(max_length=200, unique=True, editable=False)
    kind = models.CharField(_("slag"), max_length=40)
    # "network/12" as in the audit trail: this app knows nothing of the apps above it.
    scope = models.CharField(max_length=60, db_index=True)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="messages"
    )
    recipient_name = SafeCharField(_("mottaker"), max_length=120, blank=True)
    recipient_email = models.EmailField(_("e-post"), max_length=254)
    subject = SafeCharField(_("emne"), max_length=200)
    body = SafeTextField(_("tekst"))
    # The one link that does the task; a path, joined to SITE_URL when the mail is written.
    link = models.CharField(max_length=300, blank=True)
    link_label = SafeCharField(max_length=80, blank=True)
    # A link that signs somebody in is forgotten once the mail has it.
    has_secret_link = models.BooleanField(default=False)
    due_on = models.DateField(_("gjelder dato"))
    state = models.CharField(_("tilstand"), max_length=10, choices=State.choices, default=State.WAITING)
    # Counts every claim and never falls: with it a sender proves that the lease is still its own.
    attempts = models.PositiveIntegerField(default=0)
    first_tried_at = models.DateTimeField(null=True, blank=True)
    send_after = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = SafeCharField(max_length=300, blank=True)

    objects = OutboxMessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["state", "send_after"], name="outbox_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="outbox_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(lease_until__isnull=False), name="outbox_sending_has_lease"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(sent_at__gte=F("created_at")), name="outbox_sent_after_created"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.recipient_email} {self.due_on}"

    @property
    def can_be_resent(self) -> bool:
        """Tell whether a person may send it again; the machine has given up on it."""
        return self.state in (self.State.UNSURE, self.State.FAILED)
