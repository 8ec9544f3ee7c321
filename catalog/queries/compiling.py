"""
Parsed words as text search queries of PostgreSQL.

Compiled here and not by `websearch_to_tsquery` because every word brings its own spellings (`catalog.words`):
WH-1000XM2, wh 1000xm2 and wh1000xm2 find the same things; and because not all words need to match.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import combinations

from catalog import words
from catalog.queries.terms import Item, Terms

# Only so many letter-digit borders are tried: `iphone6s` → iphone 6s, iphone6 s.
MOST_BORDERS = 3
# With more words than these, "all but one" would be a long query for little.
MOST_LEFT_OUT = 6


class Step(StrEnum):
    """How many of the words a product must have. Steps are taken downwards until enough is found."""

    ALL = "all"
    MOST = "most"
    SOME = "some"


def steps(query: Terms) -> list[Step]:
    """The steps that make a difference. Signs mean what they say: a query with OR stays as it is."""
    if len(query.groups) != 1:
        return [Step.ALL]
    count = len(_loose(query)) + _has_phrase(query)
    if count < 2:
        return [Step.ALL]
    return [Step.ALL, Step.MOST, Step.SOME] if 3 <= count <= MOST_LEFT_OUT else [Step.ALL, Step.SOME]


def tsquery(query: Terms, step: Step = Step.ALL) -> str:
    """
    The text for `to_tsquery`; empty where nothing can match.

    :param step: phrases and exclusions hold at every step; of the other words, MOST leaves out any one, and at SOME
        any one is enough (none where there is a phrase).
    """
    if step is Step.ALL or len(query.groups) != 1:
        return " | ".join(f"({' & '.join(_items(group))})" for group in query.groups)
    items = query.groups[0]
    compiled = dict(zip(items, _items(items), strict=True))
    loose = [compiled[item] for item in _loose(query)]
    fixed = [compiled[item] for item in items if not item.is_plain]
    size = 1 if step is Step.SOME else len(loose) - 1
    if (step is Step.SOME and _has_phrase(query)) or not size:
        return " & ".join(fixed)
    choice = " | ".join(f"({' & '.join(some)})" for some in combinations(loose, size))
    return " & ".join([f"({choice})", *fixed])


def scored(query: Terms) -> list[tuple[Item, str, str]]:
    """
    What makes a product a better match: each wanted word or phrase, its own query, and that of the words which it makes
    with its neighbours (empty where it has none).
    """
    found = []
    for group in query.groups:
        for index, item in enumerate(group):
            if not item.is_excluded and not item.is_stop_word:
                joined = " | ".join(f"'{word}'" for word in _joins(group, index))
                found.append((item, _with_beginning(item, alone(item), group), joined))
    return found


def alone(item: Item) -> str:
    """The query for one word by itself."""
    return _item(item, ())


def _has_phrase(query: Terms) -> bool:
    return any(item.is_phrase and not item.is_excluded for item in query.groups[0])


def _loose(query: Terms) -> list[Item]:
    return list(dict.fromkeys(item for item in query.groups[0] if item.is_plain and not item.is_stop_word))


def _items(items: tuple[Item, ...]) -> list[str]:
    return [_with_beginning(item, _item(item, _joins(items, index)), items) for index, item in enumerate(items)]


def _with_beginning(item: Item, compiled: str, items: tuple[Item, ...]) -> str:
    """A lone article number is also looked for by its beginning: KK-MUG → KK-MUG-OAT."""
    is_lone_number = len(items) == 1 and _looks_like_a_number(item)
    return f"({compiled} | '{''.join(item.parts)}':*)" if is_lone_number else compiled


def _item(item: Item, joins: Iterable[str]) -> str:
    compiled = f"({_phrase(item.parts)})" if item.is_phrase else _alternatives(item, joins)
    return f"!{compiled}" if item.is_excluded else compiled


def _alternatives(item: Item, joins: Iterable[str]) -> str:
    """A word in all its spellings: as its parts, joined, split where letters meet digits; and what means the same."""
    parts = item.parts
    spellings = [] if words.STOP_LETTERS.intersection(parts) and len(parts) > 1 else [_and(parts)]
    if len(parts) > 1:
        spellings.append(f"'{''.join(parts)}'")
    else:
        spellings += [_phrase(halves) for halves in _cuts(parts[0])]
    spellings += [f"'{word}'" for word in joins]
    spellings += [_phrase(other) if len(other) > 1 else f"'{other[0]}'" for other in item.also]
    return f"({' | '.join(spellings)})"


def _and(parts: Iterable[str]) -> str:
    return " & ".join(f"'{part}'" for part in parts)


def _phrase(parts: Iterable[str]) -> str:
    return " <-> ".join(f"'{part}'" for part in parts)


def _cuts(word: str) -> Iterator[tuple[str, str]]:
    """The two halves of a word at each border of letters and digits. No half may be one that the server leaves out."""
    pieces = words.borders(word)
    for cut in range(1, len(pieces)) if len(pieces) <= MOST_BORDERS + 1 else ():
        halves = "".join(pieces[:cut]), "".join(pieces[cut:])
        if not words.STOP_WORDS.intersection(halves):
            yield halves


def _joins(items: tuple[Item, ...], index: int) -> list[str]:
    """The word joined with the one before and the one after it: `wh 1000xm2` → wh1000xm2."""
    joins = []
    for first, second in ((index - 1, index), (index, index + 1)):
        if first >= 0 and second < len(items):
            pair = (items[first], items[second])
            if not any(not item.is_plain or item.is_stop_word for item in pair):
                joins.append("".join(part for item in pair for part in item.parts)[: words.LONGEST_WORD])
    return joins


def _looks_like_a_number(item: Item) -> bool:
    joined = "".join(item.parts)
    has_sign = len(item.parts) > 1 or any(c.isdigit() for c in joined)
    return has_sign and len(joined) >= 3 and item.is_plain
