"""Checks of PostgreSQL, Redis and the worker. They need the database to answer, which the first one finds out."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.cache import caches
from django.db import DatabaseError, connection
from django.utils import timezone

from shop import doctor, environment
from shop.doctor import Finding
from shop.serving import preparation

CLOCK_SECONDS = 5
# procrastinate's workers report every ten seconds.
SILENT_SECONDS = 60
WAITING_MINUTES = 10


def database() -> Iterator[Finding]:
    try:
        preparation.check_database()
    except environment.BadSetting as error:
        yield doctor.wrong(error.text, error.remedy)
        return
    version, encoding = _row("SELECT current_setting('server_version'), current_setting('server_encoding')")
    if encoding != "UTF8":
        yield doctor.wrong(f"The database is encoded in {encoding}", "create it with ENCODING 'UTF8'")
    else:
        yield doctor.fine(f"PostgreSQL {version}")


def migrations() -> Iterator[Finding]:
    pending = preparation.pending_migrations()
    if pending:
        yield doctor.notice(
            f"{len(pending)} migrations are not applied ({pending[0]} …)", "`make migrate`; `make run` does it too"
        )
    else:
        yield doctor.fine("Tables up to date")


def clock() -> Iterator[Finding]:
    """Codes, carts and discounts end by the clock, so all machines must agree."""
    [seconds] = _row("SELECT extract(epoch FROM clock_timestamp() - %s::timestamptz)", [timezone.now()])
    if abs(seconds) > CLOCK_SECONDS:
        yield doctor.wrong(
            f"This clock and the database's differ by {abs(seconds):.0f} s", "set both by NTP (timedatectl set-ntp on)"
        )
    else:
        yield doctor.fine("Clock")


def redis() -> Iterator[Finding]:
    try:
        cache: Any = caches["limits"]
        information: dict[str, Any] = cache.client.get_client(write=True).info()
    except Exception as error:  # any fault of any client library means the same to the person who asks
        yield doctor.wrong(
            f"Redis does not answer ({str(error).splitlines()[0][:120]})",
            "start it, correct REDIS_URL, or leave REDIS_URL empty; the shop sells without it, only slower",
        )
        return
    yield doctor.fine(f"Redis {information.get('valkey_version') or information.get('redis_version')}")
    if information.get("maxmemory") and information.get("maxmemory_policy") == "noeviction":
        yield doctor.notice("Redis refuses writes when it is full", "set maxmemory-policy allkeys-lru")


def worker() -> Iterator[Finding]:
    """Mails, pictures and expiries are jobs: without a worker they wait."""
    alive, waiting, failed = _row(
        "SELECT (SELECT count(*) FROM procrastinate_workers"
        " WHERE last_heartbeat > now() - make_interval(secs => %s)),"
        " (SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'"
        " AND coalesce(scheduled_at, now() - interval '1 day') < now() - make_interval(mins => %s)),"
        " (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed')",
        [SILENT_SECONDS, WAITING_MINUTES],
    )
    if alive:
        yield doctor.fine(f"{alive} job worker{'s' if alive > 1 else ''} at work")
    elif waiting:
        yield doctor.wrong(
            f"{waiting} jobs wait and no worker runs", "`make run` starts one; else `manage.py run_worker`"
        )
    else:
        yield doctor.notice("No job worker runs", "`make run` starts one; else `manage.py run_worker`")
    if failed:
        yield doctor.notice(f"{failed} jobs failed for good", "look: `manage.py procrastinate shell`")


def _row(sql: str, parameters: Sequence[Any] | None = None) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row: tuple[Any, ...] = cursor.fetchone()
        return row


def applicable() -> tuple[doctor.Check, ...]:
    """The checks that make sense: without a database, only the one that says so, and Redis."""
    try:
        connection.ensure_connection()
    except DatabaseError:
        return (database, redis)
    has_jobs = "procrastinate_workers" in connection.introspection.table_names()
    return (database, migrations, clock, redis, *((worker,) if has_jobs else ()))
