"""
Whole journeys in a real browser, against the real thing: `manage.py serve` with its worker, TLS and the demo world.

The server runs in a data directory of its own and is stopped at the end; JOURNEYS_URL and JOURNEYS_DATA_DIR point to
one that runs already. Without a browser the journeys are skipped, in CI they fail. Nothing here touches Django.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from orders.tests.standin import Standin
from shop.tests import house

# The stand-in of this run, which learns where the shop is once that runs.
STANDINS: list[Standin] = []
ROOT = house.ROOT
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
        return house.login(self.data, role, index)

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
    variables = {
        "DEV_PAGES": "true",
        # One browser does what many people do: the limits have tests of their own.
        "RATE_LIMITS_REGISTER": "1000/h",
        "PAYMENT_METHODS": "cash,sandbox,stripe",
        "STRIPE_SECRET_KEY": STRIPE_KEY,
        "STRIPE_WEBHOOK_SECRET": STRIPE_SECRET,
        "STRIPE_API_BASE": bank.url,
    }
    with house.serve(data, variables) as url:
        for standin in STANDINS:
            standin.webhook_url = f"{url}/api/payments/stripe/webhook/"
        yield Shop(url, data)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = house.browser()
    if path is None:
        reason = f"No browser found: install one of {', '.join(house.BROWSERS)}."
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=house.browser_arguments())
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
