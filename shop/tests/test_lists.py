"""Lists, quotations and the words of others, as each language writes them."""

import pytest
from django.core import mail as outbox
from django.utils import translation

from shop.core import lists, mail

FIRST, LAST = "\u2068", "\u2069"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Carryall Co., Oak & Edge"),
        ("de", "Carryall Co., Oak & Edge"),
        ("ar", f"{FIRST}Carryall Co.{LAST}، {FIRST}Oak & Edge{LAST}"),
    ],
)
def test_a_list_has_the_comma_of_its_language(language, expected):
    with translation.override(language):
        assert lists.joined(["Carryall Co.", "Oak & Edge"]) == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "“Broken.”"), ("de", "„Broken.“"), ("ar", f"«{FIRST}Broken.{LAST}»")]
)
def test_a_quotation_has_the_marks_of_its_language(language, expected):
    with translation.override(language):
        assert lists.quoted("Broken.") == expected


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_set_apart_where_there_are_no_words(language):
    with translation.override(language):
        assert lists.isolated("") == ""


@pytest.mark.parametrize(("language", "is_begun"), [("en", False), ("ar", True)])
def test_lines_of_a_plain_mail_begin_where_its_language_does(language, is_begun):
    context = {"link": "https://localhost/activation/?token=x", "lasts": "48 hours"}

    with translation.override(language):
        mail.send("activation", to="ada@example.com", context=context)

    lines = str(outbox.outbox[0].body).splitlines()
    assert (lines[0][0] == "\u200f") is is_begun
    assert context["link"] in lines
