"""Which discounts reach which products: one product, a category with everything below it, or the whole shop."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import F, Q

from catalog.models import Category, Discount, Product

# Product id → the discounts that reach it.
Reach = dict[int, Sequence[Discount]]


def discounts_of(seller_of: dict[int, int], *, until: datetime | None = None, since: datetime | None = None) -> Reach:
    """
    The discounts that reach each product (product id → seller id), oldest first, removed ones left out.

    :param until: leave out what starts later and, without `since`, what is over by then.
    :param since: include those that were removed or ended, but not before this.
    """
    rows = Discount.objects.filter(Q(product=None) | Q(product__in=seller_of), seller_id__in=set(seller_of.values()))
    rows = rows.filter(Q(removed_at=None) if since is None else Q(removed_at=None) | Q(removed_at__gt=since))
    if until is not None:
        rows = rows.filter(Q(ends_at=None) | Q(ends_at__gt=since or until), starts_at__lte=until)
    found = [
        (d, d.reach_path)
        for d in rows.select_related("category").annotate(reach_path=F("category__path")).order_by("id")
    ]
    paths = _category_paths(seller_of) if any(d.category_id for d, _top in found) else {}
    reach: Reach = {}
    for product_id, seller_id in seller_of.items():
        path = paths.get(product_id, "")
        own: list[Discount] = [d for d, top in found if d.seller_id == seller_id and _reaches(d, product_id, path, top)]
        if own:
            reach[product_id] = own
    return reach


def _reaches(discount: Discount, product_id: int, path: str, top: str | None) -> bool:
    if discount.product_id is not None:
        return discount.product_id == product_id
    return top is None or path == top or path.startswith(f"{top}/")


def _category_paths(product_ids: Iterable[int]) -> dict[int, str]:
    rows = Product.objects.filter(pk__in=list(product_ids), category__isnull=False)
    return dict(rows.values_list("pk", "category__path"))


def products_under(discount: Discount) -> Sequence[int]:
    """The ids of all products that a discount reaches, published or not: whose sale has to be refreshed."""
    rows = Product.objects.filter(seller_id=discount.seller_id)
    if discount.product_id is not None:
        rows = rows.filter(pk=discount.product_id)
    elif discount.category is not None:
        rows = rows.filter(category__in=Category.objects.below(discount.category.path))
    return list(rows.order_by("pk").values_list("pk", flat=True))
