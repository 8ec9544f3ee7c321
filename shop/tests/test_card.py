from decimal import Decimal
from types import SimpleNamespace

import pytest

from shop.templatetags import ui_card

ROW = {
    "id": 7, "sku": "MUG-1", "url": "/product/7/mug/", "title": "Speckled mug", "shop": "Kiln & Kettle",
    "price": Decimal(24),
    "image": {"src": "/m.webp", "srcset": "/media/mug-400.webp 400w", "width": 400, "height": 500, "alt": "A mug"},
    "stock": "in_stock", "arrival": "Tue 24 – Wed 25 Nov",
}  # fmt: skip


def test_names_its_product_for_scripts_and_tests():
    html = ui_card.card(ROW)

    assert 'data-product-id="7" data-sku="MUG-1"' in html
    assert '<h2 class="card__title"><a class="card__link" href="/product/7/mug/">Speckled mug</a></h2>' in html
    assert "Kiln &amp; Kettle" in html
    assert "€24.00" in html


def test_reads_objects_like_dictionaries():
    assert ui_card.card(SimpleNamespace(**ROW)) == ui_card.card(ROW)


def test_picture_beside_its_words_is_decorative_and_lazy():
    html = ui_card.card(ROW)

    assert 'alt=""' in html
    assert 'loading="lazy"' in html
    assert 'width="400" height="500"' in html
    assert 'srcset="/media/mug-400.webp 400w" sizes="' in html


def test_first_pictures_do_not_wait():
    html = ui_card.card(ROW, eager=True)

    assert 'fetchpriority="high"' in html
    assert "loading=" not in html


def test_picture_alone_says_what_it_shows():
    assert 'alt="A mug"' in ui_card.picture(ROW["image"])


@pytest.mark.parametrize(
    ("_case", "more", "text"),
    [
        ("in stock", {}, 'In stock · arrives <span class="card__date">Tue\u00a024\u00a0– Wed\u00a025\u00a0Nov</span>'),
        ("no date", {"arrival": ""}, '<p class="card__note">In stock</p>'),
        ("low", {"stock": "low", "left": 3}, '<span class="stock stock--low">Only 3 left</span></span> <span>arrives'),
        ("sold out", {"stock": "sold_out"}, '<p class="card__note"><span class="stock stock--out">Sold out</span></p>'),
        ("sale", {"was": Decimal(30)}, "Now €24.00, was €30.00, 20% off"),
        ("from", {"from_price": True}, "From €24.00"),
        ("by amount", {"unit_price": "€4.53 per 100 ml"}, "€4.53 per 100 ml"),
        ("no picture", {"image": None}, "No picture yet"),
    ],
)
def test_says(_case, more, text):
    assert text in ui_card.card({**ROW, **more})


def test_escapes_everything_that_sellers_write():
    evil = '"><script>alert(1)</script>'
    image = dict.fromkeys(("src", "srcset", "alt", "width", "height"), evil)
    words = dict.fromkeys(("id", "sku", "url", "title", "shop", "arrival", "unit_price"), evil)

    html = ui_card.card({**ROW, **words, "image": image}) + ui_card.picture(image)

    assert "<script" not in html
    assert '"">' not in html
