"""A real gunicorn with its processes and threads over the database of the tests, and browsers without a screen."""

import contextlib
import http.client
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 60


@dataclass
class Answer:
    status: int
    location: str
    text: str

    def hidden(self, name: str) -> str:
        """The value of a hidden field."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        assert found, f"no field {name} in {self.text[:300]}"
        return found.group(1)


@dataclass
class Browser:
    """Keeps cookies and sends the CSRF token, as a browser with JavaScript off would through a form."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, form: Mapping[str, object]) -> Answer:
        token = next((value for name, value in self.cookies.items() if name.endswith("-csrf")), "")
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": token, **form}))

    def twin(self) -> "Browser":
        """Another tab of the same browser."""
        return Browser(self.port, dict(self.cookies))

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        context = ssl._create_unverified_context()  # noqa: S323  (our own certificate on our own machine)
        link = http.client.HTTPSConnection("localhost", self.port, timeout=60, context=context)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"https://localhost:{self.port}/",
            }
        try:
            link.request(method, path, body, headers)
            response = link.getresponse()
            for header in response.headers.get_all("Set-Cookie") or []:
                name, _equals, value = header.partition(";")[0].partition("=")
                self.cookies[name] = value
            where = urlsplit(response.headers.get("Location", "")).path
            return Answer(response.status, where, response.read().decode())
        finally:
            link.close()


@contextlib.contextmanager
def gunicorn(application: str = "shop.wsgi:application", **environment: str) -> Iterator[int]:
    """Serve this application from two processes of four threads; the port."""
    port = _free_port()
    variables: dict[str, str] = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "shop.settings_test",
        "DATABASE_URL": _database_url(),
        "REDIS_URL": str(settings.CACHES["default"]["LOCATION"]),
        "DATA_DIR": str(settings.DATA_DIR),
        "PORT": str(port),
        "BASE_URL": f"https://localhost:{port}",
        "WEB_CONCURRENCY": "2",
        "WEB_THREADS": "4",
        **environment,
    }
    command = [sys.executable, "-m", "gunicorn", "-c", "python:shop.gunicorn_conf", application]
    server = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=subprocess.DEVNULL)
    try:
        _await(port, server)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        assert server.poll() is None, f"gunicorn ended with {server.returncode}"
        try:
            if Browser(port).get("/healthz").status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("gunicorn did not answer in time")


def _database_url() -> str:
    """The database of the tests, which this process has made."""
    parts = connection.settings_dict
    user = f"{quote(parts['USER'])}{':' + quote(parts['PASSWORD']) if parts['PASSWORD'] else ''}"
    if parts["HOST"].startswith("/"):
        return f"postgresql://{user}@/{parts['NAME']}?host={quote(parts['HOST'], safe='/')}"
    return f"postgresql://{user}@{parts['HOST']}:{parts['PORT'] or 5432}/{parts['NAME']}"
