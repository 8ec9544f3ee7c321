"""The voice: no exclamation marks, "oops", "invalid" or "please", in templates and in every marked text of the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from shop.tests import house
from shop.tests.audit.figures import Figure

WRONG = re.compile(r"\b(invalid|oops|please)\b|\w!(?=\s|$|[\"<])", re.IGNORECASE)
NOT_SEEN = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->|aria-invalid|<!DOCTYPE[^>]*>", re.DOTALL)
CODE = re.compile(r"\{%\s*(?:if|elif|with|include|extends|load)[^%]*%\}|\{\{[^}]*\}\}")
MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
# The page of the design system quotes the words that we do not use.
QUOTES = "_foundations.html"


def figures() -> Iterator[Figure]:
    found = (*_templates(), *_sources())
    yield Figure("=all texts", "words that we do not use", len(found), 0, found=found)


def _templates() -> Iterator[str]:
    for path in sorted((house.ROOT / "templates").rglob("*.*")):
        if path.name != QUOTES:
            text = CODE.sub("", NOT_SEEN.sub("", path.read_text()))
            yield from (f"{path.relative_to(house.ROOT)}: {found.group()}" for found in WRONG.finditer(text))


def _sources() -> Iterator[str]:
    for app in ("shop", "accounts", "catalog", "cart", "orders"):
        for path in sorted((house.ROOT / app).rglob("*.py")):
            if "tests" not in path.parts and "migrations" not in path.parts:
                yield from (f"{path.relative_to(house.ROOT)}: {text}" for text in _marked(path) if WRONG.search(text))


def _marked(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in MARKS:
            yield from (one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str))
