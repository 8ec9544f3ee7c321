"""The first steps of a new shop, until something of it is live and can be delivered."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Seller
from catalog.models import Product, ProductStatus, Stock


@dataclass(frozen=True)
class Step:
    label: str | Promise
    note: str | Promise
    url: str
    action: str | Promise
    is_done: bool


def steps(shop: Seller) -> list[Step]:
    """Add a product, give it a price and stock, say where it is delivered, publish it. Nothing once all is done."""
    pieces = Stock.objects.filter(variant__product=OuterRef("pk"), variant__is_active=True, on_hand__gt=0)
    rows = Product.objects.filter(seller=shop).exclude(status=ProductStatus.ARCHIVED)
    figures = rows.annotate(has_pieces=Exists(pieces)).aggregate(
        added=Count("pk"),
        priced=Count("pk", filter=Q(price_from__gt=0, has_pieces=True)),
        live=Count("pk", filter=Q(published_at__isnull=False)),
    )
    delivers = shop.delivery_rates.filter(is_active=True).exists()
    if figures["live"] and delivers:
        return []
    drafts = "/seller/products/?view=draft"
    return [
        Step(_("Add a product"), _("A title, a category, a picture or two."), "/add/product/", _("Add product"),
             figures["added"] > 0),
        Step(_("Set price and stock"), _("What it costs, and how many there are."), drafts, _("Open your drafts"),
             figures["priced"] > 0),
        Step(_("Say where you deliver"), _("Without a price for delivery nobody can buy."),
             "/seller/settings/#delivery", _("Set delivery prices"), delivers),
        Step(_("Publish it"), _("The checklist says what is missing, if anything is."), drafts, _("Publish"),
             figures["live"] > 0),
    ]  # fmt: skip
