"""Banner, mark for low stock and time zone of a shop, on /seller/settings/."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog import pictures
from catalog.models import ProductImage, Stock
from catalog.tests import naughty, writing
from catalog.tests.factories import ProductFactory

pytestmark = pytest.mark.django_db
SETTINGS = "/seller/settings/"


@pytest.fixture
def client(bruno, client_of) -> Client:
    return client_of(bruno)


def sent(**values: Any) -> dict[str, Any]:
    shop = {"name": "Kiln & Kettle", "handling_days": "2", "low_stock_at": "3", "time_zone": ""}
    return {"rates-TOTAL_FORMS": 0, "rates-INITIAL_FORMS": 0, **shop, **values}


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("banner.jpg", writing.picture_file().read(), content_type="image/jpeg")


def test_shows_replaces_and_removes_the_banner(client, bruno):
    client.post(SETTINGS, sent(banner=picture()))
    first = ProductImage.objects.get(banner_of=bruno.seller)
    client.post(SETTINGS, sent(banner=picture()))
    second = ProductImage.objects.get(banner_of=bruno.seller)
    shown = client.get("/shop/kiln-kettle/").content.decode()
    client.post(SETTINGS, sent(remove_banner="on"))

    assert first.pk != second.pk
    assert second.key in shown
    assert not ProductImage.objects.exists()


def test_the_clean_up_of_waiting_uploads_leaves_the_banner(client, bruno):
    client.post(SETTINGS, sent(banner=picture()))
    banner = ProductImage.objects.get()

    pictures.discard_waiting(before=banner.uploaded_at.replace(year=2099))

    assert ProductImage.objects.filter(pk=banner.pk).exists()


def test_refuses_what_is_no_picture_and_changes_nothing(client, bruno):
    answer = client.post(SETTINGS, sent(banner=naughty.file(), name="Another", low_stock_at="9"))

    bruno.seller.refresh_from_db()
    assert answer.status_code == 422
    assert "The picture must be a JPEG, PNG or WebP file." in answer.content.decode()
    assert (bruno.seller.name, bruno.seller.low_stock_at) == ("Kiln & Kettle", 3)


def test_sets_the_mark_of_all_variants_without_one_of_their_own(client, bruno):
    variant = ProductFactory(seller=bruno.seller).variants.get()

    client.post(SETTINGS, sent(low_stock_at="12"))

    assert Stock.objects.get(pk=variant.pk).low_at == 12
    assert client.get("/seller/stock/?view=low").context["page"].paginator.count == 1


def test_sets_the_zone_of_the_shops_days(client, bruno):
    client.post(SETTINGS, sent(time_zone="Pacific/Auckland"))

    bruno.refresh_from_db()
    assert bruno.time_zone == "Pacific/Auckland"
    assert "Pacific/Auckland" in client.get("/seller/discounts/").content.decode()


def test_no_value_breaks_them(client, bruno):
    for case, text in naughty.TEXTS.items():
        assert client.post(SETTINGS, sent(low_stock_at=text)).status_code == 422, case
        if case != "empty":
            assert client.post(SETTINGS, sent(time_zone=text)).status_code == 422, case
