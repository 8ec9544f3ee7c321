"""What the head of a product page says to search engines and to those who share its address."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.text import Truncator

from catalog import pictures
from catalog.models import Product
from catalog.queries.product import Offer
from catalog.views import structured

DESCRIPTION_CHARACTERS = 155


def about(
    product: Product, offer: Offer | None, images: Sequence[pictures.Shown], trail: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    data = structured.page(product, offer, images, trail) if offer and product.is_live else None
    return {
        "canonical": f"{settings.BASE_URL}{product.get_absolute_url()}",
        "summary": Truncator(" ".join(product.description.split())).chars(DESCRIPTION_CHARACTERS),
        "share_image": structured.absolute(images[0].src) if images else "",
        "structured": structured.data_block(data) if data else "",
    }
