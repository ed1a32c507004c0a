"""Who opens the pages of networks."""

from tests.house.access import Row

ROWS: list[Row] = []
