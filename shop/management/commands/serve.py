"""`manage.py serve`: everything that a running shop needs, in the foreground, until Ctrl-C."""

import http.client
import os
import signal
import ssl
import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from shop import embedded
from shop.serving import addresses, certificates, children, holding, preparation, terminal, tether
from shop.serving.certificates import Certificate
from shop.serving.children import Child

# A killed predecessor's processes may need this long to let go of the port.
LET_GO_SECONDS = 20
READY_SECONDS = 90
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stop(Exception):
    """Somebody asked us to end: Ctrl-C, SIGTERM, or a closed terminal."""


class Command(BaseCommand):
    help = "Serves the shop with its worker until Ctrl-C, and starts what it needs (database, cache, certificate)."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--demo", action="store_true", help="build the demo world in an empty database and show the developer pages"
        )
        parser.add_argument("--tethered", action="store_true", help="also stop when the process that started us ends")

    def handle(self, *, demo: bool, tethered: bool, **options: Any) -> None:
        for number in STOP_SIGNALS:
            signal.signal(number, _stop)
        if tethered:
            tether.tie_to(os.getppid())
        try:
            with holding.only_one(settings.DATA_DIR):
                self._open(demo=demo)
        except holding.Held as holder:
            sys.exit(
                f"Millrow already runs in {settings.DATA_DIR} (process {holder}): stop that one, or start a"
                " second shop with another DATA_DIR and PORT."
            )
        except Stop:
            self._say("Stopped.")
        except embedded.CannotStart as error:
            sys.exit(str(error))

    def _open(self, *, demo: bool) -> None:
        record = settings.DATA_DIR / "locks" / "children.json"
        left_overs = children.end_left_overs(record)
        certificate = self._certificate()
        binds = addresses.listening(settings.HOST, settings.PORT)
        addresses.wait_until_free(
            binds, host=settings.HOST, port=settings.PORT, seconds=LET_GO_SECONDS if left_overs else 0
        )
        with embedded.start_for(
            settings.DATA_DIR, database=settings.DATABASE_URL, cache=settings.REDIS_URL
        ) as services:
            self._prepare(demo=demo)
            family = _family(demo=demo)
            try:
                for child in family:
                    child.start()
                children.record(family, record)
                self._await_first_answer(family[0], certificate)
                self._welcome(certificate)
                self._watch(family, services, record)
            finally:
                self._say("Stopping …")
                children.end_all(family)
                record.unlink(missing_ok=True)

    def _prepare(self, *, demo: bool) -> None:
        preparation.check_database()
        preparation.migrate(self._say)
        preparation.keep_holidays()
        preparation.collect_static(self._say)
        if demo:
            preparation.seed(self._say)
        connections.close_all()

    def _certificate(self) -> Certificate | None:
        if settings.PLAIN_HTTP:
            return None
        return certificates.configured(settings.TLS_CERT, settings.TLS_KEY) or certificates.ensure(
            settings.DATA_DIR, now=datetime.now(UTC)
        )

    def _await_first_answer(self, web: Child, certificate: Certificate | None) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not _answers(tls=certificate is not None):
            if web.check():
                sys.exit(f"The web server ended at once, with status {web.ended_with}; its words are above.")
            if time.monotonic() > deadline:
                sys.exit(f"The web server does not answer after {READY_SECONDS} s; its words are above.")
            time.sleep(0.1)

    def _welcome(self, certificate: Certificate | None) -> None:
        notes = [("Data", str(settings.DATA_DIR))]
        if certificate and certificate.ca:
            notes.append(("Certificate", f"our own; a browser asks once, or trusts {certificate.ca}"))
        notes.append(("Stop", "Ctrl-C"))
        logins = terminal.demo_logins(settings.DATA_DIR)
        self.stdout.write(terminal.welcome(f"{settings.BASE_URL}/", logins, notes=notes))
        self.stdout.flush()

    def _watch(self, family: Sequence[Child], services: embedded.Services, record: Path) -> None:
        """Start again whatever ends. Left by Stop only, which a closed terminal raises too."""
        on_terminal = sys.stdout.isatty()
        while True:
            time.sleep(0.3)
            if on_terminal and not sys.stdout.isatty():
                raise Stop
            if embedded.revive(services):
                self.stderr.write("An embedded server had ended; it was started again.")
            before = [child.running for child in family]
            for child in family:
                if child.check():
                    self.stderr.write(f"The {child.name} ended with status {child.ended_with}; starting it again.")
            if before != [child.running for child in family]:
                children.record(family, record)

    def _say(self, text: str) -> None:
        try:
            self.stdout.write(f"  {text}")
            self.stdout.flush()
        except OSError:
            pass  # the terminal was closed; what we do matters more than what we say


def _stop(number: int, frame: FrameType | None) -> None:
    for every in STOP_SIGNALS:
        signal.signal(every, _already_stopping)
    raise Stop


def _already_stopping(number: int, frame: FrameType | None) -> None:
    """The end takes seconds; more signals do not make it faster."""


def _family(*, demo: bool) -> list[Child]:
    """The web server and the worker."""
    env = {**os.environ, "DATA_DIR": str(settings.DATA_DIR), "DJANGO_SETTINGS_MODULE": "shop.settings"}
    env.setdefault("OPENSSL_CONF", str(settings.BASE_DIR / "shop" / "serving" / "openssl.cnf"))
    # glibc would keep an arena of its own per thread and return little of it: pictures and password hashes would stay.
    env.setdefault("MALLOC_ARENA_MAX", "2")
    env.setdefault("MALLOC_TRIM_THRESHOLD_", "131072")
    if demo:
        env.setdefault("DEV_PAGES", "true")
    manage = str(settings.BASE_DIR / "manage.py")
    return [
        Child(
            name="web server",
            command=[sys.executable, "-m", "gunicorn", "--config", "python:shop.gunicorn_conf"],
            env=env | {"SHOP_PROCESS": "web"},
        ),
        Child(
            name="worker",
            command=[sys.executable, manage, "run_worker"],
            env=env | {"SHOP_PROCESS": "worker"},
        ),
    ]


def _answers(*, tls: bool) -> bool:
    """Whether the web server answers at all; what it answers is for /readyz to say."""
    host = "localhost" if settings.HOST in ("localhost", "0.0.0.0", "::") else settings.HOST  # noqa: S104 - compared only
    context = ssl.create_default_context()
    # Only our own child can listen there: nothing is sent that needs a proof.
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    client = (
        http.client.HTTPSConnection(host, settings.PORT, timeout=10, context=context)
        if tls
        else http.client.HTTPConnection(host, settings.PORT, timeout=10)
    )
    try:
        client.request("GET", "/healthz", headers={"Host": urlsplit(settings.BASE_URL).netloc})
        client.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        client.close()
    return True
