"""The embedded servers: joined, counted, stopped. Each test has a DATA_DIR of its own."""

import os
import signal
import stat
from pathlib import Path

import psycopg
import pytest

from shop import embedded
from shop.embedded import layout as layouts
from shop.embedded import postgres, redis
from shop.tests.scratch_servers import (
    answers,
    eventually,
    postmaster_of,
    redis_pids,
    scratch,
)


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


def test_logs_no_statement(shared: Path) -> None:
    """They hold what people typed, and the keys of their sessions."""
    with embedded.start(shared):
        with pytest.raises(psycopg.Error):
            scratch(shared, "SELECT 1 FROM no_such_table WHERE key = 'canary of a statement'")
        settings = scratch(shared, "SELECT current_setting('log_min_duration_statement')")
    log = (layouts.of(shared).logs / "postgresql.log").read_text()

    assert settings == [("-1",)]
    assert 'relation "no_such_table" does not exist' in log
    assert "canary" not in log


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

        died = eventually(lambda: not any(server.is_alive(services.layout) for server in services.servers))
        revived = embedded.revive(services)

        assert not idle
        assert died
        assert revived
        assert answers(shared)
