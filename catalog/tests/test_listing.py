from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.tests.factories import SellerFactory
from catalog import search
from catalog.models import ProductStatus
from catalog.queries import ranking
from catalog.tests.browsing import chips, counts, listed, offered, text
from catalog.tests.factories import CategoryFactory, DeliveryRateFactory, ProductFactory, VariantFactory

pytestmark = pytest.mark.django_db


def test_lists_published_products_of_approved_sellers(client):
    mug = offered()
    search.index([ProductFactory(status=ProductStatus.DRAFT).pk, ProductFactory(seller__status="suspended").pk])

    response = client.get("/listing/", secure=True)

    assert listed(response) == [mug.pk]
    assert f'data-sku="{mug.variants.get().sku}"' in response.content.decode()
    assert "1 product" in text(response)


def test_values_of_a_filter_are_alternatives_and_filters_narrow(client):
    kiln = offered(brand="Kiln", price="10.00")
    oak = offered(brand="Oak", price="20.00")
    offered(brand="Pine", price="10.00")

    assert set(listed(client.get("/listing/?brand=Kiln&brand=Oak", secure=True))) == {kiln.pk, oak.pk}
    assert listed(client.get("/listing/?brand=Kiln&brand=Oak&max_price=15", secure=True)) == [kiln.pk]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("category=kitchen", {"mug"}),
        ("category=kitchen&category=garden", {"mug", "pot"}),
        ("category=kit", set()),
        ("category=kitchen/mugs", {"mug"}),
        ("seller=kiln", {"mug"}),
        ("seller=kiln&seller=oak", {"mug", "pot"}),
        ("min_price=15", {"pot"}),
        ("max_price=15", {"mug"}),
        ("rating=4", {"pot"}),
        ("in_stock=1", {"mug"}),
        ("on_sale=1", {"pot"}),
        ("attr_colour=clay", {"mug"}),
        ("attr_COLOUR=Clay&attr_colour=green", {"mug", "pot"}),
        ("attr_colour=clay&attr_material=wood", set()),
        ("brand=Kiln", {"mug"}),
        ("brand=kil%25", set()),
    ],
)
def test_filters(client, query, expected):
    kitchen = CategoryFactory(name="Kitchen")
    mug = offered(
        category=CategoryFactory(name="Mugs", parent=kitchen),
        seller=SellerFactory(slug="kiln"),
        brand="Kiln",
        price="10.00",
        attributes={"Colour": "Clay"},
    )
    pot = offered(
        category=CategoryFactory(name="Garden"),
        seller=SellerFactory(slug="oak"),
        price="30.00",
        sale_price=Decimal("20.00"),
        stock=0,
        rating_average=Decimal("4.50"),
        attributes={"Colour": "Green"},
    )

    found = listed(client.get(f"/listing/?{query}", secure=True))

    names = {mug.pk: "mug", pot.pk: "pot"}
    # An empty page shows what others buy; these are no results.
    assert {names[pk] for pk in found} == expected or not expected


def test_counts_stand_beside_the_other_filters(client):
    for brand, colour in (("Kiln", "Clay"), ("Kiln", "Green"), ("Oak", "Clay"), ("Oak", "Clay")):
        offered(brand=brand, attributes={"Colour": colour})

    response = client.get("/listing/?brand=Kiln&attr_colour=clay", secure=True)

    assert counts(response, "Brand") == {"Kiln": 1, "Oak": 2}
    assert counts(response, "Colour") == {"Clay": 1, "Green": 1}
    assert response.context["found"].total == 1


def test_values_that_would_show_nothing_are_disabled_but_stay(client):
    offered(brand="Kiln", attributes={"Colour": "Clay"})
    offered(brand="Oak", attributes={"Colour": "Green"})
    offered(brand="Oak", attributes={"Colour": "Green"})

    response = client.get("/listing/?brand=Kiln", secure=True)

    assert counts(response, "Colour") == {"Green": 0, "Clay": 1}
    assert 'value="green" disabled' in " ".join(response.content.decode().split())


def test_applied_filters_can_be_removed_one_by_one(client):
    offered(brand="Kiln", seller=SellerFactory(slug="kiln", name="Kiln & Co"))

    response = client.get("/listing/?brand=Kiln&seller=kiln&max_price=50&sort=price", secure=True)

    assert chips(response) == {
        "Kiln": "?seller=kiln&max_price=50.00&sort=price",
        "Shop: Kiln & Co": "?brand=Kiln&max_price=50.00&sort=price",
        "Up to €50.00": "?brand=Kiln&seller=kiln&sort=price",
    }
    assert 'href="?sort=price">Clear all' in response.content.decode()


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("newest", "cba"),
        ("price", "bca"),
        ("-price", "acb"),
        ("rating", "cab"),
        ("popular", "bac"),
        ("discount", "acb"),
        ("relevance", "bac"),
    ],
)
def test_sorts(client, sort, expected):
    now = timezone.now()
    a = offered(price="30.00", units_sold=5, published_at=now - timedelta(3), rating_average=3, sale_price=Decimal(20))
    b = offered(price="10.00", units_sold=9, published_at=now - timedelta(2), rating_average=1)
    c = offered(price="20.00", units_sold=1, published_at=now - timedelta(1), rating_average=5, sale_price=Decimal(18))
    if sort in ("price", "-price"):
        type(a).objects.filter(pk=a.pk).update(sale_price=None)
        search.index([a.pk])

    found = listed(client.get(f"/listing/?sort={sort}", secure=True))

    names = {a.pk: "a", b.pk: "b", c.pk: "c"}
    assert "".join(names[pk] for pk in found) == expected


