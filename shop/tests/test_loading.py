"""Templates leave no spaces behind at the ends of lines, and words stay apart."""

import re

import pytest
from django.template import engines
from django.template.loader import get_template

from shop import loading
from shop.tests import house

BLOCK = re.compile(r"\{% *blocktrans(?:late)?\b([^%]*)%\}(.*?)\{% *endblocktrans", re.DOTALL)


@pytest.mark.parametrize(
    ("source", "tidy"),
    [
        ("<ul>\n  {% if a %}\n  <li>\n", "<ul>\n{% if a %}\n  <li>\n"),
        ("<p>one \n two</p>", "<p>one\n two</p>"),
        ("<b>a</b> {{ b }}\n\t{{ c }}", "<b>a</b> {{ b }}\n{{ c }}"),
    ],
)
def test_lines_end_with_what_is_seen(source, tidy):
    assert loading.tidied(source) == tidy


def test_a_tag_that_leaves_nothing_leaves_no_spaces():
    source = "<ul>\n  {% if nothing %}\n    <li>\n  {% endif %}\n</ul>"

    html = engines["django"].from_string(loading.tidied(source)).render({})

    assert re.search(r"[ \t]\n", html) is None


def test_pages_come_through_it():
    source = get_template("catalog/_stories.html").template.source

    assert source == loading.tidied(source)
    assert source != (house.ROOT / "templates/catalog/_stories.html").read_text()


def test_no_text_to_translate_changes_by_it():
    texts = {path: path.read_text() for path in (house.ROOT / "templates").rglob("*.html")}

    changed = [path for path, text in texts.items() for options, body in BLOCK.findall(text)
               if "trimmed" not in options and "\n" in body]  # fmt: skip

    assert changed == []
