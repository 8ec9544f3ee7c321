"""What a product looks like to the search: its texts by weight, its facets, its words. Reads rows, writes nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from catalog import words
from catalog.models import Category, FacetLabel, Product

# What a word in the name, the place, the facts and the description weighs against the others, in texts of the usual
# number of words. BM25F (Robertson, Zaragoza 2009): a text longer than usual makes each of its words worth less.
FIELD_WEIGHTS = (3.0, 1.0, 1.0, 1.0)
USUAL_WORDS = (12, 5, 40, 60)
LENGTH_MATTERS = 0.75
# PostgreSQL takes weights up to one: that of a word that is alone in its name.
LARGEST_WEIGHT = max(FIELD_WEIGHTS) / (1 - LENGTH_MATTERS)
# A fact longer than this is a sentence, not something to filter by.
LONGEST_FACET = 60
# Descriptions say the important things first; the rest would only slow the ranking down.
DESCRIPTION_CHARACTERS = 2000
SHORTEST_WORD = 2
LONGEST_NUMBER = 5


@dataclass(frozen=True)
class Text:
    """
    A product's texts, ready for the server's parser.

    :ivar weights: name and SKU (A), where it belongs (B), its facts (C), its description (D).
    """

    product: Product
    weights: tuple[str, str, str, str]
    labels: tuple[FacetLabel, ...]

    @property
    def facets(self) -> list[str]:
        return sorted({label.key for label in self.labels})

    @property
    def norms(self) -> list[float]:
        return norms(self.weights)

    @property
    def words(self) -> dict[str, bool]:
        return known_words(self.weights)


def of(product_ids: Iterable[int]) -> list[Text]:
    """The texts of those of the products that everybody sees, by id. Three queries."""
    rows = Product.objects.on_sale_floor().filter(pk__in=list(product_ids)).order_by("pk")
    rows = rows.select_related("seller", "category").prefetch_related("variants").defer("seller__payout_details")
    products = list(rows)
    names = _category_names(products)
    return [_text(product, names.get(product.category_id or 0, "")) for product in products]


def norms(weights: Sequence[str]) -> list[float]:
    """What a word of the description, the facts, the place and the name is worth, in this order (D to A)."""
    values = zip(FIELD_WEIGHTS, USUAL_WORDS, map(_length, weights), strict=True)
    return [
        round(weight / (1 - LENGTH_MATTERS + LENGTH_MATTERS * length / usual) / LARGEST_WEIGHT, 5)
        for weight, usual, length in values
    ][::-1]


def known_words(weights: Sequence[str]) -> dict[str, bool]:
    """The words worth knowing, each with whether it names things: stands not in the description alone."""
    described = dict.fromkeys(filter(is_word, weights[3].split()), False)
    return described | dict.fromkeys((w for text in weights[:3] for w in text.split() if is_word(w)), True)


def facet_key(name: str, value: str) -> str:
    """The folded form by which a facet is stored and compared: ("Colour", "Dusk Blue") → "colour=dusk blue"."""
    return f"{words.fold(name).replace('=', ' ')}={words.fold(value)}"[:130]


def _text(product: Product, category_names: str) -> Text:
    variants = [variant for variant in product.variants.all() if variant.is_active]
    pairs = [(str(k), str(v)) for variant in variants for k, v in variant.options.items()]
    pairs = list(dict.fromkeys([*pairs, *((str(k), str(v)) for k, v in product.attributes.items())]))
    skus = " ".join(variant.sku for variant in variants)
    facts = " ".join(f"{name} {value}" for name, value in pairs)
    weights = (
        words.indexed(f"{product.title} {skus}"),
        words.indexed(f"{product.brand} {category_names} {product.seller.name}"),
        words.indexed(facts),
        words.indexed(product.description[:DESCRIPTION_CHARACTERS]),
    )
    return Text(product, weights, tuple(_labels(pairs)))


def _length(text: str) -> int:
    return sum(word not in words.STOP_WORDS for word in text.split())


def is_word(word: str) -> bool:
    """Long enough to be mistyped, and no article number: those are as many as products."""
    return len(word) >= SHORTEST_WORD and (word.isalpha() or len(word) <= LONGEST_NUMBER)


def _labels(pairs: Iterable[tuple[str, str]]) -> Iterator[FacetLabel]:
    for name, value in pairs:
        if name.strip() and value.strip() and len(name) <= LONGEST_FACET and len(value) <= LONGEST_FACET:
            yield FacetLabel(key=facet_key(name, value), name=name.strip(), value=value.strip())


def _category_names(products: Iterable[Product]) -> dict[int, str]:
    """The names from the root down to each category: "Kitchen Mugs & cups"."""
    paths = {product.category_id: product.category.path for product in products if product.category}
    steps = {pk: [path[:i] for i, c in enumerate(f"{path}/") if c == "/"] for pk, path in paths.items()}
    wanted = {step for path in steps.values() for step in path}
    names = dict(Category.objects.filter(path__in=wanted).values_list("path", "name"))
    return {pk: " ".join(names.get(step, "") for step in path) for pk, path in steps.items() if pk}
