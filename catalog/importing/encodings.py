"""What a text file is written in: its mark, its zeros, or how well it reads as UTF-8."""

import codecs
from typing import IO

from django.utils.translation import gettext as _

from catalog.importing.faults import NotATable

SAMPLE = 64 * 1024
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def of(file: IO[bytes]) -> str:
    """
    The encoding. Reads the whole file where the beginning does not tell.

    :raises NotATable: for an empty file.
    """
    sample = file.read(SAMPLE)
    if not sample:
        raise NotATable(_("The file is empty."))
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    if len(sample) > 3 and sample[1::2].count(0) > len(sample) // 4:
        return "utf-16-le"
    if len(sample) > 3 and sample[0::2].count(0) > len(sample) // 4:
        return "utf-16-be"
    # Mostly good UTF-8 with a few broken bytes stays UTF-8, and its broken rows are named.
    good, broken = _non_ascii(file, sample)
    return "utf-8" if broken == 0 or good > broken else "cp1252"


def _non_ascii(file: IO[bytes], sample: bytes) -> tuple[int, int]:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    good = broken = 0
    chunk = sample
    while chunk:
        text = decoder.decode(chunk)
        if not text.isascii():
            wrong = text.count("\ufffd")
            broken += wrong
            good += sum(character > "\x7f" for character in text) - wrong
        chunk = file.read(1024 * 1024)
    return good, broken
