"""Learning sessions and the deadlines between them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.fields import SafeCharField, SafeTextField
from networks.models.network import Network


class LearningSessionQuerySet(models.QuerySet["LearningSession"]):
    """Named filters for learning sessions."""

    def visible_to(self, user: User) -> "LearningSessionQuerySet":
        """Sessions of the networks this person sees."""
        return self.filter(network__in=Network.objects.visible_to(user))


class LearningSession(models.Model):
    """A samling. «8+9 mai» is one samling over two days."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="learning_sessions")
    number = models.PositiveSmallIntegerField(_("nummer"))
    starts_on = models.DateField(_("første dag"))
    ends_on = models.DateField(_("siste dag"))
    starts_at = models.TimeField(_("fra klokken"), null=True, blank=True)
    ends_at = models.TimeField(_("til klokken"), null=True, blank=True)
    place = SafeCharField(_("sted"), max_length=160, blank=True)
    programme = SafeTextField(_("program"), max_length=5000, blank=True)
    has_pharmacist = models.BooleanField(_("farmasøyt er med"), default=False)

    objects = LearningSessionQuerySet.as_manager()

    class Meta:
        ordering = ["network", "number"]
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="learning_session_number_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="learning_session_ends_after_start"),
            models.CheckConstraint(condition=Q(number__gte=1), name="learning_session_number_from_one"),
        ]

    def __str__(self) -> str:
        return _("Samling %(number)d") % {"number": self.number}


class ReportDeadline(models.Model):
    """When the teams' status report or final report is due, and which months it covers."""

    class Kind(models.TextChoices):
        STATUS = "status", _("Statusrapport")
        FINAL = "final", _("Sluttrapport")

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="report_deadlines")
    kind = models.CharField(_("rapport"), max_length=8, choices=Kind.choices)
    number = models.PositiveSmallIntegerField(_("nummer"), default=1)
    due_on = models.DateField(_("frist"))
    period_starts_on = models.DateField(_("gjelder fra"))
    period_ends_on = models.DateField(_("gjelder til"))

    class Meta:
        ordering = ["network", "due_on"]
        constraints = [
            models.UniqueConstraint(fields=["network", "kind", "number"], name="report_deadline_once"),
            models.UniqueConstraint(fields=["network"], condition=Q(kind="final"), name="one_final_report_deadline"),
            models.CheckConstraint(
                condition=Q(period_ends_on__gte=F("period_starts_on")), name="report_period_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """«Statusrapport 1» or «Sluttrapport»."""
        if self.kind == self.Kind.FINAL:
            return str(self.Kind.FINAL.label)
        return f"{self.Kind.STATUS.label} {self.number}"
