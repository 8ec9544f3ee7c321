"""What shops stand on: areas of delivery, the tree of categories, tax rates."""

from collections.abc import Iterator
from decimal import Decimal

from django.db import transaction

from catalog.models import Area, Category, ProductImage, TaxRate
from shop.demo import world

# Germany's standard rate (§ 12 (1) UStG); that of food, books and living plants is 7 % (§ 12 (2)).
STANDARD_PERCENT = Decimal("19.00")


def build() -> Iterator[str]:
    """Make what is missing and answer each name; what is there stays as it is."""
    TaxRate.objects.get_or_create(category=None, country="", defaults={"percent": STANDARD_PERCENT})
    for entry in world.areas():
        defaults = {"country": entry["country"], "postcode_prefixes": entry["postcode_prefixes"]}
        Area.objects.get_or_create(name=entry["name"], defaults=defaults)
        yield entry["name"]
    for entry in world.categories():
        _category(entry)
        yield entry["name"]


@transaction.atomic
def _category(entry: world.Entry) -> None:
    parent = Category.objects.get(path=entry["parent"]) if entry["parent"] else None
    category, _made = Category.objects.get_or_create(
        path=entry["path"],
        defaults={"parent": parent, "slug": entry["slug"], "name": entry["name"], "position": entry["position"]},
    )
    if "tax_percent" in entry:
        percent = Decimal(entry["tax_percent"])
        TaxRate.objects.get_or_create(category=category, country="", defaults={"percent": percent})


def hang_pictures() -> None:
    """Give each top category the picture of one of its products, where it has none."""
    for entry in world.categories():
        category = Category.objects.filter(path=entry["path"], picture=None).first()
        if "picture" in entry and category is not None:
            category.picture = (
                ProductImage.objects.filter(source_name=entry["picture"], product__isnull=False).order_by("pk").first()
            )
            category.save(update_fields=["picture"])
