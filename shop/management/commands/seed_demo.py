"""`manage.py seed_demo`: the demo world, built through the same operations as the pages."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from shop.core import jobs
from shop.demo import (
    banners,
    coupons,
    crowd,
    drawers,
    goods,
    ground,
    holidays,
    logins,
    payouts,
    photos,
    plan,
    replies,
    returning,
    sales,
    troubles,
    world,
)

# More than ever wait after a seeding: mails of the last day, refunds, new words for the search.
JOBS = 5000


class Command(BaseCommand):
    help = (
        "Builds the demo world: shops, products, people and three months of orders. "
        "May be interrupted; what is there already stays as it is."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="no progress bar")
        parser.add_argument("--now", type=datetime.fromisoformat, help="build as if it were then (ISO 8601)")
        parser.add_argument("--no-logins", action="store_false", dest="show_logins", help="do not print the logins")

    def handle(self, *, quiet: bool, show_logins: bool, now: datetime | None, **options: Any) -> None:
        secret = logins.password()
        entries = logins.write(secret)
        try:
            self._build(secret, quiet=quiet, now=timezone.localtime(now))
        except KeyboardInterrupt:
            raise CommandError("Stopped. Run it again: it goes on where it was.", returncode=130) from None
        if show_logins:
            self._show(entries)

    def _build(self, secret: str, *, quiet: bool, now: datetime) -> None:
        planned = plan.orders(now)
        logins.make_true(secret)
        show = partial(self._show_progress, quiet=quiet)
        show("Areas and categories", len(world.areas()) + len(world.categories()), ground.build())
        show("People and shops", len(world.emails()), crowd.build(password=secret, now=now))
        show("Products", len(world.products()), goods.build(opening=plan.opening_stock(planned), now=now))
        images = photos.missing()
        with photos.arriving(images) as stored:
            show("Orders", len(planned), sales.build(planned, now=now))
            self._dress(now)
            show("Pictures", len(images), stored)
        jobs.run_waiting(limit=JOBS)

    def _dress(self, now: datetime) -> None:
        """What shops and their customers have beside products and orders."""
        coupons.build(now=now)
        drawers.build(now=now)
        banners.build()
        replies.build(now=now)
        payouts.build(now=now)
        returning.build(now=now)
        troubles.build(now=now)
        holidays.build(now=now)

    def _show_progress(self, title: str, total: int, names: Iterator[str], *, quiet: bool) -> None:
        for _name in tqdm(names, desc=f"    {title:<20}", total=total, disable=quiet, file=self.stdout):
            pass

    def _show(self, entries: list[logins.Login]) -> None:
        width = max(len(entry.email) for entry in entries)
        self.stdout.write("")
        for entry in entries:
            self.stdout.write(f"  {entry.role:<9} {entry.email:<{width}}  {entry.who}")
        self.stdout.write(f"\n  Password of all: {entries[0].password}   (also in {logins.path()})")
