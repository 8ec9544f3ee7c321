"""Where the shop listens."""

import errno
import socket
import time
from collections.abc import Iterable

from shop import environment


def listening(host: str, port: int) -> list[str]:
    """
    What gunicorn binds. `localhost` is both 127.0.0.1 and ::1, since browsers try either first.

    :raises environment.BadSetting: if HOST is no address of this machine.
    """
    if host == "localhost":
        return [f"127.0.0.1:{port}", *([f"[::1]:{port}"] if _has_ipv6() else [])]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        raise environment.BadSetting(
            "HOST",
            f"is {host[:80]!r}, which is no address",
            "use localhost, 0.0.0.0 for every network, or an address of this machine",
        ) from None
    family, *_, target = found[0]
    return [f"[{target[0]}]:{port}" if family == socket.AF_INET6 else f"{target[0]}:{port}"]


def wait_until_free(binds: Iterable[str], *, host: str, port: int, seconds: float) -> None:
    """
    :raises environment.BadSetting: if another program holds the port for longer than `seconds`, or we may not have it.
    """
    deadline = time.monotonic() + seconds
    for bind in binds:
        while problem := _problem(bind):
            if problem == errno.EADDRINUSE and time.monotonic() < deadline:
                time.sleep(0.1)
                continue
            raise _refusal(problem, host=host, port=port)


def _refusal(problem: int, *, host: str, port: int) -> environment.BadSetting:
    if problem == errno.EADDRINUSE:
        return environment.BadSetting(
            "PORT", f"{port} is taken by another program", f"stop that one, or choose another with PORT={port + 1}"
        )
    if problem == errno.EACCES:
        return environment.BadSetting(
            "PORT", f"{port} is reserved for root", "choose one from 1024 on, for example PORT=4000"
        )
    return environment.BadSetting(
        "HOST", f"{host} is no address of this machine", "use localhost, or 0.0.0.0 for every network"
    )


def _problem(bind: str) -> int:
    """The errno of trying to listen there, 0 where nothing is in the way."""
    host, _, port = bind.rpartition(":")
    family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), int(port)))
            probe.listen(1)
        except OSError as error:
            return error.errno or errno.EINVAL
    return 0


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True
