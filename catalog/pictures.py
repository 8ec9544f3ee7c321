"""
Uploaded pictures: decoded, turned upright, stripped of everything but their pixels, stored as WebP in several widths.

What a file is decides its content, never its name. Nothing of the upload itself is kept, so neither metadata nor
anything hidden behind the pixels can be served. Names are random; `catalog.views.media` serves the files.
"""

import logging
import secrets
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, UnidentifiedImageError

from accounts.models import Seller, User
from catalog.models import Product, ProductImage, Variant
from shop.core import errors, jobs

logger = logging.getLogger(__name__)

WIDTHS = (240, 360, 480, 800, 1200)
FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST_MB = 8
LARGEST_BYTES = LARGEST_MB * 1024 * 1024
LARGEST_PIXELS = 25_000_000
NARROWEST = 5  # the longer side divided by the shorter one
MOST_PER_PRODUCT = 8
QUALITY = 82

# EXIF 2.32, tag Orientation: how a camera was held, and what sets the picture upright.
_ORIENTATION = 0x0112
_T = Image.Transpose
_TURNS = dict(
    enumerate(
        (
            _T.FLIP_LEFT_RIGHT,
            _T.ROTATE_180,
            _T.FLIP_TOP_BOTTOM,
            _T.TRANSPOSE,
            _T.ROTATE_270,
            _T.TRANSVERSE,
            _T.ROTATE_90,
        ),
        start=2,
    )
)
_LYING = frozenset({_T.TRANSPOSE, _T.ROTATE_270, _T.TRANSVERSE, _T.ROTATE_90})
# The decoder's own stop, before any pixel is read: it warns from here on and refuses at twice as much.
Image.MAX_IMAGE_PIXELS = LARGEST_PIXELS
# One picture is decoded at a time in a process: 25 million pixels are 100 MB while it lasts.
_decoding = threading.BoundedSemaphore(1)


class BadPicture(errors.DomainError):
    """The upload cannot become a picture. The message says what it must be."""

    status = 422

    def __init__(self, message: str) -> None:
        super().__init__(message, fields={"picture": [message]})


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as the components draw it: addresses by width (`large` to look closely), size in pixels."""

    src: str
    srcset: str
    thumb: str
    large: str
    width: int
    height: int
    alt: str


def shown(image: ProductImage | None, *, alt: str = "") -> Shown | None:
    """
    A picture for a template; None stays None, which the components draw as "no picture".

    :param alt: words for a picture without a description of its own, such as the product's title.
    """
    if image is None:
        return None
    urls = {width: default_storage.url(image.name(width)) for width in image.widths}
    middle = max((width for width in image.widths if width <= 800), default=image.widths[0])
    return Shown(
        src=urls[middle],
        srcset=", ".join(f"{url} {width}w" for width, url in urls.items()),
        thumb=urls[image.widths[0]],
        large=urls[image.widths[-1]],
        width=image.width,
        height=image.height,
        alt=image.alt or alt,
    )


def mismatch(pictured: Mapping[str, str] | None, wanted: Mapping[str, str]) -> int:
    """
    How badly a picture of a variant with one set of options stands for another: 0 it is that one, 1 the first option
    is the same (the colour, in another size), 2 it is of another variant or of none.
    """
    if pictured is None:
        return 2
    if pictured == wanted:
        return 0
    return 1 if list(pictured.items())[:1] == list(wanted.items())[:1] else 2


def store(upload: Any, *, seller: Seller | None, alt: str = "", by: User | None) -> ProductImage:
    """
    Check, re-encode and keep an upload as a picture that no product has yet.

    :param upload: an open binary file, uploaded or not.
    :param seller: whose picture it is; None for pictures of the house (categories).
    :raises BadPicture: not a JPEG, PNG or WebP, above 8 MB or 25 million pixels, damaged, or far too narrow.
    """
    size, files = encoded(upload)
    return keep(files, size=size, name=str(getattr(upload, "name", "") or ""), seller=seller, alt=alt, by=by)


def keep(
    files: Sequence[tuple[int, bytes]], *, size: tuple[int, int], name: str, seller: Seller | None, alt: str = "",
    by: User | None,
) -> ProductImage:  # fmt: skip
    """
    Store what `encoded` answered; whoever has many pictures encodes them elsewhere first.

    :param name: of the uploaded file.
    """
    key = secrets.token_hex(16)
    image = ProductImage(
        seller=seller,
        key=key,
        widths=[width for width, _file in files],
        width=size[0],
        height=size[1],
        alt=_one_line(alt)[:200],
        source_name=_one_line(name.replace("\\", "/").rsplit("/", 1)[-1])[:200],
    )
    for width, content in files:
        default_storage.save(image.name(width), ContentFile(content))
    image.save(force_insert=True)
    logger.info("picture_stored", extra={"key": key, "by": by.pk if by else None})
    return image


def encoded(upload: BinaryIO) -> tuple[tuple[int, int], list[tuple[int, bytes]]]:
    """
    The WebP files of an upload, (width, bytes) ascending, and the size of the largest in pixels.

    :raises BadPicture: see `store`.
    """
    upload.seek(0)
    content = upload.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise BadPicture(_("The picture must be smaller than %(limit)d MB.") % {"limit": LARGEST_MB})
    if not content:
        raise BadPicture(_("The picture file is empty."))
    with _decoding:
        picture = _decoded(content)
        sizes = [width for width in WIDTHS if width <= picture.width] or [picture.width]
        files = list(_files(picture, sizes))
    return files[-1][1], [(width, data) for width, _size, data in files]


def _decoded(content: bytes) -> Image.Image:
    """Upright sRGB pixels, no wider than the widest file that we keep. Only pixels come out of here."""
    try:
        picture: Image.Image = Image.open(BytesIO(content), formats=FORMATS)
        _check_size(*picture.size)
        turn = _TURNS.get(picture.getexif().get(_ORIENTATION, 1))
        size = _bounded(*picture.size, lying=turn in _LYING)
        picture.draft(None, size)
        picture.load()
        profile = picture.info.get("icc_profile")
        picture = _in_eight_bits(picture)
        picture.thumbnail(size, reducing_gap=2.0)
        picture = _in_srgb(picture, profile)
        return _on_white(picture.transpose(turn) if turn is not None else picture)
    except BadPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise BadPicture(_("The picture must be a JPEG, PNG or WebP file.")) from error
    except Exception as error:
        # Decoders fail in many ways on bytes that somebody made up: OSError, SyntaxError, ValueError, struct.error …
        logger.info("picture_unreadable", extra={"reason": type(error).__name__})
        raise BadPicture(_("The picture is damaged. Save it again as JPEG, PNG or WebP.")) from error


def _bounded(width: int, height: int, *, lying: bool) -> tuple[int, int]:
    """The size in the file of a picture that is no wider than our widest once it stands upright."""
    share = min(1.0, WIDTHS[-1] / (height if lying else width))
    return max(1, round(width * share)), max(1, round(height * share))


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """One of the modes that resize well: palettes become colours, sixteen bits of grey become eight."""
    if picture.mode.startswith("I"):
        return picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        return picture
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _check_size(width: int, height: int) -> None:
    if width * height > LARGEST_PIXELS:
        raise _too_many_pixels()
    if max(width, height) > NARROWEST * min(width, height):
        text = _("The picture is too narrow. Its longer side may be at most %(times)d times the shorter one.")
        raise BadPicture(text % {"times": NARROWEST})


def _too_many_pixels() -> BadPicture:
    text = _("The picture must have fewer than %(limit)d million pixels.")
    return BadPicture(text % {"limit": LARGEST_PIXELS // 1_000_000})


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as the browser will show them, since the profile is dropped; a broken profile changes nothing."""
    if not profile or picture.mode not in ("RGB", "CMYK", "RGBA"):
        return picture
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture


