"""Notes on a team's charts what happened when."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from measurements.models import Annotation, PlannedIndicator
from measurements.services.errors import MeasurementError, clean
from measurements.services.rules import check_open
from teams.models import PDSACycle, Team


@transaction.atomic
def annotate(
    team: Team,
    *,
    planned_indicator: PlannedIndicator | None,
    happened_on: date,
    text: str,
    by: User | None,
    pdsa_cycle: PDSACycle | None = None,
) -> Annotation:
    """Put a merknad on one chart, or on all of the team's charts when no indicator is given."""
    annotation = Annotation(team=team, written_by=by)
    return _save(annotation, planned_indicator, happened_on, text, pdsa_cycle, by, "annotate")


@transaction.atomic
def update_annotation(
    annotation: Annotation,
    *,
    planned_indicator: PlannedIndicator | None,
    happened_on: date,
    text: str,
    by: User | None,
    pdsa_cycle: PDSACycle | None = None,
) -> Annotation:
    """Change date, text, chart or test of a merknad."""
    return _save(annotation, planned_indicator, happened_on, text, pdsa_cycle, by, "update_annotation")


@transaction.atomic
def delete_annotation(annotation: Annotation, *, by: User | None) -> None:
    """Take a merknad off the charts."""
    check_open(annotation.team)
    scope = annotation.team.network.scope
    record(by=by, action="delete_annotation", scope=scope, subject=annotation, summary=annotation.text)
    annotation.delete()


def _save(
    annotation: Annotation,
    planned_indicator: PlannedIndicator | None,
    happened_on: date,
    text: str,
    pdsa_cycle: PDSACycle | None,
    by: User | None,
    action: str,
) -> Annotation:
    team = annotation.team
    check_open(team)
    if planned_indicator and planned_indicator.plan.team_id != team.pk:
        raise MeasurementError(_("Indikatoren hører til et annet team."), "planned_indicator")
    if pdsa_cycle and pdsa_cycle.team_id != team.pk:
        raise MeasurementError(_("Testen hører til et annet team."), "pdsa_cycle")
    annotation.planned_indicator, annotation.pdsa_cycle = planned_indicator, pdsa_cycle
    annotation.happened_on, annotation.text = happened_on, text.strip()
    clean(annotation)
    annotation.save()
    record(by=by, action=action, scope=team.network.scope, subject=annotation, summary=annotation.text)
    return annotation
