"""The demo world's files hold together before any code builds from them."""

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
from django.utils.text import slugify
from PIL import Image

from shop.demo import world

DEMO = Path(__file__).resolve().parent.parent / "demo"
SHOUTING = re.compile(r"lorem|!|\b(best|perfect|ultimate|amazing|unique|stunning|must-have)\b", re.IGNORECASE)


def read(name: str) -> Any:
    return json.loads((DEMO / "data" / name).read_text(encoding="utf-8"))


def paths(nodes: list[dict[str, Any]], above: str = "") -> dict[str, dict[str, Any]]:
    """Category path → its node."""
    found: dict[str, dict[str, Any]] = {}
    for node in nodes:
        path = f"{above}/{node['slug']}".lstrip("/")
        found |= {path: node} | paths(node.get("children", []), path)
    return found


SHOPS = {shop["slug"]: shop for shop in read("shops.json")}
PEOPLE = read("people.json")
CATEGORIES = paths(read("categories.json"))
AREAS = {area["key"]: area for area in read("areas.json")}
REVIEWS = read("reviews.json")
PRODUCTS = [
    {"shop": file.stem, **product}
    for file in sorted((DEMO / "data" / "products").glob("*.json"))
    for product in json.loads(file.read_text(encoding="utf-8"))
]
each_product = pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product["slug"])


def sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.?:;])\s+", text) if len(part.split()) > 3]


def test_the_world_is_whole():
    assert len(SHOPS) == 13
    assert len(PRODUCTS) >= 100
    assert {product["shop"] for product in PRODUCTS} == set(SHOPS)
    assert 8 <= sum("/" not in path for path in CATEGORIES) <= 10
    assert len({product["slug"] for product in PRODUCTS}) == len(PRODUCTS)


def test_categories_are_many_and_none_is_empty():
    """Books and wine are taxed differently from what they stand beside, so these two may be as small as they are."""
    filled = Counter(product["category"] for product in PRODUCTS)
    leaves = {path for path, node in CATEGORIES.items() if not node.get("children")}

    assert set(filled) == leaves
    assert len(leaves) >= 20
    assert {path for path, count in filled.items() if count < 2} <= {"stationery/books", "food-drink/wine"}


def test_every_product_has_several_pictures():
    counts = [len(product["pictures"]) for product in PRODUCTS]

    assert min(counts) > 1
    assert sum(counts) >= 280


def test_every_picture_exists_is_used_once_and_is_small():
    used = [picture["file"] for product in PRODUCTS for picture in product["pictures"]]

    assert sorted(used) == sorted(file.name for file in (DEMO / "pictures").iterdir())
    for name in used:
        with Image.open(DEMO / "pictures" / name) as picture:
            assert picture.size == (800, 1000)
        assert (DEMO / "pictures" / name).stat().st_size < 60_000
    assert sum(file.stat().st_size for file in (DEMO / "pictures").iterdir()) < 20_000_000


def test_colours_show_a_picture_each():
    """Except for the throws, whose one picture shows all three."""
    for product in PRODUCTS:
        shown = {variant["options"].get("Colour"): variant.get("picture") for variant in product["variants"]}
        if len(shown) > 1 and product["slug"] != "wool-throws":
            assert all(shown.values()), product["slug"]
            assert len(set(shown.values())) == len(shown), product["slug"]


@each_product
def test_product_points_to_what_exists(product):
    files = {picture["file"] for picture in product["pictures"]}

    assert product["category"] in CATEGORIES
    assert not CATEGORIES[product["category"]].get("children"), "products live in the leaves of the tree"
    assert {variant["picture"] for variant in product["variants"] if "picture" in variant} <= files
    assert 1 <= len(files) <= 8


@each_product
def test_product_reads_well(product):
    texts = [product["title"], product["description"], *product["facts"].values()]

    assert 10 <= len(product["title"]) <= 80
    assert 150 <= len(product["description"]) <= 1200
    assert 3 <= len(re.findall(r"[.?](?:\s|$)", product["description"])) <= 9
    assert not any(SHOUTING.search(text) for text in texts)
    assert product["facts"]
    for picture in product["pictures"]:
        assert 20 <= len(picture["alt"]) <= 125
        assert not picture["alt"].startswith(("Picture", "Image", "Close-up of"))


@each_product
def test_product_can_be_priced_and_told_apart(product):
    options = [tuple(variant["options"].items()) for variant in product["variants"]]
    names = {tuple(variant["options"]) for variant in product["variants"]}
    amounts = [product["price"], product.get("compare_at_price"), *(v.get("price") for v in product["variants"])]

    assert len(set(options)) == len(options)
    assert len(names) == 1, "all variants of a product have the same options"
    assert len(options) == 1 or options[0]
    assert all(re.fullmatch(r"\d+\.\d\d", amount) and Decimal(amount) > 0 for amount in amounts if amount)
    assert Decimal(product.get("compare_at_price", "9999")) > Decimal(product["price"])
    assert product["weight_g"] > 0
    assert all(variant["stock"] >= 0 for variant in product["variants"])


