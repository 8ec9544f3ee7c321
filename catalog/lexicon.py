"""
The words of the catalogue and the labels of its facets, kept beside the search documents.

New ones are learnt by a job after the commit: two sellers who publish the same new word at once would otherwise wait
for each other's transactions.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from django.db import connection

from catalog import documents
from catalog.models import FacetLabel, SearchWord
from shop.core import jobs

_INSERT = """
INSERT INTO catalog_searchword (word, stem, documents, is_name)
SELECT word, coalesce((ts_lexize('english_stem', word))[1], ''), documents, is_name
FROM unnest(%s::text[], %s::int[], %s::boolean[]) AS t (word, documents, is_name)
ON CONFLICT (word)
"""
_KEEP = " DO UPDATE SET is_name = TRUE WHERE EXCLUDED.is_name AND NOT catalog_searchword.is_name"
_ADD = (
    " DO UPDATE SET documents = catalog_searchword.documents + EXCLUDED.documents,"
    " is_name = catalog_searchword.is_name OR EXCLUDED.is_name"
)
_CORRECT = " DO UPDATE SET documents = EXCLUDED.documents, is_name = EXCLUDED.is_name"


class Counts:
    """In how many products each word stands, and which words name things."""

    def __init__(self, texts: Iterable[documents.Text] = ()) -> None:
        self.documents: Counter[str] = Counter()
        self.names: set[str] = set()
        self.add(texts)

    def add(self, texts: Iterable[documents.Text]) -> None:
        for text in texts:
            self.add_words(text.words)

    def add_words(self, words: Mapping[str, bool]) -> None:
        """One product's words, each with whether it names things."""
        self.documents.update(words.keys())
        self.names.update(word for word, is_name in words.items() if is_name)

    def leave_out(self, is_unwanted: Callable[[str], bool]) -> None:
        for word in [word for word in self.documents if is_unwanted(word)]:
            del self.documents[word]


def learn_soon(texts: Iterable[documents.Text]) -> None:
    """Enqueue a job for the products among these that say something new."""
    texts = list(texts)
    words = sorted({word for text in texts for word in text.words})
    keys = sorted({label.key for text in texts for label in text.labels})
    new_words = set(words) - set(SearchWord.objects.filter(word__in=words).values_list("word", flat=True))
    new_keys = set(keys) - set(FacetLabel.objects.filter(key__in=keys).values_list("key", flat=True))
    ids = [t.product.pk for t in texts if not new_words.isdisjoint(t.words) or not new_keys.isdisjoint(t.facets)]
    if ids:
        jobs.enqueue(learn, product_ids=ids)


@jobs.job
def learn(*, product_ids: list[int]) -> None:
    """Store the words and labels of these products that are not known yet."""
    texts = documents.of(product_ids)
    store(Counts(texts))
    label(texts)


def label(texts: Iterable[documents.Text]) -> None:
    """Store how the facets are written; the first spelling stays."""
    labels = {label.key: label for text in texts for label in text.labels}
    rows = [labels[key] for key in sorted(labels)]
    FacetLabel.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)


def store(counts: Counts, *, replace: bool = False, are_new: bool = False) -> None:
    """
    Store words with the number of products they stand in; a known one keeps its number.

    :param are_new: none of these products was counted before: add their numbers to those that are known.
    :param replace: these are all the words of the catalogue: correct every number and forget the rest.
    """
    if replace:
        SearchWord.objects.exclude(word__in=list(counts.documents)).delete()
    words = sorted(counts.documents)
    numbers = [counts.documents[word] for word in words]
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT + (_CORRECT if replace else _ADD if are_new else _KEEP),
            [words, numbers, [word in counts.names for word in words]],
        )
