"""The rows of one product as what they say about it: only what the file has, so that nothing else is touched."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from catalog import tree
from catalog.importing import cells
from catalog.importing.faults import Fault
from catalog.importing.staging import Row
from shop.core import money


@dataclass
class VariantDraft:
    """One variant's row. `values` has what the row says, by the names of `VariantData`."""

    row: Row
    sku: str
    options: dict[str, str]
    values: dict[str, Any]
    images: list[str]


@dataclass
class Draft:
    """
    One product. `values` has what its rows say, by the names of `ProductData`; `category` is a path of names.

    :ivar rows: those that are still in the running.
    :ivar images: (file name, description, SKU of the variant it shows) in order.
    :ivar tag: the item of a stored import that it comes from.
    :ivar is_decided: whether it was found out before which product this is: `product_id`, or a new one.
    """

    rows: list[Row]
    handle: str
    values: dict[str, Any]
    category: list[str]
    option_names: tuple[str, ...]
    variants: list[VariantDraft]
    images: list[tuple[str, str, str]] = field(default_factory=list)
    is_decided: bool = False
    product_id: int | None = None
    tag: int = 0

    @property
    def first(self) -> Row:
        return self.rows[0]


class Refused(Exception):
    """A cell cannot be taken. `fault` says which and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def fault_of(row: Row, column: str, reason: str, value: str | None = None) -> Fault:
    return Fault(row.file, row.line, column, row[column] if value is None else value, reason)


def reject_all(rows: Iterable[Row], fault: Fault, *, reject: Callable[[Fault], None]) -> None:
    """Reject all rows of a product, each by name, because of one of them."""
    reject(fault)
    text = _("Line %(line)d of the same product cannot be taken.") % {"line": fault.line}
    for row in rows:
        if (row.file, row.line) != (fault.file, fault.line):
            reject(fault_of(row, "", text))


def of(rows: list[Row], *, claim: Callable[[Row], int | None], reject: Callable[[Fault], None]) -> Draft | None:
    """
    What a product's rows say. Rows of single variants that cannot be taken are rejected and left out.

    :param claim: takes the SKU of a row; answers the line that has it already.

    :return: None where nothing is left; every row is rejected then.
    """
    parents, others = _split(rows)
    variants: list[VariantDraft] = []
    for row in others:
        try:
            taken = claim(row)
            if taken is not None:
                raise Refused(fault_of(row, "sku", _("This SKU stands in line %(line)d already.") % {"line": taken}))
            variants.append(_variant(row))
        except Refused as error:
            reject(error.fault)
    try:
        draft = _product(parents, variants, rows)
    except Refused as error:
        alive = [*parents, *(variant.row for variant in variants)]
        reject_all(alive, error.fault, reject=reject)
        return None
    draft = _checked(draft, reject)
    if not draft.variants:
        for row in parents:
            reject(fault_of(row, "", _("No variant of this product can be taken.")))
        return None
    return draft


def _split(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """
    Rows that only describe the product, and rows that are variants.

    The first row describes where the others have options, or come from a variants file, and it has none; a row with
    nothing but pictures only adds them. All other rows are variants.
    """
    first, rest = rows[0], rows[1:]
    pictures = [row for row in rest if _is_picture_only(row)]
    rest = [row for row in rest if not _is_picture_only(row)]
    describes = bool(rest) and not first.options and (any(row.options for row in rest) or rest[0].file != first.file)
    return ([first, *pictures], rest) if describes else (pictures, [first, *rest])


def _is_picture_only(row: Row) -> bool:
    return not row.sku and not row.options and not row["price"] and not row["title"] and bool(row["image"])


def _product(parents: Sequence[Row], variants: Sequence[VariantDraft], rows: list[Row]) -> Draft:
    telling = [*parents, *(variant.row for variant in variants)]
    values: dict[str, Any] = {}
    for name in ("title", "brand", "description"):
        given = [row[name] for row in telling if name in row.cells]
        if given:
            values[name] = next((text for text in given if text), "")
    facts = _facts(telling)
    if facts is not None:
        values["attributes"] = facts
    category = next((row for row in telling if row["category"]), None)
    parent = next((row for row in parents if row is rows[0]), None)
    return Draft(
        rows=telling,
        handle=next((row["handle"] for row in telling if row["handle"]), parent.sku if parent else ""),
        values=values,
        category=tree.split_names(category["category"]) if category else [],
        option_names=tuple(dict.fromkeys(name for v in variants[:1] for name in v.options)),
        variants=list(variants),
        images=_images(parents, variants),
    )


def _variant(row: Row) -> VariantDraft:
    currency = row["currency"].upper()
    if currency and currency != settings.CURRENCY:
        text = _("Prices here are in %(currency)s.") % {"currency": settings.CURRENCY}
        raise Refused(fault_of(row, "currency", text))
    nameless = next((n for n in (1, 2) if row[f"option{n}_value"] and not row[f"option{n}_name"]), None)
    if nameless:
        raise Refused(fault_of(row, f"option{nameless}_value", _("This option has no name.")))
    readers: tuple[tuple[str, str, Callable[[Row, str], Any]], ...] = (
        ("price", "price", _amount),
        ("compare_at_price", "compare_at_price", _amount),
        ("stock", "stock", _count),
        ("weight_g", "weight_g", _count),
    )
    values = {name: read(row, column) for name, column, read in readers if row[column]}
    if "compare_at_price" in row.cells and not row["compare_at_price"]:
        values["compare_at_price"] = None
    return VariantDraft(row, row.sku, row.options, values, _image_names(row))


def _amount(row: Row, column: str) -> Decimal:
    text = row[column]
    foreign = [symbol for code, symbol in money.SYMBOLS.items() if code != settings.CURRENCY and symbol.strip() in text]
    if foreign:
        reason = _("Prices here are in %(currency)s.") % {"currency": settings.CURRENCY}
        raise Refused(fault_of(row, column, reason))
    try:
        return money.parsed(text)
    except ValueError as error:
        raise Refused(fault_of(row, column, str(error))) from error


def _count(row: Row, column: str) -> int:
    text = row[column].removesuffix(".0")
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise Refused(fault_of(row, column, _("This must be a whole number, such as 12.")))
    return int(text)


def _facts(rows: Iterable[Row]) -> dict[str, str] | None:
    """The facts of all rows, or None where the file has no column for them."""
    facts: dict[str, str] = {}
    found = False
    for row in rows:
        if "attributes" not in row.cells and "facts" not in row.cells:
            continue
        found = True
        try:
            facts |= cells.read_facts(row["attributes"], divider=row["divider"] or ";")
        except ValueError as error:
            reason = _("“%(part)s” is no fact. Write name=value; name=value.") % {"part": str(error)[:60]}
            raise Refused(fault_of(row, "attributes", reason)) from error
        facts |= cells.own_columns(row["facts"])
    return facts if found else None


def _image_names(row: Row) -> list[str]:
    return [*cells.names_in(row["image"]), *cells.names_in(row["more_images"].replace(",", "|"))]


def _images(parents: Iterable[Row], variants: Iterable[VariantDraft]) -> list[tuple[str, str, str]]:
    """The product's own pictures first, then those of its variants; each file once."""
    found: dict[str, tuple[str, str, str]] = {}
    for row in parents:
        for name, alt in _with_alt(row, _image_names(row)):
            found.setdefault(name, (name, alt, ""))
    for variant in variants:
        for name, alt in _with_alt(variant.row, variant.images):
            known = found.get(name)
            sku = variant.sku if variant.options else ""
            if known is None:
                found[name] = (name, alt, sku)
            elif sku and not known[2]:
                found[name] = (name, known[1] or alt, sku)
    return list(found.values())


def _with_alt(row: Row, names: Sequence[str]) -> list[tuple[str, str]]:
    texts = cells.divided(row["alt"])
    return [(name, texts[i] if i < len(texts) else "") for i, name in enumerate(names)]


def _checked(draft: Draft, reject: Callable[[Fault], None]) -> Draft:
    """Variants need the options of the first one; a second one without any means nothing."""
    kept: list[VariantDraft] = []
    for variant in draft.variants:
        if kept and not draft.option_names:
            reject(fault_of(variant.row, "", _("Rows of one product need options that tell them apart.")))
        elif set(variant.options) != set(draft.option_names):
            reject(fault_of(variant.row, "option1_value", _("Rows of one product need the same options.")))
        else:
            kept.append(variant)
    gone = {id(variant.row) for variant in draft.variants} - {id(variant.row) for variant in kept}
    draft.rows = [row for row in draft.rows if id(row) not in gone]
    draft.variants = kept
    return draft
