"""Worker and beat in one process, for a machine without a broker: what waits is in the database, so nothing is lost."""

from celery.beat import EmbeddedService

from laeringsnettverk.celery import app
from laeringsnettverk.settings import DEMO_MAIL_DIR


def main() -> None:
    """Work until told to stop."""
    beat = EmbeddedService(app, thread=True, schedule_filename=str(DEMO_MAIL_DIR.parent / "beat-schedule"))
    beat.start()
    app.Worker(pool="threads", concurrency=2, loglevel="INFO").start()
    beat.stop()


if __name__ == "__main__":
    main()
