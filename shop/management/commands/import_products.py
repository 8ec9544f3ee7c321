"""`manage.py import_products FILE --seller SLUG`: takes a catalogue file into a shop. See docs/importing.md."""

import time
from argparse import ArgumentParser, ArgumentTypeError
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from accounts.models import Seller
from catalog import importing
from catalog.importing import columns
from shop.core import errors


def pair(text: str) -> tuple[str, str]:
    """theirs=ours. A header may hold a "=" itself: the last one counts."""
    theirs, equals, ours = text.rpartition("=")
    if not equals or not theirs.strip():
        raise ArgumentTypeError(f"“{text}” is not theirs=ours, such as Name=title.")
    return theirs, ours


class Command(BaseCommand):
    help = "Imports products from a CSV file (gzip or not) into a shop. The same file again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        ours = ", ".join((*columns.OURS, *columns.MORE))
        parser.add_argument("file", type=Path, help="the products: CSV with comma, semicolon or tab, any encoding")
        parser.add_argument("--seller", required=True, metavar="SLUG", help="the shop, by its address")
        parser.add_argument(
            "--map", action="append", type=pair, default=[], metavar="theirs=ours",
            help=f"match a column by hand; ours is one of {ours}, attribute:NAME, or empty to leave it out",
        )  # fmt: skip
        parser.add_argument("--variants", type=Path, metavar="FILE", help="variants, each with its parent_sku")
        parser.add_argument("--images", type=Path, metavar="PATH", help="a folder or a zip with the pictures")
        parser.add_argument("--publish", action="store_true", help="publish what is complete, even without a picture")

    def handle(self, **options: Any) -> None:
        seller = Seller.objects.filter(slug=options["seller"]).first()
        if seller is None:
            raise CommandError(f"No shop has the address “{options['seller']}”.")
        started = time.monotonic()
        report = importing.Report(on_fault=self._say, on_note=self._say)
        try:
            self._run(seller, report, options)
        except errors.DomainError as error:
            raise CommandError(error.message) from error
        except KeyboardInterrupt:
            self._say("Stopped. What is written stays; the same command goes on from there.")
            raise SystemExit(130) from None
        if report.ignored:
            self.stdout.write(f"Columns not used: {', '.join(report.ignored)}.")
        self.stdout.write(f"{report.summary()} {time.monotonic() - started:.1f} s.")

    def _run(self, seller: Seller, report: importing.Report, options: dict[str, Any]) -> None:
        with ExitStack() as stack:
            products = stack.enter_context(_opened(options["file"]))
            variants = stack.enter_context(_opened(options["variants"])) if options["variants"] else None
            size = options["file"].stat().st_size
            reading = stack.enter_context(
                tqdm(total=size, unit="B", unit_scale=True, desc="Reading", leave=False, disable=None)
            )
            writing = stack.enter_context(tqdm(unit=" products", desc="Writing", leave=False, disable=None))
            importing.run(
                seller=seller,
                products=products,
                variants=variants,
                by_hand=dict(options["map"]),
                pictures=options["images"],
                publish=options["publish"],
                make_categories=True,
                by=None,
                now=timezone.now(),
                report=report,
                on_read=lambda position: _advance(reading, position, size),
                on_written=lambda done, count: _advance(writing, done, count),
            )

    def _say(self, what: object) -> None:
        with tqdm.external_write_mode():
            self.stderr.write(str(what))


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def _advance(bar: "tqdm[Any]", position: int, total: int) -> None:
    bar.total = max(total, position)
    bar.update(position - bar.n)
