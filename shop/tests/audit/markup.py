"""
The HTML as it was sent: errors of the standard's own parser, and the rules of the standard that a parser cannot see.

Not the whole of the Nu checker: content models are checked where templates go wrong (blocks inside text, controls
inside controls, children of lists and tables), attributes for doubles and for references that lead nowhere.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from justhtml import JustHTML

from shop.tests.audit.figures import Figure
from shop.tests.audit.visits import Visit

TEXT_ONLY = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "button", "label", "strong", "em", "small", "b", "time"}
BLOCKS = {
    "address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "fieldset", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table",
    "ul",
}  # fmt: skip
CONTROLS = {"a", "button", "input", "select", "textarea", "summary", "label"}
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
    "tr": {"td", "th"},
    "select": {"option", "optgroup", "hr"},
}
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "form", "list", "headers")


def figures(visit: Visit) -> Iterator[Figure]:
    found = tuple(faults(visit.html))
    yield Figure(visit.name, "HTML errors", len(found), 0, found=found)


def faults(html: str) -> Iterator[str]:
    document = JustHTML(html, sanitize=False, collect_errors=True, scripting_enabled=False)
    yield from (f"line {error.line}: {error.code}" for error in document.errors)
    elements: list[Any] = list(document.query("*"))
    ids = Counter(str(element.attrs["id"]) for element in elements if element.attrs.get("id"))
    # What a template holds is not on the page yet.
    drafts = Counter(str(one.attrs.get("id")) for one in elements if "template" in _ancestors(one))
    yield from (f"id {name} is there {count} times" for name, count in (ids - drafts).items() if count > 1)
    for element in elements:
        yield from _relations(element)
        yield from _attributes(element, set(ids))
    if len(document.query("main")) > 1 or len(document.query("title")) != 1:
        yield "not one main and one title"


def _relations(element: Any) -> Iterator[str]:
    up = list(_ancestors(element))
    if element.name in BLOCKS and (inside := next((one for one in up if one in TEXT_ONLY), None)):
        yield f"<{element.name}> inside <{inside}>"
    if element.name in CONTROLS - {"label"} and (inside := next((one for one in up if one in ("a", "button")), None)):
        yield f"<{element.name}> inside <{inside}>"
    allowed = CHILDREN.get(up[0]) if up else None
    if allowed and element.name not in allowed | {"script", "template"}:
        yield f"<{element.name}> in <{up[0]}>"


def _attributes(element: Any, ids: set[str]) -> Iterator[str]:
    for name in REFERENCES:
        for target in str(element.attrs.get(name) or "").split():
            if target not in ids and not (name == "for" and element.name == "output"):
                yield f"<{element.name} {name}={target}> leads nowhere"
    empty = (name for name in ("id", *REFERENCES) if element.attrs.get(name) == "")
    yield from (f"<{element.name} {name}> is empty" for name in empty)
    if element.name == "img" and "alt" not in element.attrs:
        yield "an image without alt"
    if element.name == "a" and element.attrs.get("href", "#") == "":
        yield "a link to nothing"


def _ancestors(element: Any) -> Iterator[str]:
    while (element := element.parent) is not None and element.name:
        yield element.name
