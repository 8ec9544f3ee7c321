"""Cells of files that people open in a spreadsheet."""

import re

# What a spreadsheet would run (CWE-1236; OWASP, CSV injection), full-width forms included, behind any number of
# apostrophes.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def escaped(text: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what looks like a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unescaped(text: str) -> str:
    """The cell as it was before `escaped`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
