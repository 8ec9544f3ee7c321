"""`manage.py verify_audit`: whether the audit trail is as it was written."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import audit
from accounts.models import AuditEvent


class Command(BaseCommand):
    help = "Check the audit trail from its first line; name the first that was changed, removed or moved."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head",
            metavar="NUMBER:HASH",
            default="",
            help="what an earlier run printed: that line must still be there, so that nobody cut the end off",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = audit.first_break()
        if found:
            raise CommandError(f"The audit trail is broken at {found}.")
        self._check_head(options["head"])
        seq, digest = audit.head()
        self.stdout.write(self.style.SUCCESS(f"{seq} lines, all as they were written. Head: {seq}:{digest}"))

    def _check_head(self, text: str) -> None:
        if not text:
            return
        number, _colon, digest = text.partition(":")
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            raise CommandError("A head looks like 12:4f2a…, as this command prints it.")
        if int(number) and not AuditEvent.objects.filter(seq=int(number), hash=digest).exists():
            raise CommandError(f"The audit trail is broken at line {number}: it is not the one that was noted.")
