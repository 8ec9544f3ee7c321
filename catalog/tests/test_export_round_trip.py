"""What was imported comes out again byte for byte."""

import pytest
from django.core.management import call_command

from accounts.tests.factories import SellerFactory
from catalog import exporting
from catalog.importing import columns, shapes
from catalog.tests import importing_steps as steps
from catalog.tests.files import figures, run

pytestmark = pytest.mark.django_db

HEADER = ",".join(columns.OURS)
WHOLE = f"""{HEADER}
speckled-mug,MUG-C,Speckled mug,Kitchen > Mugs & cups,Kiln & Kettle,"Thrown by hand, glazed ""wet"".
Dishwasher safe.",24.00,28.00,3,420,Colour,Clay,Size,S,,,Material=Stoneware; Height=9 cm
speckled-mug,MUG-M,Speckled mug,,,,26.00,,4,420,Colour,Moss,Size,S,,,
pot,POT,Teapot,Kitchen,,'=SUM(A1) is no formula,49.50,,0,,,,,,,,Note='-5; Semi=a\\; b
brush,'-BRUSH,'+Brush,Kitchen,Bürste Ö,,5.00,,12,,,,,,,,
""".replace("a\\; b", "a\\; b").replace("Note='-5", "Note=-5")
REPEATED = f"""{HEADER}
mug,MUG-C,Mug,Kitchen,Kiln,Round.,24.00,,3,,Colour,Clay,,,,,Material=Clay
mug,MUG-M,Mug,Kitchen,Kiln,Round.,26.00,,4,,Colour,Moss,,,,,Material=Clay
"""


@pytest.fixture
def seller():
    return SellerFactory(slug="kiln")


def exported(seller, **more) -> bytes:
    return "".join(exporting.lines(seller, **more)).encode()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("text", [WHOLE, REPEATED], ids=["first row only", "every row"])
def test_a_file_in_our_format_comes_back_as_it_was(seller, text, end):
    content = text.replace("\n", end).replace(f'wet"".{end}', 'wet"".\n').encode()

    report = run(seller, content)

    assert (report.rejected, report.notes_total) == (0, 0)
    assert exported(seller) == content
    assert figures(run(seller, content))[2] == report.new


def test_a_file_of_a_few_columns_comes_back_as_it_was_where_that_is_asked_for(seller, tmp_path):
    content = "\ufeffstock;sku;title;price\r\n3;A;Mug;5.00\r\n4;B;Bowl;6.00\r\n".encode()
    run(seller, content)
    target = tmp_path / "out.csv"

    call_command("export_products", str(target), "--seller", "kiln", "--like-import")

    assert target.read_bytes() == content
    assert exported(seller).startswith(HEADER.encode())


def test_an_import_by_the_page_is_remembered_too(seller):
    steps.imported(seller, "sku;title;price\nA;Mug;5.00\n")

    assert exported(seller, shape=shapes.last(seller)) == b"sku;title;price\nA;Mug;5.00\n"


def test_a_file_of_another_system_leaves_no_shape(seller):
    run(seller, "Variant SKU;Name\nA;Mug\n")

    assert shapes.last(seller) is None
