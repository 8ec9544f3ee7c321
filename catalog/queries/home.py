"""What the home page shows. Remembered until the next change of any search document; warm: no query."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Seller
from catalog import fragments, pictures
from catalog.models import Category, ProductImage, SearchDocument
from catalog.queries import matching
from shop.core import excerpts, numbers

NEW_FOR = timedelta(days=7)
# A row of fewer looks like a shop that closes.
FEWEST = 4
PER_SHELF = 6
STORIES = 3
STORY_WORDS = 28
# Products are not counted further: nobody waits for a million of them to be read for the front page.
MOST_IN_TILE, MOST_PRODUCTS = 1_000, 10_000
# The most reduced ones, of which the best sellers are shown.
MOST_REDUCED = 200

# A remembered picture: what `pictures.shown` needs of it.
Picture = dict[str, Any] | None


@dataclass(frozen=True)
class Tile:
    name: str
    url: str
    count: int
    picture: Picture

    @property
    def is_more(self) -> bool:
        """Whether there are more than were counted."""
        return self.count > MOST_IN_TILE

    @property
    def most(self) -> str:
        return numbers.shown(MOST_IN_TILE)

    @property
    def image(self) -> pictures.Shown | None:
        return _shown(self.picture)


@dataclass(frozen=True)
class Shelf:
    """A row of products. `key` names it in the page; `url` shows all of them."""

    key: str
    title: str
    url: str
    ids: list[int]


@dataclass(frozen=True)
class Story:
    name: str
    url: str
    town: str
    text: str
    picture: Picture

    @property
    def image(self) -> pictures.Shown | None:
        return _shown(self.picture)


@dataclass(frozen=True)
class Home:
    tiles: list[Tile]
    shelves: list[Shelf]
    stories: list[Story]
    products: int
    shops: int

    @property
    def products_text(self) -> str:
        """How many there are, as far as they were counted: 812, 10,000+."""
        most = min(self.products, MOST_PRODUCTS)
        return f"{numbers.shown(most)}{'+' if self.products > most else ''}"

    @property
    def product_ids(self) -> list[int]:
        return list(dict.fromkeys(pk for shelf in self.shelves for pk in shelf.ids))


def page(*, now: datetime) -> Home:
    known = fragments.remembered_list(f"home {now:%Y-%m-%d}", lambda: asdict(_page(now)))
    return Home(
        tiles=[Tile(**tile) for tile in known["tiles"]],
        shelves=[Shelf(**shelf) for shelf in known["shelves"]],
        stories=[Story(**story) for story in known["stories"]],
        products=known["products"],
        shops=known["shops"],
    )


def _page(now: datetime) -> Home:
    documents = SearchDocument.objects.all()
    products = documents.order_by()[: MOST_PRODUCTS + 1].count()
    sellers = Seller.objects.filter(Exists(documents.filter(seller_id=OuterRef("pk"))))
    return Home(_tiles(), list(_shelves(documents, now)), _stories(now), products, sellers.count())


def _shelves(documents: QuerySet[SearchDocument], now: datetime) -> Iterable[Shelf]:
    in_stock = documents.filter(in_stock=True)
    new = in_stock.filter(published_at__gt=now - NEW_FOR).order_by("-published_at", "-product")
    reduced = in_stock.filter(discount_percent__gt=0).order_by("-discount_percent", "-product")[:MOST_REDUCED]
    sale = documents.filter(pk__in=reduced.values("pk")).order_by("-discount_percent", "-popularity", "-product")
    best = in_stock.filter(popularity__gt=0).order_by("-popularity", "-product")
    for key, title, url, rows in (
        ("new", _("New this week"), "/listing/?sort=newest", new),
        ("sale", _("On sale"), "/listing/?on_sale=1", sale),
        ("best", _("Best sellers"), "/listing/?sort=popular", best),
    ):
        ids = list(rows.values_list("pk", flat=True)[:PER_SHELF])
        if len(ids) >= FEWEST:
            yield Shelf(key, title, url, ids)


# The first products of each category in the index of categories alone: the stretch from its path to its last child.
_HELD = f"""
SELECT c.path, (SELECT count(*) FROM (
    SELECT FROM {matching.TABLE} d
    WHERE d.category_path ~>=~ c.path AND d.category_path ~<~ (c.path || '0')
      AND (d.category_path = c.path OR starts_with(d.category_path, c.path || '/'))
    LIMIT %s
) AS first)
FROM unnest(%s::text[]) AS c(path)
"""


def _tiles() -> list[Tile]:
    """All top categories that hold something, with their picture or that of their best seller."""
    roots = list(Category.objects.active().filter(parent=None).select_related("picture"))
    held = dict(matching.rows(_HELD, [MOST_IN_TILE + 1, [root.path for root in roots]]))
    return [
        Tile(
            root.name,
            root.get_absolute_url(),
            held[root.path],
            _kept(root.picture or _first_picture(SearchDocument.objects.below(root.path))),
        )
        for root in sorted(roots, key=lambda root: (root.position, root.name, root.pk))
        if held[root.path]
    ]


def _stories(now: datetime) -> list[Story]:
    """Three shops, others every week, each with the picture of its best seller."""
    sells = SearchDocument.objects.filter(seller_id=OuterRef("pk"))
    rows = Seller.objects.approved().filter(Exists(sells)).exclude(story="").order_by("pk")
    sellers = list(rows.only("pk", "name", "slug", "town", "story"))
    start = now.isocalendar().week * STORIES % max(1, len(sellers))
    chosen = (sellers[start:] + sellers[:start])[:STORIES]
    return [
        Story(
            seller.name,
            seller.get_absolute_url(),
            seller.town,
            excerpts.excerpt(seller.story, STORY_WORDS),
            _kept(_first_picture(SearchDocument.objects.filter(seller_id=seller.pk))),
        )
        for seller in chosen
    ]


def _first_picture(documents: QuerySet[SearchDocument]) -> ProductImage | None:
    """The main picture of the best seller among these that has one."""
    best = documents.filter(product__images__isnull=False).order_by("-popularity", "-product")[:1]
    return ProductImage.objects.filter(product__in=best.values("pk")).order_by("position", "id").first()


def _kept(image: ProductImage | None) -> Picture:
    if image is None:
        return None
    return {name: getattr(image, name) for name in ("key", "widths", "width", "height", "alt")}


def _shown(picture: Picture) -> pictures.Shown | None:
    return pictures.shown(ProductImage(**picture)) if picture else None
