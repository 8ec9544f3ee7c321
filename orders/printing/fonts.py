"""
The letters of a PDF: Figtree, which is embedded, and where a name needs other scripts, what the machine has.

What no font holds becomes "?": a document that says a little less is better than none. The page that a browser prints
shows every script, and the PDF says so.
"""

import functools
import itertools
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

HERE = Path(__file__).resolve().parent.parent / "fonts"
REGULAR, BOLD = "figtree", "figtree-bold"
_FILES = {REGULAR: HERE / "figtree-400.ttf", BOLD: HERE / "figtree-700.ttf"}
# Where Linux distributions keep fonts of many scripts; a setting names others.
_USUAL = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
)
MISSING = "?"


@functools.cache
def _letters() -> dict[str, frozenset[int]]:
    """What each font can draw, ours first; registers them with the PDF library on the way."""
    found = {name: _registered(name, path) for name, path in _FILES.items()}
    for number, path in enumerate(path for path in (*settings.PDF_FONTS, *_USUAL) if Path(path).is_file()):
        try:
            found[f"other{number}"] = _registered(f"other{number}", Path(path))
        except TTFError:
            continue  # a font of outlines that no PDF of this library embeds
    return found


def _registered(name: str, path: Path) -> frozenset[int]:
    font = TTFont(name, str(path))
    registerFont(font)
    return frozenset(font.face.charToGlyph)


def _font_of(letter: str, wanted: str) -> str:
    """The font that draws a letter, the wanted one if it can; "" for none."""
    order = [wanted, *(name for name in _letters() if name not in _FILES)]
    return next((name for name in order if ord(letter) in _letters()[name]), "")


def runs(text: str, wanted: str) -> Iterator[tuple[str, str]]:
    """(font, stretch of text) for stretches that one font draws; control characters are left out."""
    letters = [(_font_of(letter, wanted), letter) for letter in text if letter >= " "]
    shown = ((font or wanted, letter if font else MISSING) for font, letter in letters)
    for font, group in itertools.groupby(shown, key=lambda pair: pair[0]):
        yield font, "".join(letter for _font, letter in group)


def is_readable(text: str) -> bool:
    return all(_font_of(letter, REGULAR) for letter in text if letter >= " ")
