"""`manage.py backup`: database, keys and pictures as one file, while the shop serves."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from shop import backups


class Command(BaseCommand):
    help = "Writes everything that another machine needs (database, keys, pictures) into one file. The shop may serve."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--into", type=Path, help="directory (default: backups/ in DATA_DIR)")
        parser.add_argument(
            "--without-keys", action="store_true", help="leave secrets.json out, which you keep apart: both are needed"
        )
        parser.add_argument("--keep", type=int, default=0, help="keep this many of the directory's backups; 0 for all")

    def handle(self, *, into: Path | None, without_keys: bool, keep: int, **options: Any) -> None:
        into = into or settings.DATA_DIR / "backups"
        try:
            made = backups.make(into, with_keys=not without_keys, now=timezone.now(), say=self.stderr.write)
        except (backups.Unusable, OSError) as error:
            raise CommandError(f"No backup was made. {error}") from error
        for old in sorted(into.glob("millrow-*.tar"))[: -keep or None] if keep > 0 else ():
            old.unlink()
        self.stdout.write(str(made))
