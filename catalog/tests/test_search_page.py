from dataclasses import replace

import pytest
from django.http import QueryDict
from django.test import override_settings

from catalog import filters as listing_filters
from catalog import search
from catalog.models import SearchDocument
from catalog.queries import listing, ranking
from catalog.queries.found import Step
from catalog.tests.browsing import counts, listed, offered, text
from catalog.tests.factories import CategoryFactory, VariantFactory
from shop.core import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def headphones():
    product = offered(title="Sony WH-1000XM2 noise cancelling headphones", sku="NB-HEAD-GRA", brand="Sony")
    offered(title="Speckled mug in clay")
    jobs.run_waiting()
    return product


SPELLINGS = [
    "/listing/wh-1000xm2/",
    "/listing/wh1000xm2/",
    "/listing/WH+1000XM2/",
    "/listing/wh%201000xm2/",
    "/listing/sony-wh-1000xm2/",
    "/listing/sony-wh1000xm2/",
    "/listing/sony-headphones/",
    "/listing/headphone/",
    "/listing/headphone-cancels/",
    "/listing/?q=wh-1000xm2",
    "/listing/?q=NB-HEAD-GRA",
    "/listing/?q=nb-head",
    "/listing/?q=nbheadgra",
    '/listing/?q="noise cancelling"',
    "/listing/?q=sony -mug",
    "/listing/?q=vase OR headphones",
    "/listing/?q=SÓNY",
]


def test_finds_by_every_way_of_writing(client, headphones):
    found = {path: listed(client.get(path, secure=True)) for path in SPELLINGS}

    assert found == {key: [headphones.pk] for key in SPELLINGS}


@pytest.mark.parametrize("query", ['"cancelling noise"', "headphones -sony", "-headphones -mug"])
def test_leaves_out_what_the_signs_exclude(client, headphones, query):
    response = client.get("/listing/", {"q": query, "exact": "1"}, secure=True)

    assert response.context["found"].total == 0


def test_finds_words_with_and_without_accents(client):
    product = offered(title="Crème brûlée bowl from Höhr")

    for words in ("creme brulee", "Crème Brûlée", "CREME", "höhr", "hohr"):
        assert listed(client.get("/listing/", {"q": words}, secure=True)) == [product.pk]


def test_names_the_path_as_canonical_for_plain_words(client, headphones):
    with override_settings(BASE_URL="https://millrow.example"):
        plain = client.get("/listing/?q=Noise+Headphones&sort=price", secure=True).content.decode()
        signed = client.get('/listing/?q="noise"', secure=True).content.decode()

    assert '<link rel="canonical" href="https://millrow.example/listing/noise-headphones/">' in plain
    assert '<link rel="canonical" href="https://millrow.example/listing/">' in signed


def test_corrects_typing_errors_and_leads_back(client, headphones):
    response = client.get("/listing/?q=hedphones&sort=price", secure=True)
    exact = client.get("/listing/?q=hedphones&exact=1", secure=True)

    assert listed(response) == [headphones.pk]
    assert "No products for ‘hedphones’. Showing results for headphones" in text(response)
    assert 'href="?q=hedphones&amp;exact=1&amp;sort=price"' in response.content.decode()
    assert exact.context["found"].total == 0
    assert "Did you mean headphones" in text(exact)


def test_shows_products_with_some_of_the_words(client, headphones):
    response = client.get("/listing/?q=sony+telescope", secure=True)

    assert listed(response) == [headphones.pk]
    assert "No product has ‘telescope’." in text(response)


def test_corrects_before_making_do_with_some_of_the_words(client, headphones):
    response = client.get("/listing/?q=hedphones+telescope", secure=True)

    assert listed(response) == [headphones.pk]
    assert "Showing results for headphones" in text(response)
    assert "No product has ‘telescope’." in text(response)


def test_tells_where_the_products_with_all_words_end(client, monkeypatch):
    both, loose = offered(title="Oak stool"), offered(title="Oak shelf")
    known = listing.find(listing_filters.read(QueryDict(""))[0])
    partly = replace(known, ids=[both.pk, loose.pk], total=2, step=Step.SOME, exact_total=1)
    monkeypatch.setattr(listing, "find", lambda filters, page: partly)

    response = client.get("/listing/?q=oak+stool", secure=True)

    assert listed(response) == [both.pk, loose.pk]
    assert "1 product has all the words. The others have some of them." in text(response)
    assert len(response.context["cards"]) == len(response.context["loose"]) == 1
    assert "With some of the words" in text(response)


def test_nothing_found_suggests_a_way_on(client, headphones):
    offered(title="Airship", category=CategoryFactory(name="Zeppelins", slug="zeppelins", path="zeppelins"))

    response = client.get("/listing/zeppelin/?brand=Nobody", secure=True)

    assert response.status_code == 200
    assert "Nothing matches ‘zeppelin’" in text(response)
    assert 'href="/category/zeppelins/"' in response.content.decode()
    assert "What others buy" in text(response)
    assert headphones.pk in listed(response)
    assert 'content="noindex, follow"' in response.content.decode()


def test_ranks_names_before_mentions_and_stock_before_none(client):
    mention = offered(title="Saucer", description="Goes with every mug.")
    gone = offered(title="Mug", stock=0)
    named = offered(title="Mug")

    assert listed(client.get("/listing/?q=mug", secure=True)) == [named.pk, gone.pk, mention.pk]


