"""
`manage.py bench_office`: what each list of the office costs the database, with as many orders as one likes. Keeps
nothing: the orders are made by copying those that there are, in a transaction that is taken back.
"""

import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.test import Client
from tqdm import tqdm

from accounts.models import User
from orders.models import Order, OrderLine
from shop import multiplied

ROUNDS = 3


class Watch:
    """Milliseconds and number of the statements of one request."""

    def __init__(self) -> None:
        self.times: list[tuple[float, str, Any]] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.times.append((1000 * (time.perf_counter() - start), sql, params))

    @property
    def total(self) -> float:
        return sum(row[0] for row in self.times)


class Command(BaseCommand):
    help = "Measure the lists of the office with many orders, then take the orders back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--orders", type=int, default=100_000, help="how many (default: 100,000)")
        parser.add_argument("--only", default="", metavar="WORD", help="only addresses that contain this")
        parser.add_argument("--plans", type=float, default=0, metavar="MS", help="show the plan of slower statements")

    def handle(self, *, orders: int, only: str, plans: float, **options: Any) -> None:
        admin = User.objects.filter(is_staff=True, is_active=True).first()
        if admin is None:
            raise CommandError("Measuring needs an admin: manage.py seed_demo or create_user makes one.")
        with _taken_back():
            try:
                for name in tqdm(multiplied.multiply(orders), desc="Copying", total=9, unit="table", disable=None):
                    self.stderr.write(f"  {name}", ending="\n")
            except ValueError as error:
                raise CommandError("There is no order to copy: manage.py seed_demo makes some.") from error
            self.stdout.write(f"{Order.objects.count()} orders\n\n| List | Queries | ms | slowest, ms |")
            self.stdout.write("|---|---|---|---|")
            client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
            client.force_login(admin)
            for path in [path for path in _paths() if only in path]:
                self._measure(client, path, plans)

    def _measure(self, client: Client, path: str, plans: float) -> None:
        best: Watch | None = None
        for _round in range(ROUNDS):
            watch = Watch()
            with connection.execute_wrapper(watch):
                answer = client.get(path, secure=True)
            if answer.status_code != 200:
                self.stdout.write(f"| {path} | answered {answer.status_code} | | |")
                return
            best = watch if best is None or watch.total < best.total else best
        assert best is not None  # noqa: S101 - there is a round
        slowest = max(best.times, key=lambda row: row[0])
        self.stdout.write(f"| `{path}` | {len(best.times)} | {best.total:.1f} | {slowest[0]:.1f} |")
        for spent, sql, params in best.times:
            if plans and spent > plans:
                self._explain(sql, params)

    def _explain(self, sql: str, params: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF) {sql}", params)
            self.stdout.write(f"    {sql[:400]}")
            for (line,) in cursor.fetchall():
                self.stdout.write(f"        {line}")


@contextmanager
def _taken_back() -> Iterator[None]:
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def _paths() -> list[str]:
    order = Order.objects.order_by("-pk").first()
    line = OrderLine.objects.order_by("-pk").first()
    assert order is not None  # noqa: S101 - they were copied
    assert line is not None  # noqa: S101 - likewise
    orders = "/admin/orders/order/"
    lists = ("parcel", "payment", "refund", "returnrequest", "ledgeraccount", "ledgerentry", "payout", "invoice")
    parcels = [f"/admin/orders/parcel/?problem={name}" for name in ("stuck", "unclaimed", "failed", "locked")]
    return [
        "/admin/",
        orders,
        f"{orders}?p=40",
        f"{orders}?q={order.number}",
        f"{orders}?q={order.number[:3]}",
        f"{orders}?q={order.email}",
        f"{orders}?q={line.sku}",
        f"{orders}?q=nothing-like-it",
        f"{orders}?state=pending",
        f"{orders}?state=delivered",
        f"{orders}?state=attempt_failed",
        f"{orders}?payment_method=cash",
        f"{orders}?problem=mismatch",
        f"{orders}{order.pk}/change/",
        *parcels,
        "/admin/orders/parcel/dispatch/",
        "/admin/orders/parcel/?status__exact=delivered",
        f"/admin/orders/parcel/?q={order.number}",
        "/admin/orders/payment/?problem=trouble",
        "/admin/orders/payment/?problem=unclear",
        *(f"/admin/orders/{name}/" for name in lists),
        f"/admin/orders/ledgerentry/?q={order.number}",
        "/admin/accounts/user/",
        "/admin/accounts/seller/",
        "/admin/accounts/auditevent/",
        "/admin/catalog/product/",
        "/admin/catalog/review/?reported=open",
        "/admin/cart/coupon/",
        "/admin/procrastinate/procrastinatejob/?status__exact=failed",
    ]
