"""Which product of the shop a draft is about, and in which category it goes."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import Seller, User
from catalog import tree
from catalog.importing import drafts
from catalog.importing.drafts import Draft
from catalog.importing.faults import Fault
from catalog.models import Category, Product, ProductStatus, Variant

OnRefused = Callable[[Draft, Fault], None]


@dataclass
class Job:
    """A draft with the product that it is about, if there is one yet."""

    draft: Draft
    product: Product | None
    category: Category | None


class Finder:
    """
    Looks up a batch at a time: by handle, else by SKU (all of them where the file has a handle, any where it has
    none), else (a file with neither) by title, where the second row of a title means the second product of it.
    """

    def __init__(self, *, seller: Seller, make_categories: bool, by: User | None) -> None:
        self.seller, self.make_categories, self.by = seller, make_categories, by
        self._categories: dict[str, Category | str] = {}
        self._titles_used: Counter[str] = Counter()

    def jobs(self, found: Sequence[Draft], *, refuse: OnRefused) -> Iterator[Job]:
        by_handle, by_sku, by_title = self._known(found)
        taken: set[int] = set()
        for draft in found:
            product = by_handle.get(draft.handle) or _by_sku(draft, by_sku)
            if not draft.handle and not any(variant.sku for variant in draft.variants):
                title = draft.values.get("title", "")
                same = by_title.get(title, [])
                product = same[self._titles_used[title]] if self._titles_used[title] < len(same) else None
                self._titles_used[title] += 1
            if product is not None and product.pk in taken:
                refuse(draft, drafts.fault_of(draft.first, "", _("Rows before it belong to the same product.")))
                continue
            if product is not None:
                taken.add(product.pk)
            category = self._category(draft.category)
            if isinstance(category, str):
                refuse(draft, drafts.fault_of(draft.first, "category", category, " > ".join(draft.category)))
            else:
                yield Job(draft, product, category)

    def _known(self, found: Sequence[Draft]) -> tuple[dict[str, Product], dict[str, Product], dict[str, list[Product]]]:
        """The shop's products that these drafts may mean, by handle, by SKU and by title. Four queries."""
        handles = {draft.handle for draft in found} - {""}
        skus = {variant.sku for draft in found for variant in draft.variants} - {""}
        titles = {draft.values.get("title", "") for draft in found if not draft.handle} - {""}
        variants = Variant.objects.filter(seller=self.seller, sku__in=skus)
        product_of = dict(variants.values_list("sku", "product_id"))
        mine = Product.objects.filter(seller=self.seller).prefetch_related("images").order_by("pk")
        by_pk = {product.pk: product for product in mine.filter(pk__in=set(product_of.values()))}
        by_title: dict[str, list[Product]] = {}
        for product in mine.exclude(status=ProductStatus.ARCHIVED).filter(title__in=titles):
            by_title.setdefault(product.title, []).append(product)
        by_handle = {product.handle: product for product in mine.filter(handle__in=handles)}
        return by_handle, {sku: by_pk[pk] for sku, pk in product_of.items()}, by_title

    def _category(self, names: list[str]) -> Category | str | None:
        """The category, a sentence that says why there is none, or None where the file names none."""
        if not names:
            return None
        path = " > ".join(names)
        if path not in self._categories:
            self._categories[path] = self._looked_up(names)
        return self._categories[path]

    def _looked_up(self, names: list[str]) -> Category | str:
        if not self.make_categories:
            return tree.find_path(names) or str(_("This is not one of our categories."))
        try:
            return tree.ensure_path(names, by=self.by)
        except tree.BadCategory as error:
            return error.message


def _by_sku(draft: Draft, by_sku: Mapping[str, Product]) -> Product | None:
    owners = [by_sku.get(variant.sku) for variant in draft.variants]
    found = [owner for owner in owners if owner is not None]
    fits = len(set(owners)) == 1 if draft.handle else bool(found)
    return found[0] if found and fits else None
