"""Servers of their own for tests of the embedded ones: fixtures, and questions to them."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from shop import embedded
from shop.embedded import layout as layouts
from shop.embedded import postgres, redis

USE_FOR_A_MOMENT = """
import sys, time
from pathlib import Path
from shop import embedded
with embedded.start(Path(sys.argv[1])):
    print("up", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def shared() -> Iterator[Path]:
    """One cluster for the tests that leave it whole: creating one takes a second or more."""
    yield from scratch_place()


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A cluster of its own for a test that breaks it, or that watches its creation."""
    yield from scratch_place()


def scratch_place() -> Iterator[Path]:
    """A DATA_DIR that the user of the servers can reach: as root, pytest's own temporary directories are not."""
    path = Path("/tmp") / f"millrow-test-{os.getpid()}-{time.monotonic_ns()}"  # noqa: S108 - removed below
    yield path
    if path.exists():
        for place in (path, *path.glob("*/locks/..")):
            layout = layouts.of(place)
            redis.stop(layout)
            postgres.stop(layout)
            subprocess.run(["rm", "-rf", str(layout.sockets)], check=True)  # noqa: S607
        subprocess.run(["rm", "-rf", str(path)], check=True)  # noqa: S607


def postmaster_of(data_dir: Path) -> int:
    return int((layouts.of(data_dir).database / "postmaster.pid").read_text().split()[0])


def answers(data_dir: Path) -> bool:
    layout = layouts.of(data_dir)
    return postgres.answers(layout) and redis.answers(layout)


def scratch(data_dir: Path, sql: LiteralString) -> list[tuple[object, ...]]:
    with psycopg.connect(embedded.database_url(data_dir), autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else []


def eventually(happens: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not happens():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def redis_pids(data_dir: Path) -> list[int]:
    command = ["pgrep", "-f", f"unixsocket:{layouts.of(data_dir).redis_socket}"]
    return [int(word) for word in subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()]
