"""
What happens to a product as a whole: it goes live, offline, away and back; it is sold.

Writing it is `catalog.authoring`, its prices and discounts are `catalog.offers`, its stock is `catalog.stock`, what
buyers think of it is `catalog.reviews`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Subquery
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from catalog import search
from catalog.models import Product, ProductStatus, SearchDocument
from shop.core import errors, money, states

# How long the seller may undo a deletion; an admin may at any time.
UNDO_DAYS = 30


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a product needs before it can go live: a stable name and a sentence."""

    code: str
    message: str


class NotPublishable(errors.DomainError):
    """The product is not complete. `missing` says what it lacks."""

    def __init__(self, missing: list[Missing]) -> None:
        texts = [one.message for one in missing]
        super().__init__(" ".join(texts), fields={one.code: [one.message] for one in missing})
        self.missing = missing


class TooLate(errors.DomainError):
    """The time to undo is over."""


def missing_for_publishing(product: Product, *, picture_needed: bool = True) -> list[Missing]:
    """What keeps a product from going live (docs of the states: title, price, picture, category, approved seller)."""
    prices = [variant.price for variant in product.variants.all() if variant.is_active]
    category = product.category
    found = [
        (not product.title.strip(), "title", _("Give it a title.")),
        (not prices or min(prices) <= money.ZERO, "price", _("Set a price above zero.")),
        (picture_needed and not product.images.all(), "picture", _("Add a picture.")),
        (category is None, "category", _("Choose a category.")),
        (category is not None and not category.is_active, "category", _("Choose a category that is in use.")),
        (not product.seller.is_approved, "seller", _("Your shop has to be approved first.")),
    ]
    return [Missing(code, str(message)) for applies, code, message in found if applies]


@transaction.atomic
def publish(*, product: Product, by: User | None, now: datetime, picture_needed: bool = True) -> Product:
    """
    Put a product into the shop, for the first time or again.

    :param picture_needed: False for imports that were told to publish without pictures.
    :raises NotPublishable: with the list of what is missing.
    :raises states.IllegalMove: where it is live already, or deleted.
    """
    product = Product.objects.locked().select_related("seller", "category").get(pk=product.pk)
    missing = missing_for_publishing(product, picture_needed=picture_needed)
    if missing:
        raise NotPublishable(missing)
    product.move_to(ProductStatus.PUBLISHED, by=by, at=now, published_at=product.published_at or now)
    search.index([product.pk], now=now)
    return product


@transaction.atomic
def publish_many(
    products: Sequence[Product], *, by: User | None, now: datetime, picture_needed: bool = True
) -> dict[int, NotPublishable]:
    """
    Publish what can be published of drafts and offline products (an import), and answer by id why the others cannot.
    """
    rows = Product.objects.locked().filter(pk__in=[product.pk for product in products]).order_by("pk")
    refused: dict[int, NotPublishable] = {}
    ready: list[Product] = []
    for product in rows.select_related("seller", "category").prefetch_related("variants", "images"):
        missing = missing_for_publishing(product, picture_needed=picture_needed)
        if missing:
            refused[product.pk] = NotPublishable(missing)
        else:
            ready.append(product)
    fresh = [product for product in ready if product.published_at is None]
    again = [product for product in ready if product.published_at is not None]
    states.move_many(fresh, ProductStatus.PUBLISHED, by=by, at=now, published_at=now)
    states.move_many(again, ProductStatus.PUBLISHED, by=by, at=now)
    search.index([product.pk for product in products], now=now)
    return refused


@transaction.atomic
def take_offline(*, product: Product, by: User | None, now: datetime, note: str = "") -> Product:
    """
    Take a product out of the shop; its orders go on.

    :raises states.IllegalMove: where it is not live.
    """
    product = Product.objects.locked().get(pk=product.pk)
    product.move_to(ProductStatus.UNPUBLISHED, by=by, at=now, note=note)
    search.index([product.pk], now=now)
    return product


@transaction.atomic
def archive_product(*, product: Product, by: User | None, now: datetime, note: str = "") -> Product:
    """
    Delete a product for everybody but its orders, which keep their copy. Baskets drop the line with a notice.

    :raises states.IllegalMove: where it is deleted already.
    """
    product = Product.objects.locked().get(pk=product.pk)
    product.move_to(ProductStatus.ARCHIVED, by=by, at=now, note=note)
    search.index([product.pk], now=now)
    return product


@transaction.atomic
def restore_product(*, product: Product, by: User | None, now: datetime) -> Product:
    """
    Undo a deletion: back to a draft and, where it was live and still may be, back into the shop.

    :raises TooLate: 30 days after the deletion, except for an admin.
    :raises states.IllegalMove: where it is not deleted.
    """
    product = Product.objects.locked().select_related("seller", "category").get(pk=product.pk)
    deletion = product.events.filter(to_status=ProductStatus.ARCHIVED).order_by("-at", "-pk").first()
    may_always = by is None or by.may(Permission.MANAGE_CATALOGUE)
    if deletion and not may_always and deletion.at < now - timedelta(days=UNDO_DAYS):
        raise TooLate(_("This was deleted more than %(days)d days ago.") % {"days": UNDO_DAYS})
    product.move_to(ProductStatus.DRAFT, by=by, at=now)
    was_live = deletion is not None and deletion.from_status == ProductStatus.PUBLISHED
    if was_live and not missing_for_publishing(product, picture_needed=False):
        product.move_to(ProductStatus.PUBLISHED, by=by, at=now)
    search.index([product.pk], now=now)
    return product


@transaction.atomic
def count_sold(units: Mapping[int, int], *, now: datetime) -> None:
    """
    Add sold pieces, by product id, to what lists sort by. Negative where a sale was undone.

    Only the popularity of a search document changes, so its texts are not weighed again.
    """
    unknown = []
    for product_id in sorted(units):
        rows = Product.objects.filter(pk=product_id, units_sold__gte=-units[product_id])
        if not rows.update(units_sold=F("units_sold") + units[product_id]):
            continue
        popularity = Product.objects.filter(pk=product_id).values("units_sold")
        if not SearchDocument.objects.filter(pk=product_id).update(popularity=Subquery(popularity)):
            unknown.append(product_id)
    search.index(unknown, now=now)
