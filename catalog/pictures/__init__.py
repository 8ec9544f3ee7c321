"""
Uploaded pictures: decoded, turned upright, stripped of everything but their pixels, stored as WebP in several widths.

What a file is decides its content, never its name. Nothing of the upload itself is kept, so neither metadata nor
anything hidden behind the pixels can be served. Names are random; `catalog.views.media` serves the files.
"""

from catalog.pictures.decoding import check, encoded
from catalog.pictures.limits import FORMATS, LARGEST_BYTES, LARGEST_MB, LARGEST_PIXELS, NARROWEST, BadPicture
from catalog.pictures.showing import Shown, mismatch, shown
from catalog.pictures.sizes import WIDTHS
from catalog.pictures.storing import (
    MOST_PER_PRODUCT,
    announce,
    attach,
    delete_files,
    discard,
    discard_waiting,
    lacks_files,
    store,
    write,
)

__all__ = [
    "FORMATS",
    "LARGEST_BYTES",
    "LARGEST_MB",
    "LARGEST_PIXELS",
    "MOST_PER_PRODUCT",
    "NARROWEST",
    "WIDTHS",
    "BadPicture",
    "Shown",
    "announce",
    "attach",
    "check",
    "delete_files",
    "discard",
    "discard_waiting",
    "encoded",
    "lacks_files",
    "mismatch",
    "shown",
    "store",
    "write",
]
