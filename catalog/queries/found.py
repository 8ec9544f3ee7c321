"""What a listing answers: the result that pages, feeds and tests read. `catalog.queries.listing` fills it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from catalog.queries import ranking
from catalog.queries.bands import PriceRange
from catalog.queries.compiling import Step
from catalog.queries.facets import Count, Counts


@dataclass(frozen=True)
class Lift:
    """
    What lifting one filter would bring back.

    :ivar group: the filter's parameter, as `panels.Chip.group` names it.
    :ivar count: how many products are found without it, the other filters kept.
    """

    group: str
    count: int


@dataclass(frozen=True)
class NearCategory:
    """A category that matches the words, with the number of its products (those below it included)."""

    path: str
    name: str
    count: int


@dataclass(frozen=True)
class Found:
    """
    One page of a listing.

    :ivar ids: the products of this page, in order.
    :ivar total: how many match all filters; one more than `ranking.MOST_COUNTED` stands for "more than that".
    :ivar names: category path → name; `shops`: slug → name of a shop; `facts`: folded fact ("colour=clay") →
        its name and value as written.
    :ivar prices: bands of prices to offer as a filter; empty where one price fits all.
    :ivar corrected: the words that were searched instead of those typed ("" where they were searched as typed). A way
        back is `filters.exactly()`.
    :ivar suggestion: a spelling that was *not* searched: offered where the words were searched as typed (`exact=1`) and
        found little or nothing, or where a phrase stands nowhere but its words do.
    :ivar step: how many of the words a product had to have: where all of them together found too little, the rest of
        the result has most or some of them.
    :ivar exact_total: of `total`, those that have all the words; they come first. Equal to `total` at step "all";
        counted over the same filters.
    :ivar dropped: words that no product of the catalogue has. They decide nothing and are named to the reader.
    :ivar lifts: only where the filters leave nothing: what each of them hides, the most first.
    :ivar categories: categories that match the words; only where nothing or little is found.
    """

    ids: list[int]
    page: int
    total: int
    counts: Counts
    names: dict[str, str]
    facts: dict[str, tuple[str, str]]
    prices: tuple[PriceRange, ...] = ()
    corrected: str = ""
    suggestion: str = ""
    step: Step = Step.ALL
    exact_total: int = 0
    dropped: tuple[str, ...] = ()
    lifts: tuple[Lift, ...] = ()
    categories: tuple[NearCategory, ...] = ()
    shops: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_partial(self) -> bool:
        """Whether the result, or its tail, has only some of the words."""
        return self.step is not Step.ALL

    @property
    def is_capped(self) -> bool:
        """Whether there are more than `ranking.MOST_COUNTED`; facet counts are then None (see `panels`)."""
        return self.total > ranking.MOST_COUNTED

    @property
    def shown_total(self) -> int:
        """How many can be paged through."""
        return min(self.total, ranking.MOST_COUNTED)

    @property
    def exact_here(self) -> int:
        """How many of this page's products have all the words: a divider stands after so many cards."""
        before = (self.page - 1) * ranking.PAGE_SIZE
        return max(0, min(len(self.ids), self.exact_total - before))


def packed(found: Found) -> dict[str, Any]:
    """The result in JSON values, for the cache."""
    return asdict(found)


def unpacked(known: Mapping[str, Any]) -> Found:
    """The result of `packed`, whatever JSON made of its tuples."""
    return Found(
        **{
            **known,
            "counts": Counts(tuple(Count(**row) for row in known["counts"]["rows"]), known["counts"]["are_complete"]),
            "facts": {key: (name, value) for key, (name, value) in known["facts"].items()},
            "prices": tuple(PriceRange(**row) for row in known["prices"]),
            "step": Step(known["step"]),
            "dropped": tuple(known["dropped"]),
            "lifts": tuple(Lift(**row) for row in known["lifts"]),
            "categories": tuple(NearCategory(**row) for row in known["categories"]),
        }
    )
