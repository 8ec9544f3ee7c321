"""
The letters of a PDF: Figtree, which is embedded, and where a name needs other scripts, what the machine has.

What no font holds becomes "?": a document that says a little less is better than none. The page that a browser prints
shows every script, and the PDF says so.
"""

import functools
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent.parent / "fonts"
REGULAR, BOLD = HERE / "figtree-400.ttf", HERE / "figtree-700.ttf"
# Where Linux distributions keep fonts of many scripts; a setting names others.
_USUAL = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
)
MISSING = "?"


@functools.cache
def fallbacks() -> tuple[str, ...]:
    """The fonts to look into for letters that Figtree lacks, those that exist."""
    return tuple(path for path in (*settings.PDF_FONTS, *_USUAL) if Path(path).is_file())


@functools.cache
def _letters() -> frozenset[int]:
    found: set[int] = set()
    for path in (str(REGULAR), *fallbacks()):
        with TTFont(path, fontNumber=0, lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(found)


def readable(text: str) -> str:
    """The text with what no font can show replaced, one by one."""
    return "".join(letter if ord(letter) in _letters() else MISSING for letter in text if letter >= " ")


def is_readable(text: str) -> bool:
    return all(ord(letter) in _letters() for letter in text if letter >= " ")
