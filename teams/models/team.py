"""Teams and the people in them."""

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from accounts.models.fields import SafeCharField, SafeTextField
from accounts.roles import NetworkRole, Permission, TeamRole, roles_with
from networks.models import ChangePackage, LearningSession, Network, NetworkMembership
from teams.models.registration import TEAM_ROLE_CHOICES, Registration


def team_name(organization: str, service: str) -> str:
    """«Lørenskog hjemmetjeneste» of «Lørenskog» and «Hjemmetjeneste»."""
    return f"{organization} {service[:1].lower()}{service[1:]}".strip()


class TeamQuerySet(models.QuerySet["Team"]):
    """Named filters for teams."""

    def visible_to(self, user: User) -> "TeamQuerySet":
        """Own teams, and every team of a network where one's network role sees teams.

        What participants see of *other* teams is decided by the network's sharing setting: see `shared_with`.
        """
        if not user.is_authenticated:
            return self.none()
        own = TeamMembership.objects.filter(team=OuterRef("pk"), user=user, ended_on=None)
        seeing = [role.value for role in roles_with(Permission.VIEW_TEAM) if isinstance(role, NetworkRole)]
        through_network = NetworkMembership.objects.filter(
            network=OuterRef("network"), user=user, role__in=seeing, ended_on=None
        )
        return self.filter(Exists(own) | Exists(through_network))

    def shared_with(self, user: User) -> "TeamQuerySet":
        """`visible_to`, and the other teams of open networks the person takes part in: name and charts only."""
        if not user.is_authenticated:
            return self.none()
        own = TeamMembership.objects.filter(team=OuterRef("pk"), user=user, ended_on=None)
        seeing = [role.value for role in roles_with(Permission.VIEW_TEAM) if isinstance(role, NetworkRole)]
        rows = NetworkMembership.objects.filter(network=OuterRef("network"), user=user, ended_on=None)
        return self.filter(
            Exists(own)
            | Exists(rows.filter(role__in=seeing))
            | (Q(network__sharing=Network.Sharing.OPEN) & Exists(rows.filter(role=NetworkRole.PARTICIPANT)))
        )

    def active(self) -> "TeamQuerySet":
        """Teams that have not withdrawn."""
        return self.filter(withdrawn_on=None)


class Team(models.Model):
    """A forbedringsteam from one municipality or hospital, in one network."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="teams")
    registration = models.OneToOneField(
        Registration, null=True, blank=True, on_delete=models.SET_NULL, related_name="team"
    )
    slug = models.SlugField(max_length=100, unique=True)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="teams")
    service = SafeCharField(_("virksomhet/tjeneste"), max_length=120)
    change_package = models.ForeignKey(ChangePackage, on_delete=models.PROTECT, related_name="teams")
    aim = SafeTextField(_("mål"), max_length=600, blank=True)
    has_agreement = models.BooleanField(_("samarbeidsavtale signert"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_on = models.DateField(_("trukket"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["network", "organization__name", "service"]
        constraints = [
            models.UniqueConstraint(fields=["network", "organization", "service"], name="team_once_in_network")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The team's page."""
        return reverse("reports:team_detail", args=[self.slug])

    @property
    def name(self) -> str:
        """«Lørenskog hjemmetjeneste»: municipality and service. Needs `organization` loaded."""
        return team_name(self.organization.name, self.service)


class TeamMembershipQuerySet(models.QuerySet["TeamMembership"]):
    """Named filters for memberships."""

    def visible_to(self, user: User) -> "TeamMembershipQuerySet":
        """People of the teams this person sees."""
        return self.filter(team__in=Team.objects.visible_to(user))

    def current(self) -> "TeamMembershipQuerySet":
        """Those who are in the team now."""
        return self.filter(ended_on=None)

    def attending(self) -> "TeamMembershipQuerySet":
        """Those a samling expects: the ansvarlig leder stands behind the team and is not counted."""
        return self.exclude(role=TeamRole.SPONSOR.value)


class TeamMembership(models.Model):
    """A person's role in a team, with history. A person without e-mail is in the team without an account."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="team_memberships")
    name = SafeCharField(_("navn"), max_length=120)
    role = models.CharField(_("teamrolle"), max_length=24, choices=TEAM_ROLE_CHOICES)
    profession = SafeCharField(_("stilling/profesjon"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(default=99)
    started_on = models.DateField(default=timezone.localdate)
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TeamMembershipQuerySet.as_manager()

    class Meta:
        ordering = ["team", "position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "user", "role"],
                condition=Q(ended_on=None) & Q(user__isnull=False),
                name="team_role_once",
            ),
            models.UniqueConstraint(
                fields=["team"], condition=Q(ended_on=None, role=TeamRole.TEAM_LEADER.value), name="team_has_one_leader"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="team_membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_role_display()})"

    @property
    def is_attending(self) -> bool:
        """Tell whether a samling expects the person: see `attending`."""
        return self.role != TeamRole.SPONSOR

    def is_current_on(self, day: date) -> bool:
        """Tell whether the person was in the team on this date."""
        return self.started_on <= day and (self.ended_on is None or day <= self.ended_on)


class Attendance(models.Model):
    """What a member answered to a samling, and whether they came. Both may be unknown."""

    class Answer(models.TextChoices):
        YES = "yes", _("Kommer")
        NO = "no", _("Kommer ikke")

    learning_session = models.ForeignKey(LearningSession, on_delete=models.CASCADE, related_name="attendances")
    membership = models.ForeignKey(TeamMembership, on_delete=models.CASCADE, related_name="attendances")
    answer = models.CharField(_("svar"), max_length=3, choices=Answer.choices, blank=True)
    is_present = models.BooleanField(_("møtte"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learning_session", "membership"], name="attendance_once"),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.learning_session_id}"


class CoachingNoteQuerySet(models.QuerySet["CoachingNote"]):
    """Named filters for coaching notes."""

    def visible_to(self, user: User) -> "CoachingNoteQuerySet":
        """Notes about teams and registrations of the networks this person coaches."""
        if not user.is_authenticated:
            return self.none()
        roles = [role.value for role in roles_with(Permission.COACH_TEAM)]
        networks = NetworkMembership.objects.filter(user=user, ended_on=None, role__in=roles).values("network")
        return self.filter(Q(team__network__in=networks) | Q(registration__network__in=networks))


class CoachingNote(models.Model):
    """One contact between the organiser and a municipality: about its registration, later about its team."""

    class Channel(models.TextChoices):
        PHONE = "phone", _("Telefon")
        EMAIL = "email", _("E-post")
        MEETING = "meeting", _("Møte")

    registration = models.ForeignKey(
        Registration, null=True, blank=True, on_delete=models.CASCADE, related_name="coaching_notes"
    )
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="coaching_notes")
    contacted_on = models.DateField(_("dato"), default=timezone.localdate)
    channel = models.CharField(_("kanal"), max_length=8, choices=Channel.choices, default=Channel.PHONE)
    note = SafeTextField(_("hva ble avtalt"), max_length=2000)
    written_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CoachingNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-contacted_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(registration__isnull=False) | Q(team__isnull=False), name="coaching_note_has_subject"
            )
        ]

    def __str__(self) -> str:
        return f"{self.contacted_on} {self.get_channel_display()}"
