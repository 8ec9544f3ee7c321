"""Making a backup while the shop serves: one transaction sees the whole database as it was at one moment."""

import hashlib
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from shop import first_run
from shop.backups import programs, tables
from shop.backups.manifest import DUMP, MANIFEST, MEDIA, SECRETS, Figure, Manifest

Say = Callable[[str], None]


def make(into: Path, *, with_keys: bool, now: datetime, say: Say) -> Path:
    """
    Write `millrow-<date>-<time>.tar` and answer its path. Only its owner may read it. What is interrupted leaves no
    file of that name.

    :raises manifest.Unusable:
    """
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = into / f"millrow-{now.astimezone(UTC):%Y%m%d-%H%M%S}.tar"
    with tempfile.TemporaryDirectory(dir=into, prefix=".making-") as place:
        dump = Path(place) / DUMP
        figures = _dumped(dump, say)
        files = sorted(_files(settings.MEDIA_ROOT))
        manifest = Manifest(
            made_at=now.astimezone(UTC).isoformat(timespec="seconds"),
            server=tables.server(),
            dump=digest(dump),
            tables=figures,
            files=len(files),
            keys_elsewhere=keys_elsewhere(),
        )
        say(f"Packing {len(files):,} pictures …")
        draft = Path(place) / target.name
        _pack(draft, manifest, dump, files, with_keys=with_keys)
        draft.replace(target)
    return target


def digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keys_elsewhere() -> list[str]:
    """The settings with keys that the environment overrides."""
    ours = first_run.load_secrets(settings.DATA_DIR)
    in_force = {name: getattr(settings, name) for name in first_run.GENERATED}
    in_force["FIELD_ENCRYPTION_KEYS"] = ",".join(in_force["FIELD_ENCRYPTION_KEYS"])
    return [name for name, value in in_force.items() if value != ours[name]]


def _dumped(into: Path, say: Say) -> dict[str, Figure]:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; " + tables.FIXED)
        names = tables.names()
        say(f"Counting {len(names)} tables …")
        figures = {name: tables.figure(name) for name in names}
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        say(f"Dumping {sum(found.rows for found in figures.values()):,} rows …")
        programs.dump(snapshot, into)
    return figures


def _files(root: Path) -> Iterator[Path]:
    """Pictures never change once they are written, so those of rows that the dump has are all there."""
    return (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())


def _pack(into: Path, manifest: Manifest, dump: Path, files: list[Path], *, with_keys: bool) -> None:
    with open(os.open(into, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        with tarfile.open(fileobj=file, mode="w") as archive:
            content = manifest.to_bytes()
            head = tarfile.TarInfo(MANIFEST)
            head.size = len(content)
            archive.addfile(head, BytesIO(content))
            archive.add(dump, DUMP)
            if with_keys:
                archive.add(settings.DATA_DIR / first_run.FILE_NAME, SECRETS)
            for path in files:
                archive.add(path, MEDIA + path.relative_to(settings.MEDIA_ROOT).as_posix())
        file.flush()
        os.fsync(file.fileno())
