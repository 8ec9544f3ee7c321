"""`manage.py reconcile`: every invariant that spans rows, checked over all of them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from shop.core import registry

MOST_SHOWN = 20


class Command(BaseCommand):
    help = "Check that stock, orders, payments and repeated columns agree everywhere. Changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only", metavar="WORD", default="", help="only the checks whose name contains this word")
        parser.add_argument("--all", action="store_true", help=f"show every breach, not the first {MOST_SHOWN}")

    def handle(self, *args: Any, **options: Any) -> None:
        checks = {name: check for name, check in sorted(registry.invariants.items()) if options["only"] in name}
        if not checks:
            raise CommandError(f"No check is called like “{options['only']}”.")
        broken = 0
        for name in tqdm(checks, desc="Checking", unit="check", disable=None, leave=False):
            breaches = checks[name]()
            broken += bool(breaches)
            self._show(name, breaches, most=len(breaches) if options["all"] else MOST_SHOWN)
        if broken:
            raise CommandError(f"{broken} of {len(checks)} checks found something.")
        self.stdout.write(self.style.SUCCESS(f"All {len(checks)} checks agree."))

    def _show(self, name: str, breaches: list[str], *, most: int) -> None:
        if not breaches:
            self.stdout.write(f"  ok    {name}")
            return
        self.stdout.write(self.style.ERROR(f"  WRONG {name}: {len(breaches)}"))
        for sentence in breaches[:most]:
            self.stdout.write(f"          {sentence}")
        if len(breaches) > most:
            self.stdout.write(f"          … and {len(breaches) - most} more (--all)")
