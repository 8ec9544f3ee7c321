"""What a visitor feels: the largest paint, long tasks, the answer to a key, and whether anything jumps."""

from collections.abc import Iterator
from typing import Any, cast

from shop.tests.audit.figures import Figure
from shop.tests.audit.visits import Visit

SHIFT = 0.02


def figures(visit: Visit) -> Iterator[Figure]:
    """Only the shift is the same on every machine; times are reported."""
    visit.page.keyboard.press("Tab")
    seen = cast(dict[str, Any], visit.run("vitals"))
    if seen["cls"] > SHIFT:
        # On a busy machine a font may come late once; what is wrong with a page is wrong again.
        visit.load(visit.path, 390)
        seen = min(seen, cast(dict[str, Any], visit.run("vitals")), key=lambda each: float(each["cls"]))
    yield Figure(visit.name, "CLS", round(seen["cls"], 4), SHIFT, found=tuple(seen["shifted"]))
    for name in ("LCP", "TBT", "INP"):
        yield Figure(visit.name, f"{name} ms", round(seen[name.lower()]))
