"""The embedded servers: joined, counted, killed, found again. Each test has a DATA_DIR of its own."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
import redis as redis_client

from shop import embedded
from shop.embedded import layout as layouts
from shop.embedded import postgres, process, redis

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


def test_addresses_change_nothing(data_dir: Path) -> None:
    embedded.database_url(data_dir)
    embedded.redis_url(data_dir)

    assert not data_dir.exists()


def test_sockets_of_a_deep_data_dir_fit_the_kernel(tmp_path: Path) -> None:
    deep = tmp_path / ("directory-" * 12)

    address = embedded.redis_url(deep).removeprefix("unix://").partition("?")[0]

    assert len(os.fsencode(address)) < 100


def test_two_data_dirs_have_different_sockets(tmp_path: Path) -> None:
    deep = "directory-" * 12

    assert embedded.redis_url(tmp_path / deep / "a") != embedded.redis_url(tmp_path / deep / "b")


def test_folds_case_by_unicode_whatever_the_locale(shared: Path) -> None:
    with embedded.start(shared):
        rows = scratch(shared, "SELECT casefold('Straße'), 'Ä' ILIKE 'ä', current_setting('synchronous_commit')")

    assert rows == [("strasse", True, "on")]


def test_nobody_else_may_enter_the_sockets(shared: Path) -> None:
    with embedded.start(shared):
        status = layouts.of(shared).sockets.stat()
        role = scratch(shared, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")

    assert stat.S_IMODE(status.st_mode) == 0o700
    assert role == [(False,)]


def test_stops_with_the_last_user_only(shared: Path) -> None:
    first, second = embedded.start(shared), embedded.start(shared)

    embedded.stop(first)
    after_first = answers(shared)
    embedded.stop(second)
    embedded.stop(second)

    assert after_first
    assert not answers(shared)
    assert not embedded.is_in_use(shared)


def test_starts_only_what_the_addresses_point_to(shared: Path) -> None:
    elsewhere = "postgresql://somebody@elsewhere.example/shop"

    with embedded.start_for(shared, database=elsewhere, cache=embedded.redis_url(shared)):
        layout = layouts.of(shared)

        assert redis.answers(layout)
        assert not postgres.answers(layout)


def test_touches_nothing_when_both_servers_are_elsewhere(data_dir: Path) -> None:
    with embedded.start_for(data_dir, database="postgresql://a@b/c", cache="redis://elsewhere.example"):
        assert not data_dir.exists()


def test_starts_again_after_everything_was_killed(shared: Path) -> None:
    services = embedded.start(shared)
    scratch(shared, "CREATE TABLE kept AS SELECT 42 AS answer")
    for pid in (postmaster_of(shared), *redis_pids(shared)):
        os.kill(pid, signal.SIGKILL)

    with embedded.start(shared):
        rows = scratch(shared, "SELECT answer FROM kept")

    embedded.stop(services)
    assert rows == [(42,)]


def test_revives_what_was_killed_under_a_user(shared: Path) -> None:
    with embedded.start(shared) as services:
        idle = embedded.revive(services)
        for pid in (postmaster_of(shared), *redis_pids(shared)):
            os.kill(pid, signal.SIGKILL)

        revived = eventually(lambda: embedded.revive(services))

        assert not idle
        assert revived
        assert answers(shared)


def eventually(happens: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not happens():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.slow
def test_lives_in_a_directory_with_a_difficult_name(data_dir: Path) -> None:
    difficult = data_dir / 'ünder, 100% "my" #1 shop\'s?'

    with embedded.start(difficult):
        rows = scratch(difficult, "SELECT 1")
        client = redis_client.Redis.from_url(embedded.redis_url(difficult))

        assert rows == [(1,)]
        assert client.ping()

        client.close()
    assert not layouts.of(difficult).sockets.exists()


def redis_pids(data_dir: Path) -> list[int]:
    command = ["pgrep", "-f", f"unixsocket:{layouts.of(data_dir).redis_socket}"]
    return [int(word) for word in subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()]


@pytest.mark.slow
def test_replaces_a_redis_that_hangs(data_dir: Path) -> None:
    services = embedded.start(data_dir)
    [hanging] = redis_pids(data_dir)
    os.kill(hanging, signal.SIGSTOP)

    with embedded.start(data_dir):
        assert redis.answers(layouts.of(data_dir))
        assert redis_pids(data_dir) != [hanging]

    embedded.stop(services)


@pytest.mark.slow
@pytest.mark.parametrize("content", ["", "\n", "garbage\n", "12"])
def test_starts_with_a_torn_pid_file(data_dir: Path, content: str) -> None:
    with embedded.start(data_dir):
        pass
    torn = layouts.of(data_dir).database / "postmaster.pid"
    torn.write_text(content)

    with embedded.start(data_dir):
        assert answers(data_dir)


@pytest.mark.slow
def test_starts_when_a_stranger_has_the_recorded_id(data_dir: Path) -> None:
    with embedded.start(data_dir):
        content = (layouts.of(data_dir).database / "postmaster.pid").read_text().split("\n")
    layout = layouts.of(data_dir)
    user = layout.user
    stranger = subprocess.Popen(
        ["sleep", "60"],  # noqa: S607
        user=user.uid if user else None,
        group=user.gid if user else None,
    )
    content[0] = str(stranger.pid)
    (layout.database / "postmaster.pid").write_text("\n".join(content))

    with embedded.start(data_dir):
        started = answers(data_dir)
    stranger_survived = stranger.poll() is None
    stranger.kill()
    stranger.wait()

    assert started
    assert stranger_survived


@pytest.mark.slow
def test_starts_beside_the_zombie_of_a_killed_server(data_dir: Path) -> None:
    """Our own child that nobody reaps stands for a container whose first process does not reap."""
    keeper = subprocess.Popen(
        [sys.executable, "-c", USE_FOR_A_MOMENT, str(data_dir), "60"], stdout=subprocess.PIPE, cwd=os.getcwd()
    )
    assert keeper.stdout
    keeper.stdout.readline()
    pid = postmaster_of(data_dir)
    os.kill(keeper.pid, signal.SIGSTOP)  # the parent sleeps: the killed server stays a zombie
    os.kill(pid, signal.SIGKILL)
    time.sleep(0.2)
    is_zombie = process.identify(pid) is None and process.name_of(pid) == "postgres"

    with embedded.start(data_dir):
        started = answers(data_dir)

    keeper.kill()
    keeper.wait()
    keeper.stdout.close()
    assert is_zombie
    assert started


@pytest.mark.slow
def test_an_interrupted_creation_is_begun_anew(data_dir: Path) -> None:
    layout = layouts.of(data_dir)
    (data_dir / "postgresql.new").mkdir(parents=True)
    data_dir.chmod(0o755)
    (data_dir / "postgresql.new" / "PG_VERSION").write_text("18\n")

    with embedded.start(data_dir):
        assert answers(data_dir)
        assert not layout.database.with_name("postgresql.new").exists()


@pytest.mark.slow
def test_refuses_a_cluster_of_another_version_in_one_sentence(data_dir: Path) -> None:
    with embedded.start(data_dir):
        pass
    (layouts.of(data_dir).database / "PG_VERSION").write_text("17\n")

    with pytest.raises(embedded.CannotStart, match=r"made by PostgreSQL 17, the installed one is 18"):
        embedded.start(data_dir)

    assert not embedded.is_in_use(data_dir)


def test_refuses_a_socket_directory_that_somebody_else_prepared(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "run").symlink_to("/")

    with pytest.raises(embedded.CannotStart, match="should be a directory of user"):
        embedded.start(data_dir)


@pytest.mark.slow
def test_many_first_starters_share_one_server(data_dir: Path) -> None:
    starters = [
        subprocess.Popen([sys.executable, "-c", USE_FOR_A_MOMENT, str(data_dir), "2"], stdout=subprocess.PIPE)
        for _ in range(6)
    ]

    words = [starter.communicate(timeout=60)[0] for starter in starters]

    assert words == [b"up\n"] * 6
    assert not answers(data_dir)


@pytest.mark.slow
def test_counts_right_after_users_were_killed(data_dir: Path) -> None:
    command = [sys.executable, "-c", USE_FOR_A_MOMENT, str(data_dir), "60"]
    killed = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(3)]
    for user in killed:
        assert user.stdout
        user.stdout.readline()
        user.kill()
        user.communicate()
    left_running = answers(data_dir)

    embedded.stop(embedded.start(data_dir))

    assert left_running
    assert not answers(data_dir)
