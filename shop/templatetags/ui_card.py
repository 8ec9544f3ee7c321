"""
The product card, written in Python: a listing shows 24 of them, and as a template they were most of its server time
(24 cards took 4.0 ms of CPU as a template and take 1.5 ms here). `shop/tests/test_card.py` says what it must say.
"""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import conditional_escape as esc
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from shop.templatetags import ui_text

register = template.Library()

CARD_SIZES = "(min-width: 60rem) 14rem, (min-width: 40rem) 30vw, 45vw"

_EAGER = ' fetchpriority="high" decoding="sync"'
_LAZY = ' loading="lazy" decoding="async"'


@register.simple_tag
def card(row: Any, level: int = 2, eager: bool = False, sizes: str = CARD_SIZES) -> SafeString:
    """
    A product card from a dictionary or dataclass (keys: docs/components.md).

    :param level: the heading level of the title, one below the heading of its section.
    :param eager: True for the cards of the first row, whose pictures must not wait.
    """
    get = _getter(row)
    flag = gettext("Sale")
    sale = f'<span class="card__flag badge badge--sale" aria-hidden="true">{esc(flag)}</span>' if get("was") else ""
    price = ui_text.price(
        get("price"), get("was"), get("percent_off"), bool(get("from_price")), get("unit_price") or ""
    )
    return SafeString(
        f'<article class="card{" card--sold-out" if get("stock") == "sold_out" else ""}"'
        f' data-product-id="{esc(get("id"))}" data-sku="{esc(get("sku"))}">'
        f'<div class="card__picture">{picture(get("image"), sizes, eager, alt="")}{sale}</div>'
        f'<h{level} class="card__title">'
        f'<a class="card__link" href="{esc(get("url"))}">{esc(get("title"))}</a></h{level}>'
        f'<p class="card__shop">{esc(get("shop"))}</p>{price}<p class="card__note">{_note(get)}</p></article>'
    )


@register.simple_tag
def picture(image: Any, sizes: str = "100vw", eager: bool = False, alt: str | None = None) -> SafeString:
    """A responsive 4:5 picture; None becomes the designed "no picture" box. `alt=""` where words stand beside it."""
    if not image:
        none = gettext("No picture yet")
        return SafeString(
            f'<span class="picture picture--none">{ui_text.icon("image-off")}<span>{esc(none)}</span></span>'
        )
    get = _getter(image)
    # A picture that waits knows how wide it is drawn by the time it is asked for.
    drawn = sizes if eager else f"auto, {sizes}"
    srcset = f' srcset="{esc(get("srcset"))}" sizes="{esc(drawn)}"' if get("srcset") else ""
    return SafeString(
        f'<img class="picture" src="{esc(get("src"))}"{srcset}'
        f' width="{esc(str(get("width") or 800))}" height="{esc(str(get("height") or 1000))}"'
        f' alt="{esc((get("alt") or "") if alt is None else alt)}"'
        f"{_EAGER if eager else _LAZY}>"
    )


def _getter(row: Any) -> Any:
    """Reads a key of a mapping or an attribute of an object; what is missing is None."""
    return row.get if isinstance(row, Mapping) else lambda name: getattr(row, name, None)


def _note(get: Any) -> str:
    """Stock and arrival in a line: "In stock · arrives Tue 24 – Wed 25 Nov"."""
    if get("stock") == "sold_out":
        gone = gettext("Sold out")
        return f'<span class="stock stock--out">{esc(gone)}</span>'
    words: str = esc(gettext("In stock"))
    if get("stock") == "low":
        left = ngettext("Only %(left)s left", "Only %(left)s left", get("left")) % {"left": get("left")}
        words = f'<span class="stock stock--low">{esc(left)}</span>'
    if not get("arrival"):
        return str(words)
    arrival = f'<span class="card__date">{esc(ui_text.whole_days(get("arrival")))}</span>'
    arrives = esc(gettext("arrives %(date)s")).replace("%(date)s", arrival)
    if get("stock") == "low":  # too long for one line on narrow cards
        return f'<span class="dotted"><span>{words}</span> <span>{arrives}</span></span>'
    return f"{words} · {arrives}"
