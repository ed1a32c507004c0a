"""Production's settings with one page more: the floor."""

from laeringsnettverk.settings import *  # noqa: F403 - the point is to be the same
from laeringsnettverk.settings import DATABASES, TEMPLATES

ROOT_URLCONF = "benchmarks.urls"
TEMPLATES[0]["DIRS"].append("benchmarks/templates")
# One connection for the whole run: its process in the database is the one whose CPU is read.
DATABASES["default"]["CONN_MAX_AGE"] = None
LOGGING = {"version": 1, "disable_existing_loggers": True}
