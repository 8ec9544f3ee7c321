"""The export as XLSX: numbers are numbers, nothing is a formula, and it comes back without a difference."""

import io
import subprocess
import sys
from decimal import Decimal

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from accounts.tests.factories import SellerFactory
from catalog import authoring
from catalog.exporting import workbooks
from catalog.tests import importing_steps as steps
from catalog.tests import writing
from catalog.tests.factories import ProductFactory
from catalog.tests.files import figures, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller():
    return SellerFactory(slug="kiln")


def written(seller) -> bytes:
    target = io.BytesIO()
    workbooks.write(seller, target)
    return target.getvalue()


def read(content: bytes) -> list[dict[str, openpyxl.cell.Cell]]:
    header, *rows = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()
    return [{str(name.value): cell for name, cell in zip(header, row, strict=True)} for row in rows]


def test_amounts_and_pieces_are_numbers_and_article_numbers_stay_text(seller):
    variant = authoring.VariantData(sku="00123", price=Decimal("24.50"), stock=3, weight_g=0)
    writing.create(seller, writing.data(variants=(variant,)))

    (row,) = read(written(seller))

    assert (row["price"].value, row["price"].number_format, row["stock"].value) == (24.5, "0.00", 3)
    assert (row["weight_g"].value, row["compare_at_price"].value) == (None, None)
    assert (row["sku"].value, row["sku"].data_type) == ("00123", "s")


def test_nothing_is_a_formula(seller):
    writing.create(seller, writing.data(title="=HYPERLINK(1)", brand="+1", description="@SUM(A1)", attributes={}))

    (row,) = read(written(seller))

    assert (row["title"].value, row["brand"].value, row["description"].value) == ("'=HYPERLINK(1)", "'+1", "'@SUM(A1)")
    assert "f" not in {cell.data_type for cell in row.values()}


def test_comes_back_unchanged(seller):
    writing.create(seller, writing.clay_and_moss())
    writing.create(
        seller, writing.data(title="=1+1", brand="-5", description="Two\nlines; “a|b”", attributes={"A": "1,5"})
    )

    content = written(seller)

    report = run(seller, content)
    assert figures(report) == (0, 0, 2, 0), [str(fault) for fault in report.faults]
    assert steps.checked(seller, content).figures["unchanged"] == 2


def test_a_text_that_would_lose_its_end_is_refused(seller, tmp_path):
    facts = {f"Fact {number}": "x" * 500 for number in range(100)}
    product = ProductFactory(seller=seller, title="Long", attributes=facts)
    target = tmp_path / "out.xlsx"

    with pytest.raises(workbooks.TooLong, match="‘Long’ has more than 32,767 characters in attributes"):
        written(seller)
    with pytest.raises(CommandError, match="Take the CSV"):
        call_command("export_products", str(target), "--seller", "kiln")
    assert not target.exists()
    product.delete()
    call_command("export_products", str(target), "--seller", "kiln")
    assert read(target.read_bytes()) == []


def test_the_page_offers_it_and_says_what_is_too_long(client_of, bruno):
    client = client_of(bruno)
    writing.create(bruno.seller, writing.clay_and_moss())
    assert "?file=xlsx" in client.get("/seller/export/").content.decode()

    answer = client.get("/seller/export/", {"file": "xlsx"})

    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    assert len(read(b"".join(answer.streaming_content))) == 2
    ProductFactory(seller=bruno.seller, title="Long", attributes={str(n): "x" * 500 for n in range(100)})
    refused = client.get("/seller/export/", {"file": "xlsx"})
    assert refused.status_code == 422
    assert "Take the CSV" in refused.content.decode()


def test_web_workers_stay_without_the_library_until_a_workbook_is_wanted():
    code = "import django; django.setup(); import shop.urls, sys; print('openpyxl' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
