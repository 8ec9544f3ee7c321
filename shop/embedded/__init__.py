"""
The embedded PostgreSQL and Redis: used where DATABASE_URL or REDIS_URL is empty, so that a checkout needs nothing else.

`database_url` and `redis_url` only compute addresses. `start` brings the servers up, or joins those that already run,
and counts the caller as a user; the last user who leaves by `stop` shuts them down. The count is a shared lock per
process (flock), which the kernel drops even after kill -9, so it can never be wrong.
"""

import fcntl
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import IO

from shop.embedded import layout as layouts
from shop.embedded import postgres, process, redis
from shop.embedded.layout import CannotStart, Layout

__all__ = ["CannotStart", "Services", "database_url", "is_in_use", "redis_url", "revive", "start", "start_for", "stop"]


# Each has url, answers, is_alive, start and stop.
Server = ModuleType


class Services:
    """What one process uses; ends with `stop`, with the process, or as a context manager."""

    def __init__(self, layout: Layout, lease: IO[str] | None, servers: Sequence[Server] = ()) -> None:
        self.layout = layout
        self.lease = lease
        self.servers = servers

    def __enter__(self) -> "Services":
        return self

    def __exit__(self, *exception: object) -> None:
        stop(self)


def database_url(data_dir: Path) -> str:
    """The address of the embedded PostgreSQL of this DATA_DIR, whether it runs or not."""
    return postgres.url(layouts.of(data_dir))


def redis_url(data_dir: Path) -> str:
    """The address of the embedded Redis of this DATA_DIR, whether it runs or not."""
    return redis.url(layouts.of(data_dir))


def start_for(data_dir: Path, *, database: str, cache: str) -> Services:
    """Start those servers that these two addresses (of the settings) point to: both, one, or none."""
    layout = layouts.of(data_dir)
    return start(data_dir, with_postgres=database == postgres.url(layout), with_redis=cache == redis.url(layout))


def start(data_dir: Path, *, with_postgres: bool = True, with_redis: bool = True) -> Services:
    """
    Bring the servers up and join their users. Any number of processes may do so at the same time.

    :raises CannotStart: in one sentence for the person at the terminal.
    """
    layout = layouts.of(data_dir)
    if not (with_postgres or with_redis):
        return Services(layout, None)
    _make_home(layout)
    with _transition(layout):
        lease = _users(layout)
        fcntl.flock(lease, fcntl.LOCK_SH)
        wanted = [server for server, is_wanted in ((postgres, with_postgres), (redis, with_redis)) if is_wanted]
        services = Services(layout, lease, wanted)
        try:
            for server in wanted:
                server.start(layout)
        except BaseException:
            _leave(services)
            raise
    return services


def revive(services: Services) -> bool:
    """
    Start again what was killed under us. Looks at process ids only, so it may be asked every second.

    :raises CannotStart: as `start`.
    """
    dead = [server for server in services.servers if not server.is_alive(services.layout)]
    if dead:
        with _transition(services.layout):
            for server in dead:
                server.start(services.layout)
    return bool(dead)


def stop(services: Services) -> None:
    """Leave; the last one shuts the servers down. A second call does nothing."""
    if services.lease is None:
        return
    with _transition(services.layout):
        _leave(services)


def is_in_use(data_dir: Path) -> bool:
    """Whether any living process uses the servers of this DATA_DIR."""
    layout = layouts.of(data_dir)
    if not layout.locks.exists():
        return False
    with _transition(layout), _users(layout) as users:
        return not _is_last(users)


def _leave(services: Services) -> None:
    if services.lease is None:
        return
    if _is_last(services.lease):
        for server in (redis, postgres):
            server.stop(services.layout)
        if services.layout.sockets.parent != services.layout.home:
            shutil.rmtree(services.layout.sockets, ignore_errors=True)  # the short path of a deep DATA_DIR
    services.lease.close()
    services.lease = None


def _is_last(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _users(layout: Layout) -> IO[str]:
    return open(layout.locks / "users", "w")


@contextmanager
def _transition(layout: Layout) -> Iterator[None]:
    """One process at a time starts or stops servers."""
    with open(layout.locks / "transition", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_home(layout: Layout) -> None:
    try:
        for directory in (layout.data_dir, layout.home.parent, layout.home):
            process.make_shared(directory)
        for directory in (layout.locks, layout.logs):
            directory.mkdir(mode=0o755, exist_ok=True)
        _users(layout).close()
    except PermissionError as error:
        raise CannotStart(
            f"{error.filename} belongs to another user: start as that user, or set DATA_DIR to a directory of yours."
        ) from None
