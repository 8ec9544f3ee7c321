"""
`manage.py`: any command finds the embedded servers running.

They are started for the command, or joined where `make run` or the tests use them, and left again at its end. Commands
that need no database, and `serve`, which does all this itself, go without.
"""

import os
import sys
from collections.abc import Sequence

try:
    from django.conf import settings
    from django.core.management import execute_from_command_line

    from shop import embedded
except ModuleNotFoundError as error:
    sys.exit(f"The package {error.name} is missing: run `make install`, then use .venv/bin/python manage.py.")

WITHOUT_SERVERS = {
    "",
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "doctor",
    "findstatic",
    "help",
    "makemessages",
    "serve",
    "startapp",
    "version",
}


def main(arguments: Sequence[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
    if not needs_servers(arguments):
        execute_from_command_line(list(arguments))
        return
    try:
        services = embedded.start_for(settings.DATA_DIR, database=settings.DATABASE_URL, cache=settings.REDIS_URL)
    except embedded.CannotStart as error:
        sys.exit(str(error))
    with services:
        execute_from_command_line(list(arguments))


def needs_servers(arguments: Sequence[str]) -> bool:
    """Whether this command line reads or writes data."""
    command = next((word for word in arguments[1:] if not word.startswith("-")), "")
    return command not in WITHOUT_SERVERS and not {"--help", "-h", "--version"} & set(arguments)
