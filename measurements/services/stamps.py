"""Says of an indicator that its figures have changed, so that pages of many teams need not look at every figure."""

import uuid
from collections.abc import Collection

from measurements.models import PlannedIndicator


def renew_stamps(planned: Collection[int]) -> None:
    """Give these planned indicators (ids) new stamps, in the transaction that changes their figures or events.

    A stamp is random, not counted: a number that was rolled back would come again with other figures.
    """
    PlannedIndicator.objects.filter(pk__in=planned).update(figures_stamp=uuid.uuid4())
