"""What is done about words: synonyms, corrections, fewer words; and what the result says about it."""

import pytest

from catalog import filters as listing_filters
from catalog import search
from catalog.models import KeptWord, Synonym
from catalog.queries import listing, ranking, searching, spelling, terms
from catalog.queries.found import Step
from catalog.tests.browsing import offered
from catalog.tests.factories import CategoryFactory

pytestmark = pytest.mark.django_db


def find(text, **more):
    return listing.find(listing_filters.Filters(words=terms.typed(text), **more))


@pytest.fixture
def catalogue():
    products = {
        "buds": offered(title="Wireless headphones", brand="Sony", units_sold=9),
        "case": offered(title="Case for headphones", brand="Other"),
        "sofa": offered(title="Velvet sofa"),
    }
    search.rebuild()
    return {name: product.pk for name, product in products.items()}


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("hedphones", "headphones"),
        ("headphonse", "headphones"),
        ("haedphoens", "headphones"),
        ("wirelss headphnes", "wireless headphones"),
        ("velvetsofa", "velvet sofa"),
    ],
)
def test_corrects_one_and_two_errors_and_joined_words(catalogue, typed, corrected):
    found = find(typed)

    assert found.corrected == corrected
    assert found.total


@pytest.mark.parametrize("typed", ["head phones", "head-phones"])
def test_split_words_find_the_joined_one(catalogue, typed):
    assert set(find(typed).ids) == {catalogue["buds"], catalogue["case"]}
    assert find(typed).corrected == ""


@pytest.mark.parametrize("word", ["headphone", "sofas", "cases", "velvet"])
def test_never_corrects_a_word_that_the_catalogue_knows_in_any_form(catalogue, word):
    assert find(f"{word} zzzzzz").corrected == ""


def test_never_corrects_a_word_of_descriptions(catalogue):
    offered(title="Stool", description="Goes with a sofia of yours.")
    search.rebuild()

    assert find("sofia").corrected == ""


def test_never_corrects_what_the_office_keeps(catalogue):
    KeptWord.objects.create(word="hedphones")

    assert find("hedphones").corrected == ""


def test_of_two_near_words_the_more_common_wins(catalogue):
    for _ in range(3):
        offered(title="Bowl")
    offered(title="Bowk")
    search.rebuild()

    assert find("bowx").corrected == "bowl"


def test_exact_words_are_left_alone_but_a_spelling_is_offered(catalogue):
    found = find("hedphones", is_exact=True)

    assert (found.total, found.corrected, found.suggestion) == (0, "", "headphones")


def test_products_with_all_words_come_before_those_with_some(catalogue):
    found = find("sony headphones")

    assert found.ids == [catalogue["buds"], catalogue["case"]]
    assert (found.step, found.total, found.exact_total, found.exact_here) == (Step.SOME, 2, 1, 1)


def test_all_words_stay_first_whatever_the_order(catalogue):
    found = find("velvet sofa", sort="price")
    looser = find("sony headphones", sort="newest")

    assert found.ids == [catalogue["sofa"]]
    assert looser.ids == [catalogue["buds"], catalogue["case"]]


def test_leaves_out_one_word_before_it_leaves_out_two(catalogue):
    found = find("sony wireless telescope")

    assert found.step is Step.MOST
    assert found.ids == [catalogue["buds"]]
    assert found.exact_total == 0


def test_names_the_words_that_nothing_has(catalogue):
    assert find("sony qqqqqqq").dropped == ("qqqqqqq",)
    assert find("sony headphones").dropped == ()


def test_excluded_words_and_phrases_hold_at_every_step(catalogue):
    assert find("headphones telescope -case").ids == [catalogue["buds"]]
    assert find('"wireless headphones" telescope mountain').ids == [catalogue["buds"]]


def test_enough_products_with_all_words_need_no_others(catalogue, monkeypatch):
    monkeypatch.setattr(searching, "ENOUGH", 1)

    found = find("sony headphones")

    assert found.ids == [catalogue["buds"]]
    assert found.step is Step.ALL


@pytest.mark.parametrize(
    ("is_two_way", "typed", "is_found"), [(True, "couch", True), (True, "sofa", True), (False, "couch", True)]
)
def test_synonyms_find_the_other_word(catalogue, is_two_way, typed, is_found):
    Synonym.objects.create(word="couch", means="sofa", is_two_way=is_two_way)

    assert (catalogue["sofa"] in find(typed).ids) is is_found


