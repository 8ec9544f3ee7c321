"""The products: written, pictured, published and reduced by the operations behind the seller's pages."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from accounts.models import Seller, User
from catalog import authoring, offers, operations, pictures, search
from catalog.authoring import PictureData, ProductData, VariantData
from catalog.models import Category, Discount, DiscountKind, Product
from shop.demo import ground, mailbox, photos, world
from shop.demo.world import Entry

# The oldest product is this old, the others came in one after the other until the first order.
OLDEST_DAYS, YOUNGEST_DAYS = 180, 95
SALE_STARTED_DAYS_AGO, SALE_DAYS = 9, 30


def build(*, opening: Counter[str], now: datetime) -> Iterator[str]:
    """
    Make the missing products and answer each title, also of those that are there. `photos` brings their pictures.

    :param opening: pieces by SKU to begin with.
    """
    with mailbox.about(now - timedelta(days=OLDEST_DAYS), now=now):
        yield from _products(opening, now)
        for entry in world.drafts():
            _draft(Seller.objects.select_related("user").get(slug=entry["shop"]), entry, now)
        _sales(now)
    ground.hang_pictures()


def _products(opening: Counter[str], now: datetime) -> Iterator[str]:
    sellers = {seller.slug: seller for seller in Seller.objects.select_related("user")}
    there = set(Product.objects.values_list("seller__slug", "handle"))
    wanted = [entry for entry in world.products() if (entry["shop"], entry["slug"]) not in there]
    for number, entry in enumerate(world.products()):
        if entry in wanted:
            age = YOUNGEST_DAYS + (OLDEST_DAYS - YOUNGEST_DAYS) * number // len(world.products())
            published = now - timedelta(days=entry.get("published_days_ago", age))
            _product(sellers[entry["shop"]], entry, opening, published, now)
        yield entry["title"]
    if wanted:
        search.rebuild(now=now)


def _sales(now: datetime) -> None:
    """Discounts that hold for a whole shop or one of its categories."""
    for entry in world.shops():
        discount = entry.get("discount")
        seller = Seller.objects.select_related("user").get(slug=entry["slug"])
        if discount is None or Discount.objects.filter(seller=seller, product=None).exists():
            continue
        category = Category.objects.get(path=discount["category"]) if "category" in discount else None
        offers.add_discount(
            seller=seller,
            kind=DiscountKind.PERCENT,
            value=Decimal(discount["percent"]),
            category=category,
            ends_at=now + timedelta(days=SALE_DAYS),
            by=seller.user,
            now=now - timedelta(days=SALE_STARTED_DAYS_AGO),
        )


@transaction.atomic
def _product(seller: Seller, entry: Entry, opening: Counter[str], published: datetime, now: datetime) -> None:
    by = seller.user
    written = authoring.create_product(
        seller=seller,
        data=_data(seller, entry, _pictures(seller, by, entry), opening),
        by=by,
        now=published - timedelta(hours=1),
    )
    operations.publish(product=written, by=by, now=published)
    if "discount" in entry:
        ((kind, value),) = entry["discount"].items()
        offers.add_discount(
            seller=seller,
            product=written,
            kind=DiscountKind(kind),
            value=Decimal(value),
            ends_at=now + timedelta(days=SALE_DAYS),
            by=by,
            now=now - timedelta(days=SALE_STARTED_DAYS_AGO),
        )


def _pictures(seller: Seller, by: User, entry: Entry) -> tuple[PictureData, ...]:
    shows: dict[str, str] = {}
    for variant in entry["variants"]:
        shows.setdefault(variant.get("picture", ""), variant["sku"])
    kept = []
    for picture in entry["pictures"]:
        size = photos.size(picture["file"])
        image = pictures.announce(size=size, name=picture["file"], seller=seller, alt=picture["alt"], by=by)
        kept.append(PictureData(image.pk, picture["alt"], shows.get(picture["file"], "")))
    return tuple(kept)


def _data(seller: Seller, entry: Entry, shown: tuple[PictureData, ...], opening: Counter[str]) -> ProductData:
    compare_at = Decimal(entry["compare_at_price"]) if "compare_at_price" in entry else None
    return ProductData(
        title=entry["title"],
        category=Category.objects.get(path=entry["category"]),
        brand=seller.name,
        description=entry["description"],
        attributes=entry["facts"],
        option_names=tuple(entry["variants"][0]["options"]),
        variants=tuple(
            VariantData(
                sku=variant["sku"],
                options=variant["options"],
                price=Decimal(variant.get("price", entry["price"])),
                compare_at_price=compare_at,
                weight_g=variant.get("weight_g", entry["weight_g"]),
                stock=opening[variant["sku"]],
            )
            for variant in entry["variants"]
        ),
        pictures=shown,
        handle=entry["slug"],
    )


def _draft(seller: Seller, entry: Entry, now: datetime) -> None:
    if Product.objects.filter(seller=seller, variants__sku=entry["sku"]).exists():
        return
    data = ProductData(
        title=entry["title"],
        category=Category.objects.get(path=entry["category"]),
        brand=seller.name,
        description=entry["description"],
        variants=(VariantData(sku=entry["sku"], price=Decimal(entry["price"]), stock=entry["stock"]),),
    )
    authoring.create_product(seller=seller, data=data, by=seller.user, now=now - timedelta(days=3))
