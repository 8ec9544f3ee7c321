"""Lighthouse, where it is installed (`npm install --global lighthouse`); it needs Node, which this project does not."""

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from shop.tests import house
from shop.tests.audit.figures import Figure
from shop.tests.audit.place import Place

PATHS = {"home": "/", "listing": "/listing/", "product": "", "login": "/login/"}
# Speed depends on the machine; the others are the same everywhere. Sign-in is not for search engines.
LIMITS = {"performance": None, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 3


def figures(place: Place) -> Iterator[Figure]:
    program = shutil.which("lighthouse")
    if program is None:
        print("  Lighthouse is left out: there is no `lighthouse` on PATH.", file=sys.stderr)  # noqa: T201
        return
    page = place.window().new_page()
    page.goto("/listing/")
    paths = {**PATHS, "product": page.locator("[data-product-id] a").first.get_attribute("href") or "/"}
    for name, path in paths.items():
        runs = [_scores(program, place.url + path) for _ in range(RUNS)]
        for category, limit in LIMITS.items():
            score = round(100 * statistics.median(run[category] for run in runs))
            yield Figure(f"={name}, Lighthouse", category, score, limit, at_least=True)


def _scores(program: str, url: str) -> dict[str, Any]:
    flags = f"--headless=new {' '.join(house.browser_arguments())}"
    command = [program, url, "--quiet", "--output=json", "--output-path=stdout", f"--chrome-flags={flags}"]
    command.append(f"--only-categories={','.join(LIMITS)}")
    environment = {**os.environ, "CHROME_PATH": house.browser() or ""}
    answer = subprocess.run(command, capture_output=True, check=True, env=environment)
    return {name: category["score"] for name, category in json.loads(answer.stdout)["categories"].items()}
