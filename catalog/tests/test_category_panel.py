"""The category filter of a listing: a tree that opens where something is chosen."""

import pytest

from catalog.tests.browsing import counts, listed, offered
from catalog.tests.factories import CategoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelves():
    kitchen, home = CategoryFactory(name="Kitchen"), CategoryFactory(name="Home")
    mugs, bowls = CategoryFactory(name="Mugs", parent=kitchen), CategoryFactory(name="Bowls", parent=kitchen)
    offered(title="Oak tray", category=home)
    offered(title="Oak bowl", category=bowls, price="90.00")
    offered(title="Clay mug", category=mugs, stock=0)
    return offered(title="Oak mug", category=mugs)


def options(client, query):
    response = client.get(f"/listing/?{query}", secure=True)
    groups = {group["name"]: group.get("options", []) for group in response.context["groups"]}
    return response, groups.get("category", [])


def test_shows_the_top_of_the_tree_first(client, shelves):
    response, _options = options(client, "")

    assert counts(response, "Category") == {"Kitchen": 3, "Home": 1}


def test_a_chosen_category_leads_one_step_down_by_links(client, shelves):
    response, tree = options(client, "category=kitchen&in_stock=1")

    rows = [(o["label"], o["level"], o["count"], o["selected"], o.get("url")) for o in tree]
    assert rows == [
        ("Kitchen", 0, 2, True, None),
        ("Mugs", 1, 1, False, "?category=kitchen%2Fmugs&in_stock=1"),
        ("Bowls", 1, 1, False, "?category=kitchen%2Fbowls&in_stock=1"),
        ("Home", 0, 1, False, None),
    ]
    assert 'href="?category=kitchen%2Fmugs&amp;in_stock=1"' in response.content.decode()


def test_a_chosen_subcategory_stands_under_its_own_with_its_neighbours_as_boxes(client, shelves):
    response, tree = options(client, "category=kitchen/mugs&in_stock=1")

    rows = [(o["label"], o["level"], o["count"], o["selected"], "is_link" in o) for o in tree]
    assert listed(response) == [shelves.pk]
    assert rows == [
        ("Kitchen", 0, 2, False, False),
        ("Mugs", 1, 1, True, False),
        ("Bowls", 1, 1, False, False),
        ("Home", 0, 1, False, False),
    ]


def test_a_result_within_one_category_offers_those_below_it(client, shelves):
    response, _options = options(client, "max_price=1000&q=mug OR bowl")

    assert counts(response, "Category") == {"Mugs": 2, "Bowls": 1}


def test_a_subcategory_that_would_show_nothing_leads_nowhere(client, shelves):
    _response, tree = options(client, "category=kitchen&max_price=50")

    assert [(o["label"], o["count"], o["url"]) for o in tree if "is_link" in o] == [
        ("Mugs", 2, "?category=kitchen%2Fmugs&max_price=50.00"),
        ("Bowls", 0, ""),
    ]


def test_a_category_that_does_not_exist_is_named_and_can_be_taken_away(client, shelves):
    response, tree = options(client, "category=kitchen&category=nowhere/at-all")

    assert [o["label"] for o in tree if o["selected"]] == ["Kitchen", "nowhere/at-all"]
    assert len(listed(response)) == 3
