"""The statistics engine: what a run chart shows, and one Norwegian sentence that says it. Standard library only."""

from measurements.spc.series import Direction, Point, Series, SeriesError

__all__ = ["Direction", "Point", "Series", "SeriesError"]
