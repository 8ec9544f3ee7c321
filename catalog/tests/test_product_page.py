import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.models import ProductImage, ProductStatus, Review
from catalog.tests.browsing import listed, offered, text
from catalog.tests.factories import (
    CategoryFactory,
    DeliveryRateFactory,
    DiscountFactory,
    ProductFactory,
    ProductImageFactory,
    VariantFactory,
)

pytestmark = pytest.mark.django_db


def page(client, product, query=""):
    return client.get(f"{product.get_absolute_url()}{query}", secure=True)


def review(product, stars, number, **fields):
    Review.objects.create(
        product=product,
        stars=stars,
        purchase=f"line:{number}",
        author_name="Jonas",
        created_at=timezone.now(),
        **fields,
    )


def test_tells_everything_before_the_basket(client):
    product = offered(
        title="Speckled mug",
        price="24.00",
        stock=3,
        brand="Kiln",
        attributes={"Material": "Stoneware"},
        category=CategoryFactory(name="Mugs", parent=CategoryFactory(name="Kitchen")),
        seller__name="Kiln & Kettle",
    )
    DiscountFactory(seller=product.seller, value="25", ends_at=timezone.now() + timedelta(days=2))
    DeliveryRateFactory(seller=product.seller, area__name="Germany", area__postcode_prefixes=[])

    words = text(page(client, product))

    assert "Millrow Kitchen Mugs Speckled mug" in words
    assert "Now €18.00, was €24.00, 25% off" in words
    assert "This price holds until" in words
    assert "Only 3 left" in words
    assert re.search(r"Arrives \w{3} \d+.*, delivery €4.90, free from €50.00 at this shop", words)
    assert "Material Stoneware" in words
    assert "Everything from Kiln & Kettle" in words


def test_form_puts_the_chosen_variant_into_the_basket(client):
    product = offered(title="Mug", stock=5)
    html = page(client, product).content.decode()

    assert 'action="/order/cart/add/"' in html
    assert f'name="variant" value="{product.variants.get().pk}"' in html
    assert re.search(r'name="quantity"[^>]*max="5"', html) or re.search(r'max="5"[^>]*name="quantity"', html)


def test_choice_lives_in_the_address(client):
    product = offered(option_names=["Colour", "Size"], stock=0)
    product.variants.update(options={"Colour": "Clay", "Size": "S"})
    clay_l = VariantFactory(product=product, options={"Colour": "Clay", "Size": "L"}, price=Decimal("30.00"))
    moss_s = VariantFactory(product=product, options={"Colour": "Moss", "Size": "S"}, position=9)
    ProductImageFactory(product=product, variant=moss_s, alt="Moss mug", position=9)

    first = page(client, product)
    other = page(client, product, f"?variant={moss_s.pk}")

    assert first.context["offer"].variant == clay_l  # the first that can be bought
    assert f'name="variant" value="{moss_s.pk}"' in other.content.decode()
    assert other.context["images"][0].alt == "Moss mug"
    colours, sizes = (
        [(o["label"], o["current"], o["available"]) for o in g["options"]] for g in other.context["option_groups"]
    )
    assert colours == [("Clay", False, False), ("Moss", True, True)]  # Clay in S is sold out
    assert sizes == [("S", True, True), ("L", False, True)]  # there is no Moss in L: the link leads to Clay in L
    assert other.context["option_groups"][1]["options"][1]["url"].endswith(f"?variant={clay_l.pk}")


@pytest.mark.parametrize("variant", ["0", "-1", "abc", "9" * 40, "💥", "%00"])
def test_choice_that_is_not_there_is_said(client, variant):
    response = page(client, offered(), f"?variant={variant}")

    assert response.status_code == 200
    assert "That choice is not there any more" in text(response)


def test_foreign_and_withdrawn_variants_are_no_choice(client):
    product = offered()
    withdrawn = VariantFactory(product=product, is_active=False)

    for variant in (withdrawn, offered().variants.get()):
        response = page(client, product, f"?variant={variant.pk}")
        assert response.context["offer"].variant == product.variants.first()


def test_sold_out_offers_similar_things_instead(client):
    kitchen = CategoryFactory(name="Kitchen")
    product = offered(stock=0, category=kitchen)
    others = [offered(category=kitchen) for _ in range(4)]

    response = page(client, product)

    assert "Sold out" in text(response)
    assert 'href="#similar"' in response.content.decode()
    assert 'action="/order/cart/add/"' not in response.content.decode()
    assert sorted(listed(response)) == sorted(other.pk for other in others)


def test_sold_out_with_little_like_it_leads_to_the_category(client):
    kitchen = CategoryFactory(name="Kitchen")
    product = offered(stock=0, category=kitchen)
    offered(category=kitchen)

    response = page(client, product)

    assert listed(response) == []  # a row of one looks like a shop that closes
    assert 'href="/category/kitchen/"' in response.content.decode().split("product__buy")[1]


def test_similar_things_come_from_the_nearest_category_with_most_in_common_first(client):
    kitchen = CategoryFactory(name="Kitchen")
    mugs = CategoryFactory(name="Mugs", parent=kitchen)
    product = offered(category=mugs, price="24.00", attributes={"Colour": "Moss", "Glaze": "Matt"})
    far = offered(category=kitchen, units_sold=99, price="24.00")
    dear = offered(category=mugs, price="90.00")
    near = offered(category=mugs, price="25.00")
    like = offered(category=mugs, price="25.00", attributes={"Colour": "Moss", "Glaze": "Matt"})
    offered(category=CategoryFactory(name="Kitchens"))
    offered(category=mugs, stock=0)

    assert listed(page(client, product)) == [like.pk, near.pk, dear.pk, far.pk]


