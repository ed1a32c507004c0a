"""A team's måleplan: which indicators it follows, where, when and by whom they are counted."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.fields import SafeCharField
from measurements.models.indicator import Indicator
from teams.models import Team


class StampField(models.UUIDField):
    """New with every save of the row, so that an old object that is saved again cannot bring an old stamp back."""

    def pre_save(self, model_instance: models.Model, add: bool) -> uuid.UUID:
        """A stamp that no row has had."""
        stamp = uuid.uuid4()
        setattr(model_instance, self.attname, stamp)
        return stamp


class MeasurementPlan(models.Model):
    """A team's måleplan: where, when and by whom the indicators are counted."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="measurement_plan")
    who = SafeCharField(_("hvem som teller"), max_length=160, blank=True)
    where = SafeCharField(_("hvor dere teller"), max_length=160, blank=True)
    when = SafeCharField(_("når dere teller"), max_length=160, blank=True)
    sample = SafeCharField(_("hvor mange dere teller"), max_length=160, blank=True)
    # First month with figures, and the month of samling 1: what lies before it is the baseline.
    starts_on = models.DateField(_("første måned"))
    baseline_ends_on = models.DateField(_("siste måned i utgangspunktet"))
    version = models.PositiveIntegerField(default=1)
    # Renewed by `renew_stamp` whenever anything changes that the team's charts are made of: indicators, targets, avdelinger,
    # choices, figures, events. The same stamp, the same charts.
    stamp = StampField(default=uuid.uuid4, editable=False)

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


class MeasuredUnit(models.Model):
    """An avdeling of the team's, when each counts for itself; the team's figure is the sum of them."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="measured_units")
    name = SafeCharField(_("avdeling"), max_length=60)
    position = models.PositiveSmallIntegerField(default=1)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["team", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["team", "name"], name="measured_unit_once")]

    def __str__(self) -> str:
        return self.name


class PlannedIndicatorQuerySet(models.QuerySet["PlannedIndicator"]):
    """Named filters for followed indicators."""

    def visible_to(self, user: User) -> "PlannedIndicatorQuerySet":
        """Indicators of teams this person sees, figures and names of those who entered them included."""
        return self.filter(plan__team__in=Team.objects.visible_to(user))

    def shared_with(self, user: User) -> "PlannedIndicatorQuerySet":
        """`visible_to`, and indicators of other teams whose charts the network shares with this person.

        What a team has made for itself stays in the team.
        """
        is_shared = Q(plan__team__in=Team.objects.shared_with(user), indicator__owner_team=None)
        return self.filter(is_shared | Q(plan__team__in=Team.objects.visible_to(user)))

    def of_team(self, team: Team) -> "PlannedIndicatorQuerySet":
        """Indicators of a team that was fetched for a person who sees it."""
        return self.filter(plan__team=team)

    def active(self) -> "PlannedIndicatorQuerySet":
        """Indicators the team follows now."""
        return self.filter(is_active=True)

    def monthly(self) -> "PlannedIndicatorQuerySet":
        """What gets a figure each month: of events, the dates are entered; of a sum, the figure of each unit."""
        return self.active().filter(is_summed=False).exclude(indicator__calculation=Indicator.Calculation.DAYS)

    def whole(self) -> "PlannedIndicatorQuerySet":
        """Those of whole teams, not of their units."""
        return self.filter(unit=None)


def due_in(planned: "Iterable[PlannedIndicator]", month: date) -> "list[PlannedIndicator]":
    """Those that are to have a figure this month. Needs `indicator` loaded."""
    return [item for item in planned if item.indicator.is_due_in(month)]


class PlannedIndicator(models.Model):
    """An indicator that a team follows, with the team's own target; or one unit's part of it."""

    plan = models.ForeignKey(MeasurementPlan, on_delete=models.CASCADE, related_name="planned_indicators")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="planned_indicators")
    position = models.PositiveSmallIntegerField(default=1)
    # The one that holds now; those before it are EarlierTarget rows.
    target = models.DecimalField(_("mål"), max_digits=9, decimal_places=2, null=True, blank=True)
    target_due_on = models.DateField(_("mål innen"), null=True, blank=True)
    is_active = models.BooleanField(default=True)
    # Of a unit: which, and the row of the whole team it is part of.
    unit = models.ForeignKey(
        MeasuredUnit, null=True, blank=True, on_delete=models.CASCADE, related_name="planned_indicators"
    )
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="parts")
    # Of a whole team: the figures are entered unit by unit now, and summed.
    is_summed = models.BooleanField(default=False)
    # What the ChartChange rows say together, so that a page of many charts reads them with the indicators.
    chart_choices = models.JSONField(default=dict, blank=True, editable=False)
    # What the EarlierTarget rows say, for the same reason: [first month of the next, target] each, in order.
    target_history = models.JSONField(default=list, blank=True, editable=False)

    objects = PlannedIndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "indicator"], condition=Q(unit=None), name="planned_indicator_once"
            ),
            models.UniqueConstraint(
                fields=["plan", "indicator", "unit"],
                condition=Q(unit__isnull=False),
                name="planned_indicator_once_in_unit",
            ),
            models.CheckConstraint(
                condition=Q(unit=None, part_of=None) | Q(unit__isnull=False, part_of__isnull=False, is_summed=False),
                name="planned_indicator_unit_is_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}"

    def get_absolute_url(self) -> str:
        """The chart page. Needs plan, team and indicator loaded."""
        return reverse("measurements:chart_detail", args=[self.plan.team.slug, self.indicator.code.lower()])

    @property
    def title(self) -> str:
        """The name where units stand side by side: «Samstemt, Avdeling 2». Needs indicator and unit loaded."""
        name = self.indicator.short_name
        return f"{name}, {self.unit.name}" if self.unit_id else name


class EarlierTarget(models.Model):
    """A target that the team gave up for another: which, and the first month of the next.

    It held from where the one before it ended; the first one from the beginning. Rows are those of the whole team.
    """

    planned_indicator = models.ForeignKey(PlannedIndicator, on_delete=models.CASCADE, related_name="earlier_targets")
    # Nothing where the team had no target for a while.
    target = models.DecimalField(_("mål"), max_digits=9, decimal_places=2, null=True, blank=True)
    replaced_from = models.DateField(_("nytt mål fra"))
    replaced_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    replaced_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["planned_indicator", "replaced_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["planned_indicator", "replaced_from"], name="earlier_target_replaced_once_a_month"
            ),
            models.CheckConstraint(condition=Q(replaced_from__day=1), name="earlier_target_in_whole_months"),
            models.CheckConstraint(condition=Q(target=None) | Q(target__gte=0), name="earlier_target_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.target} < {self.replaced_from}"
