"""Who opens the pages of teams."""

from tests.house.access import Row

ROWS: list[Row] = []
