"""Notes and photos of the door: re-encoded, private, shown to the buyer, the courier until done, and the office."""

import datetime
import io

import pytest
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.tests.factories import CourierFactory
from orders import erasing, handover, proofs, tracking
from orders.models import Parcel, Proof
from orders.states import ParcelStatus as P
from orders.tests.factories import OrderFactory, ParcelFactory
from shop.core import jobs


def _photo(name="door.jpg") -> SimpleUploadedFile:
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "52.5200, 13.4050"
    Image.new("RGB", (900, 600), "teal").save(buffer, "JPEG", exif=exif)
    return SimpleUploadedFile(name, buffer.getvalue(), "image/jpeg")


def _parcel(dora, **given) -> Parcel:
    return ParcelFactory(status=P.OUT_FOR_DELIVERY, courier=dora.courier, arrived_at=timezone.now(), **given)


def _deliver(client, parcel, **data):
    return client.post(f"/deliver/{parcel.pk}/deliver/", {"code": handover.code(parcel), **data})


def _fail(client, parcel, **data):
    day = timezone.localdate() + datetime.timedelta(days=2)
    return client.post(f"/deliver/{parcel.pk}/fail/", {"reason": "nobody_home", "next_on": day.isoformat(), **data})


def _files() -> list[str]:
    storage = proofs.storage()
    try:
        folders = storage.listdir("proofs")[0]
    except FileNotFoundError:
        return []
    return [name for folder in folders for name in storage.listdir(f"proofs/{folder}")[1]]


@pytest.fixture(autouse=True)
def _empty_storage(monkeypatch):
    storage = InMemoryStorage()
    monkeypatch.setattr(proofs, "storage", lambda: storage)


def test_the_buyer_reads_note_and_photo(dora, alice, client_of):
    parcel = _parcel(dora, order=OrderFactory(buyer=alice))
    _deliver(client_of(dora), parcel, note="Behind the green gate", photo=_photo())
    proof = Proof.objects.get()

    page = client_of(alice).get(f"/orders/{parcel.order.number}/").content.decode()
    photo = client_of(alice).get(f"/orders/{parcel.order.number}/proof/{proof.pk}/")

    assert "Behind the green gate" in page
    assert f"/orders/{parcel.order.number}/proof/{proof.pk}/" in page
    picture = Image.open(io.BytesIO(photo.content))
    assert (photo["Content-Type"], picture.format, dict(picture.getexif())) == ("image/webp", "WEBP", {})
    assert "no-store" in photo["Cache-Control"]


def test_a_guest_sees_it_by_the_link_of_that_order_only(dora, client_of):
    parcel, other = _parcel(dora), OrderFactory()
    _deliver(client_of(dora), parcel, photo=_photo())
    proof = Proof.objects.get()
    guest = client_of(None)

    assert guest.get(f"/track/{tracking.token(parcel.order)}/proof/{proof.pk}/").status_code == 200
    assert guest.get(f"/track/{tracking.token(other)}/proof/{proof.pk}/").status_code == 404
    assert guest.get(f"/media/{proof.picture}").status_code == 404


def test_the_courier_sees_a_photo_until_the_stop_is_done(dora, client_of):
    parcel, client = _parcel(dora), client_of(dora)
    _fail(client, parcel, photo=_photo())
    path = f"/deliver/{parcel.pk}/proof/{Proof.objects.get().pk}/"

    assert client.get(path).status_code == 200
    assert client_of(CourierFactory().user).get(path).status_code == 404
    parcel.refresh_from_db()
    client.post(f"/deliver/{parcel.pk}/start/")
    _deliver(client, parcel)

    assert client.get(path).status_code == 404


def test_strangers_and_shops_see_none(dora, bruno, eve, client_of):
    parcel = _parcel(dora, seller=bruno.seller)
    _deliver(client_of(dora), parcel, note="Left with Mr Kraus", photo=_photo())
    path = f"/orders/{parcel.order.number}/proof/{Proof.objects.get().pk}/"

    assert [client_of(user).get(path).status_code for user in (eve, bruno, dora)] == [404, 404, 404]
    assert "Mr Kraus" not in client_of(bruno).get(f"/seller/parcels/{parcel.pk}/").content.decode()


@pytest.mark.parametrize(
    "content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"\xff\xd8\xff\xe0 broken", b"%PDF-1.7"]
)
def test_what_is_no_picture_is_refused_and_changes_nothing(dora, client_of, content):
    parcel = _parcel(dora)

    page = _deliver(client_of(dora), parcel, photo=SimpleUploadedFile("door.jpg", content or b"\0", "image/jpeg"))

    parcel.refresh_from_db()
    assert page.status_code == 422
    assert (parcel.status, Proof.objects.count(), _files()) == (P.OUT_FOR_DELIVERY, 0, [])


def test_a_wrong_code_leaves_no_photo_behind(dora, client_of):
    parcel = _parcel(dora)
    wrong = "0000" if handover.code(parcel) != "0000" else "1111"

    client_of(dora).post(f"/deliver/{parcel.pk}/deliver/", {"code": wrong, "photo": _photo()})

    assert (Proof.objects.count(), _files()) == (0, [])


def test_whoever_deletes_their_account_takes_the_photos_of_their_door_along(dora, alice, client_of):
    mine, other = _parcel(dora, order=OrderFactory(buyer=alice)), _parcel(dora)
    for parcel in (mine, other):
        _deliver(client_of(dora), parcel, note="Left with Mr Kraus", photo=_photo())
    assert len(_files()) == 2

    erasing.erase(alice)
    jobs.run_waiting()

    assert [proof.parcel for proof in Proof.objects.all()] == [other]
    assert len(_files()) == 1
