#!/usr/bin/env python3
"""Django's command line for Læringsnettverk."""

import os
import sys


def main() -> None:
    """Run one management command with the project's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "laeringsnettverk.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - the environment must be set first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
