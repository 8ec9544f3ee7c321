import math

import pytest
from django.core.management import CommandError, call_command

from catalog import search
from catalog.evaluation import engines, judgments, metrics
from catalog.tests.browsing import offered


def test_ndcg_of_the_best_order_is_one_and_of_nothing_good_is_none():
    grades = {1: 3, 2: 1, 3: 0}

    assert metrics.ndcg([1, 2, 3], grades) == 1
    assert metrics.ndcg([3, 9, 8], grades) == 0


def test_ndcg_takes_off_for_a_late_good_product():
    assert metrics.ndcg([9, 1], {1: 3}) == pytest.approx(1 / math.log2(3))


def test_recall_is_the_share_of_good_products_on_the_first_page():
    assert metrics.recall([1, 9], {1: 1, 2: 3, 9: 0}) == 0.5


def test_queries_without_a_good_product_count_only_for_empty_results():
    figures, each = metrics.measure(lambda query: [1] if query == "a" else [], {"a": {1: 2}, "b": {2: 0}})

    assert (figures.ndcg, figures.recall, figures.empty) == (1, 1, 0.5)
    assert set(each) == {"a"}


def test_folds_divide_the_queries():
    judged = {str(number): {number: 1} for number in range(40)}
    halves = [judgments.fold(judged, number) for number in (0, 1)]

    assert {**halves[0], **halves[1]} == judged
    assert all(halves)
    assert not set(halves[0]) & set(halves[1])


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "judged.csv"
    path.write_text("query,product_sku,grade\nmug,M-1,3\nmug,P-1,0\nmug,GONE,2\n")
    return path


@pytest.mark.django_db
def test_compares_three_engines(file, capsys):
    offered(title="Speckled mug", sku="M-1")
    offered(title="Pot for plants", sku="P-1")
    search.rebuild()

    call_command("search_eval", str(file), "--each")

    said = capsys.readouterr().out
    assert "1 queries, 2 graded products" in said
    for name in ("ours", "plain PostgreSQL", "BM25"):
        assert name in said
    assert said.count("1.000") >= 6


@pytest.mark.django_db
def test_the_other_engines_find_by_any_word_where_no_product_has_all():
    mug = offered(title="Speckled mug")

    plain = engines.Plain()

    assert plain("mug telescope") == [mug.pk]
    assert engines.Bm25()("mugs telescope") == [mug.pk]
    assert plain("telescope 'mug\\") == [mug.pk]


@pytest.mark.django_db
def test_types_the_misspelled_words_instead(file, tmp_path, capsys):
    offered(title="Speckled mugs", sku="M-1")
    search.rebuild()
    mistyped = tmp_path / "mistyped.csv"
    mistyped.write_text("query,misspelled\nmug,speckld\n")

    call_command("search_eval", str(file), "--misspelled", str(mistyped), "--only-ours")

    assert "1.000" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("query,grade\n", "has no column product_sku"),
        ("query,product_sku,grade\nmug,M-1,good\n", "Line 2: “good” is not a grade"),
        ("query,product_sku,grade\nmug,NOBODY,3\n", "import it first"),
    ],
)
def test_says_what_is_wrong_with_a_file(tmp_path, text, said):
    path = tmp_path / "judged.csv"
    path.write_text(text)

    with pytest.raises(CommandError, match=said):
        call_command("search_eval", str(path))
