"""What the pages of an import read: its items by kind, its faults by group, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Max, Min, QuerySet

from accounts.models import Seller
from catalog.importing import columns
from catalog.models import Import, ImportFault, ImportItem, ItemKind
from shop.core import money, paging

PER_PAGE = 50
MOST_GROUPS = 12
REJECTED, NOTES = "rejected", "notes"
TABS = (ItemKind.NEW, ItemKind.CHANGED, ItemKind.UNCHANGED, REJECTED, NOTES)


@dataclass(frozen=True, slots=True)
class Group:
    """Faults of one kind: how many, an example, and where they stand."""

    name: str
    count: int
    column: str
    reason: str
    first: int
    last: int


def counts(run: Import) -> dict[str, int]:
    """How much is in each tab, from the figures of the check."""
    return {tab: int(run.figures.get(tab, 0)) for tab in TABS}


def page(run: Import, tab: str, *, group: str, number: str | None) -> Page[Any]:
    """A page of one tab. Two queries."""
    if tab in (REJECTED, NOTES):
        return paging.numbered(_faults(run, tab, group).order_by("line", "pk"), number, size=PER_PAGE)
    rows = run.items.filter(kind=tab).defer("before")
    found = paging.numbered(rows.order_by("number"), number, size=PER_PAGE)
    found.object_list = [_shown(item) for item in found.object_list]
    return found


def groups(run: Import, tab: str) -> Sequence[Group]:
    """The kinds of faults of a tab, most frequent first. One query."""
    rows = _faults(run, tab, "").values("group", "column").annotate(
        count=Count("pk"), reason_=Min("reason"), first=Min("line"), last=Max("line")
    )  # fmt: skip
    found = rows.order_by("-count", "group")[:MOST_GROUPS]
    return [Group(r["group"], r["count"], r["column"], r["reason_"], r["first"], r["last"]) for r in found]


def recent(seller: Seller) -> Sequence[Import]:
    """The shop's last imports, newest first."""
    return list(seller.imports.order_by("-pk")[:10])


def _faults(run: Import, tab: str, group: str) -> QuerySet[ImportFault]:
    rows = run.faults.filter(is_note=tab == NOTES)
    return rows.filter(group=group) if group else rows


def _price_range(written: Sequence[str]) -> str:
    """The lowest and the highest of the prices."""
    amounts = sorted({money.parsed(price) for price in written})
    return " – ".join(money.shown(amount) for amount in dict.fromkeys([*amounts[:1], *amounts[-1:]]))


def _shown(item: ImportItem) -> dict[str, Any]:
    rows = [row[3] for row in item.rows]
    return {
        "line": item.line,
        "title": item.title,
        "state": item.state,
        "product_id": item.product_id,
        "rows": len(rows),
        "skus": [row["sku"] for row in rows if row.get("sku")][:4],
        "more": max(0, sum(bool(row.get("sku")) for row in rows) - 4),
        "prices": _price_range([row["price"] for row in rows if row.get("price")]),
        "changes": [{**change, "label": columns.label(change["column"])} for change in item.changes],
    }
