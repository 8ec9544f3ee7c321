"""
What is done about words: synonyms first, then corrections of words that nobody here uses, then fewer words.

Each step is taken only where the one before found too little.
"""

from dataclasses import dataclass, replace

from catalog.filters import Filters
from catalog.queries import bands, candidates, compiling, facets, known, matching, ordered, ranking, spelling, terms
from catalog.queries.bands import PriceRange
from catalog.queries.compiling import Step
from catalog.queries.facets import Count, Counts
from catalog.queries.ranking import Wanted

# Fewer products with all the words than fill a page: those with most of them follow.
ENOUGH = ranking.PAGE_SIZE
# At most so many products with all the words: a spelling that is far more common is offered.
DOUBTFUL = 3
# So many words are looked for one by one, to say that nothing has them.
MOST_DROPPED = 6


@dataclass(frozen=True)
class Searched:
    """What was asked for in the end, and what it found."""

    wanted: Wanted
    counts: Counts
    ids: list[int]
    prices: tuple[PriceRange, ...]
    corrected: str = ""
    suggestion: str = ""
    dropped: tuple[str, ...] = ()


def search(filters: Filters, *, page: int) -> Searched:
    """The candidates, the counts and the page for what was typed, or for what came nearest to it."""
    wanted = asked(filters)
    counts = look(wanted, page=page)
    corrected, suggestion = "", ""
    dropped: tuple[str, ...] = ()
    if not filters.words.is_blank and counts.matching < ENOUGH:
        doubt = spelling.corrected(filters.words, wanted.known)
        if filters.is_exact or counts.matching:
            suggestion = doubt if counts.matching <= DOUBTFUL else ""
        elif doubt:
            better = asked(replace(filters, words=terms.typed(doubt)))
            found = look(better, page=page)
            if found.matching or _can_be_loose(better):
                wanted, counts, corrected = better, found, doubt
        if not (suggestion or corrected) and counts.matching <= DOUBTFUL:
            suggestion = _offered(filters, spelling.doubted(filters.words, wanted.known), counts)
        if not filters.is_exact:
            wanted, counts = _looser(wanted, counts, page)
            dropped = _nowhere(wanted) if wanted.step is not Step.ALL else ()
            corrected = corrected if counts.matching else ""
    return Searched(wanted, counts, _page(wanted, counts, page), _prices(counts), corrected, suggestion, dropped)


def _offered(filters: Filters, spelling_: str, counts: Counts) -> str:
    """The spelling, where it finds more."""
    if not spelling_:
        return ""
    better = look(asked(replace(filters, words=terms.typed(spelling_))), page=1)
    return spelling_ if better.matching > counts.matching else ""


def look(wanted: Wanted, *, page: int) -> Counts:
    """The counts of one question: as few of the best sellers as suffice, and all matches where these are few."""
    is_common = ranking.is_common(wanted)
    counts = facets.counts(wanted, page=page, is_common=is_common)
    if counts.matching <= ranking.MOST_COUNTED:
        return counts
    names = list(matching.by_group(wanted.filters))
    if not names:
        return Counts(tuple(_uncounted(row, hidden=True) for row in counts.rows), are_complete=False)
    narrow = facets.counts(wanted, page=page, is_common=is_common, is_narrow=True)
    is_capped = narrow.number("found") > ranking.MOST_COUNTED
    offered = {(row.group, row.value) for row in narrow.rows}
    rows = [_uncounted(row, hidden=is_capped or row.group in names) for row in narrow.rows]
    # What else the filters that are set could be: from the candidates without them, and so without a number.
    rows += [_uncounted(r, hidden=True) for r in counts.rows if r.group in names and (r.group, r.value) not in offered]
    return Counts(tuple(rows), are_complete=False)


def asked(filters: Filters) -> Wanted:
    """The question, with what the shop knows about its words and with their synonyms. One query where there are any."""
    words = known.look_up(filters.words) if not filters.words.is_blank else known.NOTHING
    return Wanted(replace(filters, words=known.expanded(filters.words, words)), known=words)


def best(wanted: Wanted, *, offset: int, limit: int) -> tuple[list[int], int]:
    """Some of the best matches, and how many there are, at most `ranking.MOST_COUNTED`."""
    c = candidates.of(wanted, {}, is_common=ranking.is_common(wanted), is_narrow=True)
    number = int(matching.rows(f"SELECT count(*) FROM ({c.sql}) AS c", c.params)[0][0])
    total = min(number, ranking.MOST_COUNTED)
    sql = f"SELECT product_id FROM ({c.sql}) AS c ORDER BY {wanted.order} LIMIT %s OFFSET %s"
    rows = matching.rows(sql, (*c.params, max(0, min(limit, total - offset)), offset))
    return [row[0] for row in rows], total


def _looser(wanted: Wanted, counts: Counts, page: int) -> tuple[Wanted, Counts]:
    """Fewer and fewer words, until a page is full or nothing more can be left out."""
    for step in compiling.steps(wanted.filters.words)[1:]:
        if counts.matching >= ENOUGH:
            break
        looser = replace(wanted, step=step)
        found = look(looser, page=page)
        if found.matching > counts.matching:
            wanted, counts = looser, found
    return wanted, counts


def _can_be_loose(wanted: Wanted) -> bool:
    return len(compiling.steps(wanted.filters.words)) > 1


def _nowhere(wanted: Wanted) -> tuple[str, ...]:
    """Words of the query that no product has."""
    items = dict.fromkeys(item for group in wanted.filters.words.groups for item in group if not item.is_stop_word)
    rare = [item for item in items if item.is_plain and not wanted.known.count(item)]
    return tuple(" ".join(item.parts) for item in rare[:MOST_DROPPED] if not matching.has_any(compiling.alone(item)))


def _page(wanted: Wanted, counts: Counts, page: int) -> list[int]:
    """The ids. Of more products than were looked at, those of another order than the best come from its own index."""
    if counts.number("found") <= ranking.MOST_COUNTED or wanted.filters.sort == "relevance":
        return counts.ids
    start = min(page - 1, ranking.MOST_COUNTED // ranking.PAGE_SIZE - 1) * ranking.PAGE_SIZE
    return ordered.ids(wanted, counts, start=start, limit=ranking.PAGE_SIZE)


def _prices(counts: Counts) -> tuple[PriceRange, ...]:
    return bands.of((int(row.value), row.count, row.base) for row in counts.rows if row.group == "price")


def _uncounted(row: Count, *, hidden: bool) -> Count:
    """The row without its number, where that would be wrong."""
    is_number = row.group in ("all", "found", "exact", "page", "without", "depth")
    return replace(row, count=None) if hidden and not is_number else row
