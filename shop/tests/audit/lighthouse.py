"""Lighthouse, where it is installed (`npm install --global lighthouse@12`); it needs Node, which we do not."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright import sync_api

from shop.tests import house, visiting
from shop.tests.audit.figures import Figure
from shop.tests.audit.place import Place
from shop.tests.shots import SHOTS, Shot

# What search engines find, and what one sees signed in: that is kept from them.
PUBLIC = ("home", "listing", "product", "login")
SIGNED_IN = (
    *("basket-customer", "checkout", "payment", "account", "orders"),
    *("seller-home", "seller-products", "courier-round", "admin"),
)
# A basket is a page for guests and customers alike; here somebody is signed in.
MORE = (Shot("basket-customer", "/order/cart/{cart}/", "customer"),)
# Speed depends on the machine; the others are the same everywhere.
LIMITS = {"performance": None, "accessibility": 100, "best-practices": 100, "seo": 100}
TIMES = {"largest-contentful-paint": "LCP ms", "total-blocking-time": "TBT ms", "cumulative-layout-shift": "CLS"}
RUNS = 3


def figures(place: Place) -> Iterator[Figure]:
    program = shutil.which("lighthouse")
    if program is None:
        print("  Lighthouse is left out: there is no `lighthouse` on PATH.", file=sys.stderr)
        return
    shots = {shot.name: shot for shot in (*SHOTS, *MORE)}
    asked = [shots[name] for name in (*PUBLIC, *SIGNED_IN) if not place.only or name in place.only]
    for role in dict.fromkeys(shot.role for shot in asked):
        page = place.window().new_page()
        if role:
            visiting.sign_in(page, role, place.data)
        visitor = visiting.Visitor(page, role)
        for shot in (shot for shot in asked if shot.role == role):
            url = place.url + visitor.path_of(shot)
            yield from _page(shot, [_report(program, url, _cookies(page)) for _ in range(RUNS)])
            print(f"  Lighthouse saw {shot.name}", file=sys.stderr)


def _page(shot: Shot, reports: list[dict[str, Any]]) -> Iterator[Figure]:
    name = f"={shot.name}, Lighthouse"
    for category, limit in LIMITS.items():
        if category == "seo" and shot.name not in PUBLIC:
            continue
        score = round(100 * statistics.median(one["categories"][category]["score"] or 0 for one in reports))
        yield Figure(name, category, score, limit, at_least=True, found=_failed(reports[0], category))
    for audit, words in TIMES.items():
        middle = statistics.median(one["audits"][audit].get("numericValue", 0) for one in reports)
        yield Figure(name, words, round(middle, 3 if audit.startswith("cumulative") else 0))
    # An idle desktop has 1500 or more; under 1000 times say more about what else it does than about the page.
    index = statistics.median(one["environment"]["benchmarkIndex"] for one in reports)
    yield Figure(name, "speed of this machine (benchmark index)", round(index))


def _failed(report: dict[str, Any], category: str) -> tuple[str, ...]:
    """What takes points off a category."""
    counted = [one["id"] for one in report["categories"][category]["auditRefs"] if one["weight"]]
    audits = [report["audits"][one] for one in counted]
    return tuple(f"{one['id']}: {one['title']}" for one in audits if (one["score"] or 0) < 1 and _tells(one))


def _tells(audit: dict[str, Any]) -> bool:
    return audit["scoreDisplayMode"] not in ("notApplicable", "informative", "manual")


def _cookies(page: sync_api.Page) -> str:
    return "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())


def _report(program: str, url: str, cookies: str) -> dict[str, Any]:
    """What Lighthouse says of a page on its phone, which knows nothing but these cookies."""
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as made:
        headers, answer = Path(made, "headers.json"), Path(made, "answer.json")
        # Not on the command line, where others could read the session.
        headers.write_text(json.dumps({"Cookie": cookies} if cookies else {}))
        flags = f"--headless=new {' '.join(house.browser_arguments())}"
        command = [program, url, "--quiet", "--output=json", f"--output-path={answer}", f"--chrome-flags={flags}"]
        command += [f"--extra-headers={headers}", f"--only-categories={','.join(LIMITS)}"]
        environment = {**os.environ, "CHROME_PATH": house.browser() or ""}
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        assert answer.exists(), f"Lighthouse could not read {url}: {done.stderr[-300:]}"
        report: dict[str, Any] = json.loads(answer.read_text())
        assert report["finalDisplayedUrl"].split("?")[0] == url.split("?")[0], f"led to {report['finalDisplayedUrl']}"
        return report
