"""The files of an import in the storage: under a random name, which no view serves, until the import goes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.core.files.storage import default_storage

from catalog.models import Import


def keep(key: str, name: str, upload: Any) -> str:
    """Store an upload; answers its name in the storage."""
    upload.seek(0)
    return default_storage.save(f"imports/{key}/{name}", upload)


@contextmanager
def opened(run: Import, name: str) -> Iterator[IO[bytes] | None]:
    """A file of the import, or None where it has none of this name."""
    stored = run.files.get(name)
    if not stored:
        yield None
        return
    with default_storage.open(stored) as file:
        yield file


def remove(names: dict[str, str]) -> None:
    """Those that are gone already are no error."""
    for name in names.values():
        default_storage.delete(name)
