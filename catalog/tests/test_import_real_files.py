"""The catalogues of real shops come in whole. They are no part of the project: without them these tests skip."""

import csv
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from accounts.tests.factories import SellerFactory
from catalog import importing, ledger
from catalog.models import Product, SearchDocument, Variant

DATA = Path(settings.BASE_DIR).parent / "shared" / "data"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the catalogues are not there: {DATA.name} beside the checkout"),
]


@pytest.fixture
def seller():
    return SellerFactory(slug="shop")


def take(seller: Any, name: str, **more: Any) -> importing.Report:
    variants = more.pop("variants", None)
    with (DATA / name).open("rb") as products:
        file = (DATA / variants).open("rb") if variants else None
        report = importing.run(
            seller=seller, products=products, variants=file, publish=True, make_categories=True, by=None,
            now=timezone.now(), **more,
        )  # fmt: skip
        if file:
            file.close()
    return report


def test_appliances_with_a_product_line_before_its_variants(seller):
    report = take(seller, "appliances_products.csv")

    assert (report.new, report.variants, report.published) == (37, 87, 37)
    # The file repeats every variant with the price of another market.
    assert report.rejected == 87
    assert all(fault.column == "sku" and "stands in line" in fault.reason for fault in report.faults)
    dryer = Product.objects.get(handle="ionic-hair-dryer")
    assert (dryer.category.path, dryer.option_names) == ("personal-care/hair-dryers", ["Color"])
    assert ledger.breaches() == []


@pytest.mark.slow
def test_appliances_with_their_pictures(seller):
    report = take(seller, "appliances_products.csv", pictures=DATA / "images" / "appliances")

    assert (report.pictures, report.notes_total) == (124, 0)
    dryer = Product.objects.get(handle="ionic-hair-dryer")
    assert dryer.images.order_by("position").first().variant is None
    assert dryer.images.exclude(variant=None).count() == dryer.variants.count()


@pytest.mark.slow
def test_luma_with_its_variants_in_a_file_of_their_own(seller):
    report = take(seller, "luma_products.csv", variants="luma_variants.csv")

    assert (report.new, report.variants, report.rejected, report.published) == (191, 1891, 0, 191)
    hoodie = Product.objects.get(handle="MH01")
    assert hoodie.attributes["Climate"] == "All-weather, Cool, Indoor, Spring, Windy"
    assert {variant.options["Color"] for variant in hoodie.variants.all()} == {"Black", "Gray", "Orange"}
    again = take(seller, "luma_products.csv", variants="luma_variants.csv")
    assert (again.new, again.changed, again.unchanged) == (0, 0, 191)


@pytest.mark.slow
def test_phones_by_the_command(seller, capsys):
    call_command(
        "import_products", str(DATA / "bestbuy_phones_2000.csv"), seller="shop", map=[("stock_synthetic", "stock")],
        publish=True,
    )  # fmt: skip

    assert "2,000 products new" in capsys.readouterr().out
    assert SearchDocument.objects.count() == 2000
    with (DATA / "bestbuy_phones_2000.csv").open(encoding="utf-8", newline="") as file:
        skus = {row["sku"]: row for row in csv.DictReader(file)}
    for variant in Variant.objects.select_related("product", "stock")[:50]:
        row = skus[variant.sku]
        assert variant.product.title == " ".join(row["title"].split())
        assert (f"{variant.price:.2f}", str(variant.stock.on_hand)) == (row["price"], row["stock_synthetic"])


@pytest.mark.slow
def test_the_search_sample_packed_as_it_is(seller):
    report = take(seller, "search_sample/products.csv.gz")

    assert (report.new, report.rejected, report.published) == (19_406, 0, 19_406)
