"""Who opens the pages of reports."""

from tests.house.access import Row

ROWS: list[Row] = []
