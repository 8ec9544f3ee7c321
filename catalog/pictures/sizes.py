"""The widths in which a picture is kept."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from PIL import Image

WIDTHS = (240, 360, 480, 800, 1200)
QUALITY = 82


def files(picture: Image.Image, widths: Sequence[int]) -> Iterator[tuple[int, tuple[int, int], bytes]]:
    """(width, size, WebP) of each width. Nothing but pixels goes into a file."""
    for width in widths:
        size = (width, max(1, round(picture.height * width / picture.width)))
        small = picture.resize(size, Image.Resampling.LANCZOS) if size != picture.size else picture
        plain = Image.new("RGB", size)
        plain.paste(small)
        buffer = BytesIO()
        plain.save(buffer, "WEBP", quality=QUALITY, method=4)
        yield width, size, buffer.getvalue()
