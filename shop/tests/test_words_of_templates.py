"""How templates write numbers of telephones, beginnings of texts, marks and lists of parts."""

import pytest
from django.utils import translation
from django.utils.safestring import SafeString

from shop.core import excerpts
from shop.templatetags import ui_text


@pytest.mark.parametrize(
    ("kept", "words"),
    [("+493012345678", "+49 30 12345678"), ("+33199001742", "+33 1 99 00 17 42"), ("ext. 12", "ext. 12"), ("", "")],
)
def test_a_telephone_number_stands_in_groups_that_never_part(kept, words):
    assert ui_text.phone(kept) == words.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Made by hand. Fired twice.", 3, "Made by hand."),
        ("Made by hand, then fired twice.", 3, "Made by hand…"),
        ("Made by hand", 3, "Made by hand"),
        ("", 3, ""),
    ],
)
def test_an_excerpt_says_whether_something_follows(text, words, expected):
    assert excerpts.excerpt(text, words) == expected


@pytest.mark.parametrize(
    ("average", "full", "half"), [("4.5", 4, 1), ("4.24", 4, 0), ("4.25", 4, 1), ("4.8", 5, 0), ("5", 5, 0)]
)
def test_stars_are_rounded_to_halves(average, full, half):
    drawn = ui_text.rating(average)

    assert drawn.count("rating__full") == full
    assert drawn.count("rating__half") == half


def test_parts_are_escaped_unless_they_were_safe():
    assert ui_text.dotted("a · <b>") == "<span>a</span> <span>&lt;b&gt;</span>"
    assert ui_text.dotted(SafeString("a · <b>c</b>")) == "<span>a</span> <span><b>c</b></span>"


def test_a_rate_has_the_sign_of_its_language():
    with translation.override("de"):
        assert ui_text.percent(ui_text.Decimal("7.50")) == "7,5\u00a0%"
    assert ui_text.percent(ui_text.Decimal("19.00")) == "19%"
