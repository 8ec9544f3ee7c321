"""The choice between a product's variants, as links: the choice lives in the address."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from catalog.models import Product
from catalog.queries.product import Offer


def groups(product: Product, offers: Sequence[Offer], chosen: Offer | None) -> list[dict[str, Any]]:
    """
    For each option its values as links. A link keeps the other options where such a variant exists, and otherwise
    leads to the first variant with its value.
    """
    if len(offers) < 2 or chosen is None:
        return []
    names = list(dict.fromkeys([*product.option_names, *(name for offer in offers for name in offer.variant.options)]))
    if not names:
        return [{"label": _("Article"), "options": [_link(product, o, o.variant.sku, chosen) for o in offers]}]
    return [{"label": name, "options": _values(product, offers, chosen, name)} for name in names]


def _values(product: Product, offers: Sequence[Offer], chosen: Offer, name: str) -> list[dict[str, Any]]:
    links = []
    for value in dict.fromkeys(str(offer.variant.options[name]) for offer in offers if name in offer.variant.options):
        having = [offer for offer in offers if str(offer.variant.options.get(name)) == value]
        wanted = {**chosen.variant.options, name: having[0].variant.options[name]}
        target = next((offer for offer in having if offer.variant.options == wanted), having[0])
        links.append({**_link(product, target, value, chosen), "current": chosen in having})
    return links


def _link(product: Product, offer: Offer, label: str, chosen: Offer) -> dict[str, Any]:
    return {
        "label": label,
        "url": f"{product.get_absolute_url()}?variant={offer.variant.pk}",
        "current": offer is chosen,
        "available": offer.available > 0,
    }
