"""Rare events that are followed by the days between them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from measurements.models.plan import PlannedIndicator


class IndicatorEvent(models.Model):
    """A day on which what an indicator follows happened, such as a fall with injury. Never who it happened to."""

    planned_indicator = models.ForeignKey(PlannedIndicator, on_delete=models.CASCADE, related_name="events")
    happened_on = models.DateField(_("dato"))
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["planned_indicator", "happened_on"]
        constraints = [
            # The chart's values are days, and no days lie between two events of one day: they are entered as one.
            models.UniqueConstraint(fields=["planned_indicator", "happened_on"], name="indicator_event_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.planned_indicator_id} {self.happened_on:%Y-%m-%d}"
