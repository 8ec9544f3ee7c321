"""`docs/api.md` does what it says: its commands and its client run against real gunicorn processes."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings
from django.core import mail

from catalog import search
from orders.models import Order
from orders.tests.checkout import variant_for_sale
from shop.core import jobs
from shop.tests.served import ROOT, gunicorn

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
EMAIL, PASSWORD = "amara@example.org", "four words make one"


@pytest.fixture
def shop(monkeypatch) -> Iterator[str]:
    """Where it is served; its certificate is trusted."""
    search.index([variant_for_sale(stock=9, title="Stoneware mug").product_id])
    with gunicorn() as port:
        monkeypatch.setenv("SSL_CERT_FILE", str(Path(settings.DATA_DIR) / "certs" / "ca.crt"))
        yield f"https://localhost:{port}"


def link_token(_prompt: str = "") -> str:
    jobs.run_waiting()
    found = re.search(r"activation_token=([\w-]+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def client() -> ModuleType:
    spec = importlib.util.spec_from_file_location("buy", ROOT / "docs" / "examples" / "buy.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_client_signs_up_buys_and_follows(shop, capsys):
    number = client().main(shop, EMAIL, PASSWORD, "mug", read=link_token)

    assert Order.objects.get().number == number
    assert f"{number}: " in capsys.readouterr().out


def test_the_client_is_short():
    assert len((ROOT / "docs" / "examples" / "buy.py").read_text().splitlines()) < 100


@pytest.mark.skipif(not shutil.which("curl"), reason="there is no curl on this machine")
def test_the_commands_sign_up_buy_and_follow(shop):
    first, *rest = re.findall(r"^```sh\n(.*?)^```", (ROOT / "docs" / "api.md").read_text(), re.MULTILINE | re.DOTALL)
    names = {"SHOP": shop, "EMAIL": EMAIL, "PASSWORD": PASSWORD, "CURL_CA_BUNDLE": os.environ["SSL_CERT_FILE"]}

    shell(first, names)
    said = shell("".join(rest), {**names, "LINK": link_token()})

    assert said.splitlines()[-1].endswith("pending")
    assert Order.objects.get().email == EMAIL


def shell(script: str, names: dict[str, str]) -> str:
    done = subprocess.run(
        ["/bin/sh", "-eu", "-c", script], env={**os.environ, **names}, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
