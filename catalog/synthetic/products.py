"""One made-up product after the other, from its number alone."""

import random
from dataclasses import dataclass
from decimal import Decimal

from catalog.synthetic import vocabulary
from catalog.synthetic.vocabulary import Vocabulary

COLOUR_WEIGHTS = vocabulary.zipf(len(vocabulary.COLOURS))
MATERIAL_WEIGHTS = vocabulary.zipf(len(vocabulary.MATERIALS))
ADJECTIVE_WEIGHTS = vocabulary.zipf(len(vocabulary.ADJECTIVES))
# Four of five in stock, one of seven reduced, half of them rated: about what shops show.
STOCKED, REDUCED, RATED = 0.8, 0.14, 0.5


@dataclass(frozen=True, slots=True)
class MadeUp:
    """What is written of a product. `leaf` is the number of its category."""

    sku: str
    title: str
    brand: str
    leaf: int
    description: str
    facts: dict[str, str]
    price: Decimal
    pieces: int
    sold: int
    stars: Decimal
    percent_off: int


def make(number: int, words: Vocabulary) -> MadeUp:
    """The product of this number."""
    rng = random.Random(number)  # noqa: S311 - made-up goods, no secrets
    leaf = rng.choices(range(len(words.leaves)), cum_weights=words.leaf_weights)[0]
    brand = rng.choices(words.brands, cum_weights=words.brand_weights)[0]
    adjective = rng.choices(vocabulary.ADJECTIVES, cum_weights=ADJECTIVE_WEIGHTS)[0]
    colour = rng.choices(vocabulary.COLOURS, cum_weights=COLOUR_WEIGHTS)[0]
    material = rng.choices(vocabulary.MATERIALS, cum_weights=MATERIAL_WEIGHTS)[0]
    noun = rng.choice(words.leaves[leaf].nouns)
    text = rng.choices(words.words, cum_weights=words.word_weights, k=28)
    facts = {"Colour": colour, "Material": material}
    if rng.random() < 0.5:
        facts["Size"] = rng.choice(vocabulary.SIZES)
    model = f"{brand[:2].upper()}-{number % 9973}"
    return MadeUp(
        sku=f"MC-{number:07d}",
        title=f"{brand} {adjective} {noun} {text[0]} {text[1]} {model} {colour.lower()}",
        brand=brand,
        leaf=leaf,
        description=f"{' '.join(text[2:]).capitalize()}.",
        facts=facts,
        price=Decimal(int(100 * rng.lognormvariate(3.3, 1.0)) + 99) / 100,
        pieces=rng.randint(1, 60) if rng.random() < STOCKED else 0,
        sold=int(rng.paretovariate(0.9)) - 1 if rng.random() < 0.7 else 0,
        stars=Decimal(rng.randint(250, 500)) / 100 if rng.random() < RATED else Decimal(0),
        percent_off=rng.choice((10, 15, 20, 30, 50)) if rng.random() < REDUCED else 0,
    )
