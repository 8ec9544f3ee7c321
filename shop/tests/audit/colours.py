"""The lowest contrast among all pairs of tokens that meet, in both themes."""

from collections.abc import Iterator

from shop.tests import contrast
from shop.tests.audit.figures import Figure

# The design's own limits, above those of WCAG (4.5 and 3).
PAIRS = {
    "text on its ground": (contrast.TEXT, {"light": 4.7, "dark": 6.3}),
    "edges and marks": (contrast.EDGES, {"light": 3.5, "dark": 3.5}),
    "the courier in the sun": (contrast.SUN, {"light": 7.0, "dark": 7.0}),
}


def figures() -> Iterator[Figure]:
    for name, (pairs, limits) in PAIRS.items():
        for theme, limit in limits.items():
            ratios = sorted((contrast.ratio(one, other, theme), f"{one} on {other}") for one, other in pairs)
            lowest, found = ratios[0]
            under = tuple(f"{pair} {ratio:.2f}" for ratio, pair in ratios if ratio < limit)
            yield Figure(f"=tokens, {theme}", f"contrast of {name}: {found}", round(lowest, 2), limit, True, under)
