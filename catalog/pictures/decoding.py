"""From the bytes of a stranger to upright pixels in the colours of a browser, with bounded memory."""

import logging
import threading
import warnings
from io import BytesIO
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, UnidentifiedImageError

from catalog.pictures import limits, sizes
from catalog.pictures.limits import BadPicture

logger = logging.getLogger(__name__)


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
Image.MAX_IMAGE_PIXELS = limits.LARGEST_PIXELS
# One picture is decoded at a time in a process: 25 million pixels are 100 MB while it lasts.
_decoding = threading.BoundedSemaphore(1)


def check(upload: BinaryIO) -> None:
    """
    Look at what a file says of itself, without decoding it: for whoever only wants to know whether it may be stored.

    :raises BadPicture: see `store`; a file may still turn out to be damaged there.
    """
    content = _read(upload)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            limits.check_size(*Image.open(BytesIO(content), formats=limits.FORMATS).size)
    except BadPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise limits.too_many_pixels() from error
    except Exception as error:
        # Readers of headers fail on made-up bytes in as many ways as decoders do, see `_decoded`.
        raise BadPicture(_("The picture must be a JPEG, PNG or WebP file.")) from error


def encoded(upload: BinaryIO) -> tuple[tuple[int, int], list[tuple[int, bytes]]]:
    """
    The WebP files of an upload, (width, bytes) ascending, and the size of the largest in pixels.

    :raises BadPicture: see `store`.
    """
    content = _read(upload)
    with _decoding:
        picture = _decoded(content)
        widths, largest = sizes.kept(picture.size)
        files = list(sizes.files(picture, widths))
    return largest, [(width, data) for width, _size, data in files]


def _read(upload: BinaryIO) -> bytes:
    upload.seek(0)
    content = upload.read(limits.LARGEST_BYTES + 1)
    if len(content) > limits.LARGEST_BYTES:
        raise BadPicture(_("The picture must be smaller than %(limit)d MB.") % {"limit": limits.LARGEST_MB})
    if not content:
        raise BadPicture(_("The picture file is empty."))
    return content


def _decoded(content: bytes) -> Image.Image:
    """Upright sRGB pixels, no wider than the widest file that we keep. Only pixels come out of here."""
    try:
        picture: Image.Image = Image.open(BytesIO(content), formats=limits.FORMATS)
        limits.check_size(*picture.size)
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
        raise limits.too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise BadPicture(_("The picture must be a JPEG, PNG or WebP file.")) from error
    except Exception as error:
        # Decoders fail in many ways on bytes that somebody made up: OSError, SyntaxError, ValueError, struct.error …
        logger.info("picture_unreadable", extra={"reason": type(error).__name__})
        raise BadPicture(_("The picture is damaged. Save it again as JPEG, PNG or WebP.")) from error


def _bounded(width: int, height: int, *, lying: bool) -> tuple[int, int]:
    """The size in the file of a picture that is no wider than our widest once it stands upright."""
    share = min(1.0, sizes.WIDTHS[-1] / (height if lying else width))
    return max(1, round(width * share)), max(1, round(height * share))


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """One of the modes that resize well: palettes become colours, sixteen bits of grey become eight."""
    if picture.mode.startswith("I"):
        return picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        return picture
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


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
