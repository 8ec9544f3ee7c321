"""
`manage.py rotate_keys`: seal every personal field under the newest key.

Put the new key first in FIELD_ENCRYPTION_KEYS, restart, run this, then take the old key out. The shop serves meanwhile:
every key of the list opens what it sealed, and a row that somebody changes in between is left as they wrote it. It may
be interrupted; the next run goes on with what is still under an old key.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction
from django.db.models.functions import Cast
from tqdm import tqdm

from shop.core import crypto

RAW = "sealed_value"


class Command(BaseCommand):
    help = "Seals all personal fields under the first key of FIELD_ENCRYPTION_KEYS. May be interrupted and run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", type=int, default=500, help="rows per transaction (default: 500)")
        parser.add_argument("--quiet", action="store_true", help="no progress bar")

    def handle(self, *, batch: int, quiet: bool, **options: Any) -> None:
        fields = list(encrypted_fields())
        total = sum(old_rows(field).count() for field in fields)
        lost: dict[str, int] = {}
        with tqdm(total=total, unit="values", disable=quiet or not sys.stderr.isatty(), leave=False) as bar:
            for field in fields:
                name = f"{field.model._meta.label}.{field.name}"
                failed = rotate(field, batch=max(1, batch), progress=bar.update)
                if failed:
                    lost[name] = failed
        if lost:
            listed = ", ".join(f"{count} in {name}" for name, count in lost.items())
            raise CommandError(
                f"No key of FIELD_ENCRYPTION_KEYS opens some values ({listed}): put the key that sealed them back into"
                " the list and run this again. Everything else is under the newest key."
            )
        self.stdout.write(f"{total} values are now under the newest key. Older keys are no longer needed.")


def encrypted_fields() -> Iterator[crypto.EncryptedTextField]:
    """Every encrypted column of every model."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, crypto.EncryptedTextField):
                yield field


def old_rows(field: crypto.EncryptedTextField) -> "models.QuerySet[Any]":
    """The rows whose value is under an older key, with the value as it is stored."""
    rows: models.QuerySet[Any] = field.model._base_manager.annotate(**{RAW: Cast(field.name, models.TextField())})
    return rows.exclude(**{RAW: ""}).exclude(**{f"{RAW}__startswith": crypto.current_prefix()})


def rotate(field: crypto.EncryptedTextField, *, batch: int, progress: Any) -> int:
    """Seal a column anew, batch by batch, and answer how many values no key opens."""
    failed, last = 0, None
    while True:
        rows = old_rows(field).order_by("pk")
        rows = rows if last is None else rows.filter(pk__gt=last)
        found = list(rows.values_list("pk", RAW)[:batch])
        if not found:
            return failed
        with transaction.atomic():
            failed += sum(not _seal_anew(field, pk, stored) for pk, stored in found)
        last = found[-1][0]
        progress(len(found))


def _seal_anew(field: crypto.EncryptedTextField, pk: Any, stored: str) -> bool:
    """Whether the value could be opened. Writes only where the stored value is still the one that was read."""
    try:
        text = crypto.decrypt(stored, context=field.context)
    except crypto.Undecryptable:
        return False
    old_rows(field).filter(pk=pk, **{RAW: stored}).update(**{field.name: text})
    return True
