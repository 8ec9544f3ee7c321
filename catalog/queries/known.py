"""What the shop knows about the words of a query: how common each is here, what means the same, what to leave alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from catalog import words
from catalog.queries import matching
from catalog.queries.terms import Item, Terms

# "smart watch band" is the longest run of words that a synonym can be of.
LONGEST_RUN = 3
# Before the first count of a young catalogue.
FEWEST_PRODUCTS = 100
_SQL = """
SELECT 'word', w, '', coalesce(sum(k.documents), 0)
FROM unnest(%s::text[]) w
CROSS JOIN LATERAL (SELECT coalesce((ts_lexize('english_stem', w))[1], '') AS stem) s
LEFT JOIN catalog_searchword k ON k.stem = s.stem AND s.stem <> ''
GROUP BY w
UNION ALL SELECT 'means', word, means, 0 FROM catalog_synonym WHERE word = ANY(%s)
UNION ALL SELECT 'means', means, word, 0 FROM catalog_synonym WHERE is_two_way AND means = ANY(%s)
UNION ALL SELECT 'kept', word, '', 0 FROM catalog_keptword WHERE word = ANY(%s)
UNION ALL SELECT 'all', '', '', greatest(reltuples, 0)::bigint FROM pg_class
WHERE oid = 'catalog_searchdocument'::regclass
"""


@dataclass(frozen=True)
class Known:
    """
    :ivar documents: word → in how many products any of its forms stands.
    :ivar means: word, or run of words, → what means the same.
    :ivar kept: words that no correction touches.
    :ivar products: about how many products there are.
    """

    documents: Mapping[str, int] = field(default_factory=dict)
    means: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    products: int = FEWEST_PRODUCTS

    def is_known(self, word: str) -> bool:
        return bool(self.documents.get(word)) or word in self.kept or word in self.means

    def halves(self, query: Terms) -> frozenset[str]:
        """Words of the query that make a word of the catalogue with their neighbour: head phones."""
        return frozenset(half for pair in query.neighbours if self.documents.get("".join(pair)) for half in pair)

    def count(self, item: Item) -> int:
        """In how many products a word, one of its other spellings or a synonym stands, at most."""
        spellings = (item.parts, *item.also)
        return max(min((self.documents.get(part, 0) for part in parts), default=0) for parts in spellings)


NOTHING = Known()


def look_up(query: Terms) -> Known:
    """One query, and one more where there are synonyms."""
    runs = [" ".join(run) for run in _runs(query)]
    asked = list(dict.fromkeys([*query.words, *("".join(pair) for pair in query.neighbours)]))
    synonyms = _rows(asked, runs)
    others = {word for _kind, _word, other, _n in synonyms for word in other.split()} - set(asked)
    return _known([*synonyms, *(_rows(sorted(others), []) if others else [])])


def expanded(query: Terms, known: Known) -> Terms:
    """
    The query with what means the same as its words; a run of words that has a synonym becomes one item.

    So do two words of which one is none here, while both together are: of "head phones", products with a head are no
    match, not even where all words find too little.
    """
    groups = [_joined(group, known) for group in query.groups]
    return replace(query, groups=tuple(tuple(_with_meanings(tuple(group), known)) for group in groups))


def _joined(items: Iterable[Item], known: Known) -> list[Item]:
    merged: list[Item] = []
    for item in items:
        before = merged[-1] if merged else None
        if before and _are_one(before, item, known):
            parts = before.parts + item.parts
            merged[-1] = replace(before, parts=parts, also=(("".join(parts),),))
        else:
            merged.append(item)
    return merged


def _are_one(first: Item, second: Item, known: Known) -> bool:
    parts = first.parts + second.parts
    if len(parts) != 2 or not (first.is_plain and second.is_plain) or any(part in known.means for part in parts):
        return False
    is_strange = any(not known.documents.get(part) and part not in words.STOP_WORDS for part in parts)
    return is_strange and bool(known.documents.get("".join(parts)))


def _with_meanings(items: tuple[Item, ...], known: Known) -> Iterable[Item]:
    place = 0
    while place < len(items):
        size = next((n for n in range(LONGEST_RUN, 0, -1) if _text(items[place : place + n], n) in known.means), 0)
        if size == 0:
            yield items[place]
            place += 1
            continue
        run = items[place : place + size]
        also = tuple(tuple(other.split()) for other in known.means[_text(run, size)])
        yield Item(tuple(part for item in run for part in item.parts), also=also)
        place += size


def _text(run: tuple[Item, ...], size: int) -> str:
    """The words of a run of this size; empty where there is none."""
    if len(run) != size or not all(item.is_plain for item in run):
        return ""
    return " ".join(part for item in run for part in item.parts)


def _runs(query: Terms) -> Iterable[list[str]]:
    for group in query.groups:
        for start in range(len(group)):
            for size in range(1, LONGEST_RUN + 1):
                if text := _text(group[start : start + size], size):
                    yield text.split()


def _rows(asked: list[str], runs: list[str]) -> list[tuple[str, str, str, int]]:
    return [(kind, word, other, int(n)) for kind, word, other, n in matching.rows(_SQL, (asked, runs, runs, asked))]


def _known(rows: list[tuple[str, str, str, int]]) -> Known:
    means: dict[str, list[str]] = {}
    for kind, word, other, _number in rows:
        if kind == "means" and other not in means.setdefault(word, []):
            means[word].append(other)
    return Known(
        documents={word: number for kind, word, _other, number in rows if kind == "word"},
        means={word: tuple(others) for word, others in means.items()},
        kept=frozenset(word for kind, word, _other, _number in rows if kind == "kept"),
        products=max([FEWEST_PRODUCTS, *(number for kind, *_rest, number in rows if kind == "all")]),
    )
