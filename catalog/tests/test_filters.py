from decimal import Decimal

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from catalog import filters


def read(query, **place):
    return filters.read(QueryDict(query), **place)


def test_reads_every_filter():
    found, notices = read(
        "q=stoneware+mug&category=/kitchen/&category=home&brand=Kiln&seller=oak-edge&attr_Colour=Dusk+Blue"
        "&attr_Colour=Clay&min_price=5&max_price=12,50&rating=4&in_stock=1&on_sale=on&sort=-price"
    )

    assert notices == []
    assert found.words.words == ["stoneware", "mug"]
    assert found.categories == ("kitchen", "home")
    assert (found.brands, found.sellers) == (("Kiln",), ("oak-edge",))
    assert found.attributes == (("colour", ("dusk blue", "clay")),)
    assert (found.min_price, found.max_price) == (Decimal("5.00"), Decimal("12.50"))
    assert (found.rating, found.in_stock, found.on_sale, found.sort) == (4, True, True, "-price")


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("min_price=abc", "‘abc’ is not a price. Use 12.50."),
        ("max_price=-1", "‘-1’ is not a price. Use 12.50."),
        ("min_price=99999999999999", "‘99999999999999’ is not a price. Use 12.50."),
        ("rating=9", "‘9’ is not a rating. Use 1 to 5."),
        ("rating=four", "‘four’ is not a rating. Use 1 to 5."),
        ("sort=colour", "We cannot sort by ‘colour’. These are the best matches."),
        ("min_price=20&max_price=10", "The lowest price was above the highest. We swapped them."),
    ],
)
def test_says_what_it_left_out(query, notice):
    found, notices = read(query)

    assert notices == [notice]
    assert found.sort == "relevance"
    assert found.rating is None


@pytest.mark.parametrize("value", ["", "0", "false", "no", "off", "OFF"])
def test_switches_stay_off(value):
    assert read(f"in_stock={value}")[0].in_stock is False


def test_the_same_filters_have_one_address():
    first, _ = read("sort=price&brand=B&brand=A&q=mug&brand=A")
    again, _ = read(first.query().removeprefix("?"))

    assert first.query() == "?q=mug&brand=B&brand=A&sort=price"
    assert again == first


def test_a_filter_can_be_taken_away_and_all_can():
    found, _ = read("q=mug&brand=A&brand=B&sort=price&exact=1")

    assert found.query(without=[("brand", "A")]) == "?q=mug&exact=1&brand=B&sort=price"
    assert found.cleared() == "?q=mug&exact=1&sort=price"


def test_words_of_the_path_stay_out_of_the_query():
    found, _ = read("brand=A", pattern="stoneware-mug")

    assert found.words.words == ["stoneware", "mug"]
    assert found.query() == "?brand=A"
    assert found.exactly() == "?exact=1&brand=A"


def test_a_shops_page_takes_no_other_shop():
    assert read("seller=other", shop="mine")[0].sellers == ()


@given(query=st.dictionaries(st.sampled_from(["q", "category", "brand", "min_price", "rating", "attr_x"]), st.text()))
def test_reads_whatever_is_asked(query):
    asked = QueryDict(mutable=True)
    asked.update(query)

    found, _notices = filters.read(asked)

    assert filters.read(QueryDict(found.query().removeprefix("?")))[0] == found
