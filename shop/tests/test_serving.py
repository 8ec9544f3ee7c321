"""The parts of `serve`: addresses, children, the words on the terminal."""

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shop import command_line, environment
from shop.embedded import process
from shop.serving import addresses, children, terminal
from shop.serving.children import Child

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def child(command: list[str]) -> Child:
    return Child(name="child", command=command, env={"PATH": "/usr/bin:/bin"})


def test_localhost_is_both_of_its_numbers() -> None:
    assert addresses.listening("localhost", 4000)[0] == "127.0.0.1:4000"
    assert addresses.listening("0.0.0.0", 80) == ["0.0.0.0:80"]  # noqa: S104
    assert addresses.listening("::", 80) == ["[::]:80"]


@pytest.mark.parametrize("host", ["no such host", "-", "a..b", "x" * 300, "ü" * 70])
def test_refuses_a_host_that_is_no_address(host: str) -> None:
    with pytest.raises(environment.BadSetting, match=r"^HOST is "):
        addresses.listening(host, 4000)


def test_names_the_next_port_when_this_one_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(environment.BadSetting, match=rf"^PORT {port} is taken .* with PORT={port + 1}\."):
            addresses.wait_until_free([f"127.0.0.1:{port}"], host="localhost", port=port, seconds=0)


def test_refuses_the_address_of_another_machine() -> None:
    with pytest.raises(environment.BadSetting, match=r"^HOST 192\.0\.2\.1 is no address of this machine"):
        addresses.wait_until_free(["192.0.2.1:4000"], host="192.0.2.1", port=4000, seconds=0)


def test_a_child_that_ends_is_started_again_after_a_moment() -> None:
    failing = child([sys.executable, "-c", "raise SystemExit(3)"])
    failing.start()
    assert failing.running
    failing.running.wait()

    ended, again = failing.check(), failing.check()
    waiting = failing.running
    failing.retry_at = 0
    failing.check()
    restarted = failing.running
    children.end_all([failing])

    assert (ended, again) == (True, False)
    assert waiting is None
    assert failing.ended_with is None
    assert failing.failures == 1
    assert restarted


def test_waits_longer_each_time_a_child_fails_at_once() -> None:
    failing = child(["/bin/false"])
    waits = []
    for _ in range(9):
        failing.start()
        assert failing.running
        failing.running.wait()
        failing.check()
        waits.append(round(failing.retry_at - time.monotonic(), 1))

    assert waits[:4] == [0.5, 1.0, 2.0, 4.0]
    assert waits[-1] == children.LONGEST_WAIT


def test_ends_children_that_do_not_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "GRACE", ((signal.SIGTERM, 0.5), (signal.SIGKILL, 5.0)))
    deaf = child([sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"])
    deaf.start()
    assert deaf.running
    running = deaf.running
    time.sleep(0.5)

    children.end_all([deaf])

    assert running.poll() == -signal.SIGKILL


def test_finds_what_a_killed_predecessor_left(tmp_path: Path) -> None:
    left = child(SLEEP)
    left.start()
    identity = left.identity()
    assert identity
    assert left.running
    children.record([left], tmp_path / "children.json")

    found = children.end_left_overs(tmp_path / "children.json")
    left.running.wait()

    assert found
    assert not identity.alive()
    assert not (tmp_path / "children.json").exists()


def test_leaves_a_stranger_with_a_recorded_id_alone(tmp_path: Path) -> None:
    stranger = subprocess.Popen(SLEEP)
    record = tmp_path / "children.json"
    record.write_text(json.dumps([{"pid": stranger.pid, "started": "1"}]))

    children.end_left_overs(record)
    alive = stranger.poll() is None
    stranger.kill()
    stranger.wait()

    assert alive


@pytest.mark.parametrize("content", ["", "{", "[1]", '[{"pid": 1}]'])
def test_a_torn_record_is_no_obstacle(tmp_path: Path, content: str) -> None:
    (tmp_path / "children.json").write_text(content)

    assert children.end_left_overs(tmp_path / "children.json") is False


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such promise")
def test_children_end_with_a_parent_that_was_killed() -> None:
    script = (
        "import sys, time; from shop.serving.children import Child;"
        f"c = Child('c', {SLEEP!r}, {{}}); c.start(); print(c.running.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=children.HOME)
    assert parent.stdout
    orphan = process.identify(int(parent.stdout.readline()))
    assert orphan
    time.sleep(0.5)  # the tether has been tied

    parent.kill()
    parent.communicate()

    assert process.wait_until_gone(orphan, 5)


def test_shows_one_password_once(tmp_path: Path) -> None:
    people = [("admin", "ada@millrow.example"), ("customer", "carl@millrow.example")]
    (tmp_path / "demo-logins.json").write_text(
        json.dumps([{"role": role, "email": email, "password": "secret", "who": "Somebody"} for role, email in people])
    )

    text = terminal.welcome("https://localhost:4000/", terminal.demo_logins(tmp_path), notes=[("Stop", "Ctrl-C")])

    assert text.count("secret") == 1
    assert "https://localhost:4000/" in text
    assert "carl@millrow.example" in text


@pytest.mark.parametrize("content", ["", "{}", "[1]", "null"])
def test_a_damaged_list_of_logins_is_left_out(tmp_path: Path, content: str) -> None:
    (tmp_path / "demo-logins.json").write_text(content)

    assert terminal.demo_logins(tmp_path) == []


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        (["migrate"], True),
        (["shell", "-c", "1"], True),
        (["serve"], False),
        (["doctor"], False),
        (["migrate", "--help"], False),
        ([], False),
        (["--version"], False),
    ],
)
def test_commands_that_need_data_get_the_servers(words: list[str], needed: bool) -> None:
    assert command_line.needs_servers(["manage.py", *words]) is needed
