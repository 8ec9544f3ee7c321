"""
What a person typed into the search field, parsed. `catalog.queries.compiling` makes a query of it.

Words are all wanted; "a phrase" keeps its order; -word is not wanted; OR gives a choice and binds loosest, as in
`websearch_to_tsquery`, whose syntax this is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from catalog import words

LONGEST_QUERY = 200
MOST_WORDS = 24
_ITEM = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)')
_SEPARATORS = re.compile(r"[-+_\s]+")


@dataclass(frozen=True)
class Item:
    """
    A word (its parts, where it is a compound) or a phrase; wanted or not.

    :ivar also: words, or runs of words, that mean the same (`catalog.queries.known`).
    """

    parts: tuple[str, ...]
    is_phrase: bool = False
    is_excluded: bool = False
    also: tuple[tuple[str, ...], ...] = ()

    @property
    def is_plain(self) -> bool:
        return not self.is_phrase and not self.is_excluded

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
    def neighbours(self) -> list[tuple[str, str]]:
        """Wanted words that stand side by side, and so may be one word written as two: head phones."""
        runs = ([i.parts if i.is_plain else ("",) for i in group] for group in self.groups)
        rows = ([part for parts in run for part in parts] for run in runs)
        return [(first, second) for row in rows for first, second in pairwise(row) if first and second]

    @cached_property
    def unquoted(self) -> str:
        """The same words without quotation marks; empty where there are none."""
        has_phrase = any(item.is_phrase and not item.is_excluded for group in self.groups for item in group)
        return " ".join(self.text.replace('"', " ").split()) if has_phrase else ""

    @cached_property
    def path(self) -> str:
        """The path form of a plain query ("stoneware-mug"); empty for others."""
        return "-".join(part for item in self.groups[0] for part in item.parts) if self.is_plain else ""

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
