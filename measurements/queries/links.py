"""Charts that are shared by a link."""

from datetime import datetime

from accounts.secret_links import hash_token
from measurements.models import ChartLink, PlannedIndicator


def find_chart_link(token: str, now: datetime) -> ChartLink | None:
    """The link behind a token, with the team and the indicator it shows, while it works."""
    rows = ChartLink.objects.working(now).select_related(
        "planned_indicator__indicator", "planned_indicator__plan__team__organization"
    )
    return rows.filter(token_hash=hash_token(token)).first()


def links_of(planned_indicator: PlannedIndicator, now: datetime) -> list[ChartLink]:
    """The links that show this chart now, the one that ends first on top."""
    return list(ChartLink.objects.working(now).filter(planned_indicator=planned_indicator).select_related("created_by"))
