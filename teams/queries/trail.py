"""Reads who changed something last."""

from django.db import models
from django.utils.translation import gettext as _

from accounts.models import AuditEvent
from accounts.norwegian import format_time


def last_change_text(row: models.Model) -> str:
    """«Ingrid Sæther lagret kl. 14.32», from the audit trail; without a name when the person is gone."""
    event = (
        AuditEvent.objects.filter(subject=f"{row._meta.model_name}/{row.pk}")
        .select_related("actor")
        .order_by("-happened_at", "-id")
        .first()
    )
    if event is None or event.actor is None:
        return _("Noen andre lagret")
    return _("%(name)s lagret kl. %(time)s") % {"name": event.actor.name, "time": format_time(event.happened_at)}
