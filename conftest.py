"""
What every test stands on: the real PostgreSQL and Redis, a corner of its own in both, and no way to the outside.

Without DATABASE_URL and REDIS_URL the embedded servers of DATA_DIR are started, or joined if `make run` or another
test run uses them, and left again at the end. Test runs that overlap, and the workers of one run (`-n 2`), take
different corners by themselves: the first uses the database test_millrow and Redis database 15, the second
test_millrow_2 and 14, and so on.
"""

import fcntl
import functools
import ipaddress
import itertools
import re
import socket
import time
import uuid
from pathlib import Path
from typing import IO, Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django_ratelimit import core

from shop import embedded
from shop.core import ratelimit

pytest_plugins = ["shop.tests.cast", "shop.tests.scratch_servers"]

CORNERS = 8
HIGHEST_REDIS_DATABASE = 15
THIS_RUN = uuid.uuid4().hex

# How fast this machine is at this moment says nothing about the code.
hypothesis.settings.register_profile(
    "shop", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], derandomize=True
)
hypothesis.settings.load_profile("shop")


def pytest_configure(config: pytest.Config) -> None:
    """Before pytest-django connects for the first time."""
    if config.option.collectonly or getattr(config.option, "help", False):
        return
    try:
        services = embedded.start_for(settings.DATA_DIR, database=settings.DATABASE_URL, cache=settings.REDIS_URL)
    except embedded.CannotStart as error:
        pytest.exit(str(error), returncode=3)
    config.add_cleanup(lambda: embedded.stop(services))
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        config.add_cleanup(_take_corner().close)  # not the process that only hands the tests out
    _stay_inside(config)


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix() -> None:
    """The corner has named the worker's database; pytest-django's own suffix would make one more for each pairing."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """A test with real commits ends with the flush of every table, which the audit trail refuses."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_auditevent DISABLE TRIGGER accounts_audit_stays")


@pytest.fixture(autouse=True)
def _limits_from_nothing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Redis outlives a run: what another test, or this one an hour ago, did too often does not count here. Nor does a
    window end while a test counts in it: where it ends depends on the digest, so one is taken that leaves it half.
    """
    whose = f"{THIS_RUN}:{request.node.nodeid}"
    digest = ratelimit._digest

    @functools.cache
    def fresh(limit: str, key: str) -> str:
        period = core._split_rate(settings.RATE_LIMITS[limit])[1]
        digests = (digest(limit, f"{whose}:{number}:{key}") for number in itertools.count())
        return next(one for one in digests if core._get_window(one, period) - int(time.time()) >= period // 2)

    monkeypatch.setattr(ratelimit, "_digest", fresh)


def _take_corner() -> IO[str]:
    """The first corner that no other running test run holds; the lock falls with the process."""
    folder = Path(settings.DATA_DIR) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(CORNERS):
        suffix = f"_{number + 1}" if number else ""
        lock = open(folder / f"tests{settings.TEST_SUFFIX}{suffix}", "w")  # noqa: SIM115 - held until the end
        if _locked(lock):
            _move_into(suffix, redis_database=HIGHEST_REDIS_DATABASE - number)
            return lock
        lock.close()
    return pytest.exit(f"{CORNERS} test runs in {settings.DATA_DIR} are enough: wait for one to end.", returncode=3)


def _locked(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _move_into(suffix: str, *, redis_database: int) -> None:
    settings.DATABASES["default"]["TEST"]["NAME"] += suffix
    for cache in settings.CACHES.values():
        cache["LOCATION"] = redis_location(cache["LOCATION"], redis_database)


def redis_location(url: str, database: int) -> str:
    """The same Redis, another of its numbered databases."""
    if url.startswith("unix:"):
        return re.sub(r"\?.*|$", f"?db={database}", url, count=1)
    return re.sub(r"^(rediss?://[^/?]+)(/[^?]*)?", rf"\1/{database}", url)


def _stay_inside(config: pytest.Config) -> None:
    """A test that would talk to another machine fails instead."""
    patch = pytest.MonkeyPatch()
    config.add_cleanup(patch.undo)
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))


def _guarded(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_this_machine(address[0]):
            raise RuntimeError(f"A test wanted to connect to {address[0]}: tests stay on this machine.")
        return connect(self, address)

    return guarded


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