def test_reviews_are_counted_and_paged(client):
    product = offered(rating_average=Decimal("3.90"), rating_count=13)
    for number in range(12):
        review(
            product, 5 - number % 2, number, text=f"Review {number}.", seller_reply="Thank you." if not number else ""
        )
    review(product, 1, 99, text="Hidden.", status="hidden")

    first, second = page(client, product), page(client, product, "?reviews=2")

    assert "5 stars 6 of 13 4 stars 6 of 13 3 stars 0 of 13" in text(first)
    assert len(first.context["reviews"]) == 10
    assert {row["text"] for row in second.context["reviews"]} == {"Review 0.", "Review 1."}
    assert "Thank you." in text(second)
    assert "Hidden." not in text(first) + text(second)


def test_without_reviews_none_are_shown(client):
    assert "Reviews" not in text(page(client, offered()))


@pytest.mark.parametrize("slug", ["other", "Speckled Mug", "x" * 300, "🦊"])
def test_wrong_slug_moves_to_the_right_one(client, slug):
    product = offered(title="Mug", slug="mug")

    response = client.get(f"/product/{product.pk}/{slug}/?variant=3", secure=True)

    assert response.status_code == 301
    assert response["Location"] == f"/product/{product.pk}/mug/?variant=3"


@pytest.mark.parametrize("product_id", ["0", "999999", "9" * 30])
def test_unknown_products_are_404(client, product_id):
    assert client.get(f"/product/{product_id}/x/", secure=True).status_code == 404


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": ProductStatus.DRAFT},
        {"status": ProductStatus.UNPUBLISHED},
        {"status": ProductStatus.ARCHIVED},
        {"seller__status": "suspended"},
    ],
)
def test_hidden_products_are_for_owner_and_admin(client_of, alice, rita, adam, hidden):
    product = ProductFactory(**hidden)

    statuses = {who and who.full_name: page(client_of(who), product).status_code for who in (None, alice, rita, adam)}
    preview = page(client_of(product.seller.user), product)

    assert statuses == {None: 404, "Alice Anders": 404, "Rita Rossi": 404, "Adam Admin": 200}
    assert "This is a preview. Buyers cannot see this page." in text(preview)
    assert 'content="noindex"' in preview.content.decode()
    assert "application/ld+json" not in preview.content.decode()


def test_tells_machines_what_it_is(client, settings):
    settings.BASE_URL = "https://millrow.example"
    product = offered(title='Mug </script><b>"', slug="mug", price="24.00", rating_average=4, rating_count=2)

    html = page(client, product).content.decode()

    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert block is not None
    data, way = json.loads(block[1])["@graph"]
    assert [step["name"] for step in way["itemListElement"]] == [product.category.name, product.title]
    assert data["name"] == 'Mug </script><b>"'
    assert data["url"] == f"https://millrow.example/product/{product.pk}/mug/"
    assert data["offers"]["price"] == "24.00"
    assert data["offers"]["availability"] == "https://schema.org/InStock"
    assert data["aggregateRating"] == {"@type": "AggregateRating", "ratingValue": "4.0", "reviewCount": 2}
    assert all(url.startswith("https://millrow.example/media/") for url in data["image"])
    assert f'<link rel="canonical" href="https://millrow.example/product/{product.pk}/mug/">' in html
    assert '<meta property="og:image" content="https://millrow.example/media/' in html


def test_pictures_come_in_sizes_and_the_first_at_once(client):
    product = offered()
    ProductImageFactory(product=product, position=1, alt="")

    html = page(client, product).content.decode()

    pictures = re.findall(r'<img class="picture"[^>]*>', html)
    assert all("srcset=" in picture and 'width="800"' in picture for picture in pictures)
    assert ['fetchpriority="high"' in picture for picture in pictures[:2]] == [True, False]
    assert f'alt="{product.title}"' in pictures[1]


def test_product_without_picture_shows_the_designed_box(client):
    product = offered(picture=False)
    ProductImage.objects.all().delete()

    assert "No picture yet" in text(page(client, product))


def test_more_of_everything_takes_as_many_queries(client, django_assert_num_queries):
    kitchen = CategoryFactory(name="Kitchen")
    product = offered(category=kitchen)

    def read():
        # product; variants with stock; discounts; way through the categories; pictures; stars; reviews; similar ids;
        # their cards; delivery rates; what was charged before (2). Warm, those from discounts to cards are remembered.
        with django_assert_num_queries(12):
            page(client, product)

    offered(category=kitchen)
    DiscountFactory(seller=product.seller, product=product)
    read()
    for number in range(6):
        offered(category=kitchen)
        VariantFactory(product=product, options={"Size": str(number)})
        ProductImageFactory(product=product)
        DiscountFactory(seller=product.seller, product=product)
        review(product, 4, number)
    read()


@pytest.mark.django_db(transaction=True)
def test_warm_page_takes_five_queries(client, django_assert_num_queries):
    kitchen = CategoryFactory(name="Kitchen")
    product = offered(category=kitchen)
    offered(category=kitchen)
    page(client, product)

    with django_assert_num_queries(5):  # product; variants with stock; discounts; similar cards; delivery rates
        page(client, product)


@pytest.mark.django_db(transaction=True)
def test_warm_page_of_a_customer_stays_within_eight_queries(client_of, alice, django_assert_max_num_queries):
    product = offered(category=CategoryFactory(name="Kitchen"))
    browser = client_of(alice)
    page(browser, product)

    with django_assert_max_num_queries(8):  # the five of the page; the customer, their roles, their basket
        page(browser, product)
