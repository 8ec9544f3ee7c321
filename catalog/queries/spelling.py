"""
Typing errors, corrected with the catalogue's own words (`SearchWord`).

The nearest word wins by Damerau-Levenshtein distance (swapped neighbours are one error), then the one that is more
common here. Each process keeps the words in memory and looks for newer ones now and then.
"""

import math
import time
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalog import words
from catalog.models import SearchWord
from catalog.queries import terms
from catalog.queries.known import Known

# More are not worth their memory: rarer words than the 60,000 most common are nobody's typing error.
MOST_WORDS = 60_000
REFRESH_S = 300.0
SHORTEST = 3
# One error more costs as much as being this many times rarer.
RARER_PER_ERROR = 200.0
# So many times more common a spelling must be to be offered for a word that is known. Short words have too many
# neighbours: jug, mug.
MUCH_MORE = 50
LONG = 6


@dataclass(frozen=True)
class _Vocabulary:
    words: tuple[str, ...]
    documents: dict[str, int]
    read_at: float


_vocabulary = _Vocabulary((), {}, -math.inf)


def corrected(query: terms.Terms, known: Known) -> str:
    """
    The query with its unknown words replaced by near known ones; empty where nothing better is known.

    A word that the catalogue knows in any of its forms is never touched, nor one that the office keeps, nor one that
    makes a known word with its neighbour.
    """
    untouched = words.STOP_WORDS | words.SHOPPERS_WORDS | known.halves(query)
    unknown = [word for word in query.words if word not in untouched and not known.is_known(word)]
    found = {word: nearest(word) for word in unknown if len(word) >= SHORTEST}
    corrections = {word: better for word, better in found.items() if better is not None}
    return query.replaced(corrections) if corrections else ""


def doubted(query: terms.Terms, known: Known) -> str:
    """
    The query with its rare words replaced by near ones that are far more common; empty where there are none.

    To be offered, never searched: the rare word may be meant.
    """
    untouched = words.STOP_WORDS | words.SHOPPERS_WORDS | known.kept | known.halves(query)
    long = [word for word in query.words if len(word) >= LONG]
    rare = [word for word in long if word not in untouched and word not in known.means]
    found = {word: nearest(word, above=MUCH_MORE * max(1, known.documents.get(word, 0))) for word in rare}
    better = {word: other for word, other in found.items() if other is not None and other != word}
    return query.replaced(better) if better else ""


def nearest(word: str, *, above: float = 0) -> str | None:
    """
    The known word, or the two known words, that somebody who typed this most likely meant.

    :param above: only what stands in more products than this.
    """
    vocabulary = _current()
    if len(word) < SHORTEST or any(c.isdigit() for c in word):
        return None
    found = process.extract(word, vocabulary.words, scorer=OSA.distance, score_cutoff=_most_errors(word), limit=50)
    hits = [(str(hit[0]), int(hit[1])) for hit in found if vocabulary.documents[str(hit[0])] > above]
    if not hits:
        return _split(word, vocabulary, above)
    return max(hits, key=lambda hit: _likelihood(word, hit[0], hit[1], vocabulary))[0]


def forget() -> None:
    """Read the words anew at the next need."""
    global _vocabulary
    _vocabulary = _Vocabulary((), {}, -math.inf)


def _likelihood(word: str, candidate: str, errors: int, vocabulary: _Vocabulary) -> tuple[float, str]:
    # The first letter is rarely wrong; letters that are all there were only swapped.
    errors_felt = errors + (0.5 if word[:1] != candidate[:1] else 0.0)
    errors_felt -= 0.4 if sorted(word) == sorted(candidate) else 0.0
    return math.log(vocabulary.documents[candidate]) - errors_felt * math.log(RARER_PER_ERROR), candidate


def _most_errors(word: str) -> int:
    return 1 if len(word) <= 5 else 2


def _split(word: str, vocabulary: _Vocabulary, above: float) -> str | None:
    """`gpswatch` → gps watch: the cut whose rarer half is the most common."""
    cuts = [(word[:i], word[i:]) for i in range(SHORTEST, len(word) - SHORTEST + 1)]
    known = [(min(vocabulary.documents.get(part, 0) for part in cut), cut) for cut in cuts]
    commonness, cut = max(known, default=(0, ("", "")))
    return " ".join(cut) if commonness > above else None


def _current() -> _Vocabulary:
    global _vocabulary
    if time.monotonic() - _vocabulary.read_at > REFRESH_S:
        rows = (
            SearchWord.objects.filter(is_name=True)
            .order_by("-documents", "word")
            .values_list("word", "documents")[:MOST_WORDS]
        )
        documents = dict(rows)
        words = tuple(word for word in documents if not any(c.isdigit() for c in word))
        _vocabulary = _Vocabulary(words, documents, time.monotonic())
    return _vocabulary
