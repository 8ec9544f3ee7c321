"""A shop that really runs, for browsers: `manage.py serve` with its worker, TLS and the demo world."""

import contextlib
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
# The first start of a fresh data directory builds the demo world.
SECONDS_TO_START = 600


@contextlib.contextmanager
def serve(data: Path, variables: Mapping[str, str]) -> Iterator[str]:
    """Serve the demo world out of this directory on a free port; the address of the shop."""
    port = _free_port()
    url = f"https://localhost:{port}"
    environment = {
        **os.environ,
        "DATA_DIR": str(data),
        "PORT": str(port),
        "BASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "shop.settings",
        **variables,
    }
    command = [sys.executable, str(ROOT / "manage.py"), "serve", "--demo"]
    with (data / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait_until_ready(url, process)
        yield url
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def login(data: Path, role: str, index: int = 0) -> dict[str, str]:
    """The demo login of a role, e.g. `{"email": …, "password": …, "who": …}`."""
    logins = json.loads((data / "demo-logins.json").read_text())
    found: dict[str, str] = [entry for entry in logins if entry["role"] == role][index]
    return found


def browser() -> str | None:
    """Where the browser of this machine is."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def browser_arguments() -> list[str]:
    quiet = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
    # A service worker is fetched past `ignore_https_errors` of its window.
    return [*quiet, "--ignore-certificate-errors", *(["--no-sandbox"] if os.geteuid() == 0 else [])]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    context = ssl._create_unverified_context()  # noqa: S323  (our own certificate on our own machine)
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        if process.poll() is not None:
            raise AssertionError(f"The shop stopped with status {process.returncode} while it started.")
        try:
            with urllib.request.urlopen(f"{url}/readyz", context=context, timeout=2) as answer:  # noqa: S310
                if json.load(answer)["queue"] == "ok":
                    return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"The shop was not ready within {SECONDS_TO_START} s.")
