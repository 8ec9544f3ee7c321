"""Writing products: what a seller's form, the API, an import and the demo world all call."""

from catalog.authoring.data import BadProduct, PictureData, ProductData, VariantData
from catalog.authoring.once import create_once
from catalog.authoring.products import (
    Edited,
    announce,
    create_product,
    data_of,
    update_product,
    write_changes,
    write_new,
    write_new_many,
)

__all__ = [
    "BadProduct",
    "Edited",
    "PictureData",
    "ProductData",
    "VariantData",
    "announce",
    "create_once",
    "create_product",
    "data_of",
    "update_product",
    "write_changes",
    "write_new",
    "write_new_many",
]
