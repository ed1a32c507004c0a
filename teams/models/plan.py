"""The team's work between samlinger: plan, PDSA cycles, meetings."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.fields import SafeCharField, SafeTextField
from networks.models import ChangeIdea
from teams.models.team import Team, TeamMembership


class VisibleThroughTeam(models.QuerySet):
    """Rows of a team are seen by those who see the team."""

    def visible_to(self, user: User) -> "VisibleThroughTeam":
        """Rows of the teams this person sees."""
        return self.filter(team__in=Team.objects.visible_to(user))


class PlanItem(models.Model):
    """One tiltak in the fremdrifts- og implementeringsplan: who does what, from when to when."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", _("Ikke startet")
        ONGOING = "ongoing", _("Pågår")
        DONE = "done", _("Innført")
        DROPPED = "dropped", _("Forkastet")

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="plan_items")
    change_idea = models.ForeignKey(
        ChangeIdea, null=True, blank=True, on_delete=models.SET_NULL, related_name="plan_items"
    )
    position = models.PositiveSmallIntegerField(default=1)
    title = SafeCharField(_("tiltak"), max_length=200)
    responsible = models.ForeignKey(
        TeamMembership, null=True, blank=True, on_delete=models.SET_NULL, related_name="plan_items"
    )
    starts_on = models.DateField(_("start"))
    due_on = models.DateField(_("frist"))
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.NOT_STARTED)
    done_on = models.DateField(_("innført dato"), null=True, blank=True)
    note = SafeTextField(_("merknad"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = VisibleThroughTeam.as_manager()

    class Meta:
        ordering = ["team", "position", "starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="plan_item_due_after_start"),
            models.CheckConstraint(
                condition=Q(status="done", done_on__isnull=False) | (~Q(status="done") & Q(done_on__isnull=True)),
                name="plan_item_done_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PDSACycle(models.Model):
    """One small test of a change: plan, do, study, act."""

    class Stage(models.TextChoices):
        PLAN = "plan", _("Planlegg")
        DO = "do", _("Utfør")
        STUDY = "study", _("Studer")
        ACT = "act", _("Korriger")
        FINISHED = "finished", _("Avsluttet")

    class Decision(models.TextChoices):
        ADOPT = "adopt", _("Tas i bruk")
        ADAPT = "adapt", _("Tilpasses og prøves igjen")
        SCALE_UP = "scale_up", _("Prøves på flere")
        ABANDON = "abandon", _("Forkastet")

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="pdsa_cycles")
    number = models.PositiveSmallIntegerField(_("nummer"))
    plan_item = models.ForeignKey(
        PlanItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="pdsa_cycles", verbose_name=_("tiltak")
    )
    title = SafeCharField(_("hva prøver dere?"), max_length=160)
    stage = models.CharField(_("steg"), max_length=8, choices=Stage.choices, default=Stage.PLAN)
    plan = SafeTextField(_("plan"), max_length=2000, blank=True)
    prediction = SafeTextField(_("hva tror dere vil skje?"), max_length=1000, blank=True)
    starts_on = models.DateField(_("fra"), null=True, blank=True)
    ends_on = models.DateField(_("til"), null=True, blank=True)
    observations = SafeTextField(_("hva gjorde og så dere?"), max_length=2000, blank=True)
    learning = SafeTextField(_("hva lærte dere?"), max_length=2000, blank=True)
    decision = models.CharField(_("hva gjør dere nå?"), max_length=8, choices=Decision.choices, blank=True)
    next_step = SafeTextField(_("neste steg"), max_length=1000, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = VisibleThroughTeam.as_manager()

    class Meta:
        ordering = ["team", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["team", "number"], name="pdsa_number_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="pdsa_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(stage="finished") | (~Q(decision="") & Q(decided_on__isnull=False)),
                name="pdsa_finished_has_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class TeamMeeting(models.Model):
    """A meeting the team held or will hold."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="meetings")
    held_on = models.DateField(_("dato"))
    topic = SafeCharField(_("tema"), max_length=160, blank=True)
    attendee_count = models.PositiveSmallIntegerField(
        _("antall til stede"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    had_patient_representative = models.BooleanField(_("brukerrepresentanten var med"), default=False)
    note = SafeTextField(_("notat"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = VisibleThroughTeam.as_manager()

    class Meta:
        ordering = ["team", "-held_on"]
        constraints = [models.UniqueConstraint(fields=["team", "held_on"], name="team_meeting_once_a_day")]

    def __str__(self) -> str:
        return f"{self.held_on}"
