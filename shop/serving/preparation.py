"""What happens between "the database answers" and "the shop is open": checks, migrations, static files, demo world."""

import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.core.management import call_command, get_commands
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from catalog import delivery
from shop import environment

Say = Callable[[str], None]

OLDEST_SERVER = 150_000  # PostgreSQL 15, as server_version_num
# Any number, the same in every process: whoever holds this advisory lock migrates.
MIGRATION_LOCK = 7_455_4000
# What the worker and a person at a prompt need beside the pools of the web workers.
SPARE_CONNECTIONS = 8


def check_database() -> None:
    """
    :raises environment.BadSetting: if the server does not answer, is too old, or allows too few connections.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('server_version_num')::int, current_setting('server_version'),"
                " current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
            )
            number, version, allowed = cursor.fetchone()
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise environment.BadSetting(
            "DATABASE_URL",
            f"points to a server that does not let us in ({reason})",
            "start that server or correct the address; leave it empty to use the embedded one",
        ) from None
    if number < OLDEST_SERVER:
        raise environment.BadSetting(
            "DATABASE_URL", f"points to PostgreSQL {version}, which is too old", "use version 15 or newer"
        )
    wanted = settings.WEB_CONCURRENCY * settings.DB_POOL_MAX + SPARE_CONNECTIONS
    if wanted > allowed:
        raise environment.BadSetting(
            "DB_POOL_MAX",
            f"times WEB_CONCURRENCY ({settings.DB_POOL_MAX} × {settings.WEB_CONCURRENCY}) and {SPARE_CONNECTIONS} spare"
            f" are {wanted} connections, more than the {allowed} that the server allows",
            "lower one of the two, or raise max_connections of the server",
        )


def migrate(say: Say) -> None:
    """Bring the tables up to date; of several processes that start together, one does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        try:
            if pending_migrations():
                say("Preparing the tables …")
                call_command("migrate", interactive=False, verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


def pending_migrations() -> list[str]:
    """The names of the migrations that the database has not seen, as `app.name`."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def keep_holidays() -> None:
    """
    The public holidays that days of arrival need, for this year and the next two.

    :raises environment.BadSetting: if nobody keeps a calendar of the shops' region.
    """
    try:
        delivery.prepare_holidays(now=timezone.now())
    except delivery.UnknownRegion as error:
        raise environment.BadSetting(
            "HOLIDAYS_REGION",
            f"is {error}, whose public holidays are not known",
            "name a country by its two letters, or one of its parts, like DE or DE-BE",
        ) from None


def collect_static(say: Say) -> None:
    """Gather and compress the static files, only if one of them or the code that stores them has changed."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    state = _static_state()
    if stamp.exists() and stamp.read_text() == state:
        return
    say("Collecting static files …")
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state)


def _static_state() -> str:
    digest = hashlib.sha256()
    storage_code = Path(settings.BASE_DIR) / "shop" / "storage.py"
    files = [str(storage_code)] if storage_code.exists() else []
    for finder in finders.get_finders():
        files += [storage.path(name) for name, storage in finder.list([])]
    for path in sorted(files):
        status = os.stat(path)
        digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def seed(say: Say) -> None:
    """
    The demo world, once: into a database without users, or to finish what was interrupted.

    While it is being made, a marker lies in DATA_DIR.
    """
    marker = Path(settings.DATA_DIR) / "locks" / "seeding"
    if "seed_demo" not in get_commands() or not (marker.exists() or is_empty()):
        return
    say("Building the demo world …")
    marker.parent.mkdir(exist_ok=True)
    marker.touch()
    call_command("seed_demo", show_logins=False, quiet=not sys.stdout.isatty())
    marker.unlink()


def is_empty() -> bool:
    try:
        return not get_user_model()._default_manager.exists()
    except DatabaseError:
        return False
