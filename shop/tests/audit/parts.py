"""The parts of the audit, in the order in which they run."""

from collections.abc import Callable, Iterator

from shop.tests.audit import colours, counting, errors, journeys, lighthouse, pages, sheets, switching, valid, words
from shop.tests.audit.figures import Figure
from shop.tests.audit.place import Place

PARTS: dict[str, Callable[[Place], Iterator[Figure]]] = {
    "pages": pages.figures,
    "valid": valid.figures,
    "tokens": lambda _place: colours.figures(),
    "words": lambda _place: words.figures(),
    "counting": counting.figures,
    "errors": errors.figures,
    "journeys": journeys.figures,
    "sheets": sheets.figures,
    "switching": switching.figures,
    "lighthouse": lighthouse.figures,
}
