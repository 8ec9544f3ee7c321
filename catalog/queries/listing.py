"""
A page of a listing: which products, how many, the counts of every filter, and what was done about words that match
nothing. Remembered until the next change of any search document; prices and stock are not part of it.
"""

from collections.abc import Iterable
from dataclasses import replace

from accounts.models import Seller
from catalog import documents, fragments
from catalog.filters import ATTRIBUTE, Filters
from catalog.models import Category, FormerPath, SearchDocument
from catalog.queries import facets, found, ranking, searching, spelling, terms
from catalog.queries.facets import Count, Counts
from catalog.queries.found import Lift, NearCategory

Found = found.Found
# Facts are offered as filters where so many in a hundred of the products have them, and where their values repeat.
LEAST_COVERAGE = 0.08
MOST_FACTS = 6
MOST_VALUES = 15
MOST_SUGGESTIONS = 8
# Fewer than these: a way on is offered beside them.
TOO_FEW = 4


def find(filters: Filters, *, page: int = 1) -> Found:
    """The page of what matches, the last one where there are fewer pages. Warm: no query."""
    name = f"{filters!r} {page}"
    return found.unpacked(fragments.remembered_list(name, lambda: found.packed(_found(filters, page))))


def trail(path: str) -> list[Category]:
    """The active categories from the root down to this path, as far as they exist."""
    steps = path.split("/")
    paths = ["/".join(steps[:depth]) for depth in range(1, len(steps) + 1)]
    return list(Category.objects.active().filter(path__in=paths).order_by("path"))


def moved(path: str) -> Category | None:
    """The active category that was once found under this path."""
    if "\0" in path:
        return None
    rows = FormerPath.objects.filter(path=path, category__is_active=True).select_related("category")
    found = rows.first()
    return found.category if found else None


def popular(*, limit: int = MOST_SUGGESTIONS) -> list[int]:
    """The best sellers that are in stock, by id."""
    rows = SearchDocument.objects.filter(in_stock=True).order_by("-popularity", "-product")
    return fragments.remembered_list(f"popular {limit}", lambda: list(rows.values_list("pk", flat=True)[:limit]))


def matching_categories(words: terms.Terms) -> list[tuple[str, str]]:
    """Categories that carry one of the words in their name, as (path, name)."""
    wanted = [word for word in words.words if len(word) >= spelling.SHORTEST]
    if not wanted:
        return []
    rows = Category.objects.active().filter(path__iregex="|".join(wanted)).order_by("path")
    return list(rows.values_list("path", "name")[:MOST_SUGGESTIONS])


def _found(filters: Filters, page: int) -> Found:
    searched = searching.search(filters, page=page)
    wanted, counts = searched.wanted, searched.counts
    total = counts.number("found")
    last = max(1, -(-min(total, ranking.MOST_COUNTED) // ranking.PAGE_SIZE))
    counts = Counts(tuple(_worth_showing(filters, counts)), counts.are_complete)
    facts = [row for row in counts.rows if row.group.startswith(ATTRIBUTE)]
    keys = (documents.facet_key(row.group.removeprefix(ATTRIBUTE), row.value) for row in facts)
    is_scarce = total < TOO_FEW and not filters.words.is_blank
    return Found(
        ids=searched.ids,
        page=max(1, min(page, last)),
        total=total,
        counts=counts,
        names=_names(filters, counts),
        shops=_shops(filters, counts),
        facts=dict(facets.labels(keys)),
        prices=searched.prices,
        corrected=searched.corrected,
        suggestion=searched.suggestion or ("" if counts.matching else _unquoted(filters)),
        step=wanted.step,
        exact_total=counts.number("exact"),
        dropped=searched.dropped,
        lifts=() if total else _lifts(counts),
        categories=_near(wanted.filters.words) if is_scarce else (),
    )


def _unquoted(filters: Filters) -> str:
    """The words of phrases that stand nowhere side by side, where they are found without quotation marks."""
    text = filters.words.unquoted
    loose = replace(filters, words=terms.typed(text))
    return text if text and searching.search(loose, page=1).counts.matching else ""


def _lifts(counts: Counts) -> tuple[Lift, ...]:
    """What lifting each filter would bring back."""
    rows = sorted(counts.of("without"), key=lambda row: -(row.count or 0))
    return tuple(Lift(row.value, row.count) for row in rows if row.count)


def _near(words: terms.Terms) -> tuple[NearCategory, ...]:
    """Categories with one of the words in their name that hold something, the fullest first."""
    near = [
        NearCategory(path, name, SearchDocument.objects.below(path).count())
        for path, name in matching_categories(words)
    ]
    return tuple(sorted((node for node in near if node.count), key=lambda node: -node.count))


def _worth_showing(filters: Filters, counts: Counts) -> Iterable[Count]:
    """The counts without the long tails: of each filter the most common values, and of the facts the useful ones."""
    groups = dict.fromkeys(row.group for row in counts.rows if row.group not in ("page", "price"))
    facts = [group for group in groups if group.startswith(ATTRIBUTE)]
    chosen = {ATTRIBUTE + name for name, _values in filters.attributes}
    useful = sorted(facts, key=lambda group: -_usefulness(counts.of(group), counts.matching))
    chosen.update(group for group in useful[:MOST_FACTS] if _usefulness(counts.of(group), counts.matching) > 0)
    selected = set(filters.pairs())
    for group in groups:
        rows = counts.of(group)
        if group in ("brand", "seller"):
            rows = [r for place, r in enumerate(rows) if place < MOST_VALUES or (group, r.value) in selected]
        elif group in facts:
            rows = [r for place, r in enumerate(rows) if place < MOST_VALUES or (group, r.value) in selected]
            rows = rows if group in chosen else []
        yield from rows


def _usefulness(values: list[Count], products: int) -> float:
    """How well a fact divides the products: many have it, and its values repeat."""
    covered = sum(value.base for value in values)
    if len(values) < 2 or covered < LEAST_COVERAGE * products or values[0].base < 2:
        return 0.0
    return covered / products - len(values) / covered


def _shops(filters: Filters, counts: Counts) -> dict[str, str]:
    """The names of the chosen shops, those with nothing among these products too."""
    names = {row.value: row.label for row in counts.of("seller")}
    missing = [slug for slug in filters.sellers if slug not in names]
    return {**names, **(dict(Seller.objects.filter(slug__in=missing).values_list("slug", "name")) if missing else {})}


def _names(filters: Filters, counts: Counts) -> dict[str, str]:
    paths = {row.value for row in counts.rows if row.group == "category"} | set(filters.categories) | {filters.scope}
    steps = {"/".join(path.split("/")[:depth]) for path in paths for depth in range(1, path.count("/") + 2)}
    return dict(Category.objects.filter(path__in=steps - {""}).values_list("path", "name"))
