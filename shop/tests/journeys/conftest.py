"""
Whole journeys in a real browser, against the real thing: `manage.py serve` with its worker, TLS and the demo world.

The server runs in a data directory of its own and is stopped at the end; JOURNEYS_URL and JOURNEYS_DATA_DIR point to
one that runs already. Without a browser the journeys are skipped, in CI they fail. Nothing here touches Django.
"""

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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from orders.tests.standin import Standin

# The stand-in of this run, which learns where the shop is once that runs.
STANDINS: list[Standin] = []
ROOT = Path(__file__).resolve().parents[3]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
# The first start of a fresh data directory builds the demo world.
SECONDS_TO_START = 600


# The keys that the shop and the stand-in for Stripe share.
STRIPE_KEY, STRIPE_SECRET = "sk_test_journeys", "whsec_journeys"


@dataclass(frozen=True)
class Bank:
    """Where the stand-in for Stripe shows its payment pages."""

    url: str


@dataclass(frozen=True)
class Shop:
    """A running shop: where it is, who can log in, where its mails land."""

    url: str
    data: Path

    def login(self, role: str, index: int = 0) -> dict[str, str]:
        """The demo login of a role, e.g. `{"email": …, "password": …, "who": …}`."""
        logins = json.loads((self.data / "demo-logins.json").read_text())
        found: dict[str, str] = [login for login in logins if login["role"] == role][index]
        return found

    def mail_to(self, email: str, containing: str, *, seconds: int = 30) -> str:
        """The newest mail to somebody whose text contains something, as soon as the worker has sent it."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for path in sorted((self.data / "mail").glob("*"), key=lambda p: p.stat().st_mtime, reverse=True):
                text = _text_of(path)
                if f"To: {email}" in text and containing in text:
                    return text
            time.sleep(0.3)
        raise AssertionError(f"No mail to {email} with {containing!r} within {seconds} s.")

    def expire_orders(self) -> None:
        """As if the time of every order that waits for its money were over."""
        code = (
            "from django.utils import timezone; from orders import operations; from orders.models import Order; "
            "now = timezone.now(); Order.objects.filter(expires_at__isnull=False).update(expires_at=now); "
            "operations.expire_due(now=now)"
        )
        command = [sys.executable, str(ROOT / "manage.py"), "shell", "-c", code]
        subprocess.run(command, cwd=ROOT, env={**os.environ, "DATA_DIR": str(self.data)}, check=True)


def _text_of(path: Path) -> str:
    raw = path.read_bytes()
    return raw.replace(b"=\n", b"").replace(b"=3D", b"=").decode(errors="replace")


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


@pytest.fixture(scope="session")
def bank() -> Iterator[Bank]:
    """The stand-in for Stripe; JOURNEYS_STRIPE_URL points to one that runs beside a running shop."""
    if url := os.environ.get("JOURNEYS_STRIPE_URL"):
        yield Bank(url)
        return
    with Standin(STRIPE_SECRET) as server:
        STANDINS.append(server)
        yield Bank(server.url)


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory, bank: Bank) -> Iterator[Shop]:
    """The running shop."""
    if url := os.environ.get("JOURNEYS_URL"):
        yield Shop(url.rstrip("/"), Path(os.environ["JOURNEYS_DATA_DIR"]))
        return
    data = Path(os.environ.get("JOURNEYS_DATA_DIR") or tmp_path_factory.mktemp("shop"))
    port = _free_port()
    environment = {
        **os.environ,
        "DATA_DIR": str(data),
        "PORT": str(port),
        "BASE_URL": f"https://localhost:{port}",
        "DEV_PAGES": "true",
        "DJANGO_SETTINGS_MODULE": "shop.settings",
        # One browser does what many people do: the limits have tests of their own.
        "RATE_LIMITS_REGISTER": "1000/h",
        "PAYMENT_METHODS": "cash,sandbox,stripe",
        "STRIPE_SECRET_KEY": STRIPE_KEY,
        "STRIPE_WEBHOOK_SECRET": STRIPE_SECRET,
        "STRIPE_API_BASE": bank.url,
    }
    command = [sys.executable, str(ROOT / "manage.py"), "serve", "--demo"]
    with (data / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait_until_ready(f"https://localhost:{port}", process)
        for standin in STANDINS:
            standin.webhook_url = f"https://localhost:{port}/api/payments/stripe/webhook/"
        yield Shop(f"https://localhost:{port}", data)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        reason = f"No browser found: install one of {', '.join(BROWSERS)}."
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    arguments = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
    # A service worker is fetched past `ignore_https_errors` of its window.
    arguments.append("--ignore-certificate-errors")
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=arguments)
        yield running
        running.close()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """Whether the browsers of this run of the test know JavaScript."""
    return bool(request.param)


@dataclass
class People:
    """Opens a browser window of its own for each person."""

    shop: Shop
    browser: Browser
    scripts: bool
    windows: list[BrowserContext]

    def arrives(self, **options: object) -> "BrowserContext":
        window = self.browser.new_context(
            base_url=self.shop.url,
            ignore_https_errors=True,
            java_script_enabled=self.scripts,
            viewport={"width": 1280, "height": 900},
            **options,  # type: ignore[arg-type]
        )
        window.set_default_timeout(15_000)
        self.windows.append(window)
        return window


@pytest.fixture
def people(shop: Shop, browser: Browser, scripts: bool) -> Iterator[People]:
    cast = People(shop, browser, scripts, [])
    yield cast
    for window in cast.windows:
        window.close()
