"""What searches and filters read, and what the office can teach them."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func, Q
from django.utils.translation import gettext_lazy as _

from catalog.models.product import Product
from shop.core.money import ZERO

# A document's place among the best sellers: the first 1/256, then as many again, twice as many and so on to the rest.
TIERS = (256, 128, 64, 32, 16, 8, 4, 2, 1)
LAST_TIER = len(TIERS) - 1

# Category, brand, shop, price, stars and sale as an array of texts: see `catalog.queries.keys`.
KEYS = Func("category_path", "brand", "seller_id", "price", "rating", "discount_percent", function="search_keys")

# What listings are ordered and filtered by, and short.
LISTED = ("product", "in_stock", "popularity", "price", "rating", "discount_percent", "published_at")


def usual_norms() -> list[float]:
    """What words weigh (D, C, B, A) in texts of the usual length: see `catalog.documents`."""
    return [1 / 12, 1 / 12, 1 / 12, 1 / 4]


class RealField(models.FloatField):  # type: ignore[type-arg]  # generic for mypy only
    """Four bytes: what PostgreSQL's ranking takes as weights."""

    def db_type(self, connection: Any) -> str:
        return "real"


class SearchDocumentQuerySet(models.QuerySet["SearchDocument"]):
    def below(self, path: str) -> "SearchDocumentQuerySet":
        """The products of the category of this path and of all its descendants."""
        return self.filter(Q(category_path=path) | Q(category_path__startswith=f"{path}/"))


class SearchDocument(models.Model):
    """
    The narrow table that searches and filters read: one row per product that everybody sees, nothing else.

    `catalog.search` writes it. Whole descriptions stay out of it, so that ranking many matches touches few pages.
    """

    product = models.OneToOneField(Product, on_delete=models.CASCADE, primary_key=True, related_name="search_document")
    vector = SearchVectorField()
    norms = ArrayField(
        RealField(), default=usual_norms, help_text="what a word of weight D, C, B, A is worth here; less in long texts"
    )
    tier = models.PositiveSmallIntegerField(default=LAST_TIER, help_text="place among the best sellers, see TIERS")
    seller_id: Any = models.BigIntegerField()
    category_path = models.CharField(max_length=400, blank=True)
    brand = models.CharField(max_length=80, blank=True)
    facets = ArrayField(models.TextField(), default=list, help_text='{"colour=clay", …}, folded')
    price = models.DecimalField(max_digits=12, decimal_places=2, help_text="what a buyer pays now")
    discount_percent = models.PositiveSmallIntegerField(default=0)
    in_stock = models.BooleanField()
    rating = models.DecimalField(max_digits=3, decimal_places=2, default=ZERO)
    popularity = models.IntegerField(default=0)
    published_at = models.DateTimeField()

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        indexes = [
            # Words and filters together: where both are asked for, the rarer one leads through the other.
            GinIndex(fields=["vector", "facets"], name="search_words"),
            *(
                GinIndex("vector", "facets", KEYS, name=f"search_words_tier{tier}", condition=Q(tier=tier))
                for tier in range(len(TIERS))
            ),
            models.Index(fields=["-in_stock", "-popularity", "-product"], name="search_sales"),
            models.Index(fields=["-popularity", "-product"], name="search_popularity"),
            models.Index(fields=["-published_at", "-product"], name="search_newest"),
            models.Index(fields=["price", "product"], name="search_price"),
            models.Index(fields=["-rating", "-popularity", "-product"], name="search_rating"),
            models.Index(fields=["-discount_percent", "-product"], name="search_discount"),
            # A category's page is chosen in the index alone, in any order and with most filters.
            models.Index(
                fields=["category_path"], name="search_category", opclasses=["varchar_pattern_ops"], include=LISTED
            ),
            models.Index(fields=["brand", "-in_stock", "-popularity", "-product"], name="search_brand"),
            models.Index(fields=["seller_id", "-in_stock", "-popularity", "-product"], name="search_seller"),
        ]

    def __str__(self) -> str:
        return f"search document of {self.product_id}"


class SearchWord(models.Model):
    """
    A word of the catalogue as people write it, folded, and in how many products it stands: what typing errors are
    corrected with, and how a search knows whether it is about to match much or little.

    The count grows with every indexed product and is set right by `search.rebuild`.
    """

    word = models.CharField(max_length=40, primary_key=True)
    stem = models.CharField(max_length=40, blank=True, help_text="as the server's dictionary reduces it")
    documents = models.PositiveIntegerField(default=1)
    is_name = models.BooleanField(default=True, help_text="stands in titles, brands, categories or facts too")

    class Meta:
        indexes = [models.Index(fields=["stem"], name="search_word_stem")]

    def __str__(self) -> str:
        return self.word


class Synonym(models.Model):
    """Words that find the products of other words as well: "couch" and "sofa" both ways, "mug" → "cup" one way."""

    word = models.CharField(_("word or words"), max_length=80, help_text=_("What people type."))
    means = models.CharField(_("also finds"), max_length=80, help_text=_("What the products say."))
    is_two_way = models.BooleanField(_("both ways"), default=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        indexes = [models.Index(fields=["means"], name="synonym_means")]
        constraints = [
            models.UniqueConstraint(fields=["word", "means"], name="synonym_once"),
            models.CheckConstraint(condition=~Q(word=models.F("means")), name="synonym_of_another_word"),
        ]

    def __str__(self) -> str:
        return f"{self.word} {'↔' if self.is_two_way else '→'} {self.means}"


class KeptWord(models.Model):
    """A word that no correction touches, whether the catalogue knows it or not."""

    word = models.CharField(_("word"), max_length=40, unique=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("word that is never corrected")
        verbose_name_plural = _("words that are never corrected")

    def __str__(self) -> str:
        return self.word


class FacetLabel(models.Model):
    """How a folded facet of `SearchDocument.facets` is written for people: "colour=dusk blue" → Colour, Dusk blue."""

    key = models.CharField(max_length=130, primary_key=True)
    name = models.CharField(max_length=60)
    value = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"
