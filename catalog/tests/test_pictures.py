"""Uploads: only real pictures come in, only pixels go out."""

import io
import struct
import zlib
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from accounts.tests.factories import SellerFactory
from catalog import pictures
from catalog.models import ProductImage
from catalog.tests.factories import ProductFactory
from shop.core import jobs

pytestmark = pytest.mark.django_db


def upload(
    size: tuple[int, int] = (1000, 1250), kind: str = "JPEG", mode: str = "RGB", name: str = "mug.jpg", **options: Any
) -> ContentFile:
    buffer = io.BytesIO()
    Image.new(mode, size, "teal" if mode.startswith("RGB") else 40).save(buffer, kind, **options)
    return ContentFile(buffer.getvalue(), name=name)


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> ContentFile:
    """A PNG that says it is so large, with more chunks before its (missing) pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = b"".join(chunk(*one) for one in [(b"IHDR", header), *chunks, (b"IDAT", zlib.compress(b"\0" * 100))])
    return ContentFile(b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b""), name="bomb.png")


def store(file: Any, **more: Any) -> ProductImage:
    return pictures.store(file, seller=None, by=None, **more)


def opened(image: ProductImage, width: int) -> Image.Image:
    picture = Image.open(default_storage.open(image.name(width)))
    picture.load()
    return picture


@pytest.mark.parametrize(
    ("_case", "file"),
    [
        ("jpeg", upload()),
        ("jpeg in grey", upload(mode="L")),
        ("jpeg for print", upload(mode="CMYK")),
        ("png", upload(kind="PNG")),
        ("png with a palette", upload(kind="PNG", mode="P")),
        ("png with sixteen bits", upload(kind="PNG", mode="I;16")),
        ("png with transparency", upload(kind="PNG", mode="RGBA")),
        ("webp", upload(kind="WEBP")),
        ("a png that says it is a jpeg", upload(kind="PNG", name="mug.jpg")),
        ("a webp without any name", upload(kind="WEBP", name="")),
    ],
)
def test_keeps_webp_in_widths_up_to_the_original(_case, file):
    image = store(file)

    assert image.widths == [240, 360, 480, 800]
    assert (image.width, image.height) == (800, 1000)
    for width in image.widths:
        picture = opened(image, width)
        assert (picture.format, picture.mode, picture.size) == ("WEBP", "RGB", (width, round(width * 1.25)))


def test_keeps_a_small_picture_in_its_own_width():
    image = store(upload((200, 210)))

    assert (image.widths, image.width, image.height) == ([200], 200, 210)


def test_makes_the_largest_width_of_a_photo():
    image = store(upload((4000, 3000)))

    assert image.widths == [240, 360, 480, 800, 1200]
    assert opened(image, 1200).size == (1200, 900)


def test_drops_place_and_camera_and_sets_the_picture_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "A camera of mine"
    exif.get_ifd(0x8825)[1] = "N"

    image = store(upload((1000, 500), exif=exif))

    assert (image.width, image.height) == (480, 960)
    data = default_storage.open(image.name(480)).read()
    assert b"camera" not in data
    assert not Image.open(io.BytesIO(data)).getexif()


def test_puts_transparency_on_white():
    file = upload(kind="PNG", mode="RGBA")
    picture = Image.open(file)
    picture.putalpha(0)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")

    image = store(ContentFile(buffer.getvalue(), name="clear.png"))

    red, green, blue = opened(image, 240).getpixel((5, 5))
    assert min(red, green, blue) > 250


def test_keeps_nothing_that_hides_behind_the_pixels():
    file = ContentFile(upload().read() + b"<script>alert(1)</script>", name="mug.jpg")

    image = store(file)

    assert b"script" not in default_storage.open(image.name(800)).read()


@pytest.mark.parametrize(
    ("_case", "content", "text"),
    [
        ("nothing", b"", "The picture file is empty."),
        ("text", b"hello", "must be a JPEG, PNG or WebP"),
        ("svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "must be a JPEG, PNG or WebP"),
        ("page", b"<!doctype html><script>alert(1)</script>", "must be a JPEG, PNG or WebP"),
        ("postscript", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", "must be a JPEG, PNG or WebP"),
        ("pdf", b"%PDF-1.7\n", "must be a JPEG, PNG or WebP"),
        ("gif", upload(kind="GIF").read(), "must be a JPEG, PNG or WebP"),
        ("tiff", upload(kind="TIFF").read(), "must be a JPEG, PNG or WebP"),
        ("half a jpeg", upload((3000, 3000), quality=95).read()[:9000], "damaged"),
        ("half a png", upload(kind="PNG").read()[:200], "damaged"),
        ("only a signature", b"\x89PNG\r\n\x1a\n", "JPEG, PNG or WebP"),
        ("9 MB", b"\xff" * (9 * 1024 * 1024), "The picture must be smaller than 8 MB."),
        ("a bomb of 144 million pixels", png(12000, 12000).read(), "fewer than 25 million pixels"),
        ("a bomb of 26 million pixels", png(5200, 5000).read(), "fewer than 25 million pixels"),
        ("a thread", png(10, 100_000).read(), "too narrow"),
        ("a profile bomb", png(100, 100, (b"iCCP", b"a\0\0" + zlib.compress(b"\0" * 80_000_000))).read(), "damaged"),
    ],
)
def test_refuses(_case, content, text):
    with pytest.raises(pictures.BadPicture, match=text):
        store(ContentFile(content, name="mug.jpg"))

    assert not ProductImage.objects.exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\pictures\\mug.jpg", "mug.jpg"),
        ("mug\r\nSet-Cookie: a.jpg", "mug Set-Cookie: a.jpg"),
        ("m\0ug.jpg", "mug.jpg"),
        ("x" * 400, "x" * 200),
    ],
)
def test_names_files_by_chance_and_remembers_the_name_only_as_text(name, kept):
    file = upload()
    file.name = name

    image = store(file)

    assert image.source_name == kept
    assert image.name(240) == f"products/{image.key[:2]}/{image.key}-240.webp"
    assert len(image.key) == 32


def test_shows_addresses_by_width():
    image = store(upload(), alt="  A mug \n on a table ")

    shown = pictures.shown(image)

    assert shown.alt == "A mug on a table"
    assert shown.src == f"/media/{image.name(800)}"
    assert shown.srcset.startswith(f"/media/{image.name(240)} 240w, ")
    assert pictures.shown(None) is None


def test_removes_the_files_with_the_picture_but_keeps_the_small_one_that_orders_show():
    image = store(upload())
    pictures.attach(image=image, product=ProductFactory())

    pictures.discard([image])
    jobs.run_waiting()

    assert [width for width in image.widths if default_storage.exists(image.name(width))] == [240]


def test_sweeps_uploads_whose_form_never_succeeded():
    seller = SellerFactory()
    old = pictures.store(upload(), seller=seller, by=None)
    young = pictures.store(upload(), seller=seller, by=None)
    ProductImage.objects.filter(pk=old.pk).update(uploaded_at=timezone.now() - timedelta(days=2))

    removed = pictures.discard_waiting(before=timezone.now() - timedelta(days=1))
    jobs.run_waiting()

    assert removed == 1
    assert not default_storage.exists(old.name(240))
    assert ProductImage.objects.filter(pk=young.pk).exists()
