"""What may become a picture."""

from django.utils.translation import gettext as _

from shop.core import errors

FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST_MB = 8
LARGEST_BYTES = LARGEST_MB * 1024 * 1024
LARGEST_PIXELS = 25_000_000
NARROWEST = 5  # the longer side divided by the shorter one


class BadPicture(errors.DomainError):
    """The upload cannot become a picture. The message says what it must be."""

    status = 422

    def __init__(self, message: str) -> None:
        super().__init__(message, fields={"picture": [message]})


def check_size(width: int, height: int) -> None:
    """:raises BadPicture: for more pixels than we decode, or far too narrow a picture."""
    if width * height > LARGEST_PIXELS:
        raise too_many_pixels()
    if max(width, height) > NARROWEST * min(width, height):
        text = _("The picture is too narrow. Its longer side may be at most %(times)d times the shorter one.")
        raise BadPicture(text % {"times": NARROWEST})


def too_many_pixels() -> BadPicture:
    """What is said where a decoder would take all of the memory."""
    text = _("The picture must have fewer than %(limit)d million pixels.")
    return BadPicture(text % {"limit": LARGEST_PIXELS // 1_000_000})
