"""Pictures as the components draw them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.files.storage import default_storage

from catalog.models import ProductImage


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
