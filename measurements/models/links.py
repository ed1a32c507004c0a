"""Links that open one thing to people without an account: a telleliste on the ward, and a chart to look at."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.fields import SafeCharField
from accounts.secret_links import hash_token, token_for
from measurements.models.measurement import MonthDelivery
from measurements.models.plan import PlannedIndicator

# More than anybody counts by hand in a month.
LARGEST_TALLY = 1000


class SecretLinkQuerySet(models.QuerySet):
    """Named filters for links."""

    def working(self, now: datetime) -> "SecretLinkQuerySet":
        """Links that are neither stopped nor too old."""
        return self.filter(revoked_at=None, expires_at__gt=now)


class SecretLink(models.Model):
    """What a link has, whatever it opens: the hash of its token, an end, and who made it."""

    # Goes into the token, so that a link of one kind never opens another.
    PURPOSE: ClassVar[str]

    link_nonce = models.UUIDField(default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField(_("virker til"))
    revoked_at = models.DateTimeField(_("stoppet"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def token(self) -> str:
        """What stands in the address."""
        return token_for(self.PURPOSE, self.link_nonce)

    def renew(self) -> None:
        """Give the link a new address; the old one opens nothing any more. Not saved."""
        self.link_nonce = uuid.uuid4()
        self.token_hash = hash_token(self.token)

    def works_at(self, now: datetime) -> bool:
        """Tell whether the link opens anything at this moment."""
        return self.revoked_at is None and now < self.expires_at


def _link_constraints(name: str) -> list[models.CheckConstraint]:
    return [
        models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name=f"{name}_ends_after_start"),
        models.CheckConstraint(
            condition=Q(revoked_at=None) | Q(revoked_at__gte=F("created_at")), name=f"{name}_stopped_after_start"
        ),
    ]


class TallySheetQuerySet(SecretLinkQuerySet):
    """Named filters for tellelister."""

    def open(self, now: datetime) -> "TallySheetQuerySet":
        """Lists that take taps: the link works, the network goes on, and the month is not delivered."""
        delivered = MonthDelivery.objects.filter(
            team=OuterRef("planned_indicator__plan__team"), month=OuterRef("month")
        )
        return self.working(now).filter(~Exists(delivered), planned_indicator__plan__team__network__closed_at=None)


class TallySheet(SecretLink):
    """A telleliste: one indicator of one team in one month, counted by tapping, by anybody with the link."""

    PURPOSE = "tally"

    planned_indicator = models.ForeignKey(PlannedIndicator, on_delete=models.CASCADE, related_name="tally_sheets")
    month = models.DateField(_("måned"))
    # How many are to be counted; None counts on until the link ends.
    limit = models.PositiveSmallIntegerField(_("hvor mange skal telles"), null=True, blank=True)

    objects = TallySheetQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "planned_indicator__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["planned_indicator", "month"], name="tally_sheet_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="tally_sheet_of_whole_month"),
            models.CheckConstraint(
                condition=Q(limit=None) | Q(limit__gte=1, limit__lte=LARGEST_TALLY), name="tally_sheet_limit_in_range"
            ),
            *_link_constraints("tally_sheet"),
        ]

    def __str__(self) -> str:
        return f"{self.planned_indicator_id} {self.month:%Y-%m}"

    @property
    def is_yes_or_no(self) -> bool:
        """Tell whether each tap answers yes or no; else each tap is one more."""
        return self.planned_indicator.indicator.is_percent


class Tap(models.Model):
    """One tap on a telleliste. Who tapped is not known, and about whom never.

    `token` is made by the phone, so that a tap which is sent twice counts once. An undone tap stays, so that its own
    late arrival changes nothing.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("Ja")
        NO = "no", _("Nei")
        NOT_APPLICABLE = "none", _("Ikke aktuelt")

    sheet = models.ForeignKey(TallySheet, on_delete=models.CASCADE, related_name="taps")
    token = models.UUIDField(editable=False)
    answer = models.CharField(max_length=4, choices=Answer.choices)
    tapped_at = models.DateTimeField(default=timezone.now, editable=False)
    is_undone = models.BooleanField(default=False)

    class Meta:
        ordering = ["sheet", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "token"], name="tap_once"),
            models.CheckConstraint(condition=Q(answer__in=["yes", "no", "none"]), name="tap_answer_known"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.answer}"


class ChartLink(SecretLink):
    """Shows one chart, and nothing else, to whoever has the link."""

    PURPOSE = "chart"

    planned_indicator = models.ForeignKey(PlannedIndicator, on_delete=models.CASCADE, related_name="chart_links")
    label = SafeCharField(_("hva lenken er til"), max_length=80, blank=True)

    objects = SecretLinkQuerySet.as_manager()

    class Meta:
        ordering = ["expires_at", "pk"]
        constraints = _link_constraints("chart_link")

    def __str__(self) -> str:
        return f"{self.planned_indicator_id} {self.created_at:%Y-%m-%d}"
