import pytest

from catalog import words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Höhr-Grenzhausen", "hohr-grenzhausen"),
        ("STRASSE Straße", "strasse strasse"),
        ("Crème brûlée", "creme brulee"),
        ("Smørrebrød", "smorrebrod"),
        ("LumaTech™ 40x", "lumatech 40x"),
        ("a\0b\u200bc\ud800", "a bc"),
        ("  two \n lines ", "two lines"),
        ("ＷＩＤＥ", "wide"),
        ("Привет", "привет"),
        ("🦊", ""),
    ],
)
def test_folds(text, folded):
    assert words.fold(text) == folded


@pytest.mark.parametrize(
    ("text", "chunks"),
    [
        ("WH-1000XM2 case", [["wh", "1000xm2"], ["case"]]),
        ("Sony's 5,5\" AC/DC", [["sonys"], ["5.5"], ["ac", "dc"]]),
        ("--- !!! ...", []),
        ("x" * 100, [["x" * 40]]),
    ],
)
def test_chunks_keep_compounds_together(text, chunks):
    assert list(words.chunks(text)) == chunks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WH-1000XM2", "wh 1000xm2 wh1000xm2"),
        ("64GB", "64gb 64 gb"),
        ("64 GB card", "64 gb card 64gb"),
        ("T Shirt in size S", "t shirt in size s tshirt"),
        ("Mug, 350 ml", "mug 350 ml 350ml"),
    ],
)
def test_indexes_every_spelling_of_a_compound(text, expected):
    assert words.indexed(text) == expected
