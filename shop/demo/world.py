"""Reads the files of the demo world. Their shapes are checked by `shop/tests/test_demo_data.py`."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"

Entry = dict[str, Any]


def _read(name: str) -> Any:
    return json.loads((HERE / "data" / name).read_text(encoding="utf-8"))


@cache
def shops() -> list[Entry]:
    return list(_read("shops.json"))


@cache
def shop(slug: str) -> Entry:
    return next(entry for entry in shops() if entry["slug"] == slug)


@cache
def products() -> list[Entry]:
    """All products in the order of their shops, each with the slug of its `shop`."""
    slugs = [entry["slug"] for entry in shops()]
    return [{"shop": slug, **product} for slug in slugs for product in _read(f"products/{slug}.json")]


@cache
def drafts() -> list[Entry]:
    """Products that their sellers have not finished."""
    return list(_read("drafts.json"))


@cache
def categories() -> list[Entry]:
    """Every node of the tree, parents before children, each with its `path` and the path of its `parent`."""
    return list(_flat(_read("categories.json"), ""))


def _flat(nodes: list[Entry], parent: str) -> Iterator[Entry]:
    for position, node in enumerate(nodes):
        path = f"{parent}/{node['slug']}".lstrip("/")
        yield {**node, "path": path, "parent": parent, "position": position}
        yield from _flat(node.get("children", []), path)


@cache
def areas() -> list[Entry]:
    return list(_read("areas.json"))


@cache
def people() -> dict[str, list[Entry]]:
    """By kind: customers, guests, couriers, admins, applicants."""
    return dict(_read("people.json"))


@cache
def person(key: str) -> Entry:
    """A customer or a guest."""
    return next(entry for entry in people()["customers"] + people()["guests"] if entry["key"] == key)


def emails() -> list[str]:
    """Of everybody with an account."""
    kinds = people()
    owners = [entry["owner"] for entry in shops()]
    everybody = [*kinds["customers"], *kinds["couriers"], *kinds["admins"], *kinds["applicants"], *owners]
    return [entry["email"] for entry in everybody]


@cache
def reviews() -> dict[str, list[Entry]]:
    """By product."""
    return dict(_read("reviews.json"))


@cache
def replies() -> list[Entry]:
    """What shops answer: the product, who reviewed it, the text."""
    return list(_read("replies.json"))


@cache
def recent_orders() -> list[Entry]:
    """The orders of the last days, each written by hand so that every state is there to be looked at."""
    return list(_read("orders.json"))


@cache
def shop_of_sku() -> dict[str, str]:
    return {variant["sku"]: product["shop"] for product in products() for variant in product["variants"]}
