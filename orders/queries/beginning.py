"""The first steps of a new shop, until something of it is live and can be delivered."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Seller
from catalog.models import DeliveryRate, Product, ProductStatus, Stock


@dataclass(frozen=True)
class Step:
    label: str | Promise
    note: str | Promise
    url: str
    action: str | Promise
    is_done: bool


def steps(shop: Seller) -> list[Step]:
    """Add a product, give it a price and stock, say where it is delivered, publish it. Nothing once all is done."""
    rows = Product.objects.filter(seller=OuterRef("pk")).exclude(status=ProductStatus.ARCHIVED)
    pieces = Stock.objects.filter(variant__product=OuterRef("pk"), variant__is_active=True, on_hand__gt=0)
    done = (
        Seller.objects.filter(pk=shop.pk)
        .annotate(
            added=Exists(rows),
            priced=Exists(rows.filter(Exists(pieces), price_from__gt=0)),
            delivers=Exists(DeliveryRate.objects.filter(seller=OuterRef("pk"), is_active=True)),
            live=Exists(rows.filter(published_at__isnull=False)),
        )
        .values("added", "priced", "delivers", "live")
        .get()
    )
    if done["live"] and done["delivers"]:
        return []
    drafts = "/seller/products/?view=draft"
    return [
        Step(_("Add a product"), _("A title, a category, a picture or two."), "/add/product/", _("Add product"),
             done["added"]),
        Step(_("Set price and stock"), _("What it costs, and how many there are."), drafts, _("Open your drafts"),
             done["priced"]),
        Step(_("Say where you deliver"), _("Without a price for delivery nobody can buy."),
             "/seller/settings/#delivery", _("Set delivery prices"), done["delivers"]),
        Step(_("Publish it"), _("The checklist says what is missing, if anything is."), drafts, _("Publish"),
             done["live"]),
    ]  # fmt: skip
