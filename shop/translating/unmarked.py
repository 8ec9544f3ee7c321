"""
Texts that nobody marked: what a template writes outside of `{% translate %}`, and sentences in Python that go to a
person. A sieve of shapes, not a proof; what it should let through is named in `shop/tests/test_unmarked_texts.py`.
"""

import ast
import re
from collections.abc import Iterator

_COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", re.DOTALL)
_MARKED = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
# Arguments of our components that are read: `{% panel title="Delivery" %}` instead of `title=_("Delivery")`.
_READ = "title|label|summary|hint|note|action|placeholder"
_ARGUMENT = re.compile(rf'\{{%[^%]*?\b(?:{_READ})="([^"]*[A-Za-z]{{2}}[^"]*)"[^%]*%\}}')
_ATTRIBUTE = re.compile(r'\b(?:aria-label|title|placeholder|alt|data-announce|data-label|content)="([^"]*)"')
# A meta element whose content is a setting, not words.
_SETTING = re.compile(r'<meta\b(?![^>]*name="description")[^>]*>|<link\b[^>]*>')
_TAG_OF_DJANGO = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_TAG = re.compile(r"<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>", re.DOTALL)
# Which classes a page has is no text.
_CLASSES = re.compile(r"\{% block (?:\w+_class|theme) %\}.*?\{% endblock %\}", re.DOTALL)
_SVG = re.compile(r"<(svg|code|pre|style|script)\b.*?</\1>", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{2,}")

_GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "lazy", "format"}
# A sentence or a label: a capital and small letters, then words; no SQL, no format of dates, no address.
_SENTENCE = re.compile(r"^[“‘(\"]*[A-Z][a-z][^\n<>=/{}_\[\]|]* [^\n<>=/{}_\[\]|]*$|^[A-Z][a-z]+[.:]$")
_NOT_READ = {"ValueError", "TypeError", "RuntimeError", "LookupError", "AssertionError", "NotImplementedError"}
_LOGS = {"debug", "info", "warning", "error", "exception"}


def in_template(source: str) -> Iterator[str]:
    """The words of a template that stand outside of every marked text."""
    source = _CLASSES.sub("", _MARKED.sub("", _COMMENT.sub("", source)))
    yield from (match.group(1) for match in _ARGUMENT.finditer(source))
    source = _SETTING.sub("", _SVG.sub("", _TAG_OF_DJANGO.sub("", source)))
    yield from (text for text in _ATTRIBUTE.findall(source) if _WORD.search(text))
    for text in _TAG.sub("\n", source).split("\n"):
        text = re.sub(r"&\w+;", "", text).strip()
        if _WORD.search(text):
            yield text


def in_python(source: str) -> Iterator[str]:
    """The sentences of a module that are no docstring, no key, no log and not inside a call of gettext."""
    tree = ast.parse(source)
    passed = {id(node) for call in ast.walk(tree) for node in _inside(call)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in passed:
            continue
        if isinstance(node.value, str) and _SENTENCE.match(node.value):
            yield node.value


def out_of_reach(source: str) -> Iterator[str]:
    """Calls of gettext inside an f-string: marked, but no tool collects them from there."""
    for text in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr)):
        for call in ast.walk(text):
            if isinstance(call, ast.Call) and _name(call.func) in _GETTEXT - {"format", "lazy"}:
                yield ast.unparse(call)


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    """Every node below one that makes its strings no texts, or marked ones."""
    if isinstance(node, ast.Call) and _name(node.func) in _GETTEXT | _NOT_READ | _LOGS:
        yield from ast.walk(node)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
