"""The project: settings, addresses, the Celery app, the front page and the demo world."""

from laeringsnettverk.celery import app as celery_app

__all__ = ["celery_app"]
