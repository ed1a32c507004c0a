"""Training in reading charts: which examples somebody has ticked off."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class LessonDone(models.Model):
    """One example of «Vis verdien av målinger» that a person has worked through. `slug` is the example's address."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="lessons_done")
    slug = models.SlugField(_("eksempel"), max_length=60)
    done_at = models.DateTimeField(_("gjort"), default=timezone.now)

    class Meta:
        ordering = ["user", "done_at"]
        constraints = [models.UniqueConstraint(fields=["user", "slug"], name="lesson_done_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.slug}"