def test_sold_out_products_come_last_among_the_best_matches(client):
    gone = offered(units_sold=99, stock=0)
    there = offered()

    assert listed(client.get("/listing/", secure=True)) == [there.pk, gone.pk]


def test_pages_hold_24_and_keep_the_filters(client):
    pks = {offered(brand="Kiln").pk for _ in range(ranking.PAGE_SIZE + 2)}

    first = client.get("/listing/?brand=Kiln", secure=True)
    second = client.get("/listing/?brand=Kiln&page=2", secure=True)

    assert (len(listed(first)), len(listed(second))) == (24, 2)
    assert set(listed(first)) | set(listed(second)) == pks
    assert 'href="?brand=Kiln&amp;page=2"' in first.content.decode()


def test_unreadable_pages_become_the_first_and_say_so(client):
    offered()

    for page in ("0", "-1", "abc", "2.5", "9" * 30, "%00", "💥"):
        response = client.get(f"/listing/?page={page}", secure=True)
        assert response.status_code == 200, page
        assert "We cannot read this page number" in text(response), page


def test_pages_beyond_the_last_show_the_last(client):
    mug = offered()

    assert listed(client.get("/listing/?page=999", secure=True)) == [mug.pk]


def test_bad_values_are_named_and_ignored(client):
    mug = offered()

    response = client.get("/listing/?min_price=abc&rating=7&sort=x", secure=True)

    assert listed(response) == [mug.pk]
    assert "‘abc’ is not a price. Use 12.50." in text(response)
    assert "‘7’ is not a rating. Use 1 to 5." in text(response)
    assert "We cannot sort by ‘x’" in text(response)


def test_cards_tell_price_stock_and_arrival(client):
    product = offered(price="20.00", sale_price=Decimal("15.00"), stock=3, title="Speckled mug")
    VariantFactory(product=product, price=Decimal("25.00"), stock=0)
    DeliveryRateFactory(seller=product.seller, area__name="Germany", area__postcode_prefixes=[])

    words = text(client.get("/listing/", secure=True))

    assert "Now From €15.00, was €20.00, 25% off" in words
    assert "Only 3 left arrives" in words


def test_nothing_left_names_the_filters_to_lift(client):
    offered(brand="Kiln", price="100.00")

    response = client.get("/listing/?brand=Kiln&max_price=5", secure=True)

    assert "Nothing matches these filters" in text(response)
    assert "Without ‘Up to €5.00’: 1 product" in text(response)
    assert "Without ‘Kiln’" not in text(response)


def test_more_products_take_as_many_queries(client, django_assert_num_queries):
    colours = ("Clay", "Clay", "Green", "Green")
    for colour in colours:
        offered(attributes={"Colour": colour})
    client.get("/listing/", secure=True)

    def page():
        # counts and ids of the page; labels of facts; category names; cards; delivery rates
        with django_assert_num_queries(5):
            return listed(client.get("/listing/", secure=True))

    assert len(page()) == 4
    search.index([ProductFactory(attributes={"Colour": colour}).pk for colour in colours * 3])
    assert len(page()) == 16


@pytest.mark.django_db(transaction=True)
def test_warm_page_takes_two_queries(client, django_assert_num_queries):
    offered()
    client.get("/listing/", secure=True)

    with django_assert_num_queries(2):  # the cards; the delivery rates of their shops
        client.get("/listing/", secure=True)


@pytest.mark.django_db(transaction=True)
def test_remembered_page_follows_the_next_change(client):
    mug = offered()
    assert listed(client.get("/listing/", secure=True)) == [mug.pk]

    jug = offered()

    assert set(listed(client.get("/listing/", secure=True))) == {mug.pk, jug.pk}


def test_swapped_results_name_their_own_address(client):
    offered(brand="Kiln")

    response = client.get("/listing/?brand=Kiln&min_price=&rating=", headers={"hx-request": "true"}, secure=True)

    assert response["HX-Push-Url"] == "/listing/?brand=Kiln"


@pytest.mark.django_db(transaction=True)
def test_warm_page_of_a_customer_stays_within_eight_queries(client_of, alice, django_assert_max_num_queries):
    offered()
    browser = client_of(alice)
    browser.get("/listing/")

    with django_assert_max_num_queries(8):  # cards and rates; the customer, their roles, their basket
        browser.get("/listing/")


def test_values_that_lead_to_something_are_not_folded_behind_those_that_do_not(client):
    garden = CategoryFactory(name="Garden")
    for number in range(11):
        ProductFactory(brand=f"Brand {number}")
        ProductFactory(brand=f"Brand {number}")
    ProductFactory(brand="Zinnia", category=garden)
    search.rebuild()

    groups = client.get("/listing/?category=garden", secure=True).context["groups"]

    brands = next(group for group in groups if group["name"] == "brand")
    assert (brands["options"][0]["label"], brands["options"][0]["count"]) == ("Zinnia", 1)
    assert brands["folded_from"] == 8
