"""How a team's chart is read, one change a row: each with its reason, who made it and when; none is ever changed."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.fields import SafeCharField
from measurements.models.plan import PlannedIndicator

# Kinds of change that name a month.
_OF_MONTH = ("phase", "exclusion", "baseline")


class ChartChange(models.Model):
    """One change to how an indicator's chart is read.

    What applies now is what the rows that are not taken back say together; of chart and rules, and of the baseline, the
    latest row alone. `PlannedIndicator.chart_choices` holds that sum, written by the same service.
    """

    class Kind(models.TextChoices):
        READING = "reading", _("Diagramtype og regler")
        PHASE = "phase", _("Ny fase")
        EXCLUSION = "exclusion", _("Utelatt måned")
        BASELINE = "baseline", _("Utgangspunkt")

    class Chart(models.TextChoices):
        RUN = "run", _("Seriediagram")
        P = "p", _("P-diagram, for andeler")
        PP = "pp", _("P'-diagram, for andeler med mange i nevneren")
        U = "u", _("U-diagram, for rater")
        UP = "up", _("U'-diagram, for rater med mange i nevneren")
        I = "i", _("I-diagram, for enkeltverdier")  # noqa: E741 — the chart's name
        C = "c", _("C-diagram, for antall")
        T = "t", _("T-diagram, for tid mellom hendelser")
        G = "g", _("G-diagram, for antall mellom hendelser")

    class Rules(models.TextChoices):
        ANHOEJ = "anhoej", _("Anhøj")
        IHI = "ihi", _("IHI")
        MDC = "mdc", _("Making Data Count")

    planned_indicator = models.ForeignKey(PlannedIndicator, on_delete=models.CASCADE, related_name="chart_changes")
    kind = models.CharField(_("hva"), max_length=9, choices=Kind.choices)
    chart = models.CharField(_("diagramtype"), max_length=3, choices=Chart.choices, blank=True)
    rules = models.CharField(_("regelsett"), max_length=6, choices=Rules.choices, blank=True)
    # The first of a new phase, the one left out, or the last of the baseline.
    month = models.DateField(_("måned"), null=True, blank=True)
    reason = SafeCharField(_("hvorfor"), max_length=160)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    undone_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(_("angret"), null=True, blank=True)

    class Meta:
        ordering = ["planned_indicator", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="chart_change_has_reason"),
            models.CheckConstraint(
                condition=Q(kind="reading", month=None) & ~Q(chart="") & ~Q(rules="")
                | Q(kind__in=_OF_MONTH, month__isnull=False, month__day=1, chart="", rules=""),
                name="chart_change_is_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(chart__in=["", "run", "p", "pp", "u", "up", "i", "c", "t", "g"])
                & Q(rules__in=["", "anhoej", "ihi", "mdc"]),
                name="chart_change_known_choices",
            ),
            models.CheckConstraint(condition=~Q(rules="mdc") | Q(chart="i"), name="chart_change_mdc_reads_i"),
            models.CheckConstraint(
                condition=Q(undone_by=None) | Q(undone_at__isnull=False), name="chart_change_undone_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["planned_indicator", "kind", "month"],
                condition=Q(undone_at=None, kind__in=["phase", "exclusion"]),
                name="chart_change_once_a_month",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.planned_indicator_id} {self.kind}"
