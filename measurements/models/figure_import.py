"""Figures on their way in from a file or a pasted text, between the preview and the yes."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.fields import SafeCharField
from teams.models import Team


class FigureImportQuerySet(models.QuerySet["FigureImport"]):
    """Named filters for imports."""

    def visible_to(self, user: User) -> "FigureImportQuerySet":
        """The person's own imports, in teams they still see."""
        return self.filter(user=user.pk, team__in=Team.objects.visible_to(user))


class FigureImport(models.Model):
    """What one person has read in for a team and not yet said yes to.

    Only figures that passed every rule are kept, never the file. One for a person and team; deleted by the yes, by the
    no, by the next import, and after an hour.
    """

    class Source(models.TextChoices):
        FILE = "file", _("fil")
        PASTE = "paste", _("limt inn")

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="figure_imports")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=5, choices=Source.choices)
    file_name = SafeCharField(max_length=120, blank=True)
    # One list a figure: planned indicator, month, teller, nevner, reason, comment, version seen.
    figures = models.JSONField(default=list)
    unfilled = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    objects = FigureImportQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="figure_import_one_a_person")]

    def __str__(self) -> str:
        return f"{self.team_id} {self.source}"
