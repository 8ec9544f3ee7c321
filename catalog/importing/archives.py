"""Zip files from strangers, opened with bounds: how many files, how much in all. Nothing is ever unpacked to disk."""

import os
import stat
import struct
import zipfile
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from shop.core import errors

# Bytes of the list of files at the end of a zip, which Python reads whole: about 20,000 files.
LARGEST_LIST = 3 * 1024 * 1024
# APPNOTE 6.3.10, 4.3.16 and 4.3.14: the end of the list, and the same where numbers are large.
_END, _END_SIZE = b"PK\x05\x06", 22
_END64, _END64_SIZE = b"PK\x06\x06", 56
_LONGEST_COMMENT = 65_535


class BadArchive(errors.DomainError):
    """No zip, a damaged one, or more than we unpack."""

    status = 422


def opened(place: Path | IO[bytes], *, most_files: int, most_bytes: int) -> zipfile.ZipFile:
    """
    A zip, opened.

    :param most_bytes: what its files may be in all, unpacked. Python reads no file further than its list says.
    :raises BadArchive: for anything else.
    """
    try:
        _check_list(place)
        archive = zipfile.ZipFile(place)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error, OverflowError) as error:
        raise BadArchive(_("This is no zip file, or a damaged one.")) from error
    files = archive.infolist()
    if len(files) > most_files:
        archive.close()
        raise BadArchive(_("The zip holds more than %(most)s files.") % {"most": f"{most_files:,}"})
    if sum(info.file_size for info in files) > most_bytes:
        archive.close()
        raise BadArchive(_("The zip unpacks to more than %(most)s MB.") % {"most": f"{most_bytes // 1024 // 1024:,}"})
    return archive


def is_plain_file(info: zipfile.ZipInfo) -> bool:
    """Whether an entry is a file: no folder, and no link to somewhere else."""
    return not info.is_dir() and not stat.S_ISLNK(info.external_attr >> 16)


def bare_name(name: str) -> str:
    """The last part of a path, whichever way its slashes lean: where an entry claims to lie means nothing here."""
    return name.replace("\\", "/").rsplit("/", 1)[-1]


def _check_list(place: Path | IO[bytes]) -> None:
    """Before Python reads the list of files into memory: how long is it?"""
    if isinstance(place, Path):
        with place.open("rb") as file:
            tail = _tail(file)
    else:
        tail = _tail(place)
        place.seek(0)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_SIZE:
        raise zipfile.BadZipFile
    size = struct.unpack_from("<I", tail, at + 12)[0]
    at64 = tail.rfind(_END64)
    if 0 <= at64 < len(tail) - _END64_SIZE:
        size = max(size if size != 0xFFFFFFFF else 0, struct.unpack_from("<Q", tail, at64 + 40)[0])
    if size > LARGEST_LIST:
        raise BadArchive(_("The zip holds too many files. Make several of it."))


def _tail(file: IO[bytes]) -> bytes:
    length = file.seek(0, os.SEEK_END)
    file.seek(max(0, length - _LONGEST_COMMENT - _END_SIZE - _END64_SIZE - 64))
    return file.read()
