"""
axe-core on a page as it stands, at three widths in light and dark.

All rules run in light; in dark only those that look at colours, as nothing else differs between the themes.
"""

from collections.abc import Iterator
from typing import Any

from shop.tests.audit import scripts
from shop.tests.audit.figures import Figure
from shop.tests.audit.visits import WIDTHS, Visit

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
RUN = "options => axe.run(document, options).then(found => found.violations)"


def figures(visit: Visit) -> Iterator[Figure]:
    for theme in ("light", "dark"):
        found = [fault for width in WIDTHS for fault in violations(visit, width, theme)]
        yield Figure(visit.name, f"axe {theme}", len(found), 0, found=tuple(found))


def violations(visit: Visit, width: int, theme: str) -> list[str]:
    visit.at(width, theme=theme)
    if not visit.page.evaluate("'axe' in window"):
        visit.page.evaluate(scripts.axe())
    only = {"type": "tag", "values": TAGS} if theme == "light" else {"type": "rule", "values": COLOURS}
    # A skip link with the focus lies over what is below it, a sticky bar only where the page does not end yet.
    visit.page.evaluate("document.activeElement?.blur(); scrollTo(0, document.documentElement.scrollHeight)")
    answer = visit.page.evaluate(RUN, {"runOnly": only, "resultTypes": ["violations"]})
    return [_words(rule, node, width) for rule in answer for node in rule["nodes"]]


def _words(rule: dict[str, Any], node: dict[str, Any], width: int) -> str:
    return f"{width}: {rule['id']} at {' '.join(map(str, node['target']))}: {node['html'][:120]}"
