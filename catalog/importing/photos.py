"""The picture files of an import: a folder or a zip, by bare file name."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Protocol

from django.utils.translation import gettext as _

from catalog import pictures
from catalog.importing import archives
from shop.core import errors

MOST_FILES = 20_000
MOST_BYTES = 4 * 1024**3


class NoPictures(errors.DomainError):
    """The place of the pictures is neither a folder nor a zip that we open."""

    status = 422


class Photos(Protocol):
    """Where picture files come from."""

    def get(self, name: str) -> Any:
        """An open file with a `name`, or None."""


class Nowhere:
    """No pictures were given."""

    def get(self, name: str) -> None:
        return None


class Folder:
    """The files of a folder and the folders in it; of two with one name the first found counts."""

    def __init__(self, path: Path) -> None:
        self._files: dict[str, Path] = {}
        for file in sorted(path.rglob("*")):
            if file.is_file() and not file.is_symlink():
                self._files.setdefault(file.name.casefold(), file)

    def get(self, name: str) -> Any:
        path = self._files.get(name.casefold())
        if path is None:
            return None
        with path.open("rb") as file:
            return _Named(file.read(pictures.LARGEST_BYTES + 1), name)


class Zip:
    """The files of a zip. A file is read only as far as a picture may be long, so that no bomb goes off."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._files: dict[str, zipfile.ZipInfo] = {}
        for info in archive.infolist():
            if archives.is_plain_file(info):
                self._files.setdefault(archives.bare_name(info.filename).casefold(), info)

    def get(self, name: str) -> Any:
        info = self._files.get(name.casefold())
        if info is None:
            return None
        try:
            with self._archive.open(info) as file:
                return _Named(file.read(pictures.LARGEST_BYTES + 1), name)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError, ValueError):
            # Damaged, encrypted, or packed in a way that we do not read: as good as no picture.
            return _Named(b"", name)


class _Named(BytesIO):
    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name = name


@contextmanager
def opened(place: Path | IO[bytes] | None) -> Iterator[Photos]:
    """
    The pictures of a folder, a zip file or an uploaded zip; none for None.

    :raises NoPictures: for anything else.
    """
    if place is None:
        yield Nowhere()
    elif isinstance(place, Path) and place.is_dir():
        yield Folder(place)
    else:
        try:
            archive = archives.opened(place, most_files=MOST_FILES, most_bytes=MOST_BYTES)
        except archives.BadArchive as error:
            text = _("The pictures must be a folder or a zip file. %(reason)s")
            raise NoPictures(text % {"reason": error.message}, fields={"pictures": [error.message]}) from error
        with archive:
            yield Zip(archive)
