"""importing.run: pictures from a folder or a zip."""

import io
import zipfile

import pytest

from accounts.tests.factories import SellerFactory
from catalog import importing
from catalog.models import Product
from catalog.tests import writing
from catalog.tests.files import MUGS, figures, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller():
    return SellerFactory()


def pictures_zip(*names: str) -> io.BytesIO:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, writing.picture_file().read())
        archive.writestr("deep/broken.jpg", b"no picture")
    return content


def test_takes_pictures_from_a_zip_once(seller):
    text = "sku,title,image,alt\nA,Mug,front.jpg|Side.JPG|absent.jpg|broken.jpg,Front|From the side\n"
    photos = pictures_zip("a/front.jpg", "../../side.jpg")

    report = run(seller, text, pictures=photos)

    images = Product.objects.get().images.order_by("position").values_list("source_name", "alt")
    assert list(images) == [("front.jpg", "Front"), ("Side.JPG", "From the side")]
    assert [str(note) for note in report.notes] == [
        "Line 2, image: ‘absent.jpg’: This file is not among the pictures.",
        "Line 2, image: ‘broken.jpg’: The picture must be a JPEG, PNG or WebP file.",
    ]
    assert figures(run(seller, text, pictures=photos)) == (0, 0, 1, 0)
    assert figures(run(seller, text)) == (0, 0, 1, 0)


def test_takes_pictures_from_a_folder_and_gives_them_to_their_variants(seller, tmp_path):
    for name in ("clay.jpg", "moss.jpg"):
        (tmp_path / name).write_bytes(writing.picture_file().read())
    text = MUGS.replace("option1_value\n", "option1_value,image\n").replace(",Clay", ",Clay,clay.jpg").replace(
        ",Moss", ",Moss,moss.jpg"
    )  # fmt: skip

    run(seller, text, pictures=tmp_path)

    images = Product.objects.get(handle="mug").images.order_by("position")
    assert [image.variant.sku for image in images] == ["MUG-C", "MUG-M"]


@pytest.mark.parametrize("pictures", [io.BytesIO(b"no zip"), io.BytesIO(b"")])
def test_refuses_pictures_that_are_neither_folder_nor_zip(seller, pictures):
    with pytest.raises(importing.photos.NoPictures):
        run(seller, MUGS, pictures=pictures)

    assert not Product.objects.exists()
