"""Pictures that somebody made up to break a decoder or whoever looks at the result; each with what is said to it."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image

TYPE = "must be a JPEG, PNG or WebP file"
DAMAGED = "The picture is damaged"
LARGE = "fewer than 25 million pixels"


def made(kind: str, mode: str = "RGB", size: tuple[int, int] = (400, 300), **options: Any) -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, 40 if mode in ("L", "I;16", "P") else None).save(file, kind, **options)
    return file.getvalue()


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (400, 300), colour) for colour in ("red", "lime", "blue")]
    file = io.BytesIO()
    frames[0].save(file, kind, save_all=True, append_images=frames[1:], duration=40)
    return file.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *, depth: int = 8, kind: int = 2, pixels: bytes | None = None) -> bytes:
    """A PNG that says it is so large; without pixels of its own it has a few of them."""
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 100 if pixels is None else pixels))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "A camera of mine"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    return made("JPEG", exif=exif)


def zip_behind(picture: bytes) -> bytes:
    file = io.BytesIO(picture)
    file.seek(0, io.SEEK_END)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("page.html", "<script>alert(1)</script>")
    return file.getvalue()


SIXTEEN_BITS = b"".join(b"\0" + b"\x80\x01" * 3 * 400 for _ in range(300))

# Made harmless: what comes out is one still picture, and nothing else.
HARMLESS: dict[str, bytes] = {
    "a place in its EXIF": with_place(),
    "for print": made("JPEG", "CMYK"),
    "sixteen bits of grey": made("PNG", "I;16"),
    "sixteen bits of colour": png(400, 300, depth=16, pixels=SIXTEEN_BITS),
    "an animated PNG": moving("PNG"),
    "an animated WebP": moving("WEBP"),
    "a zip behind it": zip_behind(made("JPEG")),
    "a script behind it": made("PNG") + b"<script>alert(1)</script>",
    "a comment that is a script": made("JPEG", comment=b"<script>alert(1)</script>"),
}
# Refused, each with a sentence.
REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "The picture file is empty."),
    "text": (b"hello", TYPE),
    "an SVG with a script": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', TYPE),
    "a page that begins like a GIF": (b"GIF89a/*<script>alert(1)</script>*/", TYPE),
    "an animated GIF": (moving("GIF"), TYPE),
    "a TIFF": (made("TIFF"), TYPE),
    "a BMP": (made("BMP"), TYPE),
    "an icon": (made("ICO", size=(64, 64)), TYPE),
    "a PDF": (b"%PDF-1.7\n", TYPE),
    "half a JPEG": (made("JPEG", size=(2000, 1500))[:4000], DAMAGED),
    "half a PNG": (made("PNG")[:120], DAMAGED),
    "half a WebP": (made("WEBP", lossless=True)[:30], "JPEG, PNG or WebP"),
    "a PNG without its pixels": (png(400, 300), DAMAGED),
    "a bomb of 400 million pixels": (png(20_000, 20_000), LARGE),
    "a bomb of 26 million pixels": (png(5200, 5000), LARGE),
    "4 billion pixels wide": (png(2**31 - 1, 2), LARGE),
    "nothing wide": (png(0, 10), "JPEG, PNG or WebP"),
    "a thread": (png(10, 100_000), "too narrow"),
}
