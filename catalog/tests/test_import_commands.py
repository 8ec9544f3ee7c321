"""manage.py import_products and export_products."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.tests.factories import SellerFactory
from catalog.models import Product
from catalog.tests.files import MUGS

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller():
    return SellerFactory(slug="kiln")


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "mugs.csv"
    path.write_text(MUGS)
    return path


def run(*arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("import_products", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_imports_and_says_what_it_did(seller, file):
    out, _err = run(str(file), "--seller", "kiln", "--publish")

    assert "3 rows read: 2 products new, 0 changed, 0 unchanged; 0 rows rejected" in out
    assert Product.objects.count() == 2


def test_names_every_rejected_row(seller, file):
    file.write_text(MUGS.replace("26.00", "cheap"))

    _out, err = run(str(file), "--seller", "kiln")

    assert "Line 3, price: ‘cheap’ is not a price. Use 12.50." in err


def test_matches_columns_by_hand(seller, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("a=b,what\nX,Mug\n")

    run(str(path), "--seller", "kiln", "--map", "a=b=sku", "--map", "what=title")

    assert Product.objects.get().title == "Mug"


def test_exports_what_it_imports_again_unchanged(seller, file, tmp_path):
    run(str(file), "--seller", "kiln")
    target = tmp_path / "out.csv"

    call_command("export_products", str(target), "--seller", "kiln")

    assert "0 products new, 0 changed, 2 unchanged" in run(str(target), "--seller", "kiln")[0]
    out = io.StringIO()
    call_command("export_products", "--seller", "kiln", stdout=out)
    assert out.getvalue().splitlines() == target.read_text().splitlines()


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["absent.csv", "--seller", "kiln"], "cannot be read"),
        (["FILE", "--seller", "nobody"], "No shop has the address “nobody”."),
        (["FILE", "--seller", "kiln", "--map", "x"], "is not theirs=ours"),
        (["FILE", "--seller", "kiln", "--map", "absent=sku"], "The file has no column “absent”."),
        (["FILE", "--seller", "kiln", "--map", "title=nonsense"], "is no column of ours"),
        (["FILE", "--seller", "kiln", "--images", "absent"], "must be a folder or a zip"),
        (["FILE", "--seller", "kiln", "--variants", "absent.csv"], "cannot be read"),
    ],
)
def test_explains_what_is_wrong_with_the_command(seller, file, arguments: list[Any], text):
    with pytest.raises(CommandError, match=text):
        run(*(str(file) if argument == "FILE" else argument for argument in arguments))

    assert not Product.objects.exists()