def test_a_one_way_synonym_has_no_way_back(catalogue):
    couch = offered(title="Couch")
    Synonym.objects.create(word="couch", means="sofa", is_two_way=False)

    assert set(find("couch").ids) == {couch.pk, catalogue["sofa"]}
    assert find("sofa").ids == [catalogue["sofa"]]


def test_synonyms_can_be_of_several_words(catalogue):
    Synonym.objects.create(word="ear phones", means="wireless headphones")

    assert find("ear phones").ids == [catalogue["buds"]]


def test_an_empty_result_says_what_each_filter_hides(catalogue):
    found = find("headphones", brands=("Nobody",), in_stock=True)

    assert found.total == 0
    assert [(lift.group, lift.count) for lift in found.lifts] == [("brand", 2)]


def test_offers_categories_that_match(catalogue):
    offered(title="Airship", category=CategoryFactory(name="Zeppelins", slug="zeppelins"))

    found = find("zeppelin", brands=("Nobody",))

    assert [(node.name, node.count) for node in found.categories] == [("Zeppelins", 1)]


def test_more_matches_than_are_looked_at_have_no_counts_but_every_value(catalogue, monkeypatch):
    monkeypatch.setattr(ranking, "MOST_COUNTED", 1)

    everything = find("headphones")
    narrowed = find("headphones", brands=("Sony",))

    assert everything.is_capped
    assert {row.count for row in everything.counts.of("brand")} == {None}
    assert (narrowed.total, narrowed.ids) == (1, [catalogue["buds"]])
    assert {row.value: row.count for row in narrowed.counts.of("brand")} == {"Sony": None, "Other": None}
    assert [row.count for row in narrowed.counts.of("in_stock")] == [1]


def test_takes_as_many_queries_for_more_words_and_products(catalogue, django_assert_max_num_queries):
    for number in range(20):
        offered(title=f"Headphones {number}")

    # words; three steps; the words that nothing has; labels; categories with their counts
    with django_assert_max_num_queries(14):
        find("sony headphones telescope mountain")


@pytest.fixture
def young_catalogue(catalogue):
    offered(title="Bath brush", description="With a long head.")
    search.rebuild()
    return catalogue


def test_a_split_word_brings_neither_half_of_it_nor_a_correction(young_catalogue):
    found = find("head phones")

    assert set(found.ids) == {young_catalogue["buds"], young_catalogue["case"]}
    assert (found.step, found.suggestion, found.dropped) == (Step.ALL, "", ())


def test_a_split_word_is_left_alone_beside_a_corrected_one(young_catalogue):
    assert find("head phones wirelss").corrected == "head phones wireless"


def test_never_corrects_the_small_words_of_a_sentence(catalogue):
    offered(title="Chair with fur")
    search.rebuild()

    found = find("chairs for velvet")

    assert (found.corrected, found.suggestion) == ("", "")


def test_offers_the_words_of_a_phrase_that_stands_nowhere(catalogue):
    assert find('"sofa velvet"').suggestion == "sofa velvet"
    assert find('"qqqqqq velvet"', is_exact=True).suggestion == ""
    assert find('"velvet sofa"').suggestion == ""


def test_offers_a_far_more_common_spelling_of_a_rare_word_but_searches_what_was_typed(catalogue, monkeypatch):
    monkeypatch.setattr(spelling, "MUCH_MORE", 1)
    typo = offered(title="Hedphones").pk
    search.rebuild()

    found = find("hedphones")

    assert (found.ids, found.corrected, found.suggestion) == ([typo], "", "headphones")
    assert find("headphones").suggestion == ""
    assert find("wireless hedphones").suggestion == "wireless headphones"
    assert find("qqqqqqq hedphones").suggestion == ""


def test_offers_no_other_spelling_of_what_the_office_keeps(catalogue, monkeypatch):
    monkeypatch.setattr(spelling, "MUCH_MORE", 1)
    offered(title="Hedphones")
    search.rebuild()
    KeptWord.objects.create(word="hedphones")

    assert find("hedphones").suggestion == ""


def test_leaves_the_words_of_shoppers_alone(catalogue):
    offered(title="Cheat sheet")
    search.rebuild()

    found = find("cheap headphones")

    assert (found.corrected, found.dropped) == ("", ("cheap",))
