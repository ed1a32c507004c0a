"""Who writes what a team's charts are made of holds the måleplan, and says of it that something has changed."""

import uuid

from measurements.models import Indicator, MeasurementPlan
from teams.models import Team


def hold_plan(team: Team) -> None:
    """Wait until nobody else writes figures of this team, and keep the others waiting until the transaction ends.

    Two who write several figures in different orders would each hold one that the other waits for, and the database
    would throw one of them out.
    """
    MeasurementPlan.objects.select_for_update(no_key=True).filter(team=team).first()


def renew_stamp(plan_id: int) -> None:
    """Give the plan a new stamp, in the transaction that changes what its charts are made of.

    A stamp is random, not counted: a number that was rolled back would come again with other figures.
    """
    MeasurementPlan.objects.filter(pk=plan_id).update(stamp=uuid.uuid4())


def renew_stamps_of(indicator: Indicator) -> None:
    """The same for every plan that follows the indicator or has followed it."""
    MeasurementPlan.objects.filter(planned_indicators__indicator=indicator).update(stamp=uuid.uuid4())
