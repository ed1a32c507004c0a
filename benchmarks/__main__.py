"""`make bench`: builds the network, measures, prints a Markdown table."""

import argparse
import os
import platform
import sys
from pathlib import Path

import django
from django.core.management import call_command

DOCUMENT = Path("docs/performance.md")
# What stands between these lines of the document is written here; the rest is people's.
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def main() -> int:
    """Measure and print; write only when asked."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="how often every page has its turn")
    parser.add_argument("--requests", type=int, default=20, help="requests a turn")
    parser.add_argument("--teams", type=int, default=30)
    parser.add_argument("--months", type=int, default=36)
    parser.add_argument("--write", action="store_true", help=f"put the tables into {DOCUMENT}")
    options = parser.parse_args()

    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)

    # Imported late: models exist only after the set-up above.
    from benchmarks.tables import measured_tables  # noqa: PLC0415

    text = f"{machine()}\n\n{measured_tables(options.teams, options.months, options.rounds, options.requests)}"
    print(text)
    if options.write:
        write(text)
    return 0


def machine() -> str:
    """What the figures were measured on."""
    python, system = platform.python_version(), platform.system()
    return (
        f"{os.cpu_count()} processors, {system} {platform.machine()}, Python {python}, PostgreSQL, production settings."
    )


def write(text: str) -> None:
    """Replace the figures in the document."""
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    DOCUMENT.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
