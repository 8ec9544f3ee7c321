"""importing.run: rows become products, once; what cannot be taken is named."""

import io
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.tests.factories import SellerFactory
from catalog import importing, ledger, stock
from catalog.importing import columns
from catalog.models import Category, MovementKind, Product, ProductStatus, SearchDocument, Variant
from catalog.tests.factories import ProductFactory
from catalog.tests.files import HEADER, MUGS, faults, figures, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller():
    return SellerFactory()


def test_makes_products_with_variants_stock_and_categories(seller):
    report = run(seller, MUGS)

    assert figures(report) == (2, 0, 0, 0)
    mug, pot = Product.objects.order_by("handle")
    assert (mug.title, mug.category.path, mug.status) == ("Speckled mug", "kitchen/mugs", ProductStatus.DRAFT)
    rows = mug.variants.order_by("position").values_list("sku", "price", "stock__on_hand")
    assert list(rows) == [("MUG-C", Decimal("24.00"), 3), ("MUG-M", Decimal("26.00"), 4)]
    assert (mug.price_from, mug.in_stock) == (Decimal("24.00"), True)
    assert pot.variants.get().price == Decimal("49.50")
    assert ledger.breaches() == []


def test_changes_nothing_the_second_time(seller):
    run(seller, MUGS, publish=True)
    before = list(Product.objects.order_by("pk").values_list("pk", "version", "updated_at"))

    report = run(seller, MUGS, publish=True)

    assert figures(report) == (0, 0, 2, 0)
    assert list(Product.objects.order_by("pk").values_list("pk", "version", "updated_at")) == before


def test_changes_what_differs_and_leaves_the_rest(seller):
    run(seller, MUGS)
    Product.objects.filter(handle="mug").update(description="Thrown by hand.")

    report = run(seller, MUGS.replace("26.00,4", "27.00,9"))

    assert figures(report) == (0, 1, 1, 0)
    moss = Variant.objects.get(sku="MUG-M")
    assert (moss.price, moss.stock.on_hand) == (Decimal("27.00"), 9)
    assert moss.product.description == "Thrown by hand."
    assert moss.movements.order_by("pk").last().kind == MovementKind.IMPORT


def test_leaves_variants_alone_that_the_file_does_not_name(seller):
    run(seller, MUGS)

    report = run(seller, f"{HEADER}\nmug,MUG-R,,,20,1,Colour,Rust\n")

    assert figures(report) == (0, 1, 0, 0)
    assert Product.objects.get(handle="mug").variants.filter(is_active=True).count() == 3


def test_publishes_what_is_complete_and_says_what_is_not(seller):
    text = f"{HEADER}\na,A,Good,Kitchen,5,1,,\nb,B,Free,Kitchen,0,1,,\nc,C,Nowhere,,5,1,,\n"

    report = run(seller, text, publish=True)

    assert report.published == 1
    assert [str(note) for note in report.notes] == [
        "Line 3: Not published: Set a price above zero.",
        "Line 4: Not published: Choose a category.",
    ]
    assert SearchDocument.objects.get().product.handle == "a"


def test_merges_rows_by_title_only_where_their_options_tell_them_apart(seller):
    text = (
        "sku,title,price,option1_name,option1_value\n"
        "A1,Bowl,5,Size,S\nA2,Bowl,6,Size,L\n"
        "B1,Cup,5,,\nB2,Cup,5,,\n"
        "C1,Jug,5,Size,S\nC2,Jug,5,Size,S\n"
    )

    report = run(seller, text)

    assert report.new == 5
    assert Product.objects.get(title="Bowl").variants.count() == 2
    assert figures(run(seller, text)) == (0, 0, 5, 0)


def test_finds_products_again_without_handle_or_sku(seller):
    text = "title,price\nBowl,5\nBowl,6\nCup,7\n"

    assert figures(run(seller, text)) == (3, 0, 0, 0)
    assert figures(run(seller, text)) == (0, 0, 3, 0)


