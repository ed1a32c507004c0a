"""Status and final reports: drafted by the system, finished by the team, frozen when submitted."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.fields import SafeTextField
from accounts.roles import Permission, TeamRole, roles_with
from networks.models import NetworkMembership, ReportDeadline
from teams.models import Team, TeamMembership


class ReportQuerySet(models.QuerySet["Report"]):
    """Named filters for reports."""

    def visible_to(self, user: User) -> "ReportQuerySet":
        """Reports of own teams; and, once submitted, reports of teams in networks one reviews."""
        if not user.is_authenticated:
            return self.none()
        reading = roles_with(Permission.VIEW_REPORTS)
        own = TeamMembership.objects.filter(
            user=user, ended_on=None, role__in=[role.value for role in reading if isinstance(role, TeamRole)]
        ).values("team")
        reviewed = NetworkMembership.objects.filter(
            user=user, ended_on=None, role__in=[role.value for role in reading if not isinstance(role, TeamRole)]
        ).values("network")
        return self.filter(Q(team__in=own) | Q(team__network__in=reviewed, submitted_at__isnull=False))


class Report(models.Model):
    """A team's answer to one report deadline."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Utkast")
        SUBMITTED = "submitted", _("Innsendt")
        RETURNED = "returned", _("Returnert")
        APPROVED = "approved", _("Godkjent")

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="reports")
    deadline = models.ForeignKey(ReportDeadline, on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(_("status"), max_length=9, choices=State.choices, default=State.DRAFT)
    # Section key → what the team wrote; obstacles are tags. Structure: reports.sections.
    texts = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["team", "deadline__due_on"]
        constraints = [
            models.UniqueConstraint(fields=["team", "deadline"], name="report_once_a_deadline"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False), name="report_sent_has_time"
            ),
            models.CheckConstraint(
                condition=Q(state="approved", approved_at__isnull=False)
                | (~Q(state="approved") & Q(approved_at__isnull=True)),
                name="report_approved_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deadline}"

    def get_absolute_url(self) -> str:
        """The report's page."""
        return reverse("reports:report_detail", args=[self.pk])


class ReportVersionQuerySet(models.QuerySet["ReportVersion"]):
    """Named filters for versions."""

    def listed(self) -> "ReportVersionQuerySet":
        """What a list of versions shows, without their content and documents."""
        return self.defer("snapshot", "pdf", "approved_pdf").select_related("submitted_by")

    def printable(self) -> "ReportVersionQuerySet":
        """Everything a document needs."""
        return self.select_related("report__approved_by")


class ReportVersion(models.Model):
    """What was submitted, frozen: figures, texts, checksum and the PDF made of them. Never changed.

    An approved version gets a second PDF of the same content, with who approved it on the cover.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    snapshot = models.JSONField()
    sha256 = models.CharField(max_length=64)
    pdf = models.BinaryField(null=True, blank=True)
    approved_pdf = models.BinaryField(null=True, blank=True)
    submitted_at = models.DateTimeField(default=timezone.now)
    submitted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ReportVersionQuerySet.as_manager()

    class Meta:
        ordering = ["report", "-number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="report_version_once")]

    def __str__(self) -> str:
        return f"{self.report_id} v{self.number}"

    @property
    def is_approved(self) -> bool:
        """Tell whether this is what the coordinator approved: the last version of an approved report."""
        if self.report.state != Report.State.APPROVED:
            return False
        return not ReportVersion.objects.filter(report=self.report_id, number__gt=self.number).exists()


class ReportComment(models.Model):
    """What the coordinator wrote when returning or approving a report."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="comments")
    version_number = models.PositiveSmallIntegerField()
    text = SafeTextField(_("kommentar"), max_length=2000)
    outcome = models.CharField(max_length=9, choices=Report.State.choices)
    written_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-written_at"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.outcome}"