def test_ranks_what_sells_before_what_does_not(client):
    slow = offered(title="Mug")
    best = offered(title="Mug", units_sold=500)

    assert listed(client.get("/listing/?q=mug", secure=True)) == [best.pk, slow.pk]


def test_of_too_many_matches_the_best_sellers_can_be_paged_through(client, monkeypatch):
    monkeypatch.setattr(ranking, "MOST_COUNTED", 6)
    monkeypatch.setattr(ranking, "PAGE_SIZE", 2)
    products = [offered(title="Mug", units_sold=sold).pk for sold in range(9)]

    pages = [listed(client.get(f"/listing/?q=mug&page={page}", secure=True)) for page in (1, 2, 3, 4)]

    assert pages == [products[8:6:-1], products[6:4:-1], products[4:2:-1], products[4:2:-1]]


def test_more_matches_than_are_counted_say_so(client, monkeypatch):
    monkeypatch.setattr(ranking, "MOST_COUNTED", 2)
    for _ in range(4):
        offered(title="Mug", brand="Kiln")

    response = client.get("/listing/?q=mug", secure=True)

    assert "More than 2 products" in text(response)
    assert counts(response, "Availability") == {"In stock": None, "On sale": None}


ODD = [
    "x" * 10_000,
    "🦊",
    "'; DROP TABLE x; --",
    '"',
    "\\",
    "%00",
    "\x00",
    "<script>",
    "a" * 200,
    "((((",
    "-",
    "OR",
    "the",
]


def test_whatever_is_typed_gets_a_page(client):
    offered(title="Mug")

    pages = {words: client.get("/listing/", {"q": words}, secure=True) for words in ODD}

    assert {words: page.status_code for words, page in pages.items()} == dict.fromkeys(ODD, 200)
    assert "<script>" not in "".join(page.content.decode() for page in pages.values())


def test_whatever_stands_in_the_path_gets_a_page(client):
    for path in ("🦊", "x" * 2000, "%3Cscript%3E", "'or'1'='1", "...", "-", "%F0%28%8C%28"):
        assert client.get(f"/listing/{path}/", secure=True).status_code == 200, path


def test_what_was_typed_stays_in_the_field(client, headphones):
    html = client.get("/listing/?q=zzz+%22qqq%22", secure=True).content.decode()

    assert 'name="q" value="zzz &quot;qqq&quot;"' in html


def test_finds_variants_by_their_options(client):
    product = offered(title="Mug")
    VariantFactory(product=product, options={"Colour": "Dusk blue"})
    search.index([product.pk])

    assert listed(client.get("/listing/?q=dusk+blue+mug", secure=True)) == [product.pk]


def test_searches_by_one_address_are_limited(client, settings, headphones):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "search": "3/d"}

    statuses = [client.get("/listing/?q=mug", REMOTE_ADDR="10.9.8.7", secure=True).status_code for _ in range(5)]
    plain = client.get("/listing/", REMOTE_ADDR="10.9.8.7", secure=True)

    assert statuses == [200, 200, 200, 429, 429]
    assert plain.status_code == 200
    assert SearchDocument.objects.count() == 2


def test_numbers_keep_their_units_and_letters_their_words(client):
    phone = offered(title="Apple iPhone 6s 64GB silver")
    offered(title="Apple iPhone 6s 32GB silver", description="64-bit chip, 2 GB of memory.")
    offered(title="Apple iPhone 6 64GB")
    shirt = offered(title="Linen T Shirt")
    offered(title="Dress shirt")

    for words in ("iphone 6s 64gb", "iphone 6s 64 GB", "iphone6s 64gb", "iPhone 6 s 64gb"):
        response = client.get("/listing/", {"q": words}, secure=True)
        assert listed(response)[: response.context["found"].exact_total] == [phone.pk], words
    for words in ("t-shirt", "t shirt", "tshirt"):
        response = client.get("/listing/", {"q": words}, secure=True)
        assert listed(response)[: response.context["found"].exact_total] == [shirt.pk], words


def test_offers_to_lift_all_filters_where_no_single_one_is_enough(client, headphones):
    response = client.get("/listing/?q=headphones&seller=nobody&max_price=0.50", secure=True)

    assert response.context["found"].total == 0
    assert response.context["lifts"] == []
    assert "Without the filters 1 product" in text(response)
    assert 'href="?q=headphones"' in response.content.decode()


def test_offers_to_lift_all_values_of_a_filter_at_once(client, headphones):
    response = client.get("/listing/?q=headphones&brand=Nobody&brand=Noone", secure=True)

    assert [(lift.label, lift.url, lift.count) for lift in response.context["lifts"]] == [
        ("Nobody, Noone", "?q=headphones", 1)
    ]


def test_an_empty_page_says_what_was_looked_for_and_within_what(client, headphones):
    response = client.get("/listing/?q=hedphones&brand=Nobody", secure=True)

    assert "No product has ‘hedphones’. We looked for headphones" in text(response)
    assert "Nothing matches ‘headphones’ with these filters" in text(response)
    assert "Showing results" not in text(response)


def test_names_the_shop_of_a_filter_that_leaves_nothing(client, headphones):
    other = offered(title="Vase").seller

    response = client.get(f"/listing/?q=headphones&seller={other.slug}", secure=True)

    assert [chip.label for chip in response.context["chips"]] == [f"Shop: {other.name}"]
