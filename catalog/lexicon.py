"""
The words of the catalogue and the labels of its facets, kept beside the search documents.

New ones are learnt by a job after the commit: two sellers who publish the same new word at once would otherwise wait
for each other's transactions.
"""

from collections import Counter
from collections.abc import Iterable

from django.db import connection

from catalog import documents
from catalog.models import FacetLabel, SearchWord
from shop.core import jobs

_INSERT = (
    "INSERT INTO catalog_searchword (word, documents) SELECT * FROM unnest(%s::text[], %s::int[]) ON CONFLICT (word)"
)
_KEEP = " DO NOTHING"
_CORRECT = " DO UPDATE SET documents = EXCLUDED.documents"


def learn_soon(texts: Iterable[documents.Text]) -> None:
    """Enqueue a job for the products among these that say something new."""
    texts = list(texts)
    words = sorted({word for text in texts for word in text.words})
    keys = sorted({label.key for text in texts for label in text.labels})
    new_words = set(words) - set(SearchWord.objects.filter(word__in=words).values_list("word", flat=True))
    new_keys = set(keys) - set(FacetLabel.objects.filter(key__in=keys).values_list("key", flat=True))
    ids = [t.product.pk for t in texts if t.words & new_words or not new_keys.isdisjoint(t.facets)]
    if ids:
        jobs.enqueue(learn, product_ids=ids)


@jobs.job
def learn(*, product_ids: list[int]) -> None:
    """Store the words and labels of these products that are not known yet."""
    texts = documents.of(product_ids)
    store(Counter(word for text in texts for word in text.words))
    label(texts)


def label(texts: Iterable[documents.Text]) -> None:
    """Store how the facets are written; the first spelling stays."""
    labels = {label.key: label for text in texts for label in text.labels}
    rows = [labels[key] for key in sorted(labels)]
    FacetLabel.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)


def store(counts: Counter[str], *, replace: bool = False) -> None:
    """
    Store words with the number of products they stand in; a known one keeps its number.

    :param replace: these are all the words of the catalogue: correct every number and forget the rest.
    """
    if replace:
        SearchWord.objects.exclude(word__in=list(counts)).delete()
    words = sorted(counts)
    conflict = _CORRECT if replace else _KEEP
    with connection.cursor() as cursor:
        cursor.execute(_INSERT + conflict, [words, [counts[word] for word in words]])
