"""Health for machines: alive is cheap, ready tells the truth about what the shop stands on."""

from collections.abc import Callable

from django.core.cache import caches
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from django_redis.exceptions import ConnectionInterrupted
from psycopg_pool import PoolTimeout
from redis.exceptions import RedisError

from accounts.guards import public

# A worker that has been silent for longer than this is not working.
WORKER_SILENT_S = 60


@public
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """This process answers. Touches nothing else."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})


@public
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """
    `{"database": "ok", "cache": "ok", "queue": "ok"}`, each with the reason where it is not.

    503 without the database. Without the cache or the worker the shop still sells: 200, with the truth in the body.
    """
    checks = {"database": _check(_database), "cache": _check(_cache), "queue": _check(_queue)}
    status = 200 if checks["database"] == "ok" else 503
    headers = {"Cache-Control": "no-store"} | ({"Retry-After": "5"} if status == 503 else {})
    return JsonResponse(checks, status=status, headers=headers)


def _check(probe: Callable[[], str]) -> str:
    try:
        return probe()
    except (DatabaseError, PoolTimeout, RedisError, ConnectionInterrupted, OSError) as error:
        return f"unreachable ({type(error).__name__})"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _cache() -> str:
    caches["limits"].get("ready")
    return "ok"


def _queue() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers",
        )
        silent = cursor.fetchone()[0]
    if silent is None:
        return "no worker"
    return "ok" if silent < WORKER_SILENT_S else f"worker silent for {int(silent)} s"
