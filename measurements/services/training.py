"""Ticks off an example of the training, or takes the tick away."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from measurements.models import LessonDone
from measurements.queries.gallery import find_example
from measurements.services.errors import MeasurementError


@transaction.atomic
def tick_lesson(slug: str, *, is_done: bool, by: User, at: datetime | None = None) -> None:
    """Say that `by` has worked through the example, or has not after all. The first tick keeps its time."""
    if find_example(slug) is None:
        raise MeasurementError(_("Eksempelet finnes ikke lenger."))
    if is_done:
        LessonDone.objects.get_or_create(user=by, slug=slug, defaults={"done_at": at or timezone.now()})
    else:
        LessonDone.objects.filter(user=by, slug=slug).delete()
