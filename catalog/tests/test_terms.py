import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from catalog.queries import compiling, terms


@pytest.mark.parametrize(
    ("text", "compiled"),
    [
        ("mug", "(('mug'))"),
        ("stoneware mug", "(('stoneware' | 'stonewaremug') & ('mug' | 'stonewaremug'))"),
        ("the black", "(('the') & ('black'))"),
        ('"stoneware mug"', "(('stoneware' <-> 'mug'))"),
        ("mug -blue", "(('mug') & !('blue'))"),
        ('mug -"dusk blue"', "(('mug') & !('dusk' <-> 'blue'))"),
        ("mug OR cup", "(('mug')) | (('cup'))"),
        ("mug or cup", "(('mug')) | (('cup'))"),
        ("64gb", "((('64gb' | '64' <-> 'gb') | '64gb':*))"),
        ("mug 350 ml", "(('mug' | 'mug350ml') & ('350ml' | '350' <-> 'ml' | 'mug350ml'))"),
        ("6s", "(('6s'))"),
        ("iphone6s", "((('iphone6s' | 'iphone' <-> '6s') | 'iphone6s':*))"),
        ("t-shirt", "((('tshirt') | 'tshirt':*))"),
        ("t shirt", "(('t' | 'tshirt') & ('shirt' | 'tshirt'))"),
        ("off-white", "((('off' & 'white' | 'offwhite') | 'offwhite':*))"),
        ("wh-1000", "((('wh' & '1000' | 'wh1000') | 'wh1000':*))"),
        ("Höhr", "(('hohr'))"),
        ("", ""),
        ('OR or - ""', ""),
        ("🦊 ☃", ""),
        ("' \\ | & ! ( ) :* <->", ""),
    ],
)
def test_compiles(text, compiled):
    assert compiling.tsquery(terms.typed(text)) == compiled


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("stoneware-mug", ["stoneware", "mug"]),
        ("stoneware+mug", ["stoneware", "mug"]),
        ("stoneware mug", ["stoneware", "mug"]),
        ("wh-1000xm2", ["wh", "1000xm2"]),
        ("-mug-", ["mug"]),
        ("mug-or-cup", ["mug", "or", "cup"]),
        ("🦊", []),
    ],
)
def test_reads_the_path_form(pattern, words):
    assert terms.from_path(pattern).words == words


def test_path_form_tries_the_joined_word_too():
    assert "'wh1000xm2'" in compiling.tsquery(terms.from_path("sony-wh-1000xm2"))


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Stoneware  Mug", "stoneware-mug"),
        ("WH-1000XM2", "wh-1000xm2"),
        ('"stoneware mug"', ""),
        ("mug -blue", ""),
        ("mug OR cup", ""),
        ("", ""),
    ],
)
def test_names_the_path_of_plain_words(text, path):
    assert terms.typed(text).path == path


@pytest.mark.parametrize(
    ("text", "steps", "most", "some"),
    [
        ("mug", "all", "", ""),
        ("the mug", "all", "", ""),
        ("blue mug", "all some", "", "((('blue' | 'bluemug')) | (('mug' | 'bluemug')))"),
        (
            "red blue cup",
            "all most some",
            "((('red' | 'redblue') & ('blue' | 'redblue' | 'bluecup')) | (('red' | 'redblue') & ('cup' | 'bluecup'))"
            " | (('blue' | 'redblue' | 'bluecup') & ('cup' | 'bluecup')))",
            "((('red' | 'redblue')) | (('blue' | 'redblue' | 'bluecup')) | (('cup' | 'bluecup')))",
        ),
        ("mug -blue", "all", "", ""),
        (
            'mug cup -"dusk blue"',
            "all some",
            "",
            "((('mug' | 'mugcup')) | (('cup' | 'mugcup'))) & !('dusk' <-> 'blue')",
        ),
        ("mug OR cup", "all", "", ""),
    ],
)
def test_leaves_words_out_step_by_step(text, steps, most, some):
    parsed = terms.typed(text)

    assert compiling.steps(parsed) == steps.split()
    if "most" in steps:
        assert compiling.tsquery(parsed, compiling.Step.MOST) == most
    if "some" in steps:
        assert compiling.tsquery(parsed, compiling.Step.SOME) == some


def test_corrects_words_and_keeps_signs():
    assert terms.typed('cermic mug -"Blu cup"').replaced({"cermic": "ceramic"}) == 'ceramic mug -"Blu cup"'


def test_bounds_what_it_reads():
    long = terms.typed("mug " * 3000)

    assert len(long.text) <= terms.LONGEST_QUERY
    assert sum(map(len, long.groups)) <= terms.MOST_WORDS


@pytest.mark.django_db
@given(text=st.text(max_size=300) | st.text(alphabet="ab-\"'\\ OR|&!():*<>\0.6", max_size=60))
def test_database_takes_whatever_is_typed(text):
    for parsed in (terms.typed(text), terms.from_path(text)):
        for step in compiling.steps(parsed):
            with connection.cursor() as cursor:
                cursor.execute("SELECT to_tsquery('english', %s)", [compiling.tsquery(parsed, step)])
