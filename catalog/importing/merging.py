"""What a product will be: what it is, with what the file says laid over it."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from catalog.authoring import PictureData, ProductData, VariantData
from catalog.importing.drafts import Draft, VariantDraft
from catalog.models import Category


def merged(
    old: ProductData | None, draft: Draft, *, category: Category | None
) -> tuple[ProductData, list[VariantDraft | None]]:
    """
    The product after the import, and for each of its variants the row that it comes from, if any.

    An empty cell empties a text; it leaves title, category and numbers as they are. Variants that the file does not
    name stay as they are, except that a product which had no options loses its nameless variant to those that come.
    """
    base = old or ProductData(title="", handle=draft.handle)
    values = {name: value for name, value in draft.values.items() if value or name != "title"}
    names = draft.option_names or base.option_names
    rows, sources = _variants(base, draft, names)
    data = dataclasses.replace(
        base, **values, category=category or base.category, option_names=names, variants=tuple(rows)
    )
    return data, sources


def _variants(
    base: ProductData, draft: Draft, names: tuple[str, ...]
) -> tuple[list[VariantData], list[VariantDraft | None]]:
    rows = list(base.variants)
    sources: list[VariantDraft | None] = [None] * len(rows)
    for variant in draft.variants:
        at = _place(rows, variant, names)
        if at is None:
            rows.append(_laid_over(VariantData(), variant))
            sources.append(variant)
        else:
            rows[at], sources[at] = _laid_over(rows[at], variant), variant
    if names != base.option_names:
        pairs = [pair for pair in zip(rows, sources, strict=True) if set(names) <= set(pair[0].options)]
        rows, sources = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return rows, sources


def _place(rows: Sequence[VariantData], variant: VariantDraft, names: tuple[str, ...]) -> int | None:
    """Where the variant of this row is: by SKU, else by options, else the only one there is."""
    if variant.sku:
        found = next((i for i, row in enumerate(rows) if row.sku == variant.sku), None)
        if found is not None:
            return found
    if variant.options:
        wanted = _folded(variant.options)
        fits = (i for i, row in enumerate(rows) if not _differs(row, variant) and _folded(row.options) == wanted)
        return next(fits, None)
    return 0 if len(rows) == 1 and not names and not _differs(rows[0], variant) else None


def _differs(row: VariantData, variant: VariantDraft) -> bool:
    """Whether both have a SKU and it is not the same."""
    return bool(row.sku and variant.sku and row.sku != variant.sku)


def _folded(options: Any) -> dict[str, str]:
    return {name.casefold(): value.casefold() for name, value in options.items()}


def _laid_over(row: VariantData, variant: VariantDraft) -> VariantData:
    return dataclasses.replace(
        row,
        sku=variant.sku or row.sku,
        options=variant.options or row.options,
        expected_stock=None,
        **variant.values,
    )


def with_pictures(data: ProductData, wanted: Sequence[tuple[int, str, str]]) -> ProductData:
    """
    The product with these pictures (id, description, SKU) besides its own, which stay where and what they are, except
    that a description is written over by another.
    """
    alts = {pk: alt for pk, alt, _sku in wanted}
    kept = [dataclasses.replace(p, alt=alts.get(p.id) or p.alt) for p in data.pictures]
    known = {p.id for p in data.pictures}
    added = [PictureData(pk, alt, sku) for pk, alt, sku in wanted if pk not in known]
    return dataclasses.replace(data, pictures=(*kept, *added))


def with_stock_of(data: ProductData, pieces: Mapping[int | None, int | None]) -> ProductData:
    """The product with the stock that was, by variant id: what is left to compare once the stock is set apart."""
    rows = tuple(dataclasses.replace(row, stock=pieces.get(row.id, row.stock)) for row in data.variants)
    return dataclasses.replace(data, variants=rows)


def same(old: ProductData, new: ProductData) -> bool:
    """Whether nothing would change. Both cleaned."""
    return _bare(old) == _bare(new) and list(old.attributes.items()) == list(new.attributes.items())


def _bare(data: ProductData) -> ProductData:
    rows = tuple(dataclasses.replace(row, id=None, expected_stock=None) for row in data.variants)
    return dataclasses.replace(data, variants=rows)
