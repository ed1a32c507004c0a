"""Who opens the pages of reports."""

from tests.house.access import Row, reports_dashboards

ROWS: list[Row] = [*reports_dashboards.ROWS]
