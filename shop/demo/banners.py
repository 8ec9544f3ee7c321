"""The wide pictures above the shops' pages: five of their things in a row."""

import io

from PIL import Image

from accounts.models import Seller
from catalog import pictures, shops
from catalog.models import ProductImage
from shop.demo import world

# As wide as a storefront shows it: five squares. Phones show the three in the middle.
TILES, SIDE = 5, 300


def build() -> None:
    """For every shop without one that has enough to show."""
    dressed = set(ProductImage.objects.exclude(banner_of=None).values_list("banner_of", flat=True))
    for seller in Seller.objects.select_related("user").order_by("pk"):
        names = _shown(seller.slug)
        if seller.pk not in dressed and len(names) == TILES:
            image = pictures.store(_row(names), seller=seller, by=seller.user)
            shops.set_banner(seller=seller, image=image, by=seller.user)


def _shown(slug: str) -> list[str]:
    """One picture of each product, a close look where there is one: the fronts stand in the list below anyway."""
    mine = [[picture["file"] for picture in entry["pictures"]] for entry in world.products() if entry["shop"] == slug]
    chosen = [next((file for file in files if "--close-up" in file), files[-1]) for files in mine]
    others = [file for files in mine for file in files if file not in chosen]
    return [*chosen, *others][:TILES]


def _row(names: list[str]) -> io.BytesIO:
    row = Image.new("RGB", (TILES * SIDE, SIDE))
    for place, name in enumerate(names):
        with Image.open(world.PICTURES / name) as picture:
            height = SIDE * picture.height // picture.width
            tile = picture.convert("RGB").resize((SIDE, height), Image.Resampling.LANCZOS, reducing_gap=2)
        row.paste(tile, (place * SIDE, -(height - SIDE) // 2))
    file = io.BytesIO()
    row.save(file, "PNG", compress_level=1)
    file.seek(0)
    return file
