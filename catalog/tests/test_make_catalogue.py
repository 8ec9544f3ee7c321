import pytest
from django.core.management import call_command

from accounts.models import Seller
from catalog import availability, filters, ledger
from catalog.models import Product, SearchDocument, SearchWord, Variant
from catalog.queries import searching, terms
from catalog.synthetic import products, vocabulary, writing
from catalog.tests.browsing import offered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    """Few categories and shops, and a catalogue that is worth dropping indexes for."""
    monkeypatch.setattr(vocabulary, "ROOTS", ("Kitchen",))
    monkeypatch.setattr(writing, "SHOPS", 3)
    monkeypatch.setattr(writing, "BATCH", 7)


def make(count):
    call_command("make_catalogue", "--products", str(count))


def test_makes_what_shops_and_searches_show():
    make(20)

    assert Product.objects.on_sale_floor().count() == SearchDocument.objects.count() == Variant.objects.count() == 20
    assert ledger.breaches() == availability.breaches() == []
    words = vocabulary.make()
    title = products.make(3, words).title
    found = searching.search(filters.Filters(words=terms.typed(title)), page=1)
    assert Product.objects.get(pk=found.ids[0]).title == title
    assert SearchWord.objects.filter(word="colour").get().documents == 20


def test_adds_only_what_is_missing():
    make(10)
    first = set(Product.objects.values_list("handle", flat=True))

    make(15)
    make(15)

    assert SearchWord.objects.get(word="colour").documents == 15

    handles = set(Product.objects.values_list("handle", flat=True))
    assert first < handles
    assert len(handles) == Product.objects.count() == 15


def test_takes_all_of_it_away_and_nothing_else():
    own = offered()
    make(10)

    call_command("make_catalogue", "--remove")

    assert list(Product.objects.values_list("pk", flat=True)) == [own.pk]
    assert list(SearchDocument.objects.values_list("pk", flat=True)) == [own.pk]
    assert not Seller.objects.filter(slug__startswith=writing.SHOP).exists()


def test_the_same_number_gives_the_same_product():
    words = vocabulary.make()

    assert products.make(7, words) == products.make(7, words)
    assert products.make(7, words) != products.make(8, words)


def test_words_are_as_uneven_as_in_real_catalogues():
    words = vocabulary.make()
    counted: dict[str, int] = {}
    for number in range(400):
        for word in products.make(number, words).description.lower().rstrip(".").split():
            counted[word] = counted.get(word, 0) + 1

    most = sorted(counted.values(), reverse=True)

    assert most[0] > 10 * most[len(most) // 4]
    assert most[-1] == 1


def test_puts_back_every_index_and_foreign_key(monkeypatch):
    monkeypatch.setattr(writing, "WORTH_DROPPING", 1)
    count = "SELECT count(*) FROM pg_indexes WHERE tablename LIKE 'catalog_%%'"
    keys = "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text LIKE 'catalog_%%'"
    before = [writing.matching.rows(sql, ()) for sql in (count, keys)]

    make(5)

    assert [writing.matching.rows(sql, ()) for sql in (count, keys)] == before
