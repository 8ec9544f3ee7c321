"""What a shop's own page says above its products. Remembered until the next change of a list; warm: no query."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Count, Func, Value

from accounts.models import Seller
from catalog import fragments, pictures
from catalog.models import Category, ProductImage, SearchDocument
from catalog.queries import reviews
from catalog.queries.reviews import Rating

MOST_CATEGORIES = 12
_COLUMNS = ("key", "widths", "width", "height", "alt")


@dataclass(frozen=True)
class Storefront:
    """:ivar categories: (path, name, products) of the shop's top categories, the fullest first."""

    products: int
    rating: Rating
    categories: list[tuple[str, str, int]]
    banner: dict[str, Any] | None

    @property
    def picture(self) -> pictures.Shown | None:
        return pictures.shown(ProductImage(**self.banner)) if self.banner else None


def of(seller: Seller) -> Storefront:
    known = fragments.remembered_list(f"storefront {seller.pk}", lambda: _known(seller))
    rating = Rating(Decimal(known["rating"][0]), known["rating"][1])
    return Storefront(known["products"], rating, [tuple(row) for row in known["categories"]], known["banner"])


def _known(seller: Seller) -> dict[str, Any]:
    rating = reviews.of_shop(seller.pk)
    root_of = Func("category_path", Value("/"), Value(1), function="split_part", output_field=CharField())
    own = SearchDocument.objects.filter(seller_id=seller.pk).annotate(root=root_of).order_by()
    held = dict(own.values_list("root").annotate(Count("pk")))
    names = dict(Category.objects.active().filter(path__in=held).values_list("path", "name"))
    fullest = sorted(names, key=lambda path: (-held[path], path))[:MOST_CATEGORIES]
    return {
        "products": sum(held.values()),
        "rating": (str(rating.average), rating.count),
        "categories": [(path, names[path], held[path]) for path in fullest],
        "banner": ProductImage.objects.filter(banner_of=seller).values(*_COLUMNS).first(),
    }
