"""Figures written the Norwegian way, each written once."""

from functools import lru_cache

from measurements.spc import format_number

# A page of charts writes the same few hundred figures many times, and writing one exactly costs two microseconds.
number = lru_cache(maxsize=4096)(format_number)
