"""What made-up products are made of: words, brands, categories, colours, each with how common it is."""

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass, field


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SYLLABLES = _listed(
    "ba be bi bo bra da de di do dra fa fe fi fo fra ga ge gi go gra ka ke ki ko kra la le li lo ma me mi"
)
ENDINGS = _listed("l n r s t x nd nt rk st ll m")
ADJECTIVES = _listed(
    "classic modern small large light soft warm plain round slim heavy compact portable folding outdoor natural "
    "vintage handmade recycled organic waterproof wireless electric adjustable stackable insulated breathable"
)
NOUNS = _listed(
    "mug bowl plate lamp chair table desk shelf rug vase basket blanket pillow towel mirror clock candle kettle pan "
    "knife board jar bottle bag backpack wallet belt scarf hat glove sock shirt jacket dress sandal boot ring necklace "
    "watch phone case charger cable headphones speaker keyboard mouse monitor tablet camera tripod drone printer "
    "drill hammer saw screwdriver ladder hose rake spade planter seed ball racket bike helmet tent stove cooler puzzle "
    "doll train kite book notebook pen brush paint easel guitar drum flute collar leash bed toy soap cream oil router "
    "shampoo comb razor tea coffee honey jam pasta sauce spice chocolate"
)
COLOURS = _listed("Black White Grey Blue Red Green Brown Beige Yellow Pink Orange Purple Clay Navy Olive")
MATERIALS = _listed(
    "Steel Cotton Wood Plastic Glass Ceramic Leather Wool Aluminium Linen Stoneware Bamboo Oak Silicone"
)
SIZES = _listed("S M L XL XS")
ROOTS = _listed(
    "Kitchen Home Garden Clothing Shoes Jewellery Electronics Phones Computers Tools Sports Outdoor Toys Books Music "
    "Pets Beauty Food Office Art"
)
BRANDS = 2_000
WORDS = 30_000


def zipf(count: int, exponent: float = 1.0) -> list[float]:
    """The cumulated weights of so many ranks: the second is half as common as the first, the third a third."""
    return list(itertools.accumulate(1 / rank**exponent for rank in range(1, count + 1)))


@dataclass(frozen=True)
class Leaf:
    """A category at the end of the tree, with what is sold there."""

    names: tuple[str, ...]
    nouns: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    words: Sequence[str]
    brands: Sequence[str]
    leaves: Sequence[Leaf]
    word_weights: Sequence[float] = field(repr=False)
    brand_weights: Sequence[float] = field(repr=False)
    leaf_weights: Sequence[float] = field(repr=False)


def make() -> Vocabulary:
    """The same every time."""
    rng = random.Random(1)  # noqa: S311 - made-up words, no secrets
    words = _pseudo_words(rng, WORDS)
    brands = [word.title() for word in _pseudo_words(rng, BRANDS)]
    leaves = [
        Leaf((root, f"{root} {group}", f"{noun.title()}s {number}"), (noun, rng.choice(NOUNS)))
        for root in ROOTS
        for group in ("basics", "classics", "new", "professional", "care", "gifts")
        for number, noun in enumerate(rng.sample(NOUNS, 6), start=1)
    ]
    rng.shuffle(leaves)
    return Vocabulary(words, brands, leaves, zipf(WORDS), zipf(BRANDS, 0.8), zipf(len(leaves), 0.9))


def _pseudo_words(rng: random.Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        word = "".join(rng.choices(SYLLABLES, k=rng.choice((2, 2, 3, 3, 4)))) + rng.choice(ENDINGS)
        found[word] = None
    return list(found)