def _on_white(picture: Image.Image) -> Image.Image:
    """No transparency: a dark thing on nothing would vanish on a dark page."""
    if picture.has_transparency_data:
        ground = Image.new("RGB", picture.size, "white")
        layer = picture.convert("RGBA")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return picture.convert("RGB")


def _files(picture: Image.Image, widths: Sequence[int]) -> Iterator[tuple[int, tuple[int, int], bytes]]:
    for width in widths:
        size = (width, max(1, round(picture.height * width / picture.width)))
        small = picture.resize(size, Image.Resampling.LANCZOS) if size != picture.size else picture
        plain = Image.new("RGB", size)
        plain.paste(small)
        buffer = BytesIO()
        plain.save(buffer, "WEBP", quality=QUALITY, method=4)
        yield width, size, buffer.getvalue()


def attach(
    *, image: ProductImage, product: Product, alt: str | None = None, position: int | None = None,
    variant: Variant | None = None,
) -> ProductImage:  # fmt: skip
    """Give a waiting picture to a product (of the same seller), last unless `position` says otherwise."""
    image.product, image.variant = product, variant
    image.position = product.images.count() if position is None else position
    image.alt = image.alt if alt is None else _one_line(alt)[:200]
    image.save(update_fields=["product", "variant", "position", "alt"])
    return image


@transaction.atomic
def discard(images: Sequence[ProductImage]) -> None:
    """Remove pictures. The smallest file stays where a product had it, since orders show it; all others go."""
    for image in images:
        kept = image.widths[:1] if image.product_id else []
        names = [image.name(width) for width in image.widths if width not in kept]
        jobs.enqueue(delete_files, names=names)
        image.delete()


@transaction.atomic
def discard_waiting(*, before: datetime) -> int:
    """Remove uploads whose form never succeeded; answers how many."""
    waiting = ProductImage.objects.filter(product=None, uploaded_at__lt=before, seller__isnull=False)
    rows = list(waiting.select_for_update(skip_locked=True).order_by("pk")[:500])
    discard(rows)
    return len(rows)


@jobs.job
def delete_files(*, names: list[str]) -> None:
    """Delete stored files; those that are gone already are no error."""
    for name in names:
        default_storage.delete(name)


def _one_line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())
