"""
The product page's three forms as one: texts, variants, pictures. Reads a product or a POST, writes nothing.

Buttons of the page ("Add these variants", "Up") send the whole form; the rows are changed and shown again unsaved.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from catalog import pictures
from catalog.authoring import PictureData, ProductData, VariantData
from catalog.forms import product as forms
from catalog.forms import rows
from catalog.models import Category, ProductImage
from shop.core import errors, money

TEXTS = (
    "title", "category", "brand", "description", "facts", "option1_name", "option1_add", "option2_name",
    "option2_add", "version", "token",
)  # fmt: skip
VARIANT = ("id", "value1", "value2", "sku", "price", "compare_at_price", "weight_g", "stock", "stock_was", "remove")
PICTURE = ("id", "alt", "sku", "remove")
# Where what an operation names stands on the page.
_PLACES = {"attributes": "facts", "option_names": "option1_name", "variants": "option1_add", "handle": ""}
_VARIANT_PLACES = {"options": "value1"}


class Editor:
    """
    :ivar images: the pictures of the picture rows by id, for the template.
    :ivar is_bound: whether what was typed is checked; False for a page that was only opened or rearranged.
    :ivar is_unsaved: whether the page shows what somebody typed and nobody saved.
    """

    def __init__(
        self, *, texts: Mapping[str, str], variants: Sequence[rows.Row], images: Sequence[rows.Row],
        known: Mapping[int, ProductImage], category: Category | None = None, is_bound: bool, is_unsaved: bool = False,
    ) -> None:  # fmt: skip
        self.is_bound, self.is_unsaved = is_bound, is_unsaved
        self.images = known
        self.variant_rows, self.picture_rows = variants, images
        flat = {**texts, **rows.written("variants", variants), **rows.written("images", images)}
        if is_bound:
            self.form = forms.ProductForm(flat, category=category)
            self.variants = forms.VariantFormSet(flat, prefix="variants")
            self.pictures = forms.PictureFormSet(flat, prefix="images")
        else:
            self.form = forms.ProductForm(initial=dict(texts), category=category)
            self.variants = forms.VariantFormSet(initial=list(variants), prefix="variants")
            self.pictures = forms.PictureFormSet(initial=list(images), prefix="images")
        names = [row["sku"] or f"{row['value1']} {row['value2']}".strip() for row in variants]
        words = {
            row["sku"]: " ".join(part for part in (row["value1"], row["value2"]) if part) or name
            for row, name in zip(variants, names, strict=True)
            if row["sku"]
        }
        for form in self.pictures:
            form.offer(words)

    @property
    def option_names(self) -> list[str]:
        return [self._text(name).strip() for name in ("option1_name", "option2_name") if self._text(name).strip()]

    @property
    def has_options(self) -> bool:
        return bool(self.option_names) and len(self.variant_rows) > 0

    @property
    def shows_options(self) -> bool:
        """Whether the part about options is open: it is in use, or something in it is wrong."""
        names = ("option1_name", "option1_add", "option2_name", "option2_add")
        return self.has_options or (self.is_bound and any(self.form[name].errors for name in names))

    def missing(self) -> set[str]:
        """What a publication would still lack, judged by what is typed: title, price, picture, category."""
        lacks = {name for name in ("title", "category") if not self._text(name).strip()}
        if not all(_is_priced(row["price"]) for row in self.variant_rows):
            lacks.add("price")
        return lacks | (set() if self.picture_rows else {"picture"})

    def picture_pairs(self) -> list[tuple[Any, pictures.Shown | None]]:
        """Each picture's form with the picture itself."""
        pairs = zip(self.pictures.forms, self.picture_rows, strict=True)
        return [(form, pictures.shown(self.images.get(int(row["id"])))) for form, row in pairs]

    def _text(self, name: str) -> str:
        return str(self.form[name].value() or "")

    def is_valid(self) -> bool:
        """All three, so that every error shows at once."""
        return all([self.form.is_valid(), self.variants.is_valid(), self.pictures.is_valid()])

    def data(self, *, handle: str = "") -> ProductData:
        """What was typed, once valid."""
        values = self.form.cleaned_data
        keys = [key for key, name in (("value1", "option1_name"), ("value2", "option2_name")) if values[name]]
        names = tuple(values[name] for name in ("option1_name", "option2_name") if values[name])
        return ProductData(
            title=values["title"],
            category=values["category"],
            brand=values["brand"],
            description=values["description"],
            attributes=values["facts"],
            option_names=names,
            variants=tuple(_variant(form.cleaned_data, dict(zip(names, keys, strict=True))) for form in self.variants),
            pictures=tuple(_picture(form.cleaned_data) for form in self.pictures),
            handle=handle,
        )

    def continue_from(self, version: int) -> None:
        """The next save starts from this version: the person has been shown it."""
        self.form.data["version"] = str(version)  # type: ignore[index]  # a copy of our own, see __init__

    def refuse(self, error: errors.DomainError, *, stock_now: Mapping[int, int] | None = None) -> None:
        """
        Note what an operation said beside the fields that it names ("variants.2.sku"), or above them all.

        :param stock_now: pieces on hand by variant id: where the stock is refused, the next save starts from them.
        """
        if not error.fields:
            self.form.add_error(None, error.message)
        for path, texts in error.fields.items():
            group, _dot, rest = path.partition(".")
            index, _dot, name = rest.partition(".")
            formset: Any = {"variants": self.variants, "pictures": self.pictures}.get(group)
            if formset is not None and index.isdigit() and int(index) < len(formset.forms):
                form = formset.forms[int(index)]
                place = _VARIANT_PLACES.get(name, name)
                if place == "stock" and stock_now:
                    was = stock_now.get(form.cleaned_data.get("id") or 0)
                    form.data[form.add_prefix("stock_was")] = "" if was is None else str(was)
                form.add_error(place if place in form.fields and place != "id" else None, texts)
            else:
                place = _PLACES.get(group, group)
                self.form.add_error(place if place in self.form.fields else None, texts)


def _is_priced(text: str) -> bool:
    try:
        return money.parsed(text) > money.ZERO
    except ValueError:
        return False


def _variant(values: Mapping[str, Any], keys: Mapping[str, str]) -> VariantData:
    stock, was = values["stock"], values["stock_was"]
    return VariantData(
        sku=values["sku"],
        options={name: values[key] for name, key in keys.items()},
        price=values["price"] if values["price"] is not None else money.ZERO,
        compare_at_price=values["compare_at_price"],
        weight_g=values["weight_g"] or 0,
        stock=stock if stock != was else None,
        expected_stock=was,
        id=values["id"],
    )


def _picture(values: Mapping[str, Any]) -> PictureData:
    return PictureData(values["id"], values["alt"], values["sku"])
