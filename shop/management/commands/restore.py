"""`manage.py restore FILE`: what `manage.py backup` wrote, brought back into an empty place."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from shop import backups
from shop.serving import holding


class Command(BaseCommand):
    help = "Brings a backup back: all tables with the rows they had, or nothing; then the keys and the pictures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="what manage.py backup wrote")
        parser.add_argument("--replace", action="store_true", help="lose what the database holds now")

    def handle(self, *, file: Path, replace: bool, **options: Any) -> None:
        try:
            with holding.only_one(settings.DATA_DIR):
                manifest = backups.restore(file, replace=replace, now=timezone.now(), say=self.stderr.write)
        except holding.Held as holder:
            raise CommandError(f"The shop runs (process {holder}): stop it first.") from None
        except (backups.Unusable, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored as it was at {manifest.made_at}.")
        if manifest.keys_elsewhere:
            names = ", ".join(manifest.keys_elsewhere)
            self.stdout.write(f"These keys are not in it; set them as they were: {names}.")
