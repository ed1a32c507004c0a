"""The figures: one value a month and indicator, its history, and what was delivered when."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.fields import SafeCharField
from measurements.models.plan import PlannedIndicator
from teams.models import PDSACycle, Team

# More than any municipality counts in a month; keeps a slipped key from becoming a figure.
LARGEST_COUNT = 10_000_000


class Measurement(models.Model):
    """One month's value of one indicator, or the reason why there is none.

    `numerator` and `denominator` are counts as they were entered (decimals for means); the plotted value is computed.
    """

    planned_indicator = models.ForeignKey(PlannedIndicator, on_delete=models.CASCADE, related_name="measurements")
    month = models.DateField(_("måned"))
    numerator = models.DecimalField(_("teller"), max_digits=11, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField(_("nevner"), max_digits=11, decimal_places=2, null=True, blank=True)
    # Copied from the indicator so that the database itself can refuse 21 of 20.
    is_proportion = models.BooleanField(default=False)
    # Copied likewise: a mean change may be less than nothing.
    is_signed = models.BooleanField(default=False)
    skip_reason = SafeCharField(_("hvorfor det ikke er målt"), max_length=200, blank=True)
    comment = SafeCharField(_("kommentar"), max_length=300, blank=True)
    # Whoever entered it was asked whether it is right, and said yes.
    is_confirmed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["planned_indicator", "month"]
        constraints = [
            models.UniqueConstraint(fields=["planned_indicator", "month"], name="measurement_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="measurement_in_whole_months"),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True)
                | Q(numerator__gte=0, numerator__lte=LARGEST_COUNT)
                | Q(is_signed=True, numerator__gte=-LARGEST_COUNT, numerator__lte=LARGEST_COUNT),
                name="measurement_numerator_in_range",
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gt=0, denominator__lte=LARGEST_COUNT),
                name="measurement_denominator_in_range",
            ),
            models.CheckConstraint(
                condition=Q(is_proportion=False) | Q(numerator__isnull=True) | Q(numerator__lte=F("denominator")),
                name="measurement_share_at_most_all",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=False, skip_reason="")
                | (Q(numerator__isnull=True, denominator__isnull=True) & ~Q(skip_reason="")),
                name="measurement_value_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.planned_indicator_id} {self.month:%Y-%m}"

    @property
    def is_skipped(self) -> bool:
        """Tell whether the month was left out with a reason."""
        return self.numerator is None


class MeasurementRevision(models.Model):
    """What a figure was before somebody corrected it."""

    measurement = models.ForeignKey(Measurement, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    numerator = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    skip_reason = SafeCharField(max_length=200, blank=True)
    comment = SafeCharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField()
    replaced_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    replaced_at = models.DateTimeField(default=timezone.now)
    reason = SafeCharField(_("hvorfor rettes tallet"), max_length=200, blank=True)

    class Meta:
        ordering = ["measurement", "-version"]
        constraints = [models.UniqueConstraint(fields=["measurement", "version"], name="revision_version_once")]

    def __str__(self) -> str:
        return f"{self.measurement_id} v{self.version}"


class MonthDelivery(models.Model):
    """The moment the team said that a month's figures are complete, and whether the coordinator has locked them since."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="month_deliveries")
    month = models.DateField(_("måned"))
    delivered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    delivered_at = models.DateTimeField(_("levert"), default=timezone.now)
    locked_at = models.DateTimeField(_("låst"), null=True, blank=True)
    locked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Why it was opened after it had been locked, the last time; the audit trail has them all.
    reopened_reason = SafeCharField(_("hvorfor måneden åpnes"), max_length=200, blank=True)

    class Meta:
        ordering = ["team", "-month"]
        constraints = [
            models.UniqueConstraint(fields=["team", "month"], name="month_delivered_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="delivery_of_whole_month"),
            models.CheckConstraint(
                condition=Q(locked_at__isnull=False, reopened_reason="") | Q(locked_at=None, locked_by=None),
                name="delivery_locked_or_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team_id} {self.month:%Y-%m}"

    @property
    def is_locked(self) -> bool:
        """Tell whether the month's figures stand and cannot be changed."""
        return self.locked_at is not None


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    """Named filters for annotations."""

    def visible_to(self, user: User) -> "AnnotationQuerySet":
        """Annotations of the teams this person sees."""
        return self.filter(team__in=Team.objects.visible_to(user))


class Annotation(models.Model):
    """A merknad on the team's charts: something happened here. Without indicator it stands on all of them."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="annotations")
    planned_indicator = models.ForeignKey(
        PlannedIndicator, null=True, blank=True, on_delete=models.CASCADE, related_name="annotations"
    )
    happened_on = models.DateField(_("dato"))
    text = SafeCharField(_("hva skjedde"), max_length=120)
    pdsa_cycle = models.ForeignKey(
        PDSACycle, null=True, blank=True, on_delete=models.CASCADE, related_name="annotations"
    )
    written_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        ordering = ["team", "happened_on", "id"]

    def __str__(self) -> str:
        return self.text


class EntryDraft(models.Model):
    """What somebody has typed for a month but not delivered; kept so that nothing typed is ever lost."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="entry_drafts")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    # Field name → text exactly as typed, errors included.
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "user", "month"], name="entry_draft_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="entry_draft_of_whole_month"),
        ]

    def __str__(self) -> str:
        return f"{self.team_id} {self.month:%Y-%m}"
