"""Registrations: the påmeldingsskjema, from private draft to approved team."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from accounts.models.fields import SafeCharField, SafeEmailField, SafeTextField
from accounts.roles import Permission, TeamRole, roles_with
from networks.models import ChangePackage, Network, NetworkMembership

# The nine rows of the form, in its order.
FORM_ROLES = (
    TeamRole.TEAM_LEADER,
    TeamRole.MEASUREMENT_LEAD,
    *(TeamRole.TEAM_MEMBER,) * 6,
    TeamRole.PATIENT_REPRESENTATIVE,
)

TEAM_ROLE_CHOICES = [
    (TeamRole.TEAM_LEADER.value, _("Teamleder")),
    (TeamRole.MEASUREMENT_LEAD.value, _("Måleansvarlig")),
    (TeamRole.TEAM_MEMBER.value, _("Teammedlem")),
    (TeamRole.PATIENT_REPRESENTATIVE.value, _("Brukerrepresentant")),
    (TeamRole.SPONSOR.value, _("Ansvarlig leder")),
]


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Named filters for registrations."""

    def visible_to(self, user: User) -> "RegistrationQuerySet":
        """Registrations sent to networks this person coordinates; drafts are seen through their private link only."""
        if not user.is_authenticated:
            return self.none()
        roles = [role.value for role in roles_with(Permission.MANAGE_REGISTRATIONS)]
        networks = NetworkMembership.objects.filter(user=user, ended_on=None, role__in=roles).values("network")
        return self.filter(network__in=networks).exclude(status=Registration.Status.DRAFT)


class Registration(models.Model):
    """One municipality's registration of one team."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Utkast")
        SUBMITTED = "submitted", _("Innsendt")
        APPROVED = "approved", _("Godkjent")
        DECLINED = "declined", _("Avslått")
        WITHDRAWN = "withdrawn", _("Trukket")

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="registrations")
    # The hash of the private link's token; the link itself exists in the mail only.
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    # What the token is made from together with the site's secret key, so that a reminder can carry the link.
    link_nonce = models.UUIDField(default=uuid.uuid4, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    municipality = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="registrations"
    )
    service = SafeCharField(_("virksomhet/tjeneste"), max_length=120, blank=True)
    sponsor_name = SafeCharField(_("ansvarlig leder"), max_length=120, blank=True)
    sponsor_email = SafeEmailField(_("e-post til ansvarlig leder"), max_length=254, blank=True)
    contact_name = SafeCharField(_("navn"), max_length=120, blank=True)
    contact_function = SafeCharField(_("funksjon"), max_length=120, blank=True)
    contact_email = SafeEmailField(_("e-post"), max_length=254, blank=True)
    change_package = models.ForeignKey(
        ChangePackage, null=True, blank=True, on_delete=models.PROTECT, related_name="registrations"
    )
    background = SafeTextField(_("bakgrunn for valget"), max_length=5000, blank=True)
    earlier_packages = SafeTextField(_("tiltakspakker tidligere"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decision_reason = SafeTextField(_("begrunnelse"), max_length=1000, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft") | Q(submitted_at__isnull=False), name="registration_sent_has_time"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted", "withdrawn"]) | Q(decided_at__isnull=False),
                name="registration_decided_has_time",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "withdrawn"])
                | Q(municipality__isnull=False, change_package__isnull=False),
                name="registration_sent_is_complete",
            ),
            models.UniqueConstraint(
                "network",
                "municipality",
                Lower("service"),
                condition=Q(status__in=["submitted", "approved"]),
                name="registration_team_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality or '–'} {self.service}".strip()


class RegistrationPerson(models.Model):
    """One row of the form's team table."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="people")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(_("teamrolle"), max_length=24, choices=TEAM_ROLE_CHOICES)
    name = SafeCharField(_("navn"), max_length=120)
    profession = SafeCharField(_("stilling/profesjon"), max_length=80, blank=True)
    email = SafeEmailField(_("e-post"), max_length=254, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "position"], name="registration_row_once"),
            models.UniqueConstraint(
                fields=["registration", "email"], condition=~Q(email=""), name="registration_email_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
