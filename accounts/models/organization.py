"""Municipalities, hospitals and the development centres that organise networks."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.fields import SafeCharField


class Organization(models.Model):
    """A kommune, bydel, helseforetak, sykehus or USHT."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Kommune")
        DISTRICT = "district", _("Bydel")
        HEALTH_TRUST = "health_trust", _("Helseforetak")
        HOSPITAL = "hospital", _("Sykehus")
        DEVELOPMENT_CENTRE = "development_centre", _("USHT")

    kind = models.CharField(_("type"), max_length=20, choices=Kind.choices)
    name = SafeCharField(_("navn"), max_length=120)
    number = SafeCharField(_("kommunenummer"), max_length=9, blank=True)
    county = SafeCharField(_("fylke"), max_length=60, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["kind", "name", "county"], name="organization_name_once")]

    def __str__(self) -> str:
        return self.name
