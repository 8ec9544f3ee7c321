"""What the tests of authoring share: a product as it is written down, with something to override."""

import io
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from accounts.models import Seller
from catalog import authoring, pictures
from catalog.models import Product, ProductImage

MUG: dict[str, Any] = {
    "title": "Speckled mug",
    "brand": "Kiln & Kettle",
    "description": "Thrown by hand.",
    "attributes": {"Material": "Stoneware", "Height": "9 cm", "Care": "Dishwasher safe"},
}


def variant(**values: Any) -> authoring.VariantData:
    values.setdefault("price", Decimal("24.00"))
    return authoring.VariantData(**values)


def data(**values: Any) -> authoring.ProductData:
    values = {**MUG, "variants": (variant(stock=5),), **values}
    return authoring.ProductData(**values)


def clay_and_moss(**values: Any) -> authoring.ProductData:
    rows = (
        variant(sku="MUG-CLAY", options={"Colour": "Clay"}, stock=3),
        variant(sku="MUG-MOSS", options={"Colour": "Moss"}, stock=4, price=Decimal("26.00")),
    )
    return data(**{"option_names": ("Colour",), "variants": rows, **values})


def create(seller: Seller, content: authoring.ProductData | None = None) -> Product:
    return authoring.create_product(seller=seller, data=content or data(), by=seller.user, now=timezone.now())


def picture_file(name: str = "mug.jpg", colour: str = "teal") -> ContentFile:
    buffer = io.BytesIO()
    Image.new("RGB", (480, 600), colour).save(buffer, "JPEG")
    return ContentFile(buffer.getvalue(), name=name)


def picture(seller: Seller, **values: Any) -> ProductImage:
    return pictures.store(picture_file(), seller=seller, by=seller.user, **values)