def test_drafts_belong_to_shops_and_lack_something():
    for draft in read("drafts.json"):
        assert draft["shop"] in SHOPS
        assert draft["category"] in CATEGORIES


def test_no_sentence_and_no_sku_is_used_twice():
    said = [line for product in PRODUCTS for line in sentences(product["description"])]
    reviewed = [review["text"] for reviews in REVIEWS.values() for review in reviews]
    skus = [variant["sku"] for product in PRODUCTS for variant in product["variants"]]

    for items in (said, reviewed, skus):
        assert sorted(items) == sorted(set(items))
    for product in PRODUCTS:
        prefix = SHOPS[product["shop"]]["sku_prefix"]
        assert all(variant["sku"].startswith(f"{prefix}-") for variant in product["variants"])


def test_stock_is_mostly_healthy_with_some_few_left_and_some_sold_out():
    counts = [variant["stock"] for product in PRODUCTS for variant in product["variants"]]

    assert sum(count == 0 for count in counts) >= 3
    assert sum(0 < count <= 3 for count in counts) >= 8
    assert sum(count > 3 for count in counts) > len(counts) * 0.5


@pytest.mark.parametrize("shop", SHOPS.values(), ids=lambda shop: shop["slug"])
def test_shop_has_the_address_that_its_name_gets_on_approval(shop):
    assert shop["slug"] == slugify(shop["name"])


@pytest.mark.parametrize("shop", SHOPS.values(), ids=lambda shop: shop["slug"])
def test_shop_has_a_story_and_delivers(shop):
    rates = {(rate["area"], rate["name"]): rate for rate in shop["delivery"]}

    assert 2 <= len(re.findall(r"[.](?:\s|$)", shop["story"])) <= 4
    assert len(rates) == len(shop["delivery"])
    assert {area for area, _ in rates} <= set(AREAS)
    assert {"berlin", "hamburg", "germany"} <= {area for area, name in rates if name == "Standard"}
    for rate in shop["delivery"]:
        assert rate["method"] == ("courier" if AREAS[rate["area"]]["postcode_prefixes"] else "carrier")
        assert Decimal(rate["price"]) >= 0
        assert rate["days"][0] <= rate["days"][1]
    assert 0 < Decimal(shop["commission_rate"]) < 1


def test_every_top_category_has_a_tile_and_a_tax_rate():
    used = {picture["file"] for product in PRODUCTS for picture in product["pictures"]}

    for path, node in CATEGORIES.items():
        if "/" not in path:
            assert node["picture"] in used
            assert node["tax_percent"]
    assert CATEGORIES["food-drink"]["tax_percent"] == "7.00"


def test_people_are_fictional_and_reachable_nowhere():
    people = [person for group in PEOPLE.values() for person in group] + [shop["owner"] for shop in SHOPS.values()]
    emails = [person["email"] for person in people]
    addresses = [address for person in people for address in [*person.get("addresses", []), person.get("address")]]
    phones = {entry.get("phone") for entry in [*people, *filter(None, addresses)]} - {None, ""}

    assert len(set(emails)) == len(emails)
    assert all(email.endswith(("@example.com", "@example.org")) for email in emails)
    # Ranges that the regulators of Germany and France keep free for films: 030 23125, 01 99 00 and so on.
    fiction = ("+493023125", "+494066969", "+492214710", "+498999998", "+331990")
    assert all(phone.startswith(fiction) for phone in phones)
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(phone)) for phone in phones)


def test_reviews_are_by_customers_of_products_that_exist_with_a_spread_of_stars():
    customers = {person["key"] for person in PEOPLE["customers"]}
    stars = [review["stars"] for reviews in REVIEWS.values() for review in reviews]

    assert set(REVIEWS) <= {product["slug"] for product in PRODUCTS}
    assert len(REVIEWS) >= 40
    assert set(stars) == {1, 2, 3, 4, 5}
    assert 4.0 < sum(stars) / len(stars) < 4.7
    for reviews in REVIEWS.values():
        authors = [review["by"] for review in reviews]
        assert set(authors) <= customers
        assert len(set(authors)) == len(authors) <= 5


def test_shops_answer_reviews_that_are_there_once():
    answered = [(reply["product"], reply["by"]) for reply in world.replies()]

    assert set(answered) <= {(product, review["by"]) for product, reviews in REVIEWS.items() for review in reviews}
    assert len(set(answered)) == len(answered) >= 10
