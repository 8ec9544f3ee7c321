"""Restoring a backup into an empty place: the database whole or not at all, then the keys, then the pictures."""

import shutil
import tarfile
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from shop import first_run
from shop.backups import making, programs, tables
from shop.backups.manifest import DUMP, MANIFEST, MEDIA, SECRETS, Manifest, Unusable

Say = Callable[[str], None]
_EMPTIED = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n"


def restore(file: Path, *, replace: bool, now: datetime, say: Say) -> Manifest:
    """
    Bring everything back. Nothing of the database stays unless every table has the rows it had.

    :param replace: also where a database is there already. Its keys are kept beside the restored ones.
    :raises Unusable: no backup, a damaged one, or the place is not empty.
    """
    if tables.names() and not replace:
        raise Unusable("This database is not empty. Restore into an empty one, or say --replace to lose what it holds.")
    try:
        with tarfile.open(file) as archive, tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as place:
            manifest = Manifest.from_bytes(_content(archive, MANIFEST))
            dump = _taken_out(archive, Path(place), manifest)
            say(f"Loading {sum(found.rows for found in manifest.tables.values()):,} rows …")
            connection.close()
            programs.load(dump, before=_EMPTIED if replace else "", after=tables.proof(manifest.tables))
            _put_keys(archive, Path(place), now)
            say(f"Unpacking {manifest.files:,} pictures …")
            _put_pictures(archive, manifest)
    except (tarfile.TarError, EOFError) as error:
        raise Unusable(f"{file} is no backup, or not a whole one ({error}).") from error
    cache.clear()
    return manifest


def _content(archive: tarfile.TarFile, name: str) -> bytes:
    try:
        found = archive.extractfile(name)
    except KeyError:
        found = None
    if found is None:
        raise Unusable(f"This file has no {name}: it is no backup, or not a whole one.")
    return found.read()


def _taken_out(archive: tarfile.TarFile, place: Path, manifest: Manifest) -> Path:
    dump = place / DUMP
    try:
        archive.extract(DUMP, place, filter="data")
    except KeyError:
        raise Unusable(f"This file has no {DUMP}: it is no backup, or not a whole one.") from None
    if making.digest(dump) != manifest.dump:
        raise Unusable("The dump in this backup is damaged: its digest is another one.")
    return dump


def _put_keys(archive: tarfile.TarFile, place: Path, now: datetime) -> None:
    """The keys that the data was sealed with. Those that were here stay beside them."""
    if SECRETS not in archive.getnames():
        return
    archive.extract(SECRETS, place, filter="data")
    ours = settings.DATA_DIR / first_run.FILE_NAME
    if ours.exists() and ours.read_bytes() != (place / SECRETS).read_bytes():
        ours.rename(ours.with_name(f"{ours.name}.before-{now:%Y%m%d-%H%M%S}"))
    (place / SECRETS).chmod(0o600)
    (place / SECRETS).replace(ours)


def _put_pictures(archive: tarfile.TarFile, manifest: Manifest) -> None:
    found = 0
    for member in archive:
        if not member.isfile() or not member.name.startswith(MEDIA):
            continue
        inside = PurePosixPath(member.name.removeprefix(MEDIA))
        if inside.is_absolute() or ".." in inside.parts:
            raise Unusable(f"{member.name} would land outside of the pictures.")
        source = archive.extractfile(member)
        target = settings.MEDIA_ROOT / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        if source is not None:
            with source, open(target, "wb") as copy:
                shutil.copyfileobj(source, copy)
            found += 1
    if found != manifest.files:
        raise Unusable(f"The backup has {found} of its {manifest.files} pictures: it is damaged. All else is restored.")
