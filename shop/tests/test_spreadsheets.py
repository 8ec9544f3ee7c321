"""No cell of a download runs as a formula, and what is read back is what was there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.core import spreadsheets


@pytest.mark.parametrize("first", [*"=+-@\t\r\n＝＋－＠", "'=", "''@"])
def test_a_formula_begins_with_an_apostrophe(first):
    assert spreadsheets.escaped(f"{first}SUM(A1)") == f"'{first}SUM(A1)"


@pytest.mark.parametrize("text", ["", "Mug", "a=b", "'tis", "5 + 5", "12.50"])
def test_other_text_stays(text):
    assert spreadsheets.escaped(text) == text


@given(st.text() | st.from_regex(r"'*[=+\-@\t\r\n＝].*"))
def test_reading_gives_back_what_was_written(text):
    assert spreadsheets.unescaped(spreadsheets.escaped(text)) == text
