"""Reads the shopper's pages as the tests see them."""

import re
from html import unescape

from catalog import search
from catalog.models import Product
from catalog.tests.factories import ProductFactory


def offered(**fields) -> Product:
    """A published product that searches find."""
    product = ProductFactory(**fields)
    search.index([product.pk])
    return product


def listed(response) -> list[int]:
    """The ids of the cards, in order."""
    return [int(pk) for pk in re.findall(r'data-product-id="(\d+)"', response.content.decode())]


def text(response) -> str:
    """What a person reads, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def counts(response, label: str) -> dict[str, int]:
    """A filter's values with the numbers beside them, as shown."""
    options = [option for group in response.context["groups"] if group["label"] == label for option in group["options"]]
    return {option["label"]: option["count"] for option in options}


def chips(response) -> dict[str, str]:
    """The applied filters with the address that each one's removal leads to."""
    return {chip.label: chip.url for chip in response.context["chips"]}
