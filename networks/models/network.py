"""Networks: who is in them, which packages they offer, when things are due."""

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from accounts.models.fields import SafeCharField, SafeEmailField, SafeTextField
from accounts.roles import NetworkRole
from networks.models.change_package import ChangePackage

NETWORK_ROLE_CHOICES = [
    (NetworkRole.COORDINATOR.value, _("Koordinator")),
    (NetworkRole.ORGANIZER.value, _("Arrangementsteam")),
    (NetworkRole.FACULTY.value, _("Fagekspert")),
    (NetworkRole.OBSERVER.value, _("Observatør")),
    (NetworkRole.PARTICIPANT.value, _("Deltaker")),
]


class Programme(models.Model):
    """A satsing that owns several networks, with owner and financier."""

    name = SafeCharField(_("satsing"), max_length=160, unique=True)
    owner = SafeCharField(_("eier"), max_length=160, blank=True)
    financier = SafeCharField(_("finansieres av"), max_length=160, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class NetworkQuerySet(models.QuerySet["Network"]):
    """Named filters for networks."""

    def visible_to(self, user: User) -> "NetworkQuerySet":
        """Networks this person has a role in; an administrator manages networks without seeing into teams."""
        if not user.is_authenticated:
            return self.none()
        if user.is_administrator:
            return self
        membership = NetworkMembership.objects.filter(network=OuterRef("pk"), user=user, ended_on=None)
        return self.filter(Exists(membership))

    def public(self) -> "NetworkQuerySet":
        """Networks whose invitation anyone may read."""
        return self.filter(published_at__isnull=False)


class Network(models.Model):
    """A læringsnettverk: from invitation to closing."""

    class Kind(models.TextChoices):
        BOUNDED = "bounded", _("Tidsavgrenset")
        ONGOING = "ongoing", _("Løpende")

    class Sharing(models.TextChoices):
        OPEN = "open", _("Åpent: teamene ser hverandres diagrammer")
        AGGREGATES = "aggregates", _("Samlet: teamene ser bare tall for hele nettverket")
        CLOSED = "closed", _("Lukket: teamene ser bare sitt eget")

    class ChartRules(models.TextChoices):
        ANHOEJ = "anhoej", _("Anhøj: én lang rekke eller få kryssinger av medianen. Passer for de fleste")
        IHI = "ihi", _("IHI: seks på rad på samme side, eller fem som stiger eller synker")
        MDC = "mdc", _("Making Data Count: I-diagram med grenser i stedet for seriediagram")

    slug = models.SlugField(_("adresse"), max_length=60, unique=True)
    name = SafeCharField(_("navn"), max_length=120)
    theme = SafeCharField(_("tema"), max_length=120, blank=True)
    kind = models.CharField(_("type"), max_length=10, choices=Kind.choices, default=Kind.BOUNDED)
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.SET_NULL, related_name="networks")
    organizer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="organized_networks")
    region = SafeCharField(_("område"), max_length=80)
    months = models.PositiveSmallIntegerField(_("varighet i måneder"), null=True, blank=True)
    starts_on = models.DateField(_("oppstart"))
    ends_on = models.DateField(_("avslutning"), null=True, blank=True)
    registration_deadline_on = models.DateField(_("påmeldingsfrist"))
    sharing = models.CharField(_("deling mellom team"), max_length=12, choices=Sharing.choices, default=Sharing.OPEN)
    # How the charts of all teams are read, where nobody has chosen another way for a chart.
    chart_rules = models.CharField(
        _("regler for diagrammene"), max_length=6, choices=ChartRules.choices, default=ChartRules.ANHOEJ
    )
    contact_name = SafeCharField(_("kontaktperson"), max_length=120, blank=True)
    contact_email = SafeEmailField(_("kontaktadresse"), max_length=254)
    contact_phone = SafeCharField(_("telefon"), max_length=20, blank=True)
    change_packages = models.ManyToManyField(ChangePackage, related_name="networks", blank=True)
    # Day of the month after which last month's figures are late.
    measurement_due_day = models.PositiveSmallIntegerField(_("frist for månedens tall, dag"), default=10)
    baseline_months = models.PositiveSmallIntegerField(_("måneder med utgangspunkt"), default=6)
    # The sections of the invitation, as the coordinator words them.
    invitation_title = SafeCharField(_("overskrift"), max_length=160)
    invitation_lead = SafeTextField(_("ingress"), max_length=1500)
    invitation_what = SafeTextField(_("Hva er et læringsnettverk?"), max_length=3000)
    invitation_how = SafeTextField(_("Hvordan gjennomføres læringsnettverket?"), max_length=3000)
    invitation_learn = SafeTextField(_("Hva lærer vi i læringsnettverket?"), max_length=3000)
    invitation_who = SafeTextField(_("Hvem deltar i læringsnettverk?"), max_length=3000)
    invitation_roles = SafeTextField(_("Teamet består av"), max_length=3000)
    invitation_signup = SafeTextField(_("Hvordan melde på team"), max_length=3000)
    published_at = models.DateTimeField(_("publisert"), null=True, blank=True)
    closed_at = models.DateTimeField(_("avsluttet"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name="network_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(published_at__isnull=False), name="network_closed_was_published"
            ),
            models.CheckConstraint(
                condition=Q(measurement_due_day__gte=1, measurement_due_day__lte=28),
                name="network_due_day_in_every_month",
            ),
            models.CheckConstraint(
                condition=Q(chart_rules__in=["anhoej", "ihi", "mdc"]), name="network_chart_rules_are_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The network page of those who are in it."""
        return reverse("reports:network_detail", args=[self.slug])

    @property
    def scope(self) -> str:
        """The name this network has in the audit trail and the outbox."""
        return f"network/{self.pk}"

    @property
    def is_published(self) -> bool:
        """Tell whether the invitation is public."""
        return self.published_at is not None

    @property
    def is_closed(self) -> bool:
        """Tell whether the network has ended; nothing in it changes after that."""
        return self.closed_at is not None

    def accepts_registrations_on(self, day: date) -> bool:
        """Tell whether the public form is open on this local date; the deadline day itself is open."""
        return self.is_published and not self.is_closed and day <= self.registration_deadline_on


class NetworkMembership(models.Model):
    """A person's role in a network. Participants get theirs when their team is approved."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="network_memberships")
    role = models.CharField(_("rolle"), max_length=12, choices=NETWORK_ROLE_CHOICES)
    started_on = models.DateField(default=timezone.localdate)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["network", "role", "user__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "user", "role"], condition=Q(ended_on=None), name="network_role_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="network_membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role}"
