"""
What a person typed into the search field, as a text search query of PostgreSQL.

Words are all wanted; "a phrase" keeps its order; -word is not wanted; OR gives a choice and binds loosest, as in
`websearch_to_tsquery`, whose syntax this is. It is compiled here and not there because every word brings its own
spellings (`catalog.words`): WH-1000XM2, wh 1000xm2 and wh1000xm2 find the same things.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from catalog import words

LONGEST_QUERY = 200
MOST_WORDS = 24
# Only so many letter-digit borders are tried: `iphone6s` → iphone 6s, iphone6 s.
MOST_BORDERS = 3
_ITEM = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)')
_SEPARATORS = re.compile(r"[-+_\s]+")


@dataclass(frozen=True)
class Item:
    """A word (its parts, where it is a compound) or a phrase; wanted or not."""

    parts: tuple[str, ...]
    is_phrase: bool = False
    is_excluded: bool = False

    @property
    def is_number(self) -> bool:
        return len(self.parts) == 1 and not self.is_phrase and self.parts[0].replace(".", "").isdigit()

    @property
    def is_stop_word(self) -> bool:
        return all(part in words.STOP_WORDS - words.STOP_LETTERS for part in self.parts)


@dataclass(frozen=True)
class Terms:
    """A parsed query: one of the groups must match, each with all its items."""

    text: str
    groups: tuple[tuple[Item, ...], ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed at all. A query of signs alone is not blank: it matches nothing."""
        return not self.text

    @cached_property
    def is_plain(self) -> bool:
        """Plain words: no phrase, no exclusion, no choice."""
        return len(self.groups) == 1 and not any(item.is_phrase or item.is_excluded for item in self.groups[0])

    @cached_property
    def words(self) -> list[str]:
        """The wanted words that are no phrase, in order: what spelling can correct."""
        wanted = (i for group in self.groups for i in group if not i.is_phrase and not i.is_excluded)
        return list(dict.fromkeys(part for item in wanted for part in item.parts))

    @cached_property
    def path(self) -> str:
        """The path form of a plain query ("stoneware-mug"); empty for others."""
        return "-".join(part for item in self.groups[0] for part in item.parts) if self.is_plain else ""

    def tsquery(self, *, any_word: bool = False) -> str:
        """
        The text for `to_tsquery`; empty where nothing can match.

        :param any_word: one of the words is enough.
        """
        if any_word:
            choice = " | ".join(_alternatives((word,)) for word in self.words)
            return f"({choice})" if choice else ""
        return " | ".join(f"({_group(group)})" for group in self.groups)

    def replaced(self, corrections: dict[str, str]) -> str:
        """The query with some of its words corrected, its signs kept."""

        def corrected(match: re.Match[str]) -> str:
            return corrections.get(words.fold(match.group()), match.group())

        return re.sub(r"[^\W_]+", corrected, self.text)


def typed(text: str) -> Terms:
    """Parse the search field, with its full syntax. Never fails, whatever was typed."""
    text = " ".join(text.replace("\0", " ").split())[:LONGEST_QUERY]
    groups: list[list[Item]] = [[]]
    for item in _items(text):
        if item is None:
            groups.append([])
        elif sum(map(len, groups)) < MOST_WORDS:
            groups[-1].append(item)
    return Terms(text, tuple(_with_units(group) for group in groups if group))


def from_path(pattern: str) -> Terms:
    """Parse the path form, where `-`, `+`, `_` and spaces separate words and nothing else has a meaning."""
    text = " ".join(_SEPARATORS.split(pattern.replace("\0", " "))).strip()[:LONGEST_QUERY]
    items = [Item(tuple(parts)) for parts in words.chunks(text)][:MOST_WORDS]
    return Terms(text, (_with_units(items),) if items else ())


def _with_units(items: list[Item]) -> tuple[Item, ...]:
    """The items with each number and the unit after it made one word."""
    merged: list[Item] = []
    for item in items:
        before = merged[-1] if merged else None
        if before and before.is_number and item.parts[0] in words.UNITS and item == Item(item.parts[:1]):
            merged[-1] = replace(before, parts=(before.parts[0] + item.parts[0],))
        else:
            merged.append(item)
    return tuple(merged)


def _items(text: str) -> Iterator[Item | None]:
    """The items in order; None for OR."""
    for match in _ITEM.finditer(text):
        phrase, word = match["phrase"], match["word"]
        if phrase is not None:
            parts = tuple(part for chunk in words.chunks(phrase) for part in chunk)
            if parts:
                yield Item(parts, is_phrase=True, is_excluded=bool(match["minus"]))
        elif word.casefold() == "or":
            yield None
        else:
            excluded = word.startswith("-")
            for chunk in words.chunks(word):
                yield Item(tuple(chunk), is_excluded=excluded)


def _group(items: tuple[Item, ...]) -> str:
    compiled = [_item(item, _joins(items, index)) for index, item in enumerate(items)]
    # A lone article number is also looked for by its beginning: KK-MUG → KK-MUG-OAT.
    if len(items) == 1 and _looks_like_a_number(items[0]):
        compiled = [f"({compiled[0]} | '{''.join(items[0].parts)}':*)"]
    return " & ".join(compiled)


def _item(item: Item, joins: Iterable[str]) -> str:
    if item.is_phrase:
        compiled = " <-> ".join(f"'{part}'" for part in item.parts)
        compiled = f"({compiled})"
    else:
        compiled = _alternatives(item.parts, joins)
    return f"!{compiled}" if item.is_excluded else compiled


def _alternatives(parts: tuple[str, ...], joins: Iterable[str] = ()) -> str:
    """A word in all its spellings: as its parts, joined, split where letters meet digits."""
    spellings = [] if words.STOP_LETTERS.intersection(parts) and len(parts) > 1 else [_and(parts)]
    if len(parts) > 1:
        spellings.append(f"'{''.join(parts)}'")
    else:
        spellings += [f"'{first}' <-> '{second}'" for first, second in _cuts(parts[0])]
    spellings += [f"'{word}'" for word in joins]
    return f"({' | '.join(spellings)})"


def _and(parts: Iterable[str]) -> str:
    return " & ".join(f"'{part}'" for part in parts)


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
            if not any(item.is_phrase or item.is_excluded or item.is_stop_word for item in pair):
                joins.append("".join(part for item in pair for part in item.parts)[: words.LONGEST_WORD])
    return joins


def _looks_like_a_number(item: Item) -> bool:
    joined = "".join(item.parts)
    has_sign = len(item.parts) > 1 or any(c.isdigit() for c in joined)
    return has_sign and len(joined) >= 3 and not item.is_phrase and not item.is_excluded
