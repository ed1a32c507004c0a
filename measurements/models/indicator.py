"""What is measured: indicators of a change package, and which of them a team follows."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.fields import SafeCharField, SafeTextField
from networks.models import ChangePackage
from teams.models import Team


class Indicator(models.Model):
    """One indicator of a change package, as reviewed content describes it."""

    class Kind(models.TextChoices):
        PROCESS = "process", _("Prosess")
        OUTCOME = "outcome", _("Resultat")
        BALANCING = "balancing", _("Balanserende")

    class Calculation(models.TextChoices):
        PROPORTION = "proportion", _("Andel")
        RATE = "rate", _("Rate")
        MEAN = "mean", _("Gjennomsnitt")
        COUNT = "count", _("Antall")

    class Direction(models.TextChoices):
        INCREASE = "increase", _("Høyere er bedre")
        DECREASE = "decrease", _("Lavere er bedre")
        NEUTRAL = "neutral", _("Ingen ønsket retning")

    class Status(models.TextChoices):
        SOURCED = "sourced", _("Fra måledokument")
        PROPOSED = "proposed", _("Forslag")

    change_package = models.ForeignKey(ChangePackage, on_delete=models.CASCADE, related_name="indicators")
    code = models.CharField(_("kode"), max_length=16)
    version = models.PositiveSmallIntegerField(_("versjon"), default=1)
    position = models.PositiveSmallIntegerField(default=1)
    name = SafeCharField(_("indikator"), max_length=160)
    short_name = SafeCharField(_("kortnavn"), max_length=60)
    # One line under the name: what a «ja» means, in the words of those who count.
    summary = SafeCharField(_("kort forklart"), max_length=120, blank=True)
    kind = models.CharField(_("type"), max_length=10, choices=Kind.choices)
    calculation = models.CharField(_("beregning"), max_length=10, choices=Calculation.choices)
    multiplier = models.PositiveIntegerField(_("per"), default=1)
    # What stands over the two fields («Samstemt», «Sjekket i alt»), and what each of them counts.
    numerator_label = SafeCharField(_("tellernavn"), max_length=40)
    numerator_text = SafeCharField(_("teller"), max_length=300)
    denominator_label = SafeCharField(_("nevnernavn"), max_length=40, blank=True)
    denominator_text = SafeCharField(_("nevner"), max_length=300, blank=True)
    # What the denominator counts (the numerator where there is none), for sentences: «brukere», «lister», «pasientdøgn».
    counted_noun = SafeCharField(_("det som telles"), max_length=40, blank=True)
    # The same for one: «bruker», «liste», «pasientdøgn».
    counted_one = SafeCharField(_("én av det som telles"), max_length=40, blank=True)
    unit = SafeCharField(_("enhet"), max_length=30, blank=True)
    direction = models.CharField(_("ønsket retning"), max_length=8, choices=Direction.choices)
    default_target = models.DecimalField(_("foreslått mål"), max_digits=9, decimal_places=2, null=True, blank=True)
    how_to_count = SafeTextField(_("slik teller du"), max_length=1000, blank=True)
    is_mandatory = models.BooleanField(_("obligatorisk"), default=False)
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.PROPOSED)

    class Meta:
        ordering = ["change_package", "position"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="indicator_version_once"),
            models.CheckConstraint(condition=Q(multiplier__gte=1), name="indicator_multiplier_from_one"),
            models.CheckConstraint(
                condition=Q(calculation="count") | ~Q(denominator_label=""), name="indicator_share_has_denominator"
            ),
            models.CheckConstraint(
                condition=~Q(calculation="proportion") | Q(multiplier=100), name="indicator_proportion_is_percent"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_denominator(self) -> bool:
        """Tell whether a value needs two numbers."""
        return self.calculation != self.Calculation.COUNT

    @property
    def is_percent(self) -> bool:
        """Tell whether the value is a share in percent."""
        return self.calculation == self.Calculation.PROPORTION


class MeasurementPlan(models.Model):
    """A team's måleplan: where, when and by whom the indicators are counted."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="measurement_plan")
    where = SafeCharField(_("hvor dere teller"), max_length=160, blank=True)
    when = SafeCharField(_("når dere teller"), max_length=160, blank=True)
    sample = SafeCharField(_("hvor mange dere teller"), max_length=160, blank=True)
    # First month with figures, and the month of samling 1: what lies before it is the baseline.
    starts_on = models.DateField(_("første måned"))
    baseline_ends_on = models.DateField(_("siste måned i utgangspunktet"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__day=1, baseline_ends_on__day=1), name="measurement_plan_in_whole_months"
            ),
            models.CheckConstraint(
                condition=Q(baseline_ends_on__gte=F("starts_on")), name="measurement_plan_baseline_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team_id}"


class PlannedIndicatorQuerySet(models.QuerySet["PlannedIndicator"]):
    """Named filters for followed indicators."""

    def visible_to(self, user: User) -> "PlannedIndicatorQuerySet":
        """Indicators of teams this person sees, figures and names of those who entered them included."""
        return self.filter(plan__team__in=Team.objects.visible_to(user))

    def shared_with(self, user: User) -> "PlannedIndicatorQuerySet":
        """`visible_to`, and indicators of other teams whose charts the network shares with this person."""
        return self.filter(plan__team__in=Team.objects.shared_with(user))

    def of_team(self, team: Team) -> "PlannedIndicatorQuerySet":
        """Indicators of a team that was fetched for a person who sees it."""
        return self.filter(plan__team=team)

    def active(self) -> "PlannedIndicatorQuerySet":
        """Indicators the team follows now."""
        return self.filter(is_active=True)


class PlannedIndicator(models.Model):
    """An indicator that a team follows, with the team's own target."""

    plan = models.ForeignKey(MeasurementPlan, on_delete=models.CASCADE, related_name="planned_indicators")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="planned_indicators")
    position = models.PositiveSmallIntegerField(default=1)
    target = models.DecimalField(_("mål"), max_digits=9, decimal_places=2, null=True, blank=True)
    target_due_on = models.DateField(_("mål innen"), null=True, blank=True)
    is_active = models.BooleanField(default=True)

    objects = PlannedIndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "position"]
        constraints = [models.UniqueConstraint(fields=["plan", "indicator"], name="planned_indicator_once")]

    def __str__(self) -> str:
        return f"{self.indicator}"

    def get_absolute_url(self) -> str:
        """The chart page. Needs plan, team and indicator loaded."""
        return reverse("measurements:chart_detail", args=[self.plan.team.slug, self.indicator.code.lower()])
