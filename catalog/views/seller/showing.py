"""What the templates of the seller's product pages are given."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Seller
from catalog import operations, pictures, pricing, taxes
from catalog.forms.editor import Editor
from catalog.models import Product, Variant
from shop.core import money

LOW_CARD = 3
# Where the missing part is written, on the product's own page.
_ANCHORS = {"title": "#id_title", "price": "#prices", "picture": "#pictures", "category": "#id_category"}


@dataclass(frozen=True, slots=True)
class Earning:
    """What a buyer pays and what the seller gets of it; `names` are the variants, empty where it holds for all."""

    names: str
    paid: Decimal
    fee: Decimal
    earned: Decimal


def editor(page: Editor, product: Product | None) -> dict[str, Any]:
    """The context of the product page. Its checklist looks at what is typed, saved or not."""
    return {
        "product": product,
        "page": page,
        "form": page.form,
        "symbol": money.SYMBOLS[settings.CURRENCY],
        "checklist": _points(page.missing(), url="", seller=product.seller if product else None),
        "is_complete": product is not None and not operations.missing_for_publishing(product),
        "card": card(product) if product else None,
    }


def checklist(product: Product) -> list[dict[str, Any]]:
    """What a saved product needs to go live: each point with whether it is there, and where to add it."""
    missing = {one.code for one in operations.missing_for_publishing(product)}
    return _points(missing, url=reverse("catalog:update_product", args=[product.pk]), seller=product.seller)


def _points(missing: Collection[str], *, url: str, seller: Seller | None) -> list[dict[str, Any]]:
    points = [
        ("title", _("A title"), _("Give it a title.")),
        ("price", _("A price above zero"), _("Set a price.")),
        ("picture", _("At least one picture"), _("Add a picture.")),
        ("category", _("A category"), _("Choose a category.")),
        ("seller", _("Your shop is approved"), _("We tell you by mail.")),
    ]
    return [
        {
            "code": code,
            "done": seller.is_approved if code == "seller" and seller else code not in missing,
            "label": label,
            "todo": todo,
            "url": f"{url}{_ANCHORS[code]}" if code in _ANCHORS else "",
        }
        for code, label, todo in points
        if seller is not None or code != "seller"
    ]


def card(product: Product, *, prices: Mapping[int, pricing.Price] | None = None) -> dict[str, Any]:
    """The product's card as buyers see it; `prices` shows a discount that is only tried out."""
    variants = [variant for variant in product.variants.all() if variant.is_active]
    found = prices if prices is not None else pricing.prices(variants, now=timezone.now())
    cheapest = min((found[v.pk] for v in variants), key=lambda p: p.unit_price, default=None)
    left = sum(variant.stock.available for variant in variants)
    is_low = 0 < left <= LOW_CARD
    images = list(product.images.all())
    return {
        "id": product.pk,
        "sku": variants[0].sku if variants else "",
        "url": product.get_absolute_url(),
        "title": product.title,
        "shop": product.seller.name,
        "price": cheapest.unit_price if cheapest else money.ZERO,
        "was": cheapest.compare_at if cheapest else None,
        "percent_off": cheapest.percent_off if cheapest else 0,
        "from_price": len({found[v.pk].unit_price for v in variants}) > 1,
        "image": pictures.shown(images[0] if images else None, alt=product.title),
        "stock": "sold_out" if left <= 0 else "low" if is_low else "in_stock",
        "left": left,
    }


def earnings(product: Product, prices: Mapping[int, pricing.Price], variants: Sequence[Variant]) -> list[Earning]:
    """What each price brings after the fee on the net price (the seller's commission rate), tax included."""
    country = str(product.seller.country or "")
    percent = taxes.percents([product.category_id], country=country)[product.category_id]
    names: dict[Decimal, list[str]] = {}
    for variant in variants:
        names.setdefault(prices[variant.pk].unit_price, []).append(variant.options_text or variant.sku)
    found = []
    for paid, group in sorted(names.items()):
        net = paid - money.included_tax(paid, percent)
        fee = money.rounded(net * product.seller.commission_rate)
        found.append(Earning(", ".join(group) if len(names) > 1 else "", paid, fee, paid - fee))
    return found
