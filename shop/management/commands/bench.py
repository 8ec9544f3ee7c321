"""`manage.py bench`: how many queries and how much time each public page takes, warm, in this world. Never fails."""

import json
import re
import statistics
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

FIXED = ("/", "/listing/", "/listing/?sort=price&in_stock=1", "/login/", "/healthz")
# The first of each kind that home or the listing link to.
LINKED = (r"/category/[^\"?]+", r"/product/[^\"?]+", r"/shop/[^\"?]+")


@dataclass(frozen=True)
class Figure:
    """:ivar cpu: milliseconds of this process; :ivar wall: milliseconds by the clock. Both are medians."""

    path: str
    status: int
    queries: int
    cpu: float
    wall: float
    size: int


class Command(BaseCommand):
    help = "Reports queries, time and memory of the public pages, warm, through the whole stack but the network."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rounds", type=int, default=30, help="requests per page that are measured")

    def handle(self, *, rounds: int, **options: Any) -> None:
        client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
        self.stdout.write(f"\n  {'page':<44} status queries   cpu ms  wall ms       kB")
        for path in _paths(client):
            one = _measure(client, path, max(1, rounds))
            self.stdout.write(
                f"  {one.path[:44]:<44} {one.status:>6} {one.queries:>7} {one.cpu:>8.1f} {one.wall:>8.1f}"
                f" {one.size / 1000:>8.1f}"
            )
        for name, megabytes in _memory():
            self.stdout.write(f"  {name:<44} {megabytes:>6.0f} MB")
        self.stdout.write("")


def _paths(client: Client) -> Iterator[str]:
    yield from FIXED
    page = "".join(client.get(path, secure=True).content.decode() for path in ("/", "/listing/"))
    for pattern in LINKED:
        if found := re.search(f'href="({pattern})"', page):
            yield found.group(1)
    if word := re.search(r'href="/product/\d+/([a-z]{4,})', page):
        yield f"/listing/?q={word.group(1)}"


def _measure(client: Client, path: str, rounds: int) -> Figure:
    for _ in range(3):
        response = client.get(path, secure=True)
    cpu, wall = [], []
    for _ in range(rounds):
        begun, worked = time.perf_counter(), time.process_time()
        client.get(path, secure=True)
        wall.append((time.perf_counter() - begun) * 1000)
        cpu.append((time.process_time() - worked) * 1000)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path, secure=True)
    size = len(response.content) if not response.streaming else 0
    return Figure(path, response.status_code, len(queries), statistics.median(cpu), statistics.median(wall), size)


def _memory() -> Iterator[tuple[str, float]]:
    """Resident memory of the processes of a running shop, where the system tells (Linux)."""
    try:
        recorded = json.loads((Path(settings.DATA_DIR) / "locks" / "children.json").read_text())
    except (OSError, ValueError):
        return
    for name, child in zip(("web server", "job worker"), recorded, strict=False):
        yield f"memory of the {name}", _megabytes(child["pid"])
        workers = Path(f"/proc/{child['pid']}/task/{child['pid']}/children")
        for number, pid in enumerate(workers.read_text().split() if workers.exists() else [], start=1):
            yield f"memory of its process {number}", _megabytes(int(pid))


def _megabytes(pid: int) -> float:
    try:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found.group(1)) / 1024 if found else 0
