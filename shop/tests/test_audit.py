"""The audit finds what is wrong: its rules that need no browser, and the verdict of its table."""

import pytest

from shop.tests.audit import colours, markup, table, words
from shop.tests.audit.figures import Figure

PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title></head>'
    "<body><main><h1>A page</h1>{}</main></body></html>"
)


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<p>One<div>two</div></p>", "unexpected-end-tag"),
        ("<span><div>One</div></span>", "<div> inside <span>"),
        ('<a href="/"><button>Go</button></a>', "<button> inside <a>"),
        ("<ul><div>One</div></ul>", "<div> in <ul>"),
        ('<p id="a">One</p><p id="a">Two</p>', "id a is there 2 times"),
        ('<label for="gone">Name</label>', "<label for=gone> leads nowhere"),
        ('<img src="/a.webp">', "an image without alt"),
    ],
)
def test_markup_names_a_fault(html, fault):
    found = list(markup.faults(PAGE.format(html)))

    assert any(fault in one for one in found), found


def test_markup_finds_no_fault_with_a_good_page():
    html = '<form><label for="name">Name</label> <input id="name"></form><ul><li><a href="/">Home</a></li></ul>'

    assert list(markup.faults(PAGE.format(html))) == []


@pytest.mark.parametrize(
    ("figure", "limit", "at_least", "over"),
    [(3, 3, False, False), (4, 3, False, True), (3, 3, True, False), (2, 3, True, True), (900, None, False, False)],
)
def test_a_figure_is_over_only_beyond_its_limit(figure, limit, at_least, over):
    assert Figure("home", "requests", figure, limit, at_least).is_over is over


def test_table_names_what_is_over_with_its_page_and_what_was_found():
    figures = [Figure("home", "reflow", 0, 0), Figure("basket", "reflow", 1, 0, found=("12 px: <table>",))]

    printed = "\n".join(table.lines(figures))

    assert "! basket · reflow: 1, limit ≤ 0" in printed
    assert "12 px: <table>" in printed
    assert "2 figures, 2 with a limit, 1 over it." in printed


def test_tokens_keep_the_contrast_of_the_design():
    assert [one for one in colours.figures() if one.is_over] == []


def test_no_text_shouts_or_blames():
    assert [one.found for one in words.figures() if one.is_over] == []
