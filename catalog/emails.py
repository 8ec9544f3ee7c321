"""What the catalogue tells its sellers. Each function is a job; its arguments are ids."""

from accounts.models import Seller
from catalog.models import ProductStatus, Variant
from shop.core import jobs, mail

# A mail names so many variants; the page that it links to has all.
MOST_NAMED = 20


@jobs.job
def send_stock_low(*, seller_id: int, variant_ids: list[int]) -> None:
    """To the shop: these variants have fallen to their mark. What was deleted meanwhile is left out."""
    seller = Seller.objects.select_related("user").get(pk=seller_id)
    rows = Variant.objects.filter(pk__in=variant_ids, is_active=True).exclude(product__status=ProductStatus.ARCHIVED)
    found = list(rows.select_related("product", "stock").order_by("product__title", "position", "pk"))
    if found and seller.user.is_active:
        context = {
            "seller": seller,
            "count": len(found),
            "variants": found[:MOST_NAMED],
            "more": max(0, len(found) - MOST_NAMED),
            "url": mail.absolute("/seller/stock/?view=low"),
        }
        with mail.language(""):
            mail.send("stock_low", to=seller.user.email, context=context)
