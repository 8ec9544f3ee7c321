"""The parts of the audit, in the order in which they run."""

from collections.abc import Callable, Iterator

from shop.tests.audit import colours, pages, words
from shop.tests.audit.figures import Figure
from shop.tests.audit.place import Place

PARTS: dict[str, Callable[[Place], Iterator[Figure]]] = {
    "tokens": lambda _place: colours.figures(),
    "words": lambda _place: words.figures(),
    "pages": pages.figures,
}
