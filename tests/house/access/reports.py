"""Who opens the pages of reports."""

from tests.house.access import Row, reports_dashboards, reports_report

ROWS: list[Row] = [*reports_dashboards.ROWS, *reports_report.ROWS]
