"""manage.py make_picture_sizes: widths that were added after a picture was stored."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from PIL import Image

from accounts.tests.factories import SellerFactory
from catalog.models import ProductImage
from catalog.tests import writing

pytestmark = pytest.mark.django_db


def without(width: int) -> ProductImage:
    """A picture as it was stored when nobody thought of this width."""
    image = writing.picture(SellerFactory())
    default_storage.delete(image.name(width))
    image.widths = [other for other in image.widths if other != width]
    image.save()
    return image


def said() -> str:
    out = io.StringIO()
    call_command("make_picture_sizes", stdout=out)
    return out.getvalue()


def test_makes_what_is_missing_and_nothing_the_second_time():
    image = without(360)

    assert said().startswith("1 pictures got files")
    image.refresh_from_db()
    assert image.widths == [240, 360, 480]
    assert Image.open(default_storage.open(image.name(360))).size == (360, 450)
    assert said().startswith("0 pictures got files")


def test_never_makes_one_wider_than_the_picture():
    image = writing.picture(SellerFactory())

    said()

    image.refresh_from_db()
    assert max(image.widths) == 480


def test_counts_pictures_whose_files_are_gone():
    image = without(360)
    default_storage.delete(image.name(480))

    assert "0 pictures got files in new widths; 1 could not be read." in said()
    image.refresh_from_db()
    assert image.widths == [240, 480]
