"""What an import would change of a product: line, column, old and new value, cell by cell."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalog import tree
from catalog.authoring import ProductData, VariantData
from catalog.importing import cells
from catalog.importing.drafts import Draft
from catalog.models import Category

Change = dict[str, Any]
_LONGEST = 300
_OF_VARIANT = ("sku", "price", "compare_at_price", "stock", "weight_g")


def of(old: ProductData, new: ProductData, draft: Draft, *, pictures: Sequence[str]) -> list[Change]:
    """
    The cells that differ; none where nothing would change.

    :param pictures: names of the files that would be added.
    """
    line = draft.first.line
    found = [_change(line, name, before, after) for name, before, after in _of_product(old, new) if before != after]
    known = {row.id: row for row in old.variants if row.id}
    lines = {variant.sku: variant.row.line for variant in draft.variants if variant.sku}
    for row in new.variants:
        at = lines.get(row.sku, line)
        before = known.get(row.id or 0)
        found += _of_variant(at, before, row) if before else [_change(at, "sku", "", _named(row))]
    gone = set(known) - {row.id for row in new.variants}
    found += [_change(line, "sku", _named(known[pk]), "") for pk in sorted(gone)]
    found += [_change(line, "image", "", name) for name in pictures]
    return found


def _of_product(old: ProductData, new: ProductData) -> list[tuple[str, str, str]]:
    return [
        ("title", old.title, new.title),
        ("category", _path(old.category), _path(new.category)),
        ("brand", old.brand, new.brand),
        ("description", old.description, new.description),
        ("attributes", cells.written_facts(old.attributes), cells.written_facts(new.attributes)),
        ("option1_name", ", ".join(old.option_names), ", ".join(new.option_names)),
        ("handle", old.handle, new.handle),
        ("alt", "|".join(p.alt for p in old.pictures), "|".join(p.alt for p in new.pictures[: len(old.pictures)])),
    ]


def _of_variant(line: int, old: VariantData, new: VariantData) -> list[Change]:
    found = [
        _change(line, name, _text(getattr(old, name)), _text(getattr(new, name)))
        for name in _OF_VARIANT
        if getattr(old, name) != getattr(new, name)
    ]
    before, after = ", ".join(old.options.values()), ", ".join(new.options.values())
    return [*found, _change(line, "option1_value", before, after)] if before != after else found


def _change(line: int, column: str, old: str, new: str) -> Change:
    return {"line": line, "column": column, "old": _short(old), "new": _short(new)}


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)


def _named(row: VariantData) -> str:
    return row.sku or ", ".join(row.options.values()) or str(_("a variant"))


def _path(category: Category | None) -> str:
    return f" {tree.SEPARATOR} ".join(category.path.split("/")) if category else ""
