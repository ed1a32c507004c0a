"""Who opens the pages of measurements."""

from tests.house.access import Row

ROWS: list[Row] = []
