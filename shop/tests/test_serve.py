"""`manage.py serve` as a whole, the way a person runs it: opened, stopped, killed, doubled."""

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from shop import embedded
from shop.embedded import layout as layouts
from shop.embedded import postgres, redis
from shop.serving.children import HOME

pytestmark = pytest.mark.slow
OPEN_SECONDS = 120


@dataclass
class Place:
    data_dir: Path
    port: int

    def run(self, **more: str) -> subprocess.Popen[str]:
        env = {
            **os.environ,
            "DATA_DIR": str(self.data_dir),
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "shop.settings",
            **more,
        }
        for name in ("DATABASE_URL", "REDIS_URL"):
            env.pop(name, None)
        return subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=HOME,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def answer(self) -> int:
        trust = ssl.create_default_context(cafile=self.data_dir / "certs" / "ca.crt")
        with urlopen(f"https://localhost:{self.port}/healthz", timeout=10, context=trust) as response:
            return int(response.status)

    def processes(self) -> list[int]:
        """Everything that runs for this place, servers included."""
        found = []
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            try:
                state = (folder / "stat").read_text().rpartition(") ")[2][0]
                mine = str(self.data_dir).encode() in (folder / "environ").read_bytes() + (
                    folder / "cmdline"
                ).read_bytes().replace(b"\x00", b" ")
            except OSError:
                continue
            if mine and state != "Z" and int(folder.name) != os.getpid():
                found.append(int(folder.name))
        return found


def until_open(shop: subprocess.Popen[str]) -> str:
    """The words until the address is printed."""
    assert shop.stdout
    words, deadline = "", time.monotonic() + OPEN_SECONDS
    while "Ctrl-C" not in words:
        line = shop.stdout.readline()
        assert line, f"it ended instead of opening:\n{words}"
        assert time.monotonic() < deadline
        words += line
    return words


def stop(shop: subprocess.Popen[str], number: signal.Signals = signal.SIGINT) -> int:
    shop.send_signal(number)
    shop.communicate(timeout=60)
    return shop.returncode


def eventually(condition: object, seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    """One DATA_DIR for all tests of this file: each finds what the one before left."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    data_dir = Path("/tmp") / f"millrow-serve-{os.getpid()}"  # noqa: S108 - reachable for the servers' user as root
    yield Place(data_dir, port)
    layout = layouts.of(data_dir)
    redis.stop(layout)
    postgres.stop(layout)
    subprocess.run(["rm", "-rf", str(data_dir), str(layout.sockets)], check=True)  # noqa: S607


def test_opens_and_ctrl_c_stops_everything(place: Place) -> None:
    shop = place.run()
    words = until_open(shop)
    status = place.answer()

    code = stop(shop)

    assert f"https://localhost:{place.port}/" in words
    assert status == 200
    assert code == 0
    assert place.processes() == []


def test_sigterm_stops_it_too_and_a_second_start_is_quick(place: Place) -> None:
    begun = time.monotonic()
    shop = place.run()
    until_open(shop)
    took = time.monotonic() - begun

    code = stop(shop, signal.SIGTERM)

    assert code == 0
    assert took < 30  # eight on a quiet machine
    assert place.processes() == []


def test_opens_again_after_it_was_killed(place: Place) -> None:
    shop = place.run()
    until_open(shop)
    shop.kill()
    shop.communicate()

    again = place.run()
    until_open(again)
    status = place.answer()
    stop(again)

    assert status == 200
    assert place.processes() == []


def test_opens_again_after_everything_was_killed(place: Place) -> None:
    shop = place.run()
    until_open(shop)
    for pid in place.processes():
        os.kill(pid, signal.SIGKILL)
    shop.communicate()

    again = place.run()
    until_open(again)
    status = place.answer()
    stop(again)

    assert status == 200


def test_starts_dead_children_again(place: Place) -> None:
    shop = place.run()
    until_open(shop)
    children = re.findall(r'"pid": (\d+)', (place.data_dir / "locks" / "children.json").read_text())

    for pid in children:
        os.kill(int(pid), signal.SIGKILL)
    time.sleep(1)

    def recovered() -> bool:
        try:
            return place.answer() == 200
        except OSError:
            return False

    open_again = eventually(recovered)
    now = re.findall(r'"pid": (\d+)', (place.data_dir / "locks" / "children.json").read_text())
    stop(shop)

    assert len(children) == 2
    assert open_again
    assert len(set(now) - set(children)) == 2


def test_a_second_one_in_the_same_place_is_refused_in_a_sentence(place: Place) -> None:
    shop = place.run()
    until_open(shop)

    second = place.run(PORT=str(place.port + 1))
    words, _ = second.communicate(timeout=60)
    still_open = place.answer()
    stop(shop)

    assert second.returncode == 1
    assert words.startswith("Millrow already runs in ")
    assert words.count("\n") == 1
    assert still_open == 200


def test_a_taken_port_is_refused_in_a_sentence(place: Place) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        shop = place.run(PORT=str(port))
        words, _ = shop.communicate(timeout=60)

    assert shop.returncode == 1
    assert words.strip() == (
        f"PORT {port} is taken by another program: stop that one, or choose another with PORT={port + 1}."
    )
    assert place.processes() == []


def test_leaves_servers_that_somebody_else_uses(place: Place) -> None:
    with embedded.start(place.data_dir):
        shop = place.run()
        until_open(shop)
        stop(shop)

        assert postgres.answers(layouts.of(place.data_dir))


def test_silent_connections_keep_nobody_waiting(place: Place) -> None:
    """Browsers open TLS connections ahead of need; a few of them must not occupy every thread."""
    shop = place.run(WEB_CONCURRENCY="1", WEB_THREADS="2")
    until_open(shop)
    trust = ssl.create_default_context(cafile=place.data_dir / "certs" / "ca.crt")
    silent = [socket.create_connection(("127.0.0.1", place.port)) for _ in range(10)]
    shaken = [trust.wrap_socket(one, server_hostname="localhost") for one in silent[:5]]

    begun = time.monotonic()
    status = place.answer()
    took = time.monotonic() - begun
    for one in [*shaken, *silent]:
        one.close()
    stop(shop)

    assert status == 200
    assert took < 2


def test_speaks_modern_tls_only(place: Place) -> None:
    shop = place.run()
    until_open(shop)
    offered = {}
    for name, options in {"1.2 CBC": "ECDHE-ECDSA-AES128-SHA", "1.2 GCM": "ECDHE-ECDSA-AES128-GCM-SHA256"}.items():
        client = ssl.create_default_context(cafile=place.data_dir / "certs" / "ca.crt")
        client.maximum_version = ssl.TLSVersion.TLSv1_2
        client.set_ciphers(options)
        with socket.create_connection(("127.0.0.1", place.port)) as raw:
            try:
                with client.wrap_socket(raw, server_hostname="localhost"):
                    offered[name] = True
            except ssl.SSLError:
                offered[name] = False
    stop(shop)

    assert offered == {"1.2 CBC": False, "1.2 GCM": True}
