"""A seller's catalogue file: upload, columns, preview, import, result, the rejected rows, undo; the same file again."""

import csv
import re
import uuid
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from shop.tests.journeys import steps
from shop.tests.journeys.conftest import People

pytestmark = pytest.mark.browser

ROWS = """Handle;Item name;Item number;Cost;qty;Glaze
vase-{key};Tall vase {key};V-{key}-C;24,00;3;Clay
vase-{key};Tall vase {key};V-{key}-M;26,00;4;Moss
jug-{key};Water jug {key};J-{key};32.00;5;
bowl-{key};Bowl {key};B-{key};12,5o;10;
"""


def test_a_seller_imports_a_file_and_takes_it_back(people: People, tmp_path: Path):
    key = uuid.uuid4().hex[:6]
    file = tmp_path / "ware.csv"
    file.write_text(ROWS.format(key=key))
    seller = people.arrives(accept_downloads=True).new_page()
    steps.log_in(seller, people.shop.login("seller"))

    preview(seller, file)
    expect(steps.main(seller)).to_contain_text(f"Tall vase {key}")
    result = import_rows(seller, 3, products=2)

    seller.goto("/seller/products/")
    expect(steps.main(seller)).to_contain_text(f"Water jug {key}")

    preview(seller, rejected(seller, result, tmp_path))
    import_rows(seller, 1, products=1)

    preview(seller, file)
    expect(steps.main(seller)).to_contain_text("Nothing to import")

    seller.goto(result)
    steps.press(seller, "Undo the import")
    expect(seller.get_by_text("The import is undone")).to_be_visible(timeout=60_000)
    seller.goto("/seller/products/")
    expect(steps.main(seller)).not_to_contain_text(f"Water jug {key}")
    expect(steps.main(seller)).to_contain_text(f"Bowl {key}")


def preview(page: Page, file: Path) -> None:
    """Upload a file, say what its columns mean, and wait for what it would change."""
    page.goto("/seller/import/")
    page.locator("[name=file]").set_input_files(file)
    steps.press(page, "Upload file")
    expect(page.get_by_role("heading", level=1)).to_have_text("Match columns")
    page.get_by_label(re.compile("^Cost")).select_option("price")
    page.get_by_label(re.compile("^Glaze")).select_option("option1")
    steps.press(page, "Check the file")
    expect(page.get_by_role("heading", level=1)).to_have_text("Import preview", timeout=60_000)


def import_rows(page: Page, rows: int, *, products: int) -> str:
    """Confirm, wait for the result, and answer where it stands."""
    steps.press(page, re.compile(f"Import {rows} correct row"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Import result", timeout=60_000)
    expect(page.get_by_text(re.compile(f"^{products} products? imported"))).to_be_visible()
    return page.url


def rejected(page: Page, result: str, folder: Path) -> Path:
    """Download the rows that were not taken, and mend them."""
    page.goto(f"{result}?tab=rejected")
    expect(steps.main(page)).to_contain_text("‘12,5o’ is not a price. Use 12.50.")
    with page.expect_download() as download:
        steps.press(page, "Download the rejected rows")
    file = folder / "rejected.csv"
    download.value.save_as(file)
    (row,) = csv.DictReader(file.read_text("utf-8-sig").splitlines(), delimiter=";")
    assert row["reason"] == "Line 5: Cost: ‘12,5o’ is not a price. Use 12.50."
    file.write_text(file.read_text("utf-8-sig").replace("12,5o;", "12,50;", 1))
    return file
