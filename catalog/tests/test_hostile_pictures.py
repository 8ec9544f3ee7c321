"""Hostile pictures through every door: the form, the API, a zip. Refused with a sentence, or made harmless."""

import io
import subprocess
import sys
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from catalog import pictures
from catalog.models import Product, ProductImage
from catalog.tests.files import run
from catalog.tests.hostile_pictures import HARMLESS, REFUSED, png
from catalog.tests.test_api_seller import Caller

pytestmark = pytest.mark.django_db
FORM = {"title": "Mug", "variants-0-price": "5.00", "variants-0-stock": "1"}


def harmless(image: ProductImage) -> None:
    """One still WebP with no word of what came with it."""
    for width in image.widths:
        content = default_storage.open(image.name(width)).read()
        picture = Image.open(io.BytesIO(content))
        assert (picture.format, picture.mode, getattr(picture, "n_frames", 1)) == ("WEBP", "RGB", 1)
        assert not picture.getexif()
        for trace in (b"script", b"camera", b"PK\x03\x04", b"EXIF", b"ICCP", b"XMP"):
            assert trace not in content


def files(name: str, content: bytes) -> ContentFile:
    return ContentFile(content, name=f"{name}.jpg")


@pytest.mark.parametrize("name", HARMLESS)
def test_makes_harmless(name):
    harmless(pictures.store(files(name, HARMLESS[name]), seller=None, by=None))


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_whether_it_looks_or_decodes(name):
    content, text = REFUSED[name]

    with pytest.raises(pictures.BadPicture, match=text):
        pictures.store(files(name, content), seller=None, by=None)

    if "damaged" not in text:
        with pytest.raises(pictures.BadPicture):
            pictures.check(io.BytesIO(content))
    assert not ProductImage.objects.exists()


def test_the_form_says_why_and_keeps_the_rest(bruno, client_of):
    client = client_of(bruno)
    for name, (content, _text) in REFUSED.items():
        answer = client.post("/add/product/", {**FORM, "pictures": [files(name, content)]})

        assert answer.status_code == 422, name
    assert not ProductImage.objects.exists()


def test_the_api_says_why(bruno):
    call = Caller(bruno)
    for name, (content, _text) in REFUSED.items():
        answer = call("post", "/api/seller/pictures/", data={"picture": files(name, content)})

        assert answer.status_code == 422, name
        assert answer.json()["error"]["message"], name
    for name, content in HARMLESS.items():
        answer = call("post", "/api/seller/pictures/", data={"picture": files(name, content)})

        assert answer.status_code == 201, name
        harmless(ProductImage.objects.get(pk=answer.json()["id"]))


def test_an_import_notes_each_and_takes_the_product_without_it(bruno):
    archive = io.BytesIO()
    rows = ["sku,title,image"]
    with zipfile.ZipFile(archive, "w") as packed:
        for number, (content, _text) in enumerate(REFUSED.values()):
            packed.writestr(f"{number}.jpg", content)
            rows.append(f"S{number},Mug {number},{number}.jpg")

    report = run(bruno.seller, "\n".join(rows), pictures=archive)

    assert (report.new, report.notes_total) == (len(REFUSED), len(REFUSED))
    assert all(note.reason for note in report.notes)
    assert Product.objects.count() == len(REFUSED)
    assert not ProductImage.objects.exists()


_MEASURE = """
import resource, sys, os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings_test")
import django; django.setup()
from io import BytesIO
from catalog import pictures
content = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    pictures.encoded(BytesIO(content))
except pictures.BadPicture:
    pass
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("_case", "content"),
    [
        ("as large as is taken", png(5000, 5000, pixels=b"\0" * (5000 * 15_001))),
        ("in sixteen bits", png(5000, 5000, depth=16, pixels=b"\0" * (5000 * 30_001))),
        ("in sixteen bits of grey", png(5000, 5000, depth=16, kind=0, pixels=b"\0" * (5000 * 10_001))),
        ("too large", png(20_000, 20_000, pixels=b"\0" * 200_000_000)),
    ],
)
def test_takes_a_bounded_amount_of_memory(_case, content):
    measured = subprocess.run([sys.executable, "-c", _MEASURE], input=content, capture_output=True, check=True)

    assert int(measured.stdout) < 300
