"""Writes the audit trail, and remembers forms that were already sent."""

import uuid

from django.db import models, transaction

from accounts.models import AuditEvent, FormToken, User


def record(*, by: User | None, action: str, scope: str, subject: models.Model, summary: str = "") -> AuditEvent:
    """Write one audit row; call it inside the transaction of the change. `by=None` is the system itself.

    `scope` is the place it belongs to ("network/12"), `action` the service's name.
    """
    return AuditEvent.objects.create(
        actor=by,
        action=action,
        scope=scope,
        subject=f"{subject._meta.model_name}/{subject.pk}",
        summary=summary[:300],
    )


def claim_form_token(*, by: User, token: uuid.UUID) -> bool:
    """Claim a form's token. False when this form was received before: show the result, change nothing."""
    with transaction.atomic():
        _row, created = FormToken.objects.get_or_create(user=by, token=token)
    return created
