"""importing.run: what it cannot take, named by line, column, value and reason."""

import pytest

from accounts.tests.factories import SellerFactory
from catalog.models import Product, Variant
from catalog.tests.files import HEADER, MUGS, faults, figures, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller():
    return SellerFactory()


@pytest.mark.parametrize(
    ("_case", "row", "text"),
    [
        ("price", 'a,A,Mug,,"12,5o",1,,', "Line 2, price: ‘12,5o’ is not a price. Use 12.50."),
        ("negative", "a,A,Mug,,-1,1,,", "Line 2, price: ‘-1’ is not a price. Use 12.50."),
        ("foreign", "a,A,Mug,,$12,1,,", "Line 2, price: ‘$12’: Prices here are in EUR."),
        ("huge", f"a,A,Mug,,{'9' * 30},1,,", "is not a price"),
        ("stock", "a,A,Mug,,5,many,,", "Line 2, stock: ‘many’: This must be a whole number, such as 12."),
        ("negative stock", "a,A,Mug,,5,-3,,", "Line 2, stock: ‘-3’: This must be a whole number, such as 12."),
        ("too much stock", "a,A,Mug,,5,99999999,,", "Line 2, stock: ‘99999999’: The stock must be between 0 and"),
        ("no title", "a,A,,,5,1,,", "Line 2, title: Give the product a title."),
        ("endless title", f"a,A,{'x' * 10_000},,5,1,,", "Use at most 300 characters; these are 10000."),
        ("NUL", "a,A,Mu\0g,,5,1,,", "Line 2, title: ‘Mu␣g’: This holds characters that cannot be read."),
        ("endless SKU", f"a,{'x' * 65},Mug,,5,1,,", "Use at most 64 characters"),
        ("deep category", "a,A,Mug,a>b>c>d>e>f>g,5,1,,", "Line 2, category: ‘a > b > c > d > e > f > g’"),
        ("nothing", ",,,Kitchen,5,1,,", "Line 2, handle, sku, title: This says which product is meant."),
        ("option without name", "a,A,Mug,,5,1,,Clay", "Line 2, option1_value"),
    ],
)
def test_names_line_column_value_and_reason_of_what_it_cannot_take(seller, _case, row, text):
    report = run(seller, f"{HEADER}\n{row}\nb,B,Good,,5,1,,\n")

    assert figures(report) == (1, 0, 0, 1)
    assert text in faults(report)[0]
    assert Product.objects.get().title == "Good"


def test_takes_the_good_variants_of_a_product(seller):
    report = run(seller, MUGS.replace("26.00", "cheap"))

    assert figures(report) == (2, 0, 0, 1)
    assert list(Variant.objects.filter(product__handle="mug").values_list("sku", flat=True)) == ["MUG-C"]


def test_names_every_row_of_a_product_that_cannot_be_taken(seller):
    report = run(seller, MUGS.replace("Speckled mug", "x" * 400))

    assert figures(report) == (1, 0, 0, 2)
    assert faults(report)[1] == "Line 3: Line 2 of the same product cannot be taken."


def test_refuses_a_foreign_currency_and_takes_our_own(seller):
    text = "sku,title,price,currency\nA,Mug,5,usd\nB,Pot,5,eur\nC,Jug,5,\n"

    report = run(seller, text)

    assert faults(report) == ["Line 2, currency: ‘usd’: Prices here are in EUR."]
    assert Product.objects.count() == 2
