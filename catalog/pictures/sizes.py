"""The widths in which a picture is kept."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from PIL import Image

WIDTHS = (240, 360, 480, 800, 1200)
QUALITY = 82


def kept(size: tuple[int, int]) -> tuple[list[int], tuple[int, int]]:
    """The widths in which a picture of this size is kept, ascending, and the size of its largest file."""
    widths = [width for width in WIDTHS if width <= size[0]] or [size[0]]
    return widths, _scaled(size, widths[-1])


def files(picture: Image.Image, widths: Sequence[int]) -> Iterator[tuple[int, tuple[int, int], bytes]]:
    """(width, size, WebP) of each width. Nothing but pixels goes into a file."""
    for width in widths:
        size = _scaled(picture.size, width)
        small = picture.resize(size, Image.Resampling.LANCZOS) if size != picture.size else picture
        plain = Image.new("RGB", size)
        plain.paste(small)
        buffer = BytesIO()
        plain.save(buffer, "WEBP", quality=QUALITY, method=4)
        yield width, size, buffer.getvalue()


def _scaled(size: tuple[int, int], width: int) -> tuple[int, int]:
    return width, max(1, round(size[1] * width / size[0]))
