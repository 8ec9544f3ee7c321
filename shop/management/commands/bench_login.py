"""
`manage.py bench_login`: does the time of an answer tell whether an address has an account? Never fails, keeps nothing.

Sign-in, registration and recovery, on the pages and in the API, for an address that is known, unknown, or known but not
active; through the whole stack but the network, in turns by lot, so that the machine's moods hit all alike. The test of
Mann and Whitney is done on the time of the processor, which a busy machine disturbs least.
"""

import random
import statistics
import time
from argparse import ArgumentParser
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import caches
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.test import Client
from django.utils import timezone
from tqdm import tqdm

from accounts.models import User
from shop.core.statistics import mann_whitney
from shop.serving import preparation

PASSWORD = "a pass phrase for the bench"  # noqa: S105 - opens nothing but what is made here
ADDRESSES = {"known": "known@bench.invalid", "unknown": "unknown@bench.invalid", "inactive": "inactive@bench.invalid"}


class Sample(NamedTuple):
    """Milliseconds by the clock, and of this process."""

    wall: float
    cpu: float


Found = dict[str, tuple[set[int], list[Sample]]]


class Door(NamedTuple):
    """An address that takes an email, and what it takes beside it."""

    name: str
    path: str
    fields: dict[str, str]

    @property
    def is_api(self) -> bool:
        return self.path.startswith("/api/")


_NEW = {"password": PASSWORD, "full_name": "Bea Bench"}
DOORS = (
    Door("sign in, wrong password", "/login/", {"password": "not the pass phrase"}),
    Door("sign in by the API", "/api/user/login/", {"password": "not the pass phrase"}),
    Door("register", "/register/", {**_NEW, "wish": "shop"}),
    Door("register by the API", "/api/user/register/", _NEW),
    Door("forgotten password", "/forget/password/", {}),
    Door("forgotten, by the API", "/api/user/forget-password/", {}),
)


class Command(BaseCommand):
    help = "Reports how long sign-in, registration and recovery take for known, unknown and inactive addresses."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--samples", type=int, default=200, help="requests per door and kind of address")

    def handle(self, *, samples: int, **options: Any) -> None:
        if preparation.pending_migrations():
            raise CommandError("The tables are not up to date: manage.py migrate makes them.")
        settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, "1000000/s")
        caches["limits"].clear()
        self.stdout.write(
            f"\n  {samples} requests each, in milliseconds; p: how likely chance alone makes such a difference.\n"
        )
        self.stdout.write(f"\n  {'door':<26} {'address':<9} status   median     p95      cpu   above known       p")
        with transaction.atomic():
            _people()
            for door in DOORS:
                self._report(door, _measured(door, max(20, samples)))
            transaction.set_rollback(True)
        self.stdout.write("")

    def _report(self, door: Door, found: Found) -> None:
        known = [sample.cpu for sample in found["known"][1]]
        for kind, (statuses, samples) in found.items():
            wall, cpu = [sample.wall for sample in samples], [sample.cpu for sample in samples]
            line = f"  {door.name:<26} {kind:<9} {'/'.join(map(str, sorted(statuses))):>6}"
            line += f" {statistics.median(wall):>8.1f} {statistics.quantiles(wall, n=20)[-1]:>7.1f}"
            line += f" {statistics.median(cpu):>8.2f}"
            if kind != "known":
                above, chance = mann_whitney(cpu, known)
                line += f" {above:>12.1%} {chance:>8.3f}"
            self.stdout.write(line)


def _people() -> None:
    now = timezone.now()
    names: dict[str, Any] = {"password": PASSWORD, "full_name": "Bea Bench", "joined_at": now}
    User.objects.create_user(email=ADDRESSES["known"], is_active=True, activated_at=now, **names)
    User.objects.create_user(email=ADDRESSES["inactive"], is_active=False, **names)


def _measured(door: Door, samples: int) -> Found:
    found: Found = {kind: (set(), []) for kind in ADDRESSES}
    turns = [kind for kind in ADDRESSES for _number in range(samples)]
    random.shuffle(turns)
    for kind in list(ADDRESSES) * 5:  # warm
        _once(door, kind)
    for kind in tqdm(turns, desc=door.name, leave=False, disable=None):
        status, sample = _once(door, kind)
        found[kind][0].add(status)
        found[kind][1].append(sample)
    return found


def _once(door: Door, kind: str) -> tuple[int, Sample]:
    """One request, by a browser of its own; what it wrote is taken back."""
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
    how: dict[str, Any] = {"content_type": "application/json"} if door.is_api else {}
    with transaction.atomic():
        begun, worked = time.perf_counter_ns(), time.process_time_ns()
        response = client.post(door.path, {**door.fields, "email": ADDRESSES[kind]}, secure=True, **how)
        sample = Sample((time.perf_counter_ns() - begun) / 1e6, (time.process_time_ns() - worked) / 1e6)
        transaction.set_rollback(True)
    return response.status_code, sample
