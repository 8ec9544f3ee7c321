"""Two versions of a product side by side, for a person who saved a moment too late."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from catalog.authoring import ProductData, VariantData
from shop.core import money


def differences(theirs: ProductData, yours: ProductData) -> list[tuple[str, str, str]]:
    """What two versions of a product disagree about: (label, the saved version, yours)."""
    labels: tuple[tuple[str, Callable[[ProductData], str]], ...] = (
        (_("Title"), lambda d: d.title),
        (_("Category"), lambda d: d.category.name if d.category else "–"),
        (_("Brand"), lambda d: d.brand or "–"),
        (_("Description"), lambda d: d.description or "–"),
        (_("Facts"), lambda d: "\n".join(f"{k}: {v}" for k, v in d.attributes.items()) or "–"),
        (_("Options"), lambda d: ", ".join(d.option_names) or "–"),
        (_("Variants"), lambda d: "\n".join(_in_words(v) for v in d.variants)),
        (_("Pictures"), lambda d: str(len(d.pictures))),
    )
    rows_ = [(str(label), show(theirs), show(yours)) for label, show in labels]
    return [row for row in rows_ if row[1] != row[2]]


def _in_words(variant: VariantData) -> str:
    parts = [*variant.options.values(), variant.sku, money.shown(variant.price)]
    return " · ".join(str(part) for part in parts if part)
