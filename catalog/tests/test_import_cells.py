"""importing.cells and .columns: one cell, one header at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.importing import cells, columns

TEXTS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12) | st.sampled_from(
    ["a;b", "a=b", "a|b", "a\\", "\\;", "=1+1", "a, b=c", "'=x"]
)


@given(st.dictionaries(TEXTS, TEXTS, max_size=5))
def test_facts_come_back_as_they_were_written(facts):
    written = cells.written_facts(facts)

    assert cells.read_facts(written) == facts
    assert cells.divider_of(written) in (";", None)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_joined_texts_come_back(texts):
    assert cells.divided(cells.joined(texts)) == texts


def test_reads_the_facts_of_magento():
    cell = "has_options=1,eco_collection=Yes,climate=Cool|Indoor,note=one, two"

    assert cells.divider_of(cell) == ","
    assert cells.read_facts(cell, divider=",") == {
        "Eco collection": "Yes",
        "Climate": "Cool, Indoor",
        "Note": "one, two",
    }


@pytest.mark.parametrize("cell", ["blue", "a=b; blue", "=b"])
def test_names_a_part_that_is_no_fact(cell):
    with pytest.raises(ValueError, match=r"blue|=b"):
        cells.read_facts(cell)


def test_makes_text_of_rich_text():
    rich = "<p>One &amp; two</p><ul><li>first<li>second</ul><script>alert(1)</script><p>End"

    assert cells.plain_text(rich) == "One & two\n\n• first\n• second\n\nEnd"


def test_guesses_well_known_names():
    header = ["Handle", "Title", "Body (HTML)", "Vendor", "Variant SKU", "Variant Price", "Variant Inventory Qty", "X"]

    matched = columns.guess(header)

    assert matched.targets == ("handle", "title", "description", "brand", "sku", "price", "stock", None)
    assert matched.ignored == ["X"]


def test_prefers_our_own_name_and_what_was_said_by_hand():
    matched = columns.guess(["name", "title", "cost", "price"], by_hand={"Cost": "price", "price": ""})

    assert matched.targets == (None, "title", "price", None)


def test_makes_options_of_what_tells_variants_apart():
    matched = columns.guess(["sku", "parent_sku", "title", "size", "color", "price"], is_variants=True)

    assert matched.targets == ("sku", "parent_sku", "title", "option1", "option2", "price")


def test_refuses_columns_that_do_not_exist():
    with pytest.raises(columns.BadMapping, match="no column of ours"):
        columns.guess(["a"], by_hand={"a": "nonsense"})
    with pytest.raises(columns.BadMapping, match="The file has no column “b”"):
        columns.check_known({"b": "title"}, [["a"]])
