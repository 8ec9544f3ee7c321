"""Which product of the shop a draft is about."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import Seller, User
from catalog.importing import drafts
from catalog.importing.drafts import Draft
from catalog.importing.faults import Fault
from catalog.importing.placing import Place, Placer
from catalog.models import Category, Product, ProductStatus, Variant

__all__ = ["Finder", "Job", "Place"]

OnRefused = Callable[[Draft, Fault], None]


@dataclass
class Job:
    """A draft with the product that it is about, if there is one yet."""

    draft: Draft
    product: Product | None
    category: Category | None


@dataclass(frozen=True, slots=True)
class _Known:
    """The shop's products that a batch of drafts may mean."""

    by_id: Mapping[int, Product]
    by_handle: Mapping[str, Product]
    by_sku: Mapping[str, Product]
    by_title: Mapping[str, Sequence[Product]]


class Finder:
    """
    Looks up a batch at a time: by handle, else by SKU (all of them where the file has a handle, any where it has
    none), else (a file with neither) by title, where the second row of a title means the second product of it.

    :ivar owners: the product of each SKU of the last batch that the shop uses already.
    """

    def __init__(self, *, seller: Seller, place: Place, by: User | None, note: Callable[[Fault], None]) -> None:
        self.seller, self.by = seller, by
        self._placer = Placer(place, by=by, note=note)
        self._titles_used: Counter[str] = Counter()
        self.owners: Mapping[str, Product] = {}

    def jobs(self, found: Sequence[Draft], *, refuse: OnRefused) -> Iterator[Job]:
        known = self._known(found)
        self.owners = known.by_sku
        taken: set[int] = set()
        for draft in found:
            product = self._product(draft, known)
            if product is not None and product.pk in taken:
                refuse(draft, drafts.fault_of(draft.first, "", _("Rows before it belong to the same product.")))
                continue
            if product is not None:
                taken.add(product.pk)
            category = self._placer.category(draft)
            if isinstance(category, str):
                refuse(draft, drafts.fault_of(draft.first, "category", category, " > ".join(draft.category)))
            else:
                yield Job(draft, product, category)

    def _product(self, draft: Draft, known: _Known) -> Product | None:
        if draft.product_id in known.by_id:
            return known.by_id[draft.product_id or 0]
        product = known.by_handle.get(draft.handle) or _by_sku(draft, known.by_sku)
        if draft.is_decided or draft.handle or any(variant.sku for variant in draft.variants):
            return product
        title = draft.values.get("title", "")
        same = known.by_title.get(title, [])
        at = self._titles_used[title]
        self._titles_used[title] += 1
        return same[at] if at < len(same) else None

    def _known(self, found: Sequence[Draft]) -> _Known:
        """Five queries."""
        handles = {draft.handle for draft in found} - {""}
        skus = {variant.sku for draft in found for variant in draft.variants} - {""}
        titles = {draft.values.get("title", "") for draft in found if not draft.handle} - {""}
        variants = Variant.objects.filter(seller=self.seller, sku__in=skus)
        product_of = dict(variants.values_list("sku", "product_id"))
        wanted = {*product_of.values(), *(draft.product_id for draft in found if draft.product_id)}
        mine = Product.objects.filter(seller=self.seller).prefetch_related("images").order_by("pk")
        by_id = {product.pk: product for product in mine.filter(pk__in=wanted)}
        by_title: dict[str, list[Product]] = {}
        for product in mine.exclude(status=ProductStatus.ARCHIVED).filter(title__in=titles):
            by_title.setdefault(product.title, []).append(product)
        by_handle = {product.handle: product for product in mine.filter(handle__in=handles)}
        return _Known(by_id, by_handle, {sku: by_id[pk] for sku, pk in product_of.items()}, by_title)


def _by_sku(draft: Draft, by_sku: Mapping[str, Product]) -> Product | None:
    owners = [by_sku.get(variant.sku) for variant in draft.variants]
    found = [owner for owner in owners if owner is not None]
    fits = len(set(owners)) == 1 if draft.handle else bool(found)
    return found[0] if found and fits else None
