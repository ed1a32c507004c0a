"""Focus areas and change packages: what a network can work with."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.fields import SafeCharField, SafeTextField


class FocusArea(models.Model):
    """An innsatsområde, such as safe use of medicines."""

    code = models.SlugField(max_length=40, unique=True)
    name = SafeCharField(_("innsatsområde"), max_length=120)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ChangePackage(models.Model):
    """A tiltakspakke in one version; a running team may stay on a version that was superseded."""

    class Setting(models.TextChoices):
        NURSING_HOME = "nursing_home", _("Sykehjem")
        HOME_CARE = "home_care", _("Hjemmetjeneste")
        BOTH = "both", _("Sykehjem og hjemmetjeneste")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Forslag")
        CURRENT = "current", _("Gjeldende")
        SUPERSEDED = "superseded", _("Erstattet")

    focus_area = models.ForeignKey(FocusArea, on_delete=models.PROTECT, related_name="change_packages")
    code = models.CharField(_("kode"), max_length=12)
    version = models.PositiveSmallIntegerField(_("versjon"), default=1)
    name = SafeCharField(_("tiltakspakke"), max_length=160)
    short_name = SafeCharField(_("kortnavn"), max_length=60)
    summary = SafeTextField(_("kort om pakken"), max_length=1000, blank=True)
    setting = models.CharField(_("tjeneste"), max_length=20, choices=Setting.choices, default=Setting.BOTH)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.CURRENT)
    source = SafeCharField(_("kilde"), max_length=300, blank=True)
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="supersedes"
    )

    class Meta:
        ordering = ["name", "version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="change_package_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="change_package_version_from_one"),
        ]

    def __str__(self) -> str:
        return self.name


class ChangeIdea(models.Model):
    """A tiltak of a change package."""

    change_package = models.ForeignKey(ChangePackage, on_delete=models.CASCADE, related_name="change_ideas")
    position = models.PositiveSmallIntegerField()
    name = SafeCharField(_("tiltak"), max_length=200)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["change_package", "position"], name="change_idea_position_once")]

    def __str__(self) -> str:
        return self.name
