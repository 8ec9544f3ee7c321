"""The embedded servers after kills, torn files, strangers and zombies. Each test has a DATA_DIR of its own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import redis as redis_client

from shop import embedded
from shop.embedded import layout as layouts
from shop.embedded import process, redis
from shop.tests.scratch_servers import (
    USE_FOR_A_MOMENT,
    answers,
    postmaster_of,
    redis_pids,
    scratch,
)


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