def test_takes_a_product_line_followed_by_its_variants(seller):
    text = (
        "slug,sku,title,category_path,option1,price,stock,image\n"
        "fan,FAN,Tower fan,Home > Fans,,0,,fan.jpg\n"
        "fan,FAN-B,,,Color=Black,84.99,5,fan-b.jpg\n"
        "fan,FAN-W,,,Color=White,89.99,7,fan-w.jpg\n"
        "fan,FAN-B,,,,79.99,,\n"
    )

    report = run(seller, text)

    assert figures(report) == (1, 0, 0, 1)
    assert faults(report) == ["Line 5, sku: ‘FAN-B’: This SKU stands in line 3 already."]
    fan = Product.objects.get()
    assert (fan.handle, fan.option_names) == ("fan", ["Color"])
    assert list(fan.variants.order_by("position").values_list("sku", "price")) == [
        ("FAN-B", Decimal("84.99")),
        ("FAN-W", Decimal("89.99")),
    ]


def test_takes_variants_from_a_file_of_their_own(seller):
    products = 'sku,title,price,attributes\nH1,Hoodie,52,"material=Wool|Fleece,new=No"\nW1,Watch,90,material=Metal\n'
    variants = (
        "sku,parent_sku,size,color,price,stock\nH1-S,H1,S,Red,52,4\nH1-L,H1,L,Red,52,5\nW1,W1,,,92,6\nX-1,X,S,,1,1\n"
    )

    report = run(seller, products, variants=io.BytesIO(variants.encode()))

    assert figures(report) == (2, 0, 0, 1)
    assert faults(report) == ["variants, Line 5, parent_sku: ‘X’: No row of the first file has this SKU."]
    hoodie, watch = Product.objects.order_by("title")
    assert (hoodie.handle, hoodie.option_names) == ("H1", ["Size", "Color"])
    assert hoodie.attributes == {"Material": "Wool, Fleece", "New": "No"}
    assert [(v.sku, v.stock.on_hand) for v in hoodie.variants.order_by("position")] == [("H1-S", 4), ("H1-L", 5)]
    assert (watch.variants.get().price, watch.option_names) == (Decimal("92.00"), [])
    assert figures(run(seller, products, variants=io.BytesIO(variants.encode())))[:3] == (0, 0, 2)


def test_makes_no_categories_unless_told_to(seller):
    report = run(seller, MUGS, make_categories=False)

    assert report.new == 0
    assert "‘Kitchen > Mugs’: This is not one of our categories." in faults(report)[0]
    assert not Category.objects.exists()


def test_never_touches_another_shop(seller):
    rival = SellerFactory()
    run(rival, MUGS)

    report = run(seller, MUGS)

    assert report.new == 2
    assert Product.objects.filter(seller=rival).count() == 2


def test_keeps_stock_that_open_orders_hold(seller):
    run(seller, MUGS)
    pot = Variant.objects.get(sku="POT")
    stock.reserve([stock.Item(pot.pk, 1, "line:1")], by=None, at=timezone.now())

    report = run(seller, MUGS.replace('"49,50",1', '"49,50",0'))

    assert "Line 4, stock: ‘0’: 1 piece is reserved by open orders" in str(report.notes[0])
    pot.stock.refresh_from_db()
    assert pot.stock.on_hand == 1


def test_brings_back_what_was_deleted(seller):
    run(seller, MUGS)
    Product.objects.filter(handle="pot").update(status=ProductStatus.ARCHIVED)

    assert figures(run(seller, MUGS)) == (0, 1, 1, 0)
    assert Product.objects.get(handle="pot").status == ProductStatus.DRAFT


def test_says_when_a_sku_belongs_to_another_product(seller):
    ProductFactory(seller=seller, sku="POT", title="Old pot", handle="old")

    report = run(seller, f"{HEADER}\nmug,MUG,Mug,,5,1,Colour,Clay\nmug,POT,,,5,1,Colour,Moss\n")

    assert figures(report) == (0, 0, 0, 2)
    assert faults(report)[0] == "Line 3, sku: You use the SKU “POT” for “Old pot” already."
    assert Product.objects.get().variants.count() == 1


def test_writes_in_batches_that_stay_when_it_is_stopped(seller, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 1)

    def stop(done: int, count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(seller, MUGS, on_written=stop)
    assert Product.objects.count() == 1

    assert figures(run(seller, MUGS)) == (1, 0, 1, 0)


def test_matches_columns_by_hand(seller):
    text = "code,what,cost,colour,junk\nA,Mug,5,Red,x\n"

    report = run(seller, text, by_hand={"code": "sku", "what": "title", "cost": "price", "colour": "attribute:Colour"})

    product = Product.objects.get()
    assert (product.title, product.attributes, report.ignored) == ("Mug", {"Colour": "Red"}, ["junk"])
    with pytest.raises(columns.BadMapping):
        run(seller, text, by_hand={"absent": "sku"})
