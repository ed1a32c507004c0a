"""Who writes figures holds what others would wait for in one order, and says of an indicator that they have changed."""

import uuid
from collections.abc import Collection

from measurements.models import MeasurementPlan, PlannedIndicator
from teams.models import Team


def hold_figures(team: Team) -> None:
    """Wait until nobody else writes figures of this team, and keep the others waiting until the transaction ends.

    Two who write several figures in different orders would each hold one that the other waits for, and the database
    would throw one of them out.
    """
    MeasurementPlan.objects.select_for_update(no_key=True).filter(team=team).first()


def renew_stamps(planned: Collection[int]) -> None:
    """Give these planned indicators (ids) new stamps, in the transaction that changes their figures or events.

    A stamp is random, not counted: a number that was rolled back would come again with other figures.
    """
    PlannedIndicator.objects.filter(pk__in=planned).update(figures_stamp=uuid.uuid4())
