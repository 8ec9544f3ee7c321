"""What a product will be, or why it cannot: drafts against the rules of a product, variant by variant."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from catalog.authoring import BadProduct, ProductData
from catalog.importing import drafts, merging
from catalog.importing.drafts import Draft, VariantDraft
from catalog.importing.faults import Fault
from catalog.importing.finding import Job
from catalog.importing.staging import Row

Image = tuple[int, str, str]
Reject = Callable[[Fault], None]
# Where a value of `ProductData` stands in a file.
_COLUMNS = {"option_names": "option1_name", "options": "option1_value", "pictures": "image"}


def made(job: Job, old: ProductData | None, images: Sequence[Image], *, reject: Reject) -> ProductData | None:
    """The product as it shall be. Variants that cannot stand are rejected, and the rest is tried again."""
    draft = job.draft
    while draft.variants:
        data, sources = merging.merged(old, draft, category=job.category)
        try:
            return merging.with_pictures(data, images).cleaned()
        except BadProduct as error:
            bad = _bad_variants(sources, error)
            if not bad:
                path, texts = next(iter(error.fields.items()))
                refuse(draft, fault_at(draft.first, path, texts), reject=reject)
                return None
        drop(draft, bad, reject=reject)
    for row in draft.rows:
        reject(drafts.fault_of(row, "", _("No variant of this product can be taken.")))
    return None


def drop(draft: Draft, bad: dict[int, Fault], *, reject: Reject) -> None:
    """Reject some variants of a draft, by the identity of their rows."""
    for fault in bad.values():
        reject(fault)
    draft.variants = [variant for variant in draft.variants if id(variant.row) not in bad]
    draft.rows = [row for row in draft.rows if id(row) not in bad]


def refuse(draft: Draft, fault: Fault, *, reject: Reject) -> None:
    """Reject a whole product."""
    drafts.reject_all(draft.rows, fault, reject=reject)


def fault_in(draft: Draft, data: ProductData, error: BadProduct) -> Fault:
    """The first fault of a product that was refused, in the row of its variant where it has one."""
    path, texts = next(iter(error.fields.items()))
    index = path.split(".")[1] if path.startswith("variants.") else ""
    sku = data.variants[int(index)].sku if index else ""
    row = next((variant.row for variant in draft.variants if sku and variant.sku == sku), draft.first)
    return fault_at(row, path, texts)


def fault_at(row: Row, path: str, texts: Sequence[str]) -> Fault:
    """A fault of `ProductData` where the file has the value."""
    name = path.rpartition(".")[2] if path.startswith("variants.") else path.partition(".")[0]
    return drafts.fault_of(row, _COLUMNS.get(name, name), " ".join(texts))


def _bad_variants(sources: Sequence[VariantDraft | None], error: BadProduct) -> dict[int, Fault]:
    """The faulty rows by identity; nothing where the fault is not in a row of its own."""
    bad: dict[int, Fault] = {}
    for path, texts in error.fields.items():
        group, _dot, rest = path.partition(".")
        source = sources[int(rest.partition(".")[0])] if group == "variants" and rest else None
        if source is None:
            return {}
        bad.setdefault(id(source.row), fault_at(source.row, path, texts))
    return bad
