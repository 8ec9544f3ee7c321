"""Whoever gets hold of a dump of the demo world's database reads no phone number, no street and no token in it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.slow

SCAN = "from shop.tests import dump_scan; print('REPORT' + dump_scan.report())"


def manage(data_dir: Path, *words: str) -> str:
    environment = {**os.environ, "DATA_DIR": str(data_dir), "DJANGO_SETTINGS_MODULE": "shop.settings"}
    for name in ("DATABASE_URL", "REDIS_URL"):
        environment.pop(name, None)
    command = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_a_dump_of_the_whole_demo_world_names_nobody(shared):
    manage(shared, "migrate", "--verbosity", "0")
    manage(shared, "seed_demo")

    report = json.loads(manage(shared, "shell", "-v0", "-c", SCAN).split("REPORT")[1])

    # That the dump is one, and that what is looked for is there to be found.
    assert report["control"]
    assert report["size"] > 500_000
    assert {"a token", "accounts.User.phone", "orders.Order.line1", "orders.Order.phone"} <= set(report["looked_for"])
    assert report["plain"] == []
